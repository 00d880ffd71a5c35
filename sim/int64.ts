/**
 * A signed 64-bit integer: a number where that is exact (a safe integer), otherwise a bigint.
 *
 * Go's int64 wraps on overflow and truncates on division, and upstream's results depend on both. Almost every value fits
 * a number, which is several times faster; `canonical` keeps one form for each value, so `===` compares.
 */
export type Int64 = number | bigint;

export const maxInt64 = 9223372036854775807n;
export const minInt64 = -9223372036854775808n;
/** 2^63, the first double beyond int64. */
const int64Span = 2 ** 63;

export const maxInt32 = 2147483647;
export const minInt32 = -2147483648;

/** The int64 that Go would hold after an overflow: the low 64 bits. */
export function canonical(value: bigint): Int64 {
  const wrapped = BigInt.asIntN(64, value);
  const asNumber = Number(wrapped);
  return Number.isSafeInteger(asNumber) ? asNumber : wrapped;
}

export function add(a: Int64, b: Int64): Int64 {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return canonical(BigInt(a) + BigInt(b));
}

export function multiply(a: Int64, b: Int64): Int64 {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    // Adding zero turns -0 into 0: an integer has one zero.
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return canonical(BigInt(a) * BigInt(b));
}

/** Quotient truncated toward zero. The divisor is not zero. */
export function divide(a: Int64, b: Int64): Int64 {
  if (typeof a === "number" && typeof b === "number") return Math.trunc(a / b) + 0;
  return canonical(BigInt(a) / BigInt(b));
}

/** The int32 that Go's conversion keeps: the low 32 bits. */
export function toInt32(value: Int64): number {
  return typeof value === "number" && value <= maxInt32 && value >= minInt32
    ? value
    : Number(BigInt.asIntN(32, BigInt(value)));
}

/** float64(value): the nearest double. */
export const toFloat64 = (value: Int64): number => Number(value);

/**
 * int32(math.Ceil(value)) as Go compiles it for amd64.
 *
 * NaN and whatever does not fit become the smallest int32. (arm64 saturates instead.)
 */
export function ceilToInt32(value: number): number {
  const ceiling = Math.ceil(value);
  return ceiling >= minInt32 && ceiling <= maxInt32 ? ceiling + 0 : minInt32;
}

/** int64(math.Ceil(value)) as Go compiles it for amd64; NaN and whatever does not fit become the smallest int64. */
export function ceilToInt64(value: number): Int64 {
  const ceiling = Math.ceil(value);
  if (Number.isSafeInteger(ceiling)) return ceiling + 0;
  return ceiling >= -int64Span && ceiling < int64Span ? canonical(BigInt(ceiling)) : minInt64;
}

/** int32(value) of a float64 as Go compiles it for amd64: truncated toward zero; NaN and whatever does not fit become the smallest int32. */
export function truncateToInt32(value: number): number {
  const truncated = Math.trunc(value);
  return truncated >= minInt32 && truncated <= maxInt32 ? truncated + 0 : minInt32;
}
