import { type Buckets, type CounterResetHint, customSchema, type Histogram } from "../promql/histogram/histogram.ts";
import { plainCoarser } from "../promql/histogram/reconcile.ts";
import {
  type Double,
  type Field,
  type MessageShape,
  readMessage,
  signedOf,
  unsignedOf,
  zigzagOf,
} from "./wire-reader.ts";
import type { WireWriter } from "./wire-writer.ts";

/** Buckets in a row, and how far behind the row before them they start. */
export interface Span {
  offset: number;
  length: number;
}

/** One side of a histogram as it is sent. */
export interface SentSide {
  readonly spans: Span[];
  /** Of histograms with whole counts: each count less the one before. */
  readonly deltas: number[];
  /** Of others. */
  readonly counts: number[];
}

/** A count is sent as a whole number or as a float. */
export interface SentCount {
  readonly isFloat: boolean;
  readonly value: number;
}

/** A native histogram as it is sent, unchecked. */
export interface SentHistogram {
  count: SentCount;
  sum: Double;
  schema: number;
  zeroThreshold: number;
  zeroCount: SentCount;
  readonly negative: SentSide;
  readonly positive: SentSide;
  hint: CounterResetHint;
  /** Milliseconds since the epoch. */
  timestamp: number;
  readonly customValues: number[];
}

const numberOf = (value: Double): number => (value === "stale" ? Number.NaN : value);

const hints: readonly CounterResetHint[] = ["unknown", "reset", "not_reset", "gauge"];

const spanShape: MessageShape<Span> = {
  name: "BucketSpan",
  fields: new Map<number, Field<Span>>([
    [1, { kind: "varint", name: "Offset", set: (span, value) => (span.offset = zigzagOf(value) | 0) }],
    [2, { kind: "varint", name: "Length", set: (span, { low }) => (span.length = low) }],
  ]),
};

/** The fields of one side; its spans have the first number, deltas and counts the next ones. */
function sideFields(first: number, side: "negative" | "positive"): readonly [number, Field<SentHistogram>][] {
  const name = side === "negative" ? "Negative" : "Positive";
  return [
    [
      first,
      {
        kind: "message",
        name: `${name}Spans`,
        read: (into, reader) => into[side].spans.push(readMessage(reader, spanShape, { offset: 0, length: 0 })),
      },
    ],
    [
      first + 1,
      { kind: "varints", name: `${name}Deltas`, set: (into, value) => into[side].deltas.push(zigzagOf(value)) },
    ],
    [
      first + 2,
      { kind: "doubles", name: `${name}Counts`, set: (into, value) => into[side].counts.push(numberOf(value)) },
    ],
  ];
}

/** Source: prometheus v0.315.0 prompb/types.proto (Histogram) */
export const histogramShape: MessageShape<SentHistogram> = {
  name: "Histogram",
  fields: new Map<number, Field<SentHistogram>>([
    [
      1,
      {
        kind: "varint",
        name: "CountInt",
        set: (into, value) => (into.count = { isFloat: false, value: unsignedOf(value) }),
      },
    ],
    [
      2,
      {
        kind: "double",
        name: "CountFloat",
        set: (into, value) => (into.count = { isFloat: true, value: numberOf(value) }),
      },
    ],
    [3, { kind: "double", name: "Sum", set: (into, value) => (into.sum = value) }],
    [4, { kind: "varint", name: "Schema", set: (into, value) => (into.schema = zigzagOf(value) | 0) }],
    [5, { kind: "double", name: "ZeroThreshold", set: (into, value) => (into.zeroThreshold = numberOf(value)) }],
    [
      6,
      {
        kind: "varint",
        name: "ZeroCountInt",
        set: (into, value) => (into.zeroCount = { isFloat: false, value: unsignedOf(value) }),
      },
    ],
    [
      7,
      {
        kind: "double",
        name: "ZeroCountFloat",
        set: (into, value) => (into.zeroCount = { isFloat: true, value: numberOf(value) }),
      },
    ],
    ...sideFields(8, "negative"),
    ...sideFields(11, "positive"),
    [14, { kind: "varint", name: "ResetHint", set: (into, { low }) => (into.hint = hints[low] ?? "unknown") }],
    [15, { kind: "varint", name: "Timestamp", set: (into, value) => (into.timestamp = signedOf(value)) }],
    [16, { kind: "doubles", name: "CustomValues", set: (into, value) => into.customValues.push(numberOf(value)) }],
  ]),
};

