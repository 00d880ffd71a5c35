import { add, canonical, divide, type Int64, multiply } from "../int64.ts";
import { invariant } from "../invariant.ts";

/**
 * Most digits of an exact number.
 *
 * Upstream has no limit and would calculate `1e2000000000` + `1n` for hours. Whatever is an amount of a resource has
 * fewer than 100 digits.
 */
export const exactDigitsMax = 10_000;

/** 10^exponent, for a whole exponent from 0 to `exactDigitsMax`. */
export function powerOfTen(exponent: number): bigint {
  invariant(exponent <= exactDigitsMax, `an exact quantity has at most ${exactDigitsMax} digits`);
  return 10n ** BigInt(exponent);
}

/** 10^0 to 10^18: those that an int64 holds. */
const int64Powers: readonly Int64[] = Array.from({ length: 19 }, (_, places) => canonical(10n ** BigInt(places)));

/** value × 10^places, or `undefined` when that is no int64. Negative places change nothing. */
export function scaleUp(value: Int64, places: number): Int64 | undefined {
  if (places <= 0 || value === 0) return value;
  const power = int64Powers[places];
  if (power === undefined) return undefined;
  const product = Number(value) * Number(power);
  return Number.isSafeInteger(product) ? product : asInt64(BigInt(value) * BigInt(power));
}

/** value ÷ 10^places, rounded away from zero. Negative places change nothing. */
export function scaleDown(value: Int64, places: number): Int64 {
  if (places <= 0 || value === 0) return value;
  const away = value < 0 ? -1 : 1;
  const power = int64Powers[places];
  if (power === undefined) return away;
  const quotient = divide(value, power);
  return multiply(quotient, power) === value ? quotient : add(quotient, away);
}

/** The value as an int64, or `undefined` when it is none. */
export function asInt64(value: bigint): Int64 | undefined {
  return BigInt.asIntN(64, value) === value ? canonical(value) : undefined;
}

const floatPowers: readonly number[] = Array.from({ length: 32 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * 10^exponent as a float64: 0 below -323, Infinity above 308.
 *
 * The product of two factors, as Go has it, so it is not always the float64 nearest to the power.
 * Source: go1.26 math.Pow10
 */
export function floatPowerOfTen(exponent: number): number {
  if (exponent < -323) return 0;
  if (exponent > 308) return Number.POSITIVE_INFINITY;
  const rest = Math.abs(exponent) % 32;
  const multipleOf32 = Math.abs(exponent) - rest;
  const restPower = floatPowers[rest] ?? 1;
  return exponent < 0 ? Number(`1e-${multipleOf32}`) / restPower : Number(`1e${multipleOf32}`) * restPower;
}
