import { asApproximateFloat64, parseQuantity } from "../quantity/index.ts";

/** The number that a quantity stands for; `undefined` for none. */
export function approximate(quantity: number | string | undefined): number | undefined {
  if (quantity === undefined) return undefined;
  const parsed = parseQuantity(String(quantity));
  return parsed.ok ? asApproximateFloat64(parsed.quantity) : undefined;
}
