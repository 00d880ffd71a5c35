import type { TextMediaType } from "../../sim/prometheus/exposition/read-exposition.ts";
import { errorAt } from "../place.ts";
import type { Placed } from "./values.ts";

/** The media type of each protocol, as the Accept header has it. Source: prometheus v0.315.0 config (ScrapeProtocolsHeaders) */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ["OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1"],
  ["OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0"],
  ["OpenMetricsText2.0.0", "application/openmetrics-text;version=2.0.0"],
  ["PrometheusProto", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"],
  ["PrometheusText0.0.4", "text/plain;version=0.0.4"],
  ["PrometheusText1.0.0", "text/plain;version=1.0.0"],
]);

/** What is offered when a config says nothing. */
export const defaultProtocols: readonly string[] = [
  ...["OpenMetricsText1.0.0", "OpenMetricsText0.0.1", "PrometheusText1.0.0", "PrometheusText0.0.4"],
];

const unknownProtocol = (given: string): string =>
  `unknown scrape protocol ${given}, supported: [${[...mediaTypes.keys()].join(" ")}]`;

/** What is wrong with a list of protocols. Source: prometheus v0.315.0 config (validateAcceptScrapeProtocols) */
export function wrongProtocols(protocols: readonly string[]): string | undefined {
  if (protocols.length === 0) return "scrape_protocols cannot be empty";
  const seen = new Set<string>();
  for (const protocol of protocols) {
    if (seen.has(protocol.toLowerCase())) {
      return `duplicated protocol in scrape_protocols, got [${protocols.join(" ")}]`;
    }
    if (!mediaTypes.has(protocol)) return `scrape_protocols: ${unknownProtocol(protocol)}`;
    seen.add(protocol.toLowerCase());
  }
  return undefined;
}

/** The Accept header: the first is wanted most. Source: prometheus v0.315.0 scrape/scrape.go (acceptHeader) */
export function acceptHeader(protocols: readonly string[], escaping: string): string {
  const highest = mediaTypes.size + 1;
  const wanted = protocols.map((protocol, at) => {
    const escapes = protocol === "PrometheusText1.0.0" || protocol === "OpenMetricsText1.0.0";
    return `${mediaTypes.get(protocol)}${escapes ? `;escaping=${escaping}` : ""};q=0.${highest - at}`;
  });
  return [...wanted, `*/*;q=0.${highest - protocols.length}`].join(",");
}

/** What an answer is taken for whose type says nothing; undefined also for what is not modelled. */
export function fallbackOf(protocol: Placed<string> | undefined, jobName: string): TextMediaType | undefined {
  if (protocol === undefined || protocol.value === "") return undefined;
  const mediaType = mediaTypes.get(protocol.value)?.split(";")[0];
  if (mediaType === undefined) {
    const start = `invalid fallback_scrape_protocol for scrape config with job name "${jobName}"`;
    throw errorAt(protocol.place, `${start}: ${unknownProtocol(protocol.value)}`);
  }
  return mediaType === "text/plain" || mediaType === "application/openmetrics-text" ? mediaType : undefined;
}
