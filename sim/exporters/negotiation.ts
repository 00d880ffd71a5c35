/** A format that a client of Go's exporters can get. */
export type ExpositionFormat = {
  readonly kind: "text" | "openmetrics" | "protobuf";
  /** As Go names it, with the escaping of names that was agreed on. */
  readonly contentType: string;
};

type Clause = {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
  readonly parameters: ReadonlyMap<string, string>;
};

const escapings: ReadonlySet<string> = new Set(["allow-utf-8", "underscores", "dots", "values"]);

/**
 * The format for an Accept header, OpenMetrics among them.
 *
 * Whatever is not understood gets the text format 0.0.4.
 * Source: prometheus/common v0.70.0 expfmt NegotiateIncludingOpenMetrics
 */
export function negotiateFormat(accept: string): ExpositionFormat {
  let escaping = "underscores";
  for (const { type, subtype, parameters } of parseAccept(accept)) {
    const asked = parameters.get("escaping") ?? "";
    if (escapings.has(asked)) escaping = asked;
    const version = parameters.get("version") ?? "";
    const mediaType = `${type}/${subtype}`;
    if (isProtobuf(mediaType, parameters)) {
      const encoding = parameters.get("encoding") ?? "";
      const contentType = `${mediaType}; proto=${protobufMessage}; encoding=${encoding}; escaping=${escaping}`;
      return { kind: "protobuf", contentType };
    }
    if (mediaType === "text/plain" && (version === "0.0.4" || version === "")) break;
    if (mediaType === "application/openmetrics-text" && openMetricsVersions.has(version)) {
      const contentType = `${mediaType}; version=${version === "1.0.0" ? version : "0.0.1"}`;
      return { kind: "openmetrics", contentType: `${contentType}; charset=utf-8; escaping=${escaping}` };
    }
  }
  return { kind: "text", contentType: `${plainText}; escaping=${escaping}` };
}

/**
 * The text format for an Accept header: what was agreed on before a clause that asks for it, OpenMetrics left aside.
 *
 * Source: the same package, Negotiate
 */
export function negotiateText(accept: string): string {
  let escaping = "underscores";
  for (const { type, subtype, parameters } of parseAccept(accept)) {
    const asked = parameters.get("escaping") ?? "";
    if (escapings.has(asked)) escaping = asked;
    const version = parameters.get("version") ?? "";
    if (type === "text" && subtype === "plain" && (version === "0.0.4" || version === "")) break;
  }
  return `${plainText}; escaping=${escaping}`;
}

/** The media type of the text format where nothing is said of the escaping of names. */
export const plainText = "text/plain; version=0.0.4; charset=utf-8";

const protobufMessage = "io.prometheus.client.MetricFamily";

const openMetricsVersions: ReadonlySet<string> = new Set(["", "0.0.1", "1.0.0"]);

const isProtobuf = (mediaType: string, parameters: Clause["parameters"]): boolean =>
  mediaType === "application/vnd.google.protobuf" &&
  parameters.get("proto") === protobufMessage &&
  ["delimited", "text", "compact-text"].includes(parameters.get("encoding") ?? "");

/** Source: munnerz/goautoneg v0.0.0-20191010083416 ParseAccept */
function parseAccept(header: string): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const clause of header.split(",").flatMap(parseClause)) {
    let place = clauses.length;
    while (place > 0 && goesBefore(clause, clauses[place - 1]!)) place--;
    clauses.splice(place, 0, clause);
  }
  return clauses;
}

function parseClause(text: string): readonly Clause[] {
  const [range = "", ...rest] = spaceless(text).split(";");
  const [type = "", subtype = "", more] = range.split("/").map(spaceless);
  const isRange = subtype === "" ? type === "*" : more === undefined || more === "";
  if (!isRange) return [];
  const parameters = new Map<string, string>();
  let quality = 1;
  for (const part of rest) {
    const [token = "", value = "", surplus = ""] = part.split("=");
    if (value === "" || surplus !== "") continue;
    if (spaceless(token) === "q") quality = Math.fround(parseQuality(value));
    else parameters.set(spaceless(token), spaceless(value));
  }
  return [{ type, subtype: subtype === "" ? "*" : subtype, quality, parameters }];
}

/** A text that is no number counts as 0. */
const parseQuality = (text: string): number => (/^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : 0);

const spaceless = (text: string): string => text.replace(/^ +| +$/g, "");

/** Not an order, as upstream has it: a clause with a type goes before one without, whatever their qualities. */
const goesBefore = (a: Clause, b: Clause): boolean =>
  a.quality > b.quality || (a.type !== "*" && b.type === "*") || (a.subtype !== "*" && b.subtype === "*");
