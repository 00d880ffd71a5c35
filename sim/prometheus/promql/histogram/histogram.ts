import { upperBound } from "./bounds.ts";

/** Whether a counter started anew between the sample before and this one. */
export type CounterResetHint = "unknown" | "reset" | "not_reset" | "gauge";

/** Buckets by index, in rising order; one that is missing is empty. */
export interface Buckets {
  readonly indexes: readonly number[];
  readonly counts: readonly number[];
}

/** A native histogram; never changed, every operation gives a new one. */
export interface Histogram {
  readonly hint: CounterResetHint;
  /** −4 to 8: 2^schema buckets for each doubling; −53: buckets with custom bounds. */
  readonly schema: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly count: number;
  readonly sum: number;
  readonly positive: Buckets;
  readonly negative: Buckets;
  /** The upper bounds of custom buckets, rising, without the last, which is infinite. */
  readonly customValues: readonly number[];
}

/** The schema of custom buckets. */
export const customSchema = -53;

/** Buckets without any. */
export const noBuckets: Buckets = { indexes: [], counts: [] };

/** A histogram without observations. */
export const emptyHistogram: Histogram = {
  ...{ hint: "unknown", schema: 0, zeroThreshold: 0, zeroCount: 0, count: 0, sum: 0 },
  ...{ positive: noBuckets, negative: noBuckets, customValues: [] },
};

/** True for one with custom bounds. */
export const isCustom = ({ schema }: Histogram): boolean => schema === customSchema;

/** A bucket with its bounds. */
export interface Bucket {
  readonly lower: number;
  readonly upper: number;
  readonly lowerIsInclusive: boolean;
  readonly upperIsInclusive: boolean;
  readonly count: number;
}

type Side = "positive" | "negative";

/** The buckets of one side in rising order of their index. */
export function sideBuckets(histogram: Histogram, side: Side): readonly Bucket[] {
  const { indexes, counts } = histogram[side];
  return indexes.map((index, at) => bucketAt({ histogram, side, index, count: counts[at]! }));
}

function bucketAt({
  histogram,
  side,
  index,
  count,
}: {
  readonly histogram: Histogram;
  readonly side: Side;
  readonly index: number;
  readonly count: number;
}): Bucket {
  const outer = upperBound(histogram, index);
  const inner = upperBound(histogram, index - 1);
  const [lower, upper] = side === "positive" ? [inner, outer] : [-outer, -inner];
  if (isCustom(histogram)) return { lower, upper, lowerIsInclusive: index === 0, upperIsInclusive: true, count };
  return { lower, upper, lowerIsInclusive: lower < 0, upperIsInclusive: upper > 0, count };
}

/** The bucket around zero. */
export const zeroBucket = ({ zeroThreshold, zeroCount }: Histogram): Bucket => ({
  ...{ lower: -zeroThreshold, upper: zeroThreshold, lowerIsInclusive: true, upperIsInclusive: true },
  count: zeroCount,
});

/** All buckets from the lowest to the highest, none reaching into the zero bucket. */
export function allBuckets(histogram: Histogram): readonly Bucket[] {
  const { zeroThreshold, zeroCount } = histogram;
  const outside = (bucket: Bucket): Bucket => {
    const { lower, upper } = bucket;
    if (upper < 0 && upper > -zeroThreshold) return { ...bucket, upper: -zeroThreshold };
    return lower > 0 && lower < zeroThreshold ? { ...bucket, lower: zeroThreshold } : bucket;
  };
  const negative = sideBuckets(histogram, "negative").map(outside).reverse();
  const zero = zeroCount > 0 ? [zeroBucket(histogram)] : [];
  return [...negative, ...zero, ...sideBuckets(histogram, "positive").map(outside)];
}

/** The histogram without empty buckets. */
export const compacted = (histogram: Histogram): Histogram => ({
  ...histogram,
  positive: filled(histogram.positive),
  negative: filled(histogram.negative),
});

function filled(buckets: Buckets): Buckets {
  const { indexes, counts } = buckets;
  if (!counts.includes(0)) return buckets;
  return { indexes: indexes.filter((_, at) => counts[at] !== 0), counts: counts.filter((count) => count !== 0) };
}

/** Every count changed alike; with custom bounds, there is no zero bucket. */
export const mapCounts = (histogram: Histogram, change: (count: number) => number): Histogram => ({
  ...histogram,
  zeroCount: isCustom(histogram) ? 0 : change(histogram.zeroCount),
  count: change(histogram.count),
  sum: change(histogram.sum),
  positive: { indexes: histogram.positive.indexes, counts: histogram.positive.counts.map(change) },
  negative: { indexes: histogram.negative.indexes, counts: histogram.negative.counts.map(change) },
});

/** The histogram times a factor; one below zero makes a gauge of it. */
export function multiplied(histogram: Histogram, factor: number): Histogram {
  const scaled = mapCounts(histogram, (count) => count * factor);
  return factor < 0 ? { ...scaled, hint: "gauge" } : scaled;
}

/** The histogram divided by a number; by zero, it loses its buckets. */
export function divided(histogram: Histogram, divisor: number): Histogram {
  const scaled = mapCounts(histogram, (count) => count / divisor);
  if (divisor === 0) return { ...scaled, positive: noBuckets, negative: noBuckets };
  return divisor < 0 ? { ...scaled, hint: "gauge" } : scaled;
}

/** True when a count is beyond all floats. */
export function hasOverflow({ zeroCount, count, sum, positive, negative }: Histogram): boolean {
  const isInfinite = (value: number): boolean => value === Infinity || value === -Infinity;
  return [zeroCount, count, sum, ...positive.counts, ...negative.counts].some(isInfinite);
}

/** True when both have the same counts in the same buckets; hints do not matter. */
export function equalHistograms(first: Histogram, second: Histogram): boolean {
  const [a, b] = [compacted(first), compacted(second)];
  return (
    a.schema === b.schema &&
    a.zeroThreshold === b.zeroThreshold &&
    sameNumbers([a.count, a.sum, a.zeroCount], [b.count, b.sum, b.zeroCount]) &&
    (!isCustom(a) || sameNumbers(a.customValues, b.customValues)) &&
    sameNumbers(a.negative.indexes, b.negative.indexes) &&
    sameNumbers(a.negative.counts, b.negative.counts) &&
    sameNumbers(a.positive.indexes, b.positive.indexes) &&
    sameNumbers(a.positive.counts, b.positive.counts)
  );
}

/** True for lists of the very same numbers. */
export const sameNumbers = (first: readonly number[], second: readonly number[]): boolean =>
  first.length === second.length && first.every((value, at) => Object.is(value, second[at]));
