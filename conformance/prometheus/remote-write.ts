import type { Buckets, Histogram } from "../../sim/prometheus/promql/histogram/histogram.ts";
import type { GivenSeries } from "./samples.ts";

type Bytes = readonly number[];

function varint(value: number | bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
}

const zigzag = (value: number): Bytes => varint(value >= 0 ? value * 2 : -value * 2 - 1);

/** Bit pattern of the value that marks the end of a series. Source: prometheus v0.315.0 model/value */
const staleBits = 0x7ff0000000000002n;

/** A NaN of any other kind is written as upstream's normal one. */
const normalBits = 0x7ff8000000000001n;

function double(value: number | "stale"): Bytes {
  const view = new DataView(new ArrayBuffer(8));
  if (value === "stale") view.setBigUint64(0, staleBits, true);
  else if (Number.isNaN(value)) view.setBigUint64(0, normalBits, true);
  else view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
}

const key = (field: number, wire: number): Bytes => varint(field * 8 + wire);
const asVarint = (field: number, bytes: Bytes): Bytes => [...key(field, 0), ...bytes];
const asDouble = (field: number, value: number | "stale"): Bytes => [...key(field, 1), ...double(value)];
const nested = (field: number, bytes: Bytes): Bytes => [...key(field, 2), ...varint(bytes.length), ...bytes];
const text = (field: number, value: string): Bytes => nested(field, [...new TextEncoder().encode(value)]);

/** A write request of Prometheus's remote write 1.0, in snappy's block format without any compression. */
export function writeRequest(series: readonly GivenSeries[]): Uint8Array {
  const message = series.flatMap((one) => nested(1, timeSeries(one)));
  const parts: number[] = [...varint(message.length)];
  const chunkMax = 65_536;
  for (let at = 0; at < message.length; at += chunkMax) {
    const chunk = message.slice(at, at + chunkMax);
    // A literal whose length less one follows in two bytes.
    parts.push(61 << 2, (chunk.length - 1) & 0xff, (chunk.length - 1) >> 8);
    for (const byte of chunk) parts.push(byte);
  }
  return Uint8Array.from(parts);
}

function timeSeries({ labels, samples }: GivenSeries): Bytes {
  const told = labels.pairs.flatMap(([name, value]) => nested(1, [...text(1, name), ...text(2, value)]));
  const values = samples.flatMap(([time, value]) =>
    typeof value === "object"
      ? nested(4, histogram(value, time))
      : nested(2, [...asDouble(1, value), ...asVarint(2, varint(time))]),
  );
  return [...told, ...values];
}

function histogram(given: Histogram, time: number): Bytes {
  return [
    ...asDouble(2, given.count),
    ...asDouble(3, given.sum),
    ...asVarint(4, zigzag(given.schema)),
    ...asDouble(5, given.zeroThreshold),
    ...asDouble(7, given.zeroCount),
    ...spans(8, given.negative),
    ...counts(10, given.negative),
    ...spans(11, given.positive),
    ...counts(13, given.positive),
    ...asVarint(15, varint(time)),
    ...(given.customValues.length === 0 ? [] : nested(16, given.customValues.flatMap(double))),
  ];
}

/** One span for each bucket; the offset of the first is its index, of others the gap before them. */
function spans(field: number, { indexes }: Buckets): Bytes {
  return indexes.flatMap((index, at) => {
    const offset = at === 0 ? index : index - indexes[at - 1]! - 1;
    return nested(field, [...asVarint(1, zigzag(offset)), ...asVarint(2, varint(1))]);
  });
}

const counts = (field: number, buckets: Buckets): Bytes =>
  buckets.counts.length === 0 ? [] : nested(field, buckets.counts.flatMap(double));
