/**
 * The value below which a share `q` of the values lies, interpolated linearly; NaN counts as the smallest.
 *
 * Source: prometheus v0.315.0 promql/quantile.go (quantile)
 */
export function quantile(q: number, values: readonly number[]): number {
  if (values.length === 0 || Number.isNaN(q)) return Number.NaN;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  // Zeros of both signs are equal and keep their order.
  const numbers = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort((a, b) => a - b);
  const missing = values.length - numbers.length;
  const valueAt = (index: number): number => (index < missing ? Number.NaN : numbers[index - missing]!);
  const rank = q * (values.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(values.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return valueAt(lower) * (1 - weight) + valueAt(upper) * weight;
}
