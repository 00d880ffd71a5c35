import { exponentialBound, upperBound } from "./bounds.ts";
import { type Buckets, customSchema, type Histogram, isCustom, sameNumbers } from "./histogram.ts";
import { plainCoarser, sharedBounds, widenedZero } from "./reconcile.ts";

/**
 * True when the counter that gave the histogram started anew since the one before.
 *
 * Source: prometheus v0.315.0 model/histogram/float_histogram.go (DetectReset)
 */
export function isReset(histogram: Histogram, previous: Histogram): boolean {
  if (histogram.hint === "reset") return true;
  if (histogram.hint === "not_reset") return false;
  if (histogram.count < previous.count) return true;
  if (isCustom(histogram)) {
    if (!isCustom(previous)) return true;
    if (!sameNumbers(histogram.customValues, previous.customValues)) return isResetOnSharedBounds(histogram, previous);
    return hasFallen(histogram.positive, previous.positive);
  }
  if (isCustom(previous) || histogram.schema > previous.schema) return true;
  if (histogram.zeroThreshold < previous.zeroThreshold) return true;
  const { threshold, zeroCount } = widenedZero(previous, histogram.zeroThreshold);
  if (threshold !== histogram.zeroThreshold || histogram.zeroCount < zeroCount) return true;
  return (["positive", "negative"] as const).some((side) => {
    const schemas = { from: previous.schema, to: histogram.schema };
    const before = previous.schema === histogram.schema ? previous[side] : plainCoarser(previous[side], schemas);
    return hasFallen(histogram[side], beyond(before, histogram));
  });
}

/** The buckets that are not within the zero bucket. */
function beyond({ indexes, counts }: Buckets, { schema, zeroThreshold }: Histogram): Buckets {
  if (schema === customSchema || zeroThreshold === 0) return { indexes, counts };
  const from = indexes.findIndex((index) => exponentialBound(index, schema) > zeroThreshold);
  return from < 0 ? { indexes: [], counts: [] } : { indexes: indexes.slice(from), counts: counts.slice(from) };
}

/** True when a bucket has less than it had. */
function hasFallen(now: Buckets, before: Buckets): boolean {
  const counts = new Map(now.indexes.map((index, at) => [index, now.counts[at]!]));
  return before.indexes.some((index, at) => {
    const count = counts.get(index);
    return count === undefined ? before.counts[at] !== 0 : count < before.counts[at]!;
  });
}

/** With custom bounds that differ, only sums between the shared ones can be compared. */
function isResetOnSharedBounds(histogram: Histogram, previous: Histogram): boolean {
  const bounds = [...sharedBounds(histogram.customValues, previous.customValues), Infinity];
  const sums = (of: Histogram): number[] => {
    const totals = bounds.map(() => 0);
    for (const [at, index] of of.positive.indexes.entries()) {
      const target = bounds.findIndex((bound) => upperBound(of, index) <= bound);
      totals[target]! += of.positive.counts[at]!;
    }
    return totals;
  };
  const [now, before] = [sums(histogram), sums(previous)];
  return now.some((sum, at) => sum < before[at]!);
}
