import type { Comparison } from "./expectation.ts";

/** Whether `value` lies within the bounds. */
export function holds({ min, minExclusive, max, maxExclusive }: Comparison, value: number): boolean {
  if (min !== undefined && (minExclusive ? value <= min : value < min)) return false;
  return max === undefined || (maxExclusive ? value < max : value <= max);
}

/** The bounds for people: `4`, `2..4`, `> 8`; `print` gives a number its unit. */
export function comparisonText(
  { min, minExclusive, max, maxExclusive }: Comparison,
  print: (value: number) => string = String,
): string {
  if (min !== undefined && max !== undefined) return min === max ? print(min) : `${print(min)}..${print(max)}`;
  if (min !== undefined) return `${minExclusive ? ">" : ">="} ${print(min)}`;
  if (max !== undefined) return `${maxExclusive ? "<" : "<="} ${print(max)}`;
  return "any";
}
