import { quote } from "../promql/syntax/quote.ts";
import type { ExpositionReader } from "./entry.ts";
import { parseMediaType } from "./media-type.ts";
import { readOpenMetricsText } from "./openmetrics-text.ts";
import { readPrometheusText } from "./prometheus-text.ts";

/** A media type that an exposition in text may have. */
export type TextMediaType = "text/plain" | "application/openmetrics-text";

/** What a target answered. */
export interface Exposition {
  /** A byte that is no UTF-8 is given as one of U+DC80–U+DCFF. */
  readonly body: string;
  /** The Content-Type header, empty when there is none. */
  readonly contentType: string;
  /** What `fallback_scrape_protocol` makes of an answer whose type says nothing. */
  readonly fallback: TextMediaType | undefined;
}

export type OpenedExposition =
  | { readonly kind: "reader"; readonly reader: ExpositionReader }
  | { readonly kind: "invalid"; readonly because: string };

/**
 * A reader for the format that the Content-Type names, or why there is none.
 *
 * Protobuf is not read: a target that was asked for text does not answer with it.
 * Source: prometheus v0.315.0 model/textparse/interface.go
 */
export function openExposition({ body, contentType, fallback }: Exposition): OpenedExposition {
  const chosen = chooseMediaType(contentType);
  const mediaType = chosen.kind === "media-type" ? chosen.mediaType : fallback;
  if (mediaType === undefined) return { kind: "invalid", because: "because" in chosen ? chosen.because : "" };
  const read = mediaType === "text/plain" ? readPrometheusText : readOpenMetricsText;
  return { kind: "reader", reader: read(body) };
}

type Choice =
  | { readonly kind: "media-type"; readonly mediaType: TextMediaType }
  /** What upstream says when there is no fallback either. */
  | { readonly kind: "unknown"; readonly because: string };

const unknown = (because: string): Choice => ({ kind: "unknown", because });

function chooseMediaType(contentType: string): Choice {
  if (contentType === "") {
    return unknown(
      "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol specified for target",
    );
  }
  const given = quote(contentType);
  const parsed = parseMediaType(contentType);
  if (parsed.kind === "invalid") {
    return unknown(`cannot parse Content-Type ${given} and no fallback_scrape_protocol for target\n${parsed.because}`);
  }
  const { mediaType, parameters } = parsed;
  if (mediaType === "text/plain") return { kind: "media-type", mediaType };
  if (mediaType === "application/openmetrics-text") {
    if (parameters.get("version") !== "2.0.0") return { kind: "media-type", mediaType };
    return unknown(
      `received OpenMetrics 2.0 Content-Type ${given}, but the openmetrics2 feature flag is not enabled and no fallback_scrape_protocol specified for target`,
    );
  }
  return unknown(`received unsupported Content-Type ${given} and no fallback_scrape_protocol specified for target`);
}
