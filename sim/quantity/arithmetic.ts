import { type Int64, multiply as multiplyInt64, toInt32 } from "../int64.ts";
import { coefficientAt, isZero } from "./compare.ts";
import { asInt64, scaleDown, scaleUp } from "./powers-of-ten.ts";
import {
  type Amount,
  fromAmount,
  type InfDecAmount,
  type Int64Amount,
  infDecAmount,
  int64Amount,
  type Quantity,
  toInt64,
} from "./quantity.ts";

/**
 * a + b, exactly. Written like `a`, or like `b` when `a` is zero.
 *
 * Throws for amounts so far apart that the sum has more than 10,000 digits.
 * Source: apimachinery v0.36.3 pkg/api/resource Quantity.Add
 */
export function add(a: Quantity, b: Quantity): Quantity {
  const amount = addInt64(a.amount, b.amount) ?? addInfDec(a.amount, b.amount);
  return fromAmount(amount, isZero(a) ? b.format : a.format);
}

/** a - b, exactly, but for a `b` of -2^63 that is held as an int64. Written like `a`, or like `b` when `a` is zero. */
export function subtract(a: Quantity, b: Quantity): Quantity {
  const amount = addInt64(a.amount, negateAmount(b.amount)) ?? addInfDec(a.amount, negateInfDec(b.amount));
  return fromAmount(amount, isZero(a) ? b.format : a.format);
}

/** -quantity; -2^63 stays what it is when it is held as an int64. */
export function negate(quantity: Quantity): Quantity {
  return fromAmount(negateAmount(quantity.amount), quantity.format);
}

/** quantity × factor, exactly. */
export function multiply(quantity: Quantity, factor: Int64): Quantity {
  const times = toInt64(factor);
  const { coefficient, exponent } = quantity.amount;
  const product = scaleInt64(quantity.amount, times) ?? infDecAmount(BigInt(coefficient) * BigInt(times), exponent);
  return fromAmount(product, quantity.format);
}

/** `undefined` when one of them is no int64 or the sum at the finer exponent is none. */
function addInt64(a: Amount, b: Amount): Int64Amount | undefined {
  if (a.kind !== "int64" || b.kind !== "int64") return undefined;
  // The exponent of a zero does not make the sum finer.
  if (b.coefficient === 0) return a;
  if (a.coefficient === 0) return b;
  const exponent = Math.min(a.exponent, b.exponent);
  // The distance is an int32 upstream, and wraps.
  const augend = scaleUp(a.coefficient, toInt32(a.exponent - exponent));
  const addend = scaleUp(b.coefficient, toInt32(b.exponent - exponent));
  if (augend === undefined || addend === undefined) return undefined;
  const sum = asInt64(BigInt(augend) + BigInt(addend));
  return sum === undefined ? undefined : int64Amount(sum, exponent);
}

function addInfDec(a: Amount, b: Amount): InfDecAmount {
  const exponent = Math.min(a.exponent, b.exponent);
  return infDecAmount(coefficientAt(a, exponent) + coefficientAt(b, exponent), exponent);
}

/** `undefined` when the product is no int64, or is not whole in units, either. */
function scaleInt64(amount: Amount, factor: Int64): Int64Amount | undefined {
  if (amount.kind !== "int64") return undefined;
  if (amount.coefficient === 0) return amount;
  if (factor === 0) return int64Amount(0, 0);
  const { coefficient, exponent } = amount;
  const product = asInt64(BigInt(coefficient) * BigInt(factor));
  if (product === undefined) return undefined;
  const isWhole =
    exponent >= 0
      ? scaleUp(product, exponent) !== undefined
      : scaleUp(scaleDown(product, -exponent), -exponent) === product;
  return isWhole ? int64Amount(product, exponent) : undefined;
}

function negateAmount(amount: Amount): Amount {
  return amount.kind === "int64"
    ? int64Amount(multiplyInt64(amount.coefficient, -1), amount.exponent)
    : negateInfDec(amount);
}

function negateInfDec({ coefficient, exponent }: Amount): InfDecAmount {
  return infDecAmount(-BigInt(coefficient), exponent);
}
