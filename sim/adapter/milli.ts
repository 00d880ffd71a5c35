import { canonical, type Int64, minInt64 } from "../int64.ts";

/**
 * A value in thousandths, truncated, as Go on amd64 makes an int64 of a float64: what does not fit, and what is no number, becomes
 * the least int64. (Go on arm64 takes the nearest one, and zero for what is no number.)
 */
export function toMilli(value: number): Int64 {
  const thousandths = Math.trunc(value * 1000);
  if (Number.isSafeInteger(thousandths)) return thousandths === 0 ? 0 : thousandths;
  if (!(Math.abs(thousandths) < 2 ** 63)) return minInt64;
  return canonical(BigInt(thousandths));
}
