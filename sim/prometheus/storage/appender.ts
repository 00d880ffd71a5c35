import type { Histogram } from "../promql/histogram/histogram.ts";
import type { Labels } from "../promql/labels.ts";
import { sampleKinds } from "../promql/series.ts";
import { judge, outOfBounds, type Refusal } from "./appendable.ts";
import type { MemorySeries, Sample, SeriesRows } from "./memory-series.ts";
import { createPendingSamples } from "./pending-samples.ts";

/** A series of the storage, to append to without looking it up again. */
export type SeriesHandle = MemorySeries;

/** Series of the storage that get their samples together, made with `createSeriesRows`. */
export type RowsHandle = SeriesRows;

/** A batch of samples that is taken whole or not at all. */
export interface Appender {
  /** Where a series' samples go: its handle, or the labels when it is not known yet. */
  readonly append: (target: SeriesHandle | Labels, timestamp: number, value: number) => SeriesHandle | Refusal;
  /** Says that a series ends here. */
  readonly appendStale: (target: SeriesHandle | Labels, timestamp: number) => SeriesHandle | Refusal;
  readonly appendHistogram: (
    target: SeriesHandle | Labels,
    timestamp: number,
    histogram: Histogram,
  ) => SeriesHandle | Refusal;
  /**
   * Appends one float to each of the series; false, and nothing is appended, when one of them would not take it, or when the
   * batch has single samples already: then they are to be appended one by one.
   */
  readonly appendRow: (rows: RowsHandle, timestamp: number, values: Float64Array) => boolean;
  /** Keeps what was appended; where samples of one batch exclude each other, the first stays. */
  readonly commit: () => void;
  /** Forgets what was appended. */
  readonly rollback: () => void;
}

/** What the storage shares with its batches. */
export interface Head {
  /** Of the newest sample; undefined before the first. */
  maxTime: number | undefined;
  sampleCount: number;
  readonly reachMilliseconds: number;
  /** The series of these labels, made if there is none. */
  readonly seriesOf: (labels: Labels) => MemorySeries;
}

/** Samples from before this may go. */
export const keepFrom = ({ maxTime, reachMilliseconds }: Head): number => (maxTime ?? -Infinity) - reachMilliseconds;

/** Half of the range of a chunk of the head: so far back are samples taken. */
const boundMilliseconds = 3_600_000;

const emptyLabels: Refusal = { kind: "invalid-labels", text: "empty labelset: invalid sample" };

const isHandle = (target: SeriesHandle | Labels): target is SeriesHandle => "kind" in target;

/** The one batch of a storage, opened again and again. */
export interface ReusableAppender {
  readonly open: () => Appender;
}

/** Batches for the head; `close` is called when one ends. Source: prometheus v0.315.0 tsdb/head_append.go */
export function createAppender(head: Head, close: () => void): ReusableAppender {
  const pending = createPendingSamples();
  let minValidTime: number | undefined;

  const seriesAt = (target: SeriesHandle | Labels, timestamp: number): MemorySeries | Refusal => {
    if (minValidTime === undefined) {
      head.maxTime = timestamp;
      minValidTime = timestamp - boundMilliseconds;
    }
    if (timestamp < minValidTime) return outOfBounds;
    if (!isHandle(target) && target.pairs.length === 0) return emptyLabels;
    const series = liveSeries(head, target);
    // Samples that come one by one end the rows.
    if (series.rows !== undefined) pending.breakRows(series.rows, keepFrom(head));
    return series;
  };
  const take = (target: SeriesHandle | Labels, sample: Sample): SeriesHandle | Refusal => {
    const series = seriesAt(target, sample.timestamp);
    if (series.kind !== "series") return series;
    const verdict = judge(series, sample, minValidTime ?? -Infinity);
    if (typeof verdict === "object") return verdict;
    if (sample.kind === sampleKinds.float) pending.push(series, sample.timestamp, sample.value);
    else pending.pushOther(series, sample);
    return series;
  };
  const append = (target: SeriesHandle | Labels, timestamp: number, value: number): SeriesHandle | Refusal => {
    const series = seriesAt(target, timestamp);
    if (series.kind !== "series") return series;
    const newest = series.timestamps[series.count - 1];
    if (newest !== undefined && timestamp <= newest) {
      return take(series, { timestamp, value, kind: sampleKinds.float, histogram: undefined });
    }
    pending.push(series, timestamp, value);
    return series;
  };
  const appender: Appender = {
    append,
    appendStale: (target, timestamp) =>
      take(target, { timestamp, value: Number.NaN, kind: sampleKinds.stale, histogram: undefined }),
    appendHistogram: (target, timestamp, histogram) =>
      take(target, { timestamp, value: Number.NaN, kind: sampleKinds.histogram, histogram }),
    appendRow: (rows, timestamp, values) => {
      if (minValidTime === undefined || timestamp < minValidTime) return false;
      return pending.pushRow(rows, { timestamp, values, keepFrom: keepFrom(head) });
    },
    commit: () => {
      const { sampleCount, maxTime } = pending.write(head.reachMilliseconds, head.maxTime ?? -Infinity);
      head.sampleCount += sampleCount;
      if (sampleCount > 0) head.maxTime = maxTime;
      close();
    },
    rollback: () => {
      pending.clear();
      close();
    },
  };
  return {
    open: () => {
      minValidTime = head.maxTime === undefined ? undefined : head.maxTime - boundMilliseconds;
      return appender;
    },
  };
}

/** The handle's series, or the one of its labels when the storage has dropped that meanwhile. */
function liveSeries(head: Head, target: SeriesHandle | Labels): MemorySeries {
  if (!isHandle(target)) return head.seriesOf(target);
  return target.isGone ? head.seriesOf(target.labels) : target;
}
