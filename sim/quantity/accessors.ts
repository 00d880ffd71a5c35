import { canonical, type Int64, maxInt64, minInt64, multiply, toFloat64, toInt32 } from "../int64.ts";
import { floatPowerOfTen, powerOfTen, scaleDown, scaleUp } from "./powers-of-ten.ts";
import type { InfDecAmount, Int64Amount, Quantity } from "./quantity.ts";

/** Whole units, rounded up. See `scaledValue` for what does not fit. */
export function value(quantity: Quantity): Int64 {
  return scaledValue(quantity, 0);
}

/** Thousandths, rounded up. Exact up to 9223372036854775 units; see `scaledValue` for what does not fit. */
export function milliValue(quantity: Quantity): Int64 {
  return scaledValue(quantity, -3);
}

/**
 * The quantity in units of 10^`scale`, rounded up.
 *
 * Nothing tells of an overflow, and no caller upstream looks for one: the result is then wrapped to 64 bits or 0,
 * depending on how the quantity came to be. Negative quantities round away from zero, or toward it, depending on the same.
 * Source: apimachinery v0.36.3 pkg/api/resource ScaledValue, as it runs on amd64
 */
export function scaledValue(quantity: Quantity, scale: number): Int64 {
  const { amount } = quantity;
  return amount.kind === "int64" ? int64At(amount, scale) : infDecAt(amount, scale);
}

/**
 * The nearest float64, or one close by: `0.3` gives 0.30000000000000004, `300m` gives 0.3.
 *
 * ±Infinity beyond the range of a float64. NaN for a zero that was written with an exponent above 308.
 */
export function asApproximateFloat64(quantity: Quantity): number {
  const { coefficient, exponent } = quantity.amount;
  const base = toFloat64(coefficient);
  return exponent === 0 ? base : base * floatPowerOfTen(exponent);
}

/** Distances that upstream bridges with a single multiplication, which wraps; over any other one an overflow gives 0. */
const wrappingPlaces: readonly number[] = [1, 2, 3, 6, 9];

function int64At({ coefficient, exponent }: Int64Amount, scale: number): Int64 {
  // The distance is an int32 upstream, and wraps: for exponents near 2^31 it comes out negative and nothing happens.
  const places = toInt32(Math.abs(exponent - scale));
  if (exponent < scale) return scaleDown(coefficient, places);
  const exact = scaleUp(coefficient, places);
  if (exact !== undefined) return exact;
  return wrappingPlaces.includes(places) ? multiply(coefficient, 10 ** places) : 0;
}

function infDecAt({ coefficient, exponent }: InfDecAmount, scale: number): Int64 {
  const places = scale - exponent;
  const low = canonical(coefficient);
  if (places === 0) return low;
  // 10^19 is no int64 and becomes the smallest one.
  if (places < 0) return multiply(low, places >= -18 ? canonical(powerOfTen(-places)) : minInt64);

  // Upstream divides an int64 and adds one for a remainder of either sign, so that -1.5 gives 0. Longer numbers round up.
  const isShort = coefficient < maxInt64 && places <= 18;
  const dividend = isShort ? BigInt(low) : coefficient;
  // A divisor longer than the number leaves nothing but the remainder.
  const divisor = powerOfTen(Math.min(places, String(dividend).length));
  const roundsUp = dividend % divisor !== 0n && (isShort || dividend > 0n);
  return canonical(dividend / divisor + (roundsUp ? 1n : 0n));
}
