import { type Bucket, compacted, type Histogram, isCustom, sideBuckets, zeroBucket } from "./histogram.ts";
import { fractionBelow } from "./quantile.ts";

/** Which observations stay: those below the limit or those above. */
export type Kept = "below" | "above";

interface Part {
  readonly count: number;
  /** A value that stands for the observations of the part. */
  readonly midpoint: number;
}

/**
 * The histogram without its observations beyond a limit; count and sum are estimated if any went.
 *
 * Source: prometheus v0.315.0 model/histogram/float_histogram.go (TrimBuckets)
 */
export function trimmed(histogram: Histogram, limit: number, kept: Kept): Histogram {
  const part = (side: "positive" | "negative"): readonly Part[] =>
    sideBuckets(histogram, side).map((bucket) =>
      bucket.count === 0
        ? { count: 0, midpoint: 0 }
        : trimBucket(bucket, { limit, kept, isPositive: side === "positive", isLinear: isCustom(histogram) }),
    );
  const [positive, negative] = [part("positive"), part("negative")];
  const has = (counts: readonly number[]): boolean => counts.some((count) => count !== 0);
  const sides = { positive: has(histogram.positive.counts), negative: has(histogram.negative.counts) };
  const hasZero = histogram.zeroCount > 0;
  const zero = hasZero ? trimZero({ bucket: zeroBucket(histogram), limit, kept, sides }) : undefined;
  const parts = [...positive, ...negative, ...(zero === undefined ? [] : [zero])];
  const counts = (of: readonly Part[]): readonly number[] => of.map(({ count }) => count);
  const isChanged =
    counts(positive).some((count, at) => count !== histogram.positive.counts[at]) ||
    counts(negative).some((count, at) => count !== histogram.negative.counts[at]) ||
    (zero !== undefined && zero.count !== histogram.zeroCount);
  if (!isChanged) return histogram;
  return compacted({
    ...histogram,
    zeroCount: zero?.count ?? histogram.zeroCount,
    count: parts.reduce((sum, { count }) => sum + count, 0),
    sum: parts.reduce((sum, { count, midpoint }) => sum + midpoint * count, 0),
    positive: { indexes: histogram.positive.indexes, counts: counts(positive) },
    negative: { indexes: histogram.negative.indexes, counts: counts(negative) },
  });
}

interface Cut {
  readonly limit: number;
  readonly kept: Kept;
  readonly isPositive: boolean;
  readonly isLinear: boolean;
}

function trimBucket(bucket: Bucket, cut: Cut): Part {
  const { lower, upper, count } = bucket;
  const { limit, kept } = cut;
  const isWhole = kept === "below" ? upper <= limit : lower >= limit;
  if (isWhole) return { count, midpoint: midpoint(lower, upper, cut) };
  const isCut = kept === "below" ? lower < limit : upper > limit;
  if (!isCut) return { count: 0, midpoint: 0 };
  if (lower === -Infinity || upper === Infinity) return trimInfinite(bucket, cut);
  const under = count * fractionWithin(bucket, cut);
  if (kept === "below") return { count: under, midpoint: midpoint(lower, limit, cut) };
  return { count: count - under, midpoint: midpoint(limit, upper, cut) };
}

function fractionWithin(bucket: Bucket, { limit, isLinear }: Cut): number {
  if (limit <= bucket.lower) return 0;
  return limit >= bucket.upper ? 1 : fractionBelow(bucket, limit, isLinear);
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

function trimInfinite({ lower, upper, count }: Bucket, { limit, kept }: Cut): Part {
  if (lower === -Infinity) {
    const isBounded = upper !== Infinity;
    if (kept === "below") {
      if (limit >= upper) return { count, midpoint: 0 };
      if (limit > 0 && upper > 0 && isBounded) return { count: (count * limit) / upper, midpoint: limit / 2 };
      return upper <= 0 ? { count, midpoint: limit } : { count: 0, midpoint: finite(upper) };
    }
    if (limit <= lower) return { count, midpoint: 0 };
    if (limit >= 0 && upper > limit && isBounded) {
      return { count: count * (1 - limit / upper), midpoint: (limit + upper) / 2 };
    }
    return { count: 0, midpoint: finite(upper) };
  }
  if (kept === "above" && limit >= lower) return { count, midpoint: limit };
  return { count: 0, midpoint: finite(lower) };
}

interface ZeroCut {
  readonly bucket: Bucket;
  readonly limit: number;
  readonly kept: Kept;
  readonly sides: { readonly positive: boolean; readonly negative: boolean };
}

function trimZero({ bucket, limit, kept, sides }: ZeroCut): Part {
  const { count } = bucket;
  const upper = sides.negative && !sides.positive ? 0 : bucket.upper;
  const lower = sides.positive && !sides.negative ? 0 : bucket.lower;
  const whole = { count, midpoint: (lower + upper) / 2 };
  const none = { count: 0, midpoint: 0 };
  if (limit <= lower) return kept === "below" ? none : whole;
  if (limit >= upper) return kept === "below" ? whole : none;
  if (kept === "below") return { count: count * ((limit - lower) / (upper - lower)), midpoint: (lower + limit) / 2 };
  return { count: count * ((upper - limit) / (upper - lower)), midpoint: (limit + upper) / 2 };
}

function midpoint(lower: number, upper: number, { isPositive, isLinear }: Cut): number {
  if (!Number.isFinite(lower)) {
    if (!Number.isFinite(upper)) return 0;
    return upper > 0 ? upper / 2 : upper;
  }
  if (!Number.isFinite(upper)) return lower;
  if (isLinear) return (lower + upper) / 2;
  const geometric = Math.sqrt(Math.abs(lower * upper));
  return isPositive ? geometric : -geometric;
}
