import { minInt64, toInt32 } from "../int64.ts";
import { coefficientAt, compareAmounts, isZero } from "./compare.ts";
import { type Amount, int64Amount, type Quantity } from "./quantity.ts";
import { binarySuffix, decimalSuffix } from "./suffixes.ts";

/**
 * The canonical text: no fraction, and the largest suffix for which there is none. `1.5` is `1500m`, `1024Ki` is `1Mi`.
 *
 * A quantity that was read from text may print as it was read; see `Quantity.verbatim`. BinarySI gives way to DecimalSI
 * below 1024 and where there is a fraction.
 * Source: apimachinery v0.36.3 pkg/api/resource Quantity.String and MarshalJSON
 */
export function formatQuantity(quantity: Quantity): string {
  const { amount, format, verbatim } = quantity;
  if (verbatim !== undefined) return verbatim;
  if (isZero(quantity)) return "0";
  if (format !== "BinarySI") return formatDecimal(amount, format);
  const whole = isBelow1024(amount) ? undefined : wholeUnits(amount);
  if (whole === undefined) return formatDecimal(amount, "DecimalSI");
  // Upstream strips no factor from the smallest int64, because it has no opposite.
  return amount.kind === "int64" && whole === minInt64 ? String(whole) : formatBinary(whole);
}

/** The amount is not zero. */
function formatDecimal({ coefficient, exponent }: Amount, format: "DecimalSI" | "DecimalExponent"): string {
  const digits = String(coefficient);
  const zeros = trailingZeros(digits);
  // Exponents are int32 upstream, and wrap.
  const largest = toInt32(exponent + zeros);
  const padding = ((largest % 3) + 3) % 3;
  const number = digits.slice(0, digits.length - zeros) + "0".repeat(padding);
  return number + decimalSuffix(toInt32(largest - padding), format);
}

function trailingZeros(digits: string): number {
  let count = 0;
  while (digits[digits.length - 1 - count] === "0") count++;
  return count;
}

function isBelow1024(amount: Amount): boolean {
  return compareAmounts(amount, int64Amount(1024, 0)) < 0 && compareAmounts(amount, int64Amount(-1024, 0)) > 0;
}

/** The amount in units, or `undefined` when that has a fraction. It has more digits than decimal places. */
function wholeUnits(amount: Amount): bigint | undefined {
  if (amount.exponent >= 0) return coefficientAt(amount, 0);
  const one = coefficientAt(int64Amount(1, 0), amount.exponent);
  const coefficient = BigInt(amount.coefficient);
  return coefficient % one === 0n ? coefficient / one : undefined;
}

function formatBinary(whole: bigint): string {
  let number = whole;
  let power = 0;
  while (number % 1024n === 0n) {
    number /= 1024n;
    power++;
  }
  return String(number) + binarySuffix(power);
}
