/**
 * The value below which a share `q` of the values lies, interpolated linearly; NaN counts as the smallest.
 *
 * Source: prometheus v0.315.0 promql/quantile.go (quantile)
 */
export function quantile(q: number, values: readonly number[]): number {
  // Zeros of both signs are equal and keep their order.
  const numbers = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort((a, b) => a - b);
  return quantileOfSorted(q, { numbers, count: numbers.length, missing: values.length - numbers.length });
}

/** Numbers in rising order, of which `count` are in use, and how many NaN there are beside them. */
export interface SortedNumbers {
  readonly numbers: Float64Array;
  readonly count: number;
  readonly missing: number;
}

/** The same of numbers that are sorted. */
export function quantileOfSorted(q: number, { numbers, count, missing }: SortedNumbers): number {
  const total = count + missing;
  if (total === 0 || Number.isNaN(q)) return Number.NaN;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  const valueAt = (index: number): number => (index < missing ? Number.NaN : numbers[index - missing]!);
  const rank = q * (total - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(total - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return valueAt(lower) * (1 - weight) + valueAt(upper) * weight;
}
