import { emptyHistogram, type Histogram } from "../../sim/prometheus/promql/histogram/histogram.ts";
import type { Label } from "../../sim/prometheus/promql/labels.ts";
import { writeHistogram, writeStaleHistogram } from "../../sim/prometheus/remote/histogram-message.ts";
import { encodeReadRequest, type SentMatcher } from "../../sim/prometheus/remote/read-request.ts";
import { compress } from "../../sim/prometheus/remote/snappy.ts";
import { createWireWriter, type WireWriter } from "../../sim/prometheus/remote/wire-writer.ts";
import type { Random } from "./random.ts";

/** A request to a server's remote write or read, or a query for what became of it. */
export interface RemoteCall {
  readonly method: "GET" | "POST";
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In base64. */
  readonly body: string;
}

const names = ["remote_total", "remote_gauge", "remote_seconds", "remote_custom", "remote_ints"];
const pods = ["a", "b", "c", "ü\n"];

/** Writes, reads and queries about the hour before `base`, in milliseconds; one builds on the other. */
export function generateRemoteCalls(random: Random, base: number, count: number): readonly RemoteCall[] {
  const written: Uint8Array[] = [];
  return Array.from({ length: count }, (_, at) => {
    const kind = random.next();
    const clock = base - 1_800_000 + Math.floor((at * 2_000_000) / count);
    if (kind < 0.35) {
      const message = writeMessage(random, clock);
      written.push(message);
      return post("/api/v1/write", compress(message));
    }
    if (kind < 0.45 && written.length > 0)
      return post("/api/v1/write", compress(damaged(random, random.pick(written))));
    if (kind < 0.5) return oddWrite(random, compress(writeMessage(random, clock)));
    if (kind < 0.8) return post("/api/v1/read", compress(readMessage(random, base)));
    if (kind < 0.85) return oddRead(random, base);
    return query(random, base);
  });
}

const protobuf = { "content-type": "application/x-protobuf", "content-encoding": "snappy" };

const post = (path: string, body: Uint8Array, headers: RemoteCall["headers"] = protobuf): RemoteCall => ({
  ...{ method: "POST", path, headers, body: Buffer.from(body).toString("base64") },
});

/** Mostly in order; now and then again, late, very late or early. */
function instant(random: Random, clock: number): number {
  if (random.chance(0.04)) return clock - 300_000;
  if (random.chance(0.02)) return clock - 3 * 3_600_000;
  if (random.chance(0.02)) return clock + 4 * 3_600_000;
  return random.chance(0.2) ? Math.floor(clock / 60_000) * 60_000 : clock + random.below(20_000);
}

function writeMessage(random: Random, clock: number): Uint8Array {
  const writer = createWireWriter();
  for (let left = 1 + random.below(3); left > 0; left--) writer.message(1, () => writeSeries(writer, random, clock));
  if (random.chance(0.1)) {
    writer.message(3, () => {
      writer.varint(1, 1);
      writer.text(2, "remote_total");
      writer.text(4, "How many.");
    });
  }
  if (random.chance(0.05)) writer.text(9, "nobody knows this field");
  return writer.bytes();
}

/** A series as it should be, or with a fault. */
function writeSeries(writer: WireWriter, random: Random, clock: number): void {
  const name = random.pick(names);
  for (const [label, value] of labelsFor(random, name)) {
    writer.message(1, () => {
      writer.text(1, label);
      writer.text(2, value);
    });
  }
  for (let left = random.below(4), at = 0; left > 0; left--, at++) {
    const time = instant(random, clock + at * 5000);
    if (name === "remote_ints") writer.message(4, () => writeWholeHistogram(writer, random, time));
    else if (name === "remote_seconds" || name === "remote_custom") writeHistograms(writer, random, { name, time });
    else writer.message(2, () => writeFloat(writer, random, time));
  }
  if (random.chance(0.1)) {
    writer.message(3, () => {
      writer.message(1, () => writer.text(1, "trace_id"));
      writer.double(2, 1);
      writer.varint(3, clock);
    });
  }
}

