/**
 * `resource.Quantity` of Kubernetes, value for value: reading, printing, rounding, overflowing.
 *
 * @packageDocumentation
 */
export { asApproximateFloat64, milliValue, scaledValue, value } from "./accessors.ts";
export { add, multiply, negate, subtract } from "./arithmetic.ts";
export { compare, isZero, sign } from "./compare.ts";
export { formatQuantity } from "./format.ts";
export { formatMilli } from "./format-milli.ts";
export { type ParsedQuantity, parseQuantity } from "./parse.ts";
export { type Format, newMilliQuantity, newQuantity, newScaledQuantity, type Quantity } from "./quantity.ts";
