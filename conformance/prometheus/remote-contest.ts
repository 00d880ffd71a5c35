import { compacted, type Histogram } from "../../sim/prometheus/promql/histogram/histogram.ts";
import { histogramOf, type SentHistogram } from "../../sim/prometheus/remote/histogram-message.ts";
import { decodeReadResponse, type SentSeries } from "../../sim/prometheus/remote/messages.ts";
import { decompress } from "../../sim/prometheus/remote/snappy.ts";
import { compareAnswers } from "./compare.ts";
import type { RemoteCall } from "./remote-calls.ts";

/** An answer with all that is compared of it. */
export interface RemoteAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly contentEncoding: string;
  /** In base64. */
  readonly body: string;
}

/** How two answers compare: to the byte once decompressed, or by what they say. */
export type RemoteComparison = "same" | "same content" | "different";

/** Sends the call and waits for the answer. */
export async function askRemote(
  send: (request: Request) => Promise<Response>,
  address: string,
  { method, path, headers, body }: RemoteCall,
): Promise<RemoteAnswer> {
  const plain = { ...headers, "accept-encoding": "identity" };
  const sent = method === "GET" ? {} : { body: Buffer.from(body, "base64") };
  const reply = await send(new Request(`${address}${path}`, { method, headers: plain, ...sent }));
  return {
    status: reply.status,
    contentType: reply.headers.get("content-type") ?? "",
    contentEncoding: reply.headers.get("content-encoding") ?? "",
    body: Buffer.from(await reply.arrayBuffer()).toString("base64"),
  };
}

/** Compares ours with the real answer. Whole counts of histograms come back as floats from ours, which keeps no others. */
export function compareRemote(ours: RemoteAnswer, real: RemoteAnswer): RemoteComparison {
  const { status, contentType, contentEncoding } = real;
  if (ours.status !== status || ours.contentType !== contentType) return "different";
  if (ours.contentEncoding !== contentEncoding) return "different";
  if (ours.body === real.body) return "same";
  if (contentType !== "application/x-protobuf") {
    const text = ({ body }: RemoteAnswer): string => Buffer.from(body, "base64").toString("utf8");
    const asText = (answer: RemoteAnswer): Parameters<typeof compareAnswers>[0] => ({ ...answer, body: text(answer) });
    return compareAnswers(asText(ours), asText(real), false) === "same" ? "same" : "different";
  }
  const [mine, theirs] = [messageOf(ours), messageOf(real)];
  if (Buffer.compare(mine, theirs) === 0) return "same";
  return JSON.stringify(told(mine)) === JSON.stringify(told(theirs)) ? "same content" : "different";
}

const lengthMax = 2 ** 30;

function messageOf({ body }: RemoteAnswer): Uint8Array {
  const block = decompress(Buffer.from(body, "base64"), lengthMax);
  if (block.kind !== "bytes") throw new Error(`an answer is no block of snappy: ${block.kind}`);
  return block.bytes;
}

/**
 * What a message says, numbers as text, so that all of them differ.
 *
 * Upstream also tells of series without samples in the span, where one of their chunks reaches around it. Markers of
 * staleness are those of a float or a histogram there; ours knows but one kind.
 */
const told = (message: Uint8Array): unknown =>
  decodeReadResponse(message).map((result) => result.filter(hasSamples).map(toldSeries));

const hasSamples = ({ samples, histograms }: SentSeries): boolean => samples.length + histograms.length > 0;

function toldSeries({ labels, samples, histograms }: SentSeries): unknown {
  const floats = samples.map(({ value, timestamp }) => [timestamp, String(value)] as const);
  const others = histograms.map((sent) => [sent.timestamp, sent.sum === "stale" ? "stale" : shown(sent)] as const);
  return { labels, samples: [...floats, ...others].sort(([a], [b]) => a - b) };
}

/** Hints about resets follow from how samples lie in chunks, but for gauges. */
function shown(sent: SentHistogram): string {
  const histogram: Histogram = compacted(histogramOf(sent));
  const hint = histogram.hint === "gauge" ? "gauge" : "";
  return JSON.stringify({ ...histogram, hint }, (_, value: unknown) =>
    typeof value === "number" ? String(value) : value,
  );
}

/** So many characters are shown from a little before the first difference on. */
const shownLength = 500;
const beforeLength = 150;

/** Both answers in words, where they differ. */
export function shownAnswers(ours: RemoteAnswer, real: RemoteAnswer): string {
  const [mine, theirs] = [inWords(ours), inWords(real)];
  const at = [...mine].findIndex((character, place) => character !== theirs[place]);
  const from = Math.max(0, (at < 0 ? mine.length : at) - beforeLength);
  return [mine, theirs]
    .map((text, side) => `  ${side === 0 ? "ours" : "real"}: ${text.slice(from, from + shownLength)}`)
    .join("\n");
}

function inWords(answer: RemoteAnswer): string {
  const { status, contentType, contentEncoding, body } = answer;
  const isMessage = contentType === "application/x-protobuf";
  const text = isMessage ? JSON.stringify(told(messageOf(answer))) : Buffer.from(body, "base64").toString("utf8");
  return `${status} ${contentType} ${contentEncoding} ${text}`;
}