/** One without anything. */
export const emptySentHistogram = (): SentHistogram => ({
  ...{ count: { isFloat: false, value: 0 }, sum: 0, schema: 0, zeroThreshold: 0 },
  ...{ zeroCount: { isFloat: false, value: 0 }, hint: "unknown", timestamp: 0, customValues: [] },
  ...{ negative: { spans: [], deltas: [], counts: [] }, positive: { spans: [], deltas: [], counts: [] } },
});

/** The finest schema that is kept; finer ones are made coarser. Source: prometheus v0.315.0 storage/remote/write_handler.go */
export const finestSchema = 8;

/** The histogram that is meant. Its spans have to have as many buckets as it has counts. */
export function histogramOf(sent: SentHistogram): Histogram {
  const { schema, count, zeroCount, customValues } = sent;
  const isCustom = schema === customSchema;
  const side = (from: SentSide): Buckets => {
    const buckets = bucketsOf(from, count.isFloat);
    return schema > finestSchema ? plainCoarser(buckets, { from: schema, to: finestSchema }) : buckets;
  };
  return {
    ...{ hint: sent.hint, schema: Math.min(schema, finestSchema), count: count.value, sum: numberOf(sent.sum) },
    zeroThreshold: isCustom ? 0 : sent.zeroThreshold,
    // A count of the other kind is none.
    zeroCount: isCustom || zeroCount.isFloat !== count.isFloat ? 0 : zeroCount.value,
    ...{ positive: side(sent.positive), negative: side(sent.negative), customValues },
  };
}

function bucketsOf({ spans, deltas, counts }: SentSide, isFloat: boolean): Buckets {
  const indexes: number[] = [];
  let next = 0;
  for (const { offset, length } of spans) {
    next += offset;
    for (let end = next + length; next < end; next++) indexes.push(next);
  }
  return { indexes, counts: isFloat ? counts : countsOf(deltas) };
}

/** The counts of which each delta is a count less the one before. */
export function countsOf(deltas: readonly number[]): readonly number[] {
  let count = 0;
  return deltas.map((delta) => (count += delta));
}

/** Writes a histogram with float counts, as what is kept has them. Source: prometheus v0.315.0 prompb/codec.go (FromFloatHistogram) */
export function writeHistogram(writer: WireWriter, histogram: Histogram, timestamp: number): void {
  const { count, sum, schema, zeroThreshold, zeroCount, hint, customValues } = histogram;
  writer.double(2, count);
  if (sum !== 0) writer.double(3, sum);
  if (schema !== 0) writer.zigzag(4, schema);
  if (zeroThreshold !== 0) writer.double(5, zeroThreshold);
  writer.double(7, zeroCount);
  writeSide(writer, histogram.negative, 8);
  writeSide(writer, histogram.positive, 11);
  if (hint !== "unknown") writer.varint(14, hints.indexOf(hint));
  if (timestamp !== 0) writer.varint(15, timestamp);
  writer.doubles(16, customValues);
}

/** Writes the end of a series of histograms. */
export function writeStaleHistogram(writer: WireWriter, timestamp: number): void {
  writer.double(2, 0);
  writer.double(3, "stale");
  writer.double(7, 0);
  if (timestamp !== 0) writer.varint(15, timestamp);
}

function writeSide(writer: WireWriter, { indexes, counts }: Buckets, first: number): void {
  for (const { offset, length } of spansOf(indexes)) {
    writer.message(first, () => {
      if (offset !== 0) writer.zigzag(1, offset);
      writer.varint(2, length);
    });
  }
  writer.doubles(first + 2, counts);
}

/** Buckets next to each other are one span. */
function spansOf(indexes: readonly number[]): readonly Span[] {
  const spans: Span[] = [];
  for (const [at, index] of indexes.entries()) {
    const before = indexes[at - 1];
    const last = spans.at(-1);
    if (last === undefined || before === undefined) spans.push({ offset: index, length: 1 });
    else if (index === before + 1) last.length++;
    else spans.push({ offset: index - before - 1, length: 1 });
  }
  return spans;
}