function labelsFor(random: Random, name: string): readonly Label[] {
  const good: readonly Label[] = [
    ["pod", random.pick(pods)],
    ["__name__", name],
  ];
  if (random.chance(0.9)) return good;
  const odd: readonly (readonly Label[])[] = [
    [...good, ["pod", "again"]],
    [...good, ["empty", ""]],
    [...good, ["cluster", "own"]],
    [["pod", "nameless"]],
    [...good, ["", "x"]],
    [...good, ["broken", "\udcff"]],
    [["__name__", ""]],
    [],
  ];
  return random.pick(odd);
}

function writeFloat(writer: WireWriter, random: Random, time: number): void {
  const value = random.pick([0, 1, 2.5, -0, 1e300, Number.NaN, Infinity, random.below(1000), "stale"] as const);
  writer.double(1, value);
  writer.varint(2, time);
}

/** A histogram of floats, written by the same encoder as the answers are. */
function writeHistograms(
  writer: WireWriter,
  random: Random,
  { name, time }: { readonly name: string; readonly time: number },
): void {
  if (random.chance(0.1)) {
    writer.message(2, () => {
      writer.double(1, random.below(1000));
      writer.varint(2, time);
    });
  }
  const histogram = name === "remote_custom" ? customOf(random) : exponentialOf(random);
  writer.message(4, () => {
    if (random.chance(0.05)) writeStaleHistogram(writer, time);
    else writeHistogram(writer, histogram, time);
  });
}

function exponentialOf(random: Random): Histogram {
  const counts = [random.below(5), random.below(5) - (random.chance(0.05) ? 9 : 0), 1.5];
  return {
    ...{ ...emptyHistogram, schema: random.chance(0.05) ? random.pick([-5, 9, 11, 60, -53]) : 2, zeroThreshold: 0.01 },
    ...{ zeroCount: random.below(3) - (random.chance(0.03) ? 9 : 0), count: 20 - (random.chance(0.03) ? 90 : 0) },
    ...{ sum: random.below(100), positive: { indexes: [-3, -2, 5], counts } },
    negative: random.chance(0.5) ? { indexes: [1], counts: [2] } : emptyHistogram.negative,
    hint: random.pick(["unknown", "unknown", "gauge"] as const),
    customValues: random.chance(0.03) ? [1] : [],
  };
}

function customOf(random: Random): Histogram {
  const bounds = random.chance(0.9) ? [0.1, 1, 10] : random.pick([[1, 1], [Number.NaN], [1, Infinity], [1]]);
  return {
    ...{ ...emptyHistogram, schema: -53, count: 9, sum: 3, zeroCount: random.chance(0.03) ? 1 : 0 },
    ...{ zeroThreshold: random.chance(0.03) ? 1 : 0, customValues: bounds },
    negative: random.chance(0.03) ? { indexes: [0], counts: [1] } : emptyHistogram.negative,
    positive: { indexes: [0, 1, 3], counts: [random.below(3), 2, 3] },
  };
}

/** A histogram of whole counts, with deltas one by one, as other writers may send them. */
function writeWholeHistogram(writer: WireWriter, random: Random, time: number): void {
  const deltas = [3, -1, random.chance(0.1) ? -7 : 2];
  const total = 3 + 2 + 4 + 1;
  writer.varint(1, random.chance(0.9) ? total : total + 1);
  writer.double(3, random.chance(0.1) ? Number.NaN : 2.5);
  writer.zigzag(4, random.chance(0.9) ? 1 : 10);
  writer.double(5, 0.001);
  writer.varint(6, 1);
  writer.message(11, () => {
    writer.zigzag(1, -2);
    writer.varint(2, 2);
  });
  writer.message(11, () => {
    writer.zigzag(1, random.chance(0.95) ? 3 : -3);
    writer.varint(2, random.chance(0.95) ? 1 : 2);
  });
  for (const delta of deltas) writer.zigzag(12, delta);
  writer.varint(15, time);
}

/** The message cut short, or with bytes that are others. */
function damaged(random: Random, message: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(message);
  if (random.chance(0.3)) return bytes.subarray(0, random.below(bytes.length));
  for (let left = 1 + random.below(2); left > 0 && bytes.length > 0; left--) {
    bytes[random.below(Math.min(bytes.length, 60))] = random.below(256);
  }
  return bytes;
}

