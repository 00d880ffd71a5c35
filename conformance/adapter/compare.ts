import type { Answer, Call } from "./call.ts";
import { type Asked, type OurAdapter, withNamesInOrder } from "./ours.ts";
import type { Exchange } from "./prometheus-proxy.ts";

/** A place where ours is not the real one. */
export interface Difference {
  readonly what: string;
  readonly ours: string;
  readonly real: string;
}

/**
 * Compares two answers: status, headers and body, byte for byte.
 *
 * The instant of the request, which both write where it has no sample's, and the address of the server are taken out; the resources
 * of a discovery document and the containers of a pod, which upstream has in the order of a map, are sorted.
 */
export function compareAnswers(ours: Answer, real: Answer): Difference | undefined {
  if (ours.status !== real.status) return difference("status", String(ours.status), String(real.status));
  const [ourHeaders, realHeaders] = [headersOf(ours), headersOf(real)];
  if (ourHeaders !== realHeaders) return difference("headers", ourHeaders, realHeaders);
  const [ourText, realText] = [withoutNow(ours.body), withoutNow(real.body)];
  if (ourText === realText) return undefined;
  const isSame = ourText.length === realText.length && inOrder(ourText) === inOrder(realText);
  return isSame ? undefined : difference("body", ourText, realText);
}

const difference = (what: string, ours: string, real: string): Difference => ({ what, ours, real });

/** Headers of the connection, and those that are another with each answer. */
const passing: ReadonlySet<string> = new Set([
  ...["audit-id", "connection", "content-length", "date", "keep-alive", "transfer-encoding"],
]);

const headersOf = ({ headers }: Answer): string =>
  JSON.stringify(
    Object.entries(headers)
      .filter(([name]) => !passing.has(name))
      .sort(),
  );

function withoutNow(body: string): string {
  const withoutCreation = body
    .replace(/("creationTimestamp": ?)"[^"]*"/g, '$1"now"')
    .replace(/("serverAddress": ?)"[^"]*"/g, '$1"here"');
  return body.includes('"MetricValueList"')
    ? withoutCreation.replace(/("timestamp": ?)"[^"]*"/g, '$1"now"')
    : withoutCreation;
}

/** The text with the lists sorted that have no order upstream; itself where it is no JSON. */
function inOrder(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (key, value: unknown) =>
      (key === "resources" || key === "containers") && Array.isArray(value)
        ? value.map((one) => JSON.stringify(one)).sort()
        : value,
    );
  } catch {
    return text;
  }
}

/** Ours may be this much younger than the real one's process, in seconds. */
const startSlack = 20;

/** Compares what both asked Prometheus for, while they listed or for a call: the same texts, about the same time. */
export function compareAsked(ours: Asked, exchanges: readonly Exchange[], call?: Call): Difference | undefined {
  const [realSeries, realQueries] = [valuesOf(exchanges, "match[]"), valuesOf(exchanges, "query")];
  const hasNoOrder = call?.path.startsWith("/apis/metrics.k8s.io/") === true;
  const text = (query: string): string => (hasNoOrder ? withNamesInOrder(query) : query);
  const mine = sortedTexts([...ours.series.map(({ match }) => `series ${match}`), ...ours.queries.map(text)]);
  const theirs = sortedTexts([...realSeries.map((match) => `series ${match}`), ...realQueries.map(text)]);
  if (mine !== theirs) return difference("what Prometheus is asked for", mine, theirs);
  for (const { match, start } of ours.series) {
    const asked = exchanges.filter(({ parameters }) =>
      parameters.some(([name, value]) => name === "match[]" && value === match),
    );
    const starts = valuesOf(asked, "start");
    if (starts.some((value) => Math.abs(Number(value) - start) <= startSlack)) continue;
    return difference(`the beginning of the time for ${match}`, String(start), starts.join(" "));
  }
  return undefined;
}

const valuesOf = (exchanges: readonly Exchange[], name: string): readonly string[] =>
  exchanges.flatMap(({ parameters }) => parameters.flatMap(([key, value]) => (key === name ? [value] : [])));

const sortedTexts = (texts: readonly string[]): string => [...new Set(texts)].sort().join("\n");

/** Compares how both start: that they do, or the error with which they exit. */
export function compareStart(ours: OurAdapter, exit: string | undefined): Difference | undefined {
  const [mine, theirs] = [ours.kind === "exited" ? ours.message : "runs", exit ?? "runs"];
  if (ours.kind === "exited" && ours.by === "config") {
    // What is wrong with a file is said in our own words.
    return theirs.startsWith("unable to load metrics discovery config") ? undefined : difference("start", mine, theirs);
  }
  return mine === theirs ? undefined : difference("start", mine, theirs);
}
