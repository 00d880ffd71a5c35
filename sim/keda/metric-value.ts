import { invariant } from "../invariant.ts";
import type { MetricTarget } from "../kubernetes/autoscaling.ts";
import { formatQuantity, newQuantity, parseQuantity, type Quantity } from "../quantity/index.ts";

/** A value as KEDA hands it on: thousandths, rounded half to even on the exact decimal; NaN, infinities and negatives are 0. */
export function quantityOf(value: number): Quantity {
  const parsed = parseQuantity(Number.isFinite(value) && value >= 0 ? threeDecimals(value) : "0");
  invariant(parsed.ok, "three decimals are a quantity");
  return parsed.quantity;
}

/** A number of 0 or more as Go's `%.3f` prints it. */
export function threeDecimals(value: number): string {
  // From 2^53 on every number is whole, and toFixed changes its notation at 1e21.
  if (value >= 2 ** 53) return `${BigInt(value)}.000`;
  const rounded = value.toFixed(3);
  // JavaScript rounds ties up where Go rounds them to even. A tie ends in half a thousandth: an odd multiple of 1/16, as a number has it.
  const sixteenths = value * 16;
  const isTie = Number.isInteger(sixteenths) && sixteenths % 2 !== 0;
  const isOdd = Number(rounded.at(-1)) % 2 === 1;
  return isTie && isOdd ? lastDigitLess(rounded) : rounded;
}

/** An odd last digit has no borrow. */
const lastDigitLess = (decimal: string): string => `${decimal.slice(0, -1)}${Number(decimal.at(-1)) - 1}`;

/** How a threshold stands in the HPA: to the thousandth. `metricType` is `AverageValue` or `Value`. */
export const targetOf = (metricType: string, threshold: number): MetricTarget =>
  target(metricType, quantityOf(threshold));

/** The same for a whole threshold, which keeps its sign. */
export const wholeTargetOf = (metricType: string, threshold: number | bigint): MetricTarget =>
  target(metricType, newQuantity(threshold, "DecimalSI"));

function target(type: string, quantity: Quantity): MetricTarget {
  const text = formatQuantity(quantity);
  return type === "AverageValue" ? { type, averageValue: text } : { type, value: text };
}
