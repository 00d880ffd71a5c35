import type { ForcedMonotonicity } from "../../annotation-texts.ts";

/** A bucket of a classic histogram: how many observations are at most its bound. */
export interface ClassicBucket {
  readonly upperBound: number;
  readonly count: number;
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
export function classicQuantile(q: number, given: readonly ClassicBucket[]): ClassicQuantile {
  const only = (value: number): ClassicQuantile => ({ value, forced: undefined });
  if (Number.isNaN(q)) return only(Number.NaN);
  if (q < 0) return only(-Infinity);
  if (q > 1) return only(Infinity);
  const coalesced = coalescedBuckets(given);
  if (coalesced.at(-1)?.upperBound !== Infinity) return only(Number.NaN);
  const { buckets, forced } = rising(coalesced);
  const observations = buckets.at(-1)!.count;
  if (buckets.length < 2 || observations === 0) return { value: Number.NaN, forced };
  const rank = q * observations;
  const found = buckets.findIndex(({ count }, at) => at === buckets.length - 1 || count >= rank);
  return { value: valueIn(buckets, found, rank), forced };
}

function valueIn(buckets: readonly ClassicBucket[], found: number, rank: number): number {
  if (found === buckets.length - 1) return buckets.at(-2)!.upperBound;
  const { upperBound, count } = buckets[found]!;
  if (found === 0 && upperBound <= 0) return upperBound;
  const below = buckets[found - 1] ?? { upperBound: 0, count: 0 };
  return below.upperBound + (upperBound - below.upperBound) * ((rank - below.count) / (count - below.count));
}

/**
 * The share of the observations between two values.
 *
 * Source: prometheus v0.315.0 promql/quantile.go (BucketFraction)
 */
export function classicFraction(lower: number, upper: number, given: readonly ClassicBucket[]): number {
  const buckets = coalescedBuckets(given);
  const last = buckets.at(-1);
  if (last?.upperBound !== Infinity) return Number.NaN;
  const { count } = last;
  if (count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN;
  if (lower >= upper) return 0;
  const rankOf = (value: number): number => {
    let before = 0;
    let start = buckets[0]!.upperBound <= 0 ? -Infinity : 0;
    for (const bucket of buckets) {
      if (start >= value) return before;
      if (bucket.upperBound > value) {
        if (start === -Infinity) return bucket.count;
        return before + ((bucket.count - before) * (value - start)) / (bucket.upperBound - start);
      }
      before = bucket.count;
      start = bucket.upperBound;
    }
    return count;
  };
  return (Math.min(rankOf(upper), count) - Math.min(rankOf(lower), count)) / count;
}

/** The buckets in rising order, those of one bound added up. */
function coalescedBuckets(given: readonly ClassicBucket[]): readonly ClassicBucket[] {
  const counts = new Map<number, number>();
  for (const { upperBound, count } of given) counts.set(upperBound, (counts.get(upperBound) ?? 0) + count);
  const buckets = [...counts].map(([upperBound, count]) => ({ upperBound, count }));
  return buckets.sort((a, b) => (a.upperBound < b.upperBound ? -1 : 1));
}

/** Differences relatively smaller than this are errors of floating point. */
const tolerance = 1e-12;

/** Counts that never fall: what falls is raised, differences too small to mean anything are silently removed. */
function rising(given: readonly ClassicBucket[]): {
  readonly buckets: readonly ClassicBucket[];
  readonly forced: ForcedMonotonicity | undefined;
} {
  let forced: ForcedMonotonicity | undefined;
  let held = given[0]!.count;
  const buckets = given.map((bucket) => {
    const { upperBound, count } = bucket;
    if (count === held) return bucket;
    if (isAlmostEqual(held, count)) return { upperBound, count: held };
    if (count < held) {
      forced = {
        minBucket: Math.min(forced?.minBucket ?? Infinity, upperBound),
        maxBucket: Math.max(forced?.maxBucket ?? -Infinity, upperBound),
        maxDifference: Math.max(forced?.maxDifference ?? 0, held - count),
      };
      return { upperBound, count: held };
    }
    held = count;
    return bucket;
  });
  return { buckets, forced };
}

const smallestNormal = 2 ** -1022;

function isAlmostEqual(a: number, b: number): boolean {
  if (Number.isNaN(a) && Number.isNaN(b)) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < smallestNormal) return difference < tolerance * smallestNormal;
  return difference / Math.min(sum, Number.MAX_VALUE) < tolerance;
}
