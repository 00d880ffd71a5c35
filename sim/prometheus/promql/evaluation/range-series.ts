import type { Histogram } from "../histogram/histogram.ts";
import type { Labels } from "../labels.ts";
import { type StoredSeries, sampleKinds } from "../series.ts";
import { type Column, cellKinds } from "./column.ts";
import { type Grid, timeAt } from "./grid.ts";

/** Samples of one kind in rising order of time. */
export interface Run<Values> {
  readonly count: number;
  readonly timestamps: Float64Array | readonly number[];
  readonly values: Values;
  /** Empty if they are unknown or not wanted. */
  readonly startTimestamps: Float64Array | readonly number[];
}

/** A series of a range vector: all samples that any window may need, floats and histograms apart, no staleness markers. */
export interface RangeSeries {
  readonly labels: Labels;
  readonly dropsName: boolean;
  readonly floats: Run<Float64Array | readonly number[]>;
  readonly histograms: Run<readonly Histogram[]>;
}

const noHistograms: RangeSeries["histograms"] = { count: 0, timestamps: [], values: [], startTimestamps: [] };

/** A stored series as a range vector has it. */
export function rangeSeriesOf(stored: StoredSeries, withStarts: boolean): RangeSeries {
  const { labels, kinds, timestamps, values, count, startTimestamps: starts } = stored;
  const startTimestamps = withStarts ? (starts ?? new Float64Array(count)) : [];
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
    timestamps: pick(kind, (at) => timestamps[at]!),
    values: picked,
    startTimestamps: withStarts ? pick(kind, (at) => startTimestamps[at]!) : [],
  });
  const floats = run(
    sampleKinds.float,
    pick(sampleKinds.float, (at) => values[at]!),
  );
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
    floats: { count: floats[0].length, timestamps: floats[0], values: floats[1], startTimestamps: [] },
    histograms: { count: held[0].length, timestamps: held[0], values: held[1], startTimestamps: [] },
  };
}

/** The first index of a run whose time is later. */
export function indexAfter({ timestamps, count }: Run<unknown>, time: number, from = 0): number {
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
