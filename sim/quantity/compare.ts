import { powerOfTen } from "./powers-of-ten.ts";
import type { Amount, Quantity } from "./quantity.ts";

type Order = -1 | 0 | 1;

/** -1, 0 or 1 as `a` is less than, equal to or greater than `b`. By the numbers alone: `1` equals `1000m`. */
export function compare(a: Quantity, b: Quantity): Order {
  return compareAmounts(a.amount, b.amount);
}

export function sign(quantity: Quantity): Order {
  return order(quantity.amount.coefficient, 0);
}

export function isZero(quantity: Quantity): boolean {
  return sign(quantity) === 0;
}

export function compareAmounts(a: Amount, b: Amount): Order {
  if (a.exponent === b.exponent) return order(a.coefficient, b.coefficient);
  const signA = order(a.coefficient, 0);
  const signB = order(b.coefficient, 0);
  if (signA !== signB || signA === 0) return order(signA, signB);

  // Exponents may be millions apart. Once the first digits stand at the same place they are no further apart than the
  // coefficients are long, and writing both out is cheap.
  const placesA = integerPlaces(a);
  const placesB = integerPlaces(b);
  if (placesA !== placesB) return signA === 1 ? order(placesA, placesB) : order(placesB, placesA);
  const exponent = Math.min(a.exponent, b.exponent);
  return order(coefficientAt(a, exponent), coefficientAt(b, exponent));
}

/** The coefficient that the amount has with an exponent no greater than its own. */
export function coefficientAt(amount: Amount, exponent: number): bigint {
  return BigInt(amount.coefficient) * powerOfTen(amount.exponent - exponent);
}

/** Places before the decimal point, negative for those that are missing after it. */
function integerPlaces({ coefficient, exponent }: Amount): number {
  const digits = String(coefficient);
  return digits.length - (digits.startsWith("-") ? 1 : 0) + exponent;
}

function order(a: number | bigint, b: number | bigint): Order {
  return a < b ? -1 : a > b ? 1 : 0;
}
