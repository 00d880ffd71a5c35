import { log2 } from "../float-functions.ts";
import { allBuckets, type Bucket, type Histogram, isCustom } from "./histogram.ts";

/** The value, and what observations of NaN did to it. */
export interface HistogramEstimate {
  readonly value: number;
  readonly note: "none" | "nan-result" | "nan-skew" | "nans-excluded";
}

const estimate = (value: number, note: HistogramEstimate["note"] = "none"): HistogramEstimate => ({ value, note });

/**
 * The value below which a share `q` of the observations lies.
 *
 * Within exponential buckets it is interpolated on a logarithmic scale, within custom and zero buckets linearly.
 * Source: prometheus v0.315.0 promql/quantile.go (HistogramQuantile)
 */
export function histogramQuantile(q: number, histogram: Histogram): HistogramEstimate {
  if (q < 0) return estimate(-Infinity);
  if (q > 1) return estimate(Infinity);
  if (histogram.count === 0 || Number.isNaN(q)) return estimate(Number.NaN);
  const hasNaN = Number.isNaN(histogram.sum);
  // NaN observations are in the count alone, so with them only counting from below is right.
  const isForward = hasNaN || q < 0.5;
  const buckets = isForward ? allBuckets(histogram) : [...allBuckets(histogram)].reverse();
  const rank = (isForward ? q : 1 - q) * histogram.count;
  let reached = 0;
  let at = 0;
  let found: Bucket = { lower: 0, upper: 0, lowerIsInclusive: false, upperIsInclusive: false, count: 0 };
  for (; at < buckets.length; at++) {
    found = buckets[at]!;
    if (found.count === 0) continue;
    reached += found.count;
    if (reached >= rank) break;
  }
  const bounded = withNaturalBounds(found, histogram);
  if (bounded.kind === "value") return estimate(bounded.value);
  const { bucket } = bounded;
  const count = Math.min(reached, histogram.count);
  if (count < rank) return hasNaN ? estimate(Number.NaN, "nan-result") : estimate(bucket.upper);
  const rankInBucket = isForward ? rank - (count - bucket.count) : count - rank;
  const above = hasNaN ? buckets.slice(at + 1).reduce((sum, other) => sum + other.count, count) : histogram.count;
  const fraction = rankInBucket / bucket.count;
  return estimate(interpolated(bucket, fraction, isCustom(histogram)), above < histogram.count ? "nan-skew" : "none");
}

type Bounded =
  | { readonly kind: "bucket"; readonly bucket: Bucket }
  | { readonly kind: "value"; readonly value: number };

/** Zero ends a zero bucket of a one-sided histogram; an infinite custom bucket gives its finite end. */
function withNaturalBounds(bucket: Bucket, histogram: Histogram): Bounded {
  const { lower, upper } = bucket;
  if (isCustom(histogram)) {
    if (lower === -Infinity) {
      return upper <= 0 ? { kind: "value", value: upper } : { kind: "bucket", bucket: { ...bucket, lower: 0 } };
    }
    return upper === Infinity ? { kind: "value", value: lower } : { kind: "bucket", bucket };
  }
  return { kind: "bucket", bucket: lower < 0 && upper > 0 ? oneSided(bucket, histogram) : bucket };
}

function oneSided(bucket: Bucket, { positive, negative }: Histogram): Bucket {
  if (negative.counts.length === 0 && positive.counts.length > 0) return { ...bucket, lower: 0 };
  if (positive.counts.length === 0 && negative.counts.length > 0) return { ...bucket, upper: 0 };
  return bucket;
}

function interpolated({ lower, upper }: Bucket, fraction: number, isLinear: boolean): number {
  if (isLinear || (lower <= 0 && upper >= 0)) return lower + (upper - lower) * fraction;
  const [logLower, logUpper] = [log2(Math.abs(lower)), log2(Math.abs(upper))];
  if (lower > 0) return 2 ** (logLower + (logUpper - logLower) * fraction);
  return -(2 ** (logUpper + (logLower - logUpper) * (1 - fraction)));
}

/**
 * The share of the observations between two values.
 *
 * Source: prometheus v0.315.0 promql/quantile.go (HistogramFraction)
 */
export function histogramFraction(lower: number, upper: number, histogram: Histogram): HistogramEstimate {
  if (histogram.count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return estimate(Number.NaN);
  if (lower >= upper) return estimate(0);
  const isLinear = isCustom(histogram);
  let [rank, counted] = [0, 0];
  let lowerRank: number | undefined;
  let upperRank: number | undefined;
  for (const original of allBuckets(histogram)) {
    counted += original.count;
    const isZero = original.lower <= 0 && original.upper >= 0;
    const bucket = isZero ? oneSided(original, histogram) : original;
    const before = rank;
    const rankOf = (value: number): number | undefined => {
      if (bucket.lower >= value) return before;
      if (bucket.upper <= value) return undefined;
      if ((isLinear || isZero) && bucket.lower === -Infinity) return bucket.count;
      return before + bucket.count * fractionBelow(bucket, value, isLinear || isZero);
    };
    lowerRank ??= rankOf(lower);
    upperRank ??= rankOf(upper);
    rank += bucket.count;
  }
  const hasNaN = Number.isNaN(histogram.sum);
  const count = hasNaN ? counted : histogram.count;
  const note = hasNaN && counted < histogram.count ? "nans-excluded" : "none";
  const capped = (value = count): number => Math.min(value, count);
  return estimate((capped(upperRank) - capped(lowerRank)) / histogram.count, note);
}

/** The share of a bucket's observations that lies below a value inside it. */
export function fractionBelow({ lower, upper }: Bucket, value: number, isLinear: boolean): number {
  if (isLinear) return (value - lower) / (upper - lower);
  const [logLower, logUpper] = [log2(Math.abs(lower)), log2(Math.abs(upper))];
  const logValue = log2(Math.abs(value));
  if (value > 0) return (logValue - logLower) / (logUpper - logLower);
  return 1 - (logValue - logUpper) / (logLower - logUpper);
}
