import type { ForcedMonotonicity } from "../../annotation-texts.ts";

/** Buckets of a classic histogram in rising order of their bounds, of which `length` are in use. */
export interface ClassicBuckets {
  readonly length: number;
  readonly upperBounds: Float64Array;
  /** How many observations are at most the bound. */
  readonly counts: Float64Array;
}

/** The value, and what had to be done to the buckets. */
export interface ClassicQuantile {
  readonly value: number;
  readonly forced: ForcedMonotonicity | undefined;
}

/**
 * The value below which a share `q` of the observations lies, interpolated linearly within its bucket.
 *
 * Source: prometheus v0.315.0 promql/quantile.go (BucketQuantile)
 */
export function classicQuantile(q: number, given: ClassicBuckets): ClassicQuantile {
  const only = (value: number): ClassicQuantile => ({ value, forced: undefined });
  if (Number.isNaN(q)) return only(Number.NaN);
  if (q < 0) return only(-Infinity);
  if (q > 1) return only(Infinity);
  const { length, upperBounds } = given;
  if (upperBounds[length - 1] !== Infinity) return only(Number.NaN);
  const { counts, forced } = rising(given);
  const observations = counts[length - 1]!;
  if (length < 2 || observations === 0) return { value: Number.NaN, forced };
  const rank = q * observations;
  let found = 0;
  while (found < length - 1 && !(counts[found]! >= rank)) found++;
  return { value: valueIn({ length, upperBounds, counts }, found, rank), forced };
}

function valueIn({ length, upperBounds, counts }: ClassicBuckets, found: number, rank: number): number {
  if (found === length - 1) return upperBounds[length - 2]!;
  const upperBound = upperBounds[found]!;
  if (found === 0 && upperBound <= 0) return upperBound;
  const [lowerBound, below] = found === 0 ? [0, 0] : [upperBounds[found - 1]!, counts[found - 1]!];
  return lowerBound + (upperBound - lowerBound) * ((rank - below) / (counts[found]! - below));
}

/**
 * The share of the observations between two values.
 *
 * Source: prometheus v0.315.0 promql/quantile.go (BucketFraction)
 */
export function classicFraction(lower: number, upper: number, buckets: ClassicBuckets): number {
  const { length, upperBounds, counts } = buckets;
  if (upperBounds[length - 1] !== Infinity) return Number.NaN;
  const count = counts[length - 1]!;
  if (count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN;
  if (lower >= upper) return 0;
  return (Math.min(rankOf(upper, buckets), count) - Math.min(rankOf(lower, buckets), count)) / count;
}

/** How many observations are at most a value. */
function rankOf(value: number, { length, upperBounds, counts }: ClassicBuckets): number {
  let before = 0;
  let start = upperBounds[0]! <= 0 ? -Infinity : 0;
  for (let at = 0; at < length; at++) {
    const [upperBound, count] = [upperBounds[at]!, counts[at]!];
    if (start >= value) return before;
    if (upperBound > value) {
      if (start === -Infinity) return count;
      return before + ((count - before) * (value - start)) / (upperBound - start);
    }
    before = count;
    start = upperBound;
  }
  return before;
}

/** Differences relatively smaller than this are errors of floating point. */
const tolerance = 1e-12;

/** Counts that never fall: what falls is raised, differences too small to mean anything are silently removed. */
function rising({ length, upperBounds, counts: given }: ClassicBuckets): {
  readonly counts: Float64Array;
  readonly forced: ForcedMonotonicity | undefined;
} {
  let forced: ForcedMonotonicity | undefined;
  let held = given[0]!;
  let counts = given;
  for (let at = 0; at < length; at++) {
    const count = given[at]!;
    if (count === held) continue;
    const isAlike = isAlmostEqual(held, count);
    if (!isAlike && !(count < held)) {
      held = count;
      continue;
    }
    if (counts === given) counts = given.slice(0, length);
    counts[at] = held;
    if (isAlike) continue;
    const upperBound = upperBounds[at]!;
    forced = {
      minBucket: Math.min(forced?.minBucket ?? Infinity, upperBound),
      maxBucket: Math.max(forced?.maxBucket ?? -Infinity, upperBound),
      maxDifference: Math.max(forced?.maxDifference ?? 0, held - count),
    };
  }
  return { counts, forced };
}

const smallestNormal = 2 ** -1022;

function isAlmostEqual(a: number, b: number): boolean {
  if (Number.isNaN(a) && Number.isNaN(b)) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < smallestNormal) return difference < tolerance * smallestNormal;
  return difference / Math.min(sum, Number.MAX_VALUE) < tolerance;
}
