import { exponentialBounds } from "./exponential-bounds.table.ts";

/** The highest schema, of which the table has every bound. */
const finestSchema = 8;

/** The schema of custom buckets. */
const customSchema = -53;

/** Whose bounds are asked for. */
export interface BucketLayout {
  readonly schema: number;
  readonly customValues: readonly number[];
}

/** The upper bound of a bucket on the positive side; of the one below the first custom bucket, −∞. */
export function upperBound({ schema, customValues }: BucketLayout, index: number): number {
  if (schema !== customSchema) return exponentialBound(index, schema);
  if (index < 0) return -Infinity;
  return customValues[index] ?? Infinity;
}

/**
 * 2^(index / 2^schema), the largest float in place of what is just beyond.
 *
 * Source: prometheus v0.315.0 model/histogram/generic.go (getBoundExponential)
 */
export function exponentialBound(index: number, schema: number): number {
  if (schema < 0) {
    const exponent = index * 2 ** -schema;
    return exponent === 1024 ? Number.MAX_VALUE : powerOfTwo(exponent);
  }
  const perDoubling = 2 ** schema;
  const doublings = Math.floor(index / perDoubling);
  const fraction = exponentialBounds[(index - doublings * perDoubling) * 2 ** (finestSchema - schema)]!;
  if (fraction === 0.5 && doublings === 1024) return Number.MAX_VALUE;
  return scaled(fraction, doublings + 1);
}

/** A float times a power of two, in two steps so that neither the power overflows nor the product rounds twice. */
function scaled(fraction: number, exponent: number): number {
  if (exponent > 1023) return fraction * 2 * powerOfTwo(exponent - 1);
  if (exponent < -1000) return fraction * powerOfTwo(-1000) * powerOfTwo(exponent + 1000);
  return fraction * powerOfTwo(exponent);
}

const powerOfTwo = (exponent: number): number => 2 ** exponent;
