import { canonical, type Int64 } from "../int64.ts";

/** How a quantity is written: `12M` (DecimalSI), `12Mi` (BinarySI) or `12e6` (DecimalExponent). */
export type Format = "DecimalSI" | "BinarySI" | "DecimalExponent";

/**
 * An amount of a resource: an exact decimal number and how to write it. A value never changes.
 *
 * The fields are open to read; build one with `parseQuantity` or a `new…Quantity`.
 * Source: apimachinery v0.36.3 pkg/api/resource; every function here gives upstream's result, its overflows included.
 */
export type Quantity = {
  readonly amount: Amount;
  readonly format: Format;
  /** The text it was read from, where upstream prints that back unchanged (`1.500`, `+5`); any arithmetic drops it. */
  readonly verbatim: string | undefined;
};

/**
 * coefficient × 10^exponent.
 *
 * Upstream calculates in an int64 as long as that is exact, and in a decimal of any size afterwards. Both hold the same
 * numbers, but they round and overflow differently when they are read, so a quantity remembers which one it has.
 */
export type Amount = Int64Amount | InfDecAmount;

export type Int64Amount = { readonly kind: "int64"; readonly coefficient: Int64; readonly exponent: number };

export type InfDecAmount = { readonly kind: "infDec"; readonly coefficient: bigint; readonly exponent: number };

/** `value`, in whole units. */
export function newQuantity(value: Int64, format: Format): Quantity {
  return newScaledQuantity(value, 0, format);
}

/** `milli` thousandths. */
export function newMilliQuantity(milli: Int64, format: Format): Quantity {
  return newScaledQuantity(milli, -3, format);
}

/** `value` × 10^`scale`, for a whole `scale`. */
export function newScaledQuantity(value: Int64, scale: number, format: Format = "DecimalSI"): Quantity {
  return fromAmount(int64Amount(toInt64(value), scale), format);
}

export function fromAmount(amount: Amount, format: Format): Quantity {
  return { amount, format, verbatim: undefined };
}

export function int64Amount(coefficient: Int64, exponent: number): Int64Amount {
  return { kind: "int64", coefficient, exponent };
}

export function infDecAmount(coefficient: bigint, exponent: number): InfDecAmount {
  return { kind: "infDec", coefficient, exponent };
}

/** A whole number of the caller's as an int64: low 64 bits, canonical. Throws a RangeError for a fraction. */
export function toInt64(value: Int64): Int64 {
  // Adding zero turns -0 into 0: an integer has one zero.
  return typeof value === "number" && Number.isSafeInteger(value) ? value + 0 : canonical(BigInt(value));
}
