import { increase } from "../kahan.ts";
import { exponentialBound } from "./bounds.ts";
import type { Buckets, Histogram } from "./histogram.ts";
import { sideBuckets } from "./histogram.ts";

/** The counts of buckets, and what adding them up lost, bucket for bucket. */
export interface CarriedBuckets extends Buckets {
  readonly carries: readonly number[];
}

/** The bucket of a coarser schema that a bucket falls into. */
export const coarserIndex = (index: number, { from, to }: { readonly from: number; readonly to: number }): number =>
  Math.floor((index - 1) / 2 ** (from - to)) + 1;

/** The buckets as a coarser schema has them. */
export function coarser(
  { indexes, counts, carries }: CarriedBuckets,
  schemas: { readonly from: number; readonly to: number },
): CarriedBuckets {
  const merged = new Map<number, readonly [number, number]>();
  for (const [at, index] of indexes.entries()) {
    const target = coarserIndex(index, schemas);
    const held = merged.get(target);
    const [count, carry] = [counts[at]!, carries[at]!];
    if (held === undefined) merged.set(target, [count, carry]);
    else merged.set(target, increase(carry, ...increase(count, ...held)));
  }
  const values = [...merged.values()];
  return { indexes: [...merged.keys()], counts: values.map(([sum]) => sum), carries: values.map(([, carry]) => carry) };
}

/** A histogram in a coarser schema, as gauge of nothing known about resets; itself when it has that schema already. */
export function inSchema(histogram: Histogram, schema: number): Histogram {
  if (histogram.schema === schema) return histogram;
  const schemas = { from: histogram.schema, to: schema };
  const [positive, negative] = [plainCoarser(histogram.positive, schemas), plainCoarser(histogram.negative, schemas)];
  return { ...histogram, hint: "unknown", schema, positive, negative };
}

/** The buckets as a coarser schema has them, added without compensation. */
export function plainCoarser(
  { indexes, counts }: Buckets,
  schemas: { readonly from: number; readonly to: number },
): Buckets {
  const merged = new Map<number, number>();
  for (const [at, index] of indexes.entries()) {
    const target = coarserIndex(index, schemas);
    merged.set(target, (merged.get(target) ?? 0) + counts[at]!);
  }
  return { indexes: [...merged.keys()], counts: [...merged.values()] };
}

/** What a zero bucket of a larger threshold holds, and the threshold it ends up with. */
export interface WidenedZero {
  readonly zeroCount: number;
  readonly carry: number;
  readonly threshold: number;
}

/** What adding up the buckets lost, as far as it is known. */
export interface Carries {
  readonly zeroCount: number;
  readonly positive: readonly number[];
  readonly negative: readonly number[];
}

/**
 * The zero bucket widened to a threshold, or beyond it, where that would cut a filled bucket in two.
 *
 * Source: prometheus v0.315.0 model/histogram/float_histogram.go (zeroCountForLargerThreshold)
 */
export function widenedZero(histogram: Histogram, wanted: number, carries?: Carries): WidenedZero {
  const carryOfZero = carries?.zeroCount ?? 0;
  if (wanted === histogram.zeroThreshold) {
    return { zeroCount: histogram.zeroCount, carry: carryOfZero, threshold: wanted };
  }
  const sides = (["positive", "negative"] as const).map((side) => ({
    buckets: sideBuckets(histogram, side).map(({ lower, upper, count }) =>
      side === "positive" ? { inner: lower, outer: upper, count } : { inner: -upper, outer: -lower, count },
    ),
    carries: carries?.[side],
  }));
  let threshold = wanted;
  let isSettled = false;
  let held: readonly [number, number] = [histogram.zeroCount, carryOfZero];
  while (!isSettled) {
    isSettled = true;
    held = [histogram.zeroCount, held[1]];
    for (const [side, { buckets, carries: lost }] of sides.entries()) {
      for (const [at, { inner, outer, count }] of buckets.entries()) {
        if (inner >= threshold) break;
        held = increase(count, ...held);
        if (lost !== undefined) held = increase(lost[at] ?? 0, ...held);
        if (outer <= threshold) continue;
        if (count === 0) break;
        threshold = outer;
        // The positive side comes first, so only what the negative one widens has to be counted again.
        isSettled = side === 0;
        break;
      }
    }
  }
  return { zeroCount: held[0], carry: held[1], threshold };
}

/** Empties the buckets that a zero bucket has swallowed; the carries go with them. */
export function outsideZero(buckets: CarriedBuckets, schema: number, threshold: number): CarriedBuckets {
  const isOutside = (index: number): boolean => exponentialBound(index - 1, schema) >= threshold;
  const kept = buckets.indexes.flatMap((index, at) => {
    const isEmpty = buckets.counts[at] === 0 && buckets.carries[at] === 0;
    return isOutside(index) && !isEmpty ? [at] : [];
  });
  return {
    indexes: kept.map((at) => buckets.indexes[at]!),
    counts: kept.map((at) => buckets.counts[at]!),
    carries: kept.map((at) => buckets.carries[at]!),
  };
}

/** The bounds that both have. */
export const sharedBounds = (first: readonly number[], second: readonly number[]): readonly number[] => {
  const others = new Set(second);
  return first.filter((bound) => others.has(bound));
};
