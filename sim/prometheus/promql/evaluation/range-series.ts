import type { Histogram } from "../histogram/histogram.ts";
import type { Labels } from "../labels.ts";
import { type StoredSeries, sampleKinds } from "../series.ts";
import { type Column, cellKinds } from "./column.ts";
import { type Grid, timeAt } from "./grid.ts";

/** Samples of one kind in rising order of time. */
export interface Run<Values> {
  readonly count: number;
  readonly timestamps: Float64Array;
  readonly values: Values;
  /** Empty if they are unknown or not wanted. */
  readonly startTimestamps: Float64Array;
}

/** A series of a range vector: all samples that any window may need, floats and histograms apart, no staleness markers. */
export interface RangeSeries {
  readonly labels: Labels;
  readonly dropsName: boolean;
  readonly floats: Run<Float64Array>;
  readonly histograms: Run<readonly Histogram[]>;
}

const noTimes = new Float64Array();
const noHistograms: RangeSeries["histograms"] = {
  ...{ count: 0, timestamps: noTimes, values: [], startTimestamps: noTimes },
};

/** A stored series as a range vector has it. */
export function rangeSeriesOf(stored: StoredSeries, withStarts: boolean): RangeSeries {
  const { labels, kinds, timestamps, values, count, startTimestamps: starts } = stored;
  const startTimestamps = withStarts ? (starts ?? new Float64Array(count)) : noTimes;
  if (kinds === undefined) {
    const floats = { count, timestamps, values, startTimestamps };
    return { labels, dropsName: false, floats, histograms: noHistograms };
  }
  const pick = <Item>(kind: number, item: (at: number) => Item): Item[] => {
    const picked: Item[] = [];
    for (let at = 0; at < count; at++) if (kinds[at] === kind) picked.push(item(at));
    return picked;
  };
  const run = <Values extends { readonly length: number }>(kind: number, picked: Values): Run<Values> => ({
    count: picked.length,
    timestamps: Float64Array.from(pick(kind, (at) => timestamps[at]!)),
    values: picked,
    startTimestamps: withStarts ? Float64Array.from(pick(kind, (at) => startTimestamps[at]!)) : noTimes,
  });
  const floats = run(sampleKinds.float, Float64Array.from(pick(sampleKinds.float, (at) => values[at]!)));
  const held = pick(sampleKinds.histogram, (at) => stored.histograms?.[at]).flatMap((histogram) => histogram ?? []);
  return { labels, dropsName: false, floats, histograms: run(sampleKinds.histogram, held) };
}

/**
 * What a subquery gave, as a range vector.
 *
 * Hints about counter resets go: the samples between which they were found need not be neighbours here.
 */
export function rangeSeriesOfColumn({ labels, dropsName, kinds, values, histograms }: Column, grid: Grid): RangeSeries {
  const floats: [number[], number[]] = [[], []];
  const held: [number[], Histogram[]] = [[], []];
  for (let at = 0; at < grid.count; at++) {
    const histogram = histograms[at];
    if (kinds[at] === cellKinds.float) {
      floats[0].push(timeAt(grid, at));
      floats[1].push(values[at]!);
    } else if (kinds[at] === cellKinds.histogram && histogram !== undefined) {
      held[0].push(timeAt(grid, at));
      held[1].push(histogram.hint === "gauge" ? histogram : { ...histogram, hint: "unknown" });
    }
  }
  return {
    ...{ labels, dropsName },
    floats: runOf(Float64Array.from(floats[0]), Float64Array.from(floats[1])),
    histograms: runOf(Float64Array.from(held[0]), held[1]),
  };
}

/** Samples without start timestamps. */
export const runOf = <Values>(timestamps: Float64Array, values: Values): Run<Values> => ({
  ...{ count: timestamps.length, timestamps, values, startTimestamps: noTimes },
});

/** The first index whose time is later. */
export function indexAfter(
  { timestamps, count }: Pick<Run<unknown>, "timestamps" | "count">,
  time: number,
  from = 0,
): number {
  // Windows move on by a few samples at a time.
  let low = from;
  const near = Math.min(count, from + 8);
  while (low < near && timestamps[low]! <= time) low++;
  if (low < near || near === count) return low;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timestamps[middle]! > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