function oddWrite(random: Random, body: Uint8Array): RemoteCall {
  const path = "/api/v1/write";
  const type = "application/x-protobuf";
  const headers: readonly RemoteCall["headers"][] = [
    { ...protobuf, "content-encoding": "gzip" },
    { "content-type": type },
    { "content-encoding": "snappy", "content-type": "application/json" },
    { ...protobuf, "content-type": `${type};proto=prometheus.WriteRequest` },
    { ...protobuf, "content-type": `${type};proto=io.prometheus.write.v2.Request` },
    { ...protobuf, "content-type": `${type};proto=other` },
    { ...protobuf, "content-type": `${type};charset` },
    { ...protobuf, "content-type": `${type}; proto=other` },
  ];
  if (random.chance(0.6)) return post(path, body, random.pick(headers));
  const bodies = [new Uint8Array(0), Uint8Array.of(0), Uint8Array.of(255, 255, 255, 255, 127, 0), body.subarray(1)];
  return random.chance(0.8)
    ? post(path, random.pick(bodies))
    : { method: "GET", path: random.pick(["/api/v1/write", "/api/v1/read"]), headers: {}, body: "" };
}

const readNames = [...names, "http_requests_total", "native_seconds", "custom_seconds", "ended", "odd_values", "up"];

function readMessage(random: Random, base: number): Uint8Array {
  const queries = Array.from({ length: 1 + random.below(2) }, () => {
    const start = base - random.below(4_000_000);
    const length = random.chance(0.5) ? random.below(60_000) : random.below(1_200_000);
    return { start, end: start + length - (random.chance(0.03) ? 100_000 : 0), matchers: matchersFor(random) };
  });
  return encodeReadRequest({ queries, acceptedResponseTypes: random.pick([[], [0], [0, 1], [7, 0]]) });
}

function matchersFor(random: Random): SentMatcher[] {
  const name = random.pick(readNames);
  const matchers: SentMatcher[] = [{ type: 0, name: "__name__", value: name }];
  if (random.chance(0.2)) matchers[0] = { type: 2, name: "__name__", value: "remote_.*" };
  if (random.chance(0.4))
    matchers.push({ type: random.below(4), name: "pod", value: random.pick(["a", "web-.*", ""]) });
  if (random.chance(0.2)) {
    matchers.push({ type: random.below(2), name: "cluster", value: random.pick(["west", "east", "own", ""]) });
  }
  return matchers;
}

function oddRead(random: Random, base: number): RemoteCall {
  const path = "/api/v1/read";
  const asked = (matcher: SentMatcher): Uint8Array =>
    compress(
      encodeReadRequest({
        queries: [{ start: base - 1000, end: base, matchers: [matcher] }],
        acceptedResponseTypes: [],
      }),
    );
  const good = compress(readMessage(random, base));
  const bodies = [
    asked({ type: 4, name: "pod", value: "a" }),
    asked({ type: -1, name: "pod", value: "a" }),
    asked({ type: 2, name: "pod", value: "(" }),
    asked({ type: 3, name: "pod", value: "a**" }),
    new Uint8Array(0),
    Uint8Array.of(255, 255, 255, 255, 15, 0),
    Uint8Array.of(5, 16, 1),
    compress(damaged(random, readMessage(random, base))),
    compress(new Uint8Array(0)),
  ];
  return random.chance(0.2) ? post(path, good, { "content-encoding": "snappy" }) : post(path, random.pick(bodies));
}

function query(random: Random, base: number): RemoteCall {
  const selector = `{__name__=~"${random.pick(["remote_.*", ...names])}"}`;
  const time = String((base - random.below(2_000_000)) / 1000);
  const form: Readonly<Record<string, string>> = random.pick([
    { query: selector, time },
    { query: `count_over_time(${selector}[10m])`, time },
    { query: `${selector}[5m]`, time },
    { query: `histogram_count(${selector})`, time },
  ]);
  const isSeries = random.chance(0.2);
  const path = isSeries ? "/api/v1/series" : "/api/v1/query";
  const parameters = new URLSearchParams(isSeries ? { "match[]": selector } : form);
  return { method: "GET", path: `${path}?${parameters}`, headers: {}, body: "" };
}
