import { type ApiReply, type ApiRequest, bodyOfBytes, bytesOfBody } from "../../api.ts";
import type { Label } from "../promql/labels.ts";
import { type CompileRegex, equalityMatcher, type Matcher, matcherOf } from "../promql/matcher.ts";
import { type Select, type StoredSeries, sampleKinds } from "../promql/series.ts";
import { encodeReadResponse, type WrittenSeries, type WrittenValue } from "../remote/messages.ts";
import {
  decodeReadRequest,
  matchOperators,
  type ReadRequest,
  type SentMatcher,
  type SentQuery,
} from "../remote/read-request.ts";
import { compress, decompress } from "../remote/snappy.ts";
import { MalformedMessage } from "../remote/wire-reader.ts";
import { plainError } from "./reply.ts";

/** What remote readers read. */
export interface RemoteReadSource {
  readonly select: Select;
  readonly compileRegex: CompileRegex;
  readonly externalLabels: readonly Label[];
}

/** Requests may not hold more. */
const lengthMax = 32 * 1024 * 1024;

const protobufHeaders = { "content-type": "application/x-protobuf", "content-encoding": "snappy" };

/** `POST /api/v1/read`, answered with samples. Source: prometheus v0.315.0 storage/remote/read_handler.go */
export function remoteReadReply({ body }: ApiRequest, source: RemoteReadSource): ApiReply {
  const block = decompress(bytesOfBody(body), lengthMax);
  if (block.kind === "too-long") {
    return plainError(400, `snappy: decoded length ${block.length} exceeds limit ${lengthMax}`);
  }
  if (block.kind === "corrupt") return plainError(400, "snappy: corrupt input");
  const request = readRequestOf(block.bytes);
  if (typeof request === "string") return plainError(400, request);
  const refusal = typesFault(request.acceptedResponseTypes);
  if (refusal !== undefined) return plainError(400, refusal);
  const results: (readonly WrittenSeries[])[] = [];
  for (const query of request.queries) {
    const found = readSeries(query, source);
    if (typeof found === "string") return failure(found);
    results.push(found);
  }
  const bytes = compress(encodeReadResponse(results));
  return { kind: "whole", status: 200, headers: protobufHeaders, body: bodyOfBytes(bytes) };
}

/** The request, or why it is none. */
function readRequestOf(message: Uint8Array): ReadRequest | string {
  try {
    return decodeReadRequest(message);
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
    return error.message;
  }
}

/** Upstream has said by then that its answer is compressed, and does not take that back. */
function failure(because: string): ApiReply {
  const reply = plainError(500, because);
  return reply.kind === "whole" ? { ...reply, headers: { ...reply.headers, "content-encoding": "snappy" } } : reply;
}

/** Response types by number. */
const typeNames = ["SAMPLES", "STREAMED_XOR_CHUNKS"];

/** Samples are all that is answered; who leaves it open takes them. */
function typesFault(accepted: readonly number[]): string | undefined {
  if (accepted.length === 0 || accepted.includes(0)) return undefined;
  const names = accepted.map((type) => typeNames[type] ?? String(type));
  return `server does not support any of the requested response types: [${names.join(" ")}]; supported: map[SAMPLES:{}]`;
}

/** The series that a query finds, or why it means nothing. */
function readSeries(query: SentQuery, source: RemoteReadSource): readonly WrittenSeries[] | string {
  const { select, externalLabels } = source;
  const matchers: Matcher[] = [];
  for (const sent of query.matchers) {
    const read = readMatcher(sent, source);
    if (typeof read === "string") return read;
    matchers.push(read);
  }
  const found = select(matchers, query.start, query.end).map((series) => ({
    labels: withExternal(series.labels.pairs, externalLabels),
    samples: samplesOf(series, query),
  }));
  return found.filter(({ samples }) => samples.length > 0);
}

/** External labels stand in no sample: who asks for them asks for what lacks them. */
function readMatcher({ type, name, value }: SentMatcher, source: RemoteReadSource): Matcher | string {
  const operator = matchOperators[type];
  if (operator === undefined) return "invalid matcher type";
  const external = source.externalLabels.find(([known]) => known === name)?.[1] ?? "";
  if (operator === "=" && value === external) return equalityMatcher(name, "");
  const broken = operator === "=~" || operator === "!~" ? value.search(/[\udc80-\udcff]/u) : -1;
  if (broken >= 0) return `error parsing regexp: invalid UTF-8: \`${value.slice(broken)}\``;
  const read = matcherOf({ name, operator, value }, source.compileRegex);
  return read.kind === "matcher" ? read.matcher : read.because;
}

function withExternal(own: readonly Label[], external: readonly Label[]): readonly Label[] {
  const missing = external.filter(([name]) => !own.some(([known]) => known === name));
  return [...own, ...missing].sort(([a], [b]) => (a < b ? -1 : 1));
}

function samplesOf(series: StoredSeries, { start, end }: SentQuery): WrittenSeries["samples"] {
  const samples: (readonly [number, WrittenValue])[] = [];
  // What ends before anything else is kept is told by what comes next.
  let isHistogram =
    series.kinds?.subarray(0, series.count).find((kind) => kind !== sampleKinds.stale) === sampleKinds.histogram;
  for (let at = 0; at < series.count; at++) {
    const kind = series.kinds?.[at] ?? sampleKinds.float;
    if (kind !== sampleKinds.stale) isHistogram = kind === sampleKinds.histogram;
    const time = series.timestamps[at]!;
    if (time < start || time > end) continue;
    const stale = isHistogram ? "stale-histogram" : "stale";
    samples.push([time, kind === sampleKinds.stale ? stale : (series.histograms?.[at] ?? series.values[at]!)]);
  }
  return samples;
}
