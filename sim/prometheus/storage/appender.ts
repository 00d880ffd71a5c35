import type { Histogram } from "../promql/histogram/histogram.ts";
import type { Labels } from "../promql/labels.ts";
import { sampleKinds } from "../promql/series.ts";
import { judge, outOfBounds, type Refusal } from "./appendable.ts";
import { type MemorySeries, pushFloat, pushSample, type Sample } from "./memory-series.ts";

/** A series of the storage, to append to without looking it up again. */
export type SeriesHandle = MemorySeries;

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

/** Half of the range of a chunk of the head: so far back are samples taken. */
const boundMilliseconds = 3_600_000;

const emptyLabels: Refusal = { kind: "invalid-labels", text: "empty labelset: invalid sample" };

const isHandle = (target: SeriesHandle | Labels): target is SeriesHandle => "kind" in target;

/** A batch for the head; `close` is called when it ends. Source: prometheus v0.315.0 tsdb/head_append.go */
export function createAppender(head: Head, close: () => void): Appender {
  const pending: MemorySeries[] = [];
  const samples: Sample[] = [];
  let minValidTime = head.maxTime === undefined ? undefined : head.maxTime - boundMilliseconds;

  const take = (target: SeriesHandle | Labels, sample: Sample): SeriesHandle | Refusal => {
    if (minValidTime === undefined) {
      head.maxTime = sample.timestamp;
      minValidTime = sample.timestamp - boundMilliseconds;
    }
    if (sample.timestamp < minValidTime) return outOfBounds;
    if (!isHandle(target) && target.pairs.length === 0) return emptyLabels;
    const series = liveSeries(head, target);
    const verdict = judge(series, sample, minValidTime);
    if (typeof verdict === "object") return verdict;
    pending.push(series);
    samples.push(sample);
    return series;
  };

  const commit = (): void => {
    const bound = minValidTime ?? -Infinity;
    let maxTime = head.maxTime ?? -Infinity;
    for (let at = 0; at < pending.length; at++) {
      const sample = samples[at]!;
      const series = pending[at]!;
      if (judge(series, sample, bound) !== "append") continue;
      if (sample.timestamp > maxTime) maxTime = sample.timestamp;
      const keepFrom = maxTime - head.reachMilliseconds;
      if (sample.kind === sampleKinds.float) pushFloat(series, sample, keepFrom);
      else pushSample(series, sample, keepFrom);
      head.sampleCount++;
    }
    if (pending.length > 0) head.maxTime = maxTime;
    close();
  };

  return {
    append: (target, timestamp, value) =>
      take(target, { timestamp, value, kind: sampleKinds.float, histogram: undefined }),
    appendStale: (target, timestamp) =>
      take(target, { timestamp, value: Number.NaN, kind: sampleKinds.stale, histogram: undefined }),
    appendHistogram: (target, timestamp, histogram) =>
      take(target, { timestamp, value: Number.NaN, kind: sampleKinds.histogram, histogram }),
    commit,
    rollback: close,
  };
}

/** The handle's series, or the one of its labels when the storage has dropped that meanwhile. */
function liveSeries(head: Head, target: SeriesHandle | Labels): MemorySeries {
  if (!isHandle(target)) return head.seriesOf(target);
  return target.isGone ? head.seriesOf(target.labels) : target;
}
