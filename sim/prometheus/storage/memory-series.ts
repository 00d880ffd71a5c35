import type { Histogram } from "../promql/histogram/histogram.ts";
import type { Labels } from "../promql/labels.ts";
import { type StoredSeries, sampleKinds } from "../promql/series.ts";

/**
 * A series in memory: its samples in columns that grow, the oldest dropped when they need room.
 *
 * While it has `rows`, its newest samples may stand there; `takeRows` brings them into the columns.
 */
export interface MemorySeries {
  readonly kind: "series";
  /** Rises with every series that is made. */
  readonly id: number;
  readonly labels: Labels;
  /** True once the storage has dropped it; its labels then get a new series with their next sample. */
  isGone: boolean;
  count: number;
  /** Whole milliseconds since the epoch. */
  timestamps: Float64Array;
  values: Float64Array;
  /** Absent as long as all samples are floats. */
  kinds: Uint8Array | undefined;
  /** Absent as long as there is none. */
  histograms: (Histogram | undefined)[] | undefined;
  rows: SeriesRows | undefined;
  /** Its place in the rows. */
  column: number;
  /** So many of the rows stand in the columns, too. */
  rowsTaken: number;
}

/** Series whose samples come together, as those of a target do; see series-rows.ts. */
export interface SeriesRows {
  /** By column; no series twice. */
  readonly members: readonly MemorySeries[];
  /** True while its series have no other samples than these. */
  isOpen: boolean;
  /** Of the newest row, or of the newest sample before the rows. */
  newest: number;
  /** How many rows there are. */
  count: number;
  /** One row more stands behind them, of the batch that is open. */
  hasPending: boolean;
  readonly timestamps: Float64Array;
  /** Row by row. */
  readonly values: Float64Array;
}

/** A sample as it is kept: a number, a histogram, or the end of the series. */
export interface Sample {
  readonly timestamp: number;
  readonly value: number;
  readonly kind: number;
  readonly histogram: Histogram | undefined;
}

const noNumbers = new Float64Array(0);

/** A series without samples. */
export const createMemorySeries = (id: number, labels: Labels): MemorySeries => ({
  ...{ kind: "series", id, labels, isGone: false, count: 0, timestamps: noNumbers, values: noNumbers },
  ...{ kinds: undefined, histograms: undefined, rows: undefined, column: 0, rowsTaken: 0 },
});

/** Adds a float, for which there has to be room. */
export function writeFloat(series: MemorySeries, timestamp: number, value: number): void {
  const at = series.count++;
  series.timestamps[at] = timestamp;
  series.values[at] = value;
  if (series.kinds !== undefined) series.kinds[at] = sampleKinds.float;
  if (series.histograms !== undefined) series.histograms[at] = undefined;
}

/** Adds any sample, for which there has to be room. */
export function writeSample(series: MemorySeries, { timestamp, value, kind, histogram }: Sample): void {
  writeFloat(series, timestamp, value);
  if (kind === sampleKinds.float) return;
  const at = series.count - 1;
  series.kinds ??= new Uint8Array(series.timestamps.length);
  series.kinds[at] = kind;
  if (histogram === undefined) return;
  series.histograms ??= [];
  series.histograms[at] = histogram;
}

/** The instant of the newest sample; undefined without one. */
export const newestOf = ({ count, timestamps, rows, rowsTaken }: MemorySeries): number | undefined =>
  rows !== undefined && rows.count > rowsTaken ? rows.timestamps[rows.count - 1] : timestamps[count - 1];

/** Columns that are filled to this share after the old samples went are too small. */
const fillMax = 0.8;
const growth = 1.25;
const lengthMin = 16;

/** Sees to it that more samples fit; those from before `keepFrom` may go. */
export function makeRoom(series: MemorySeries, keepFrom: number, more = 1): void {
  if (series.count + more <= series.timestamps.length) return;
  dropBefore(series, keepFrom);
  const { count, timestamps, values, kinds } = series;
  const needed = count + more;
  if (needed <= timestamps.length * fillMax) return;
  const length = Math.ceil(needed * growth) + lengthMin;
  series.timestamps = new Float64Array(length);
  series.timestamps.set(timestamps.subarray(0, count));
  series.values = new Float64Array(length);
  series.values.set(values.subarray(0, count));
  if (kinds === undefined) return;
  series.kinds = new Uint8Array(length);
  series.kinds.set(kinds.subarray(0, count));
}

function dropBefore(series: MemorySeries, keepFrom: number): void {
  const { count, timestamps, values, kinds, histograms } = series;
  const first = firstFrom(series, keepFrom);
  if (first === 0) return;
  timestamps.copyWithin(0, first, count);
  values.copyWithin(0, first, count);
  kinds?.copyWithin(0, first, count);
  if (histograms !== undefined) series.histograms = histograms.slice(first);
  series.count = count - first;
  // A counter that ended once and is alive again does without the column.
  if (kinds?.subarray(0, series.count).every((kind) => kind === sampleKinds.float)) series.kinds = undefined;
}

/** The place of the first sample at or after an instant; the count when there is none. */
function firstFrom({ count, timestamps }: MemorySeries, time: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timestamps[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The series as queries read it; the columns are the series' own, so it holds until the next sample. */
export const viewOf = ({ labels, count, timestamps, values, kinds, histograms }: MemorySeries): StoredSeries => ({
  ...{ labels, count, timestamps, values, kinds, histograms },
});

/** Bytes that the samples take. */
export const sampleBytes = ({ timestamps, values, kinds }: MemorySeries): number =>
  timestamps.byteLength + values.byteLength + (kinds?.byteLength ?? 0);
