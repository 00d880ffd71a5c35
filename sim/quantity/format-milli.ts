import type { Int64 } from "../int64.ts";
import { formatQuantity } from "./format.ts";
import { newMilliQuantity } from "./quantity.ts";
import { binarySuffix, decimalSuffix } from "./suffixes.ts";

/** `formatQuantity(newMilliQuantity(milli, format))`, for hot paths: a safe integer needs no bigint and no object. */
export function formatMilli(milli: Int64, format: "DecimalSI" | "BinarySI"): string {
  if (milli === 0) return "0";
  if (typeof milli !== "number" || !Number.isSafeInteger(milli)) return formatQuantity(newMilliQuantity(milli, format));
  const units = milli / 1000;
  const isBinary = format === "BinarySI" && Math.abs(units) >= 1024 && Number.isInteger(units);
  return isBinary ? withoutFactors(units, 1024, binarySuffix) : withoutFactors(milli, 1000, milliSuffix);
}

const milliSuffix = (power: number): string => decimalSuffix(3 * power - 3, "DecimalSI");

/** The number, which is not zero, without its factors of `step`, and the suffix for as many of them. */
function withoutFactors(number: number, step: number, suffix: (power: number) => string): string {
  let rest = number;
  let power = 0;
  // The float64 quotient of safe integers is whole only where the division is exact.
  while (Number.isInteger(rest / step)) {
    rest /= step;
    power++;
  }
  return rest + suffix(power);
}
