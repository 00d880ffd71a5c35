import type { ResourceMilli } from "../../kubernetes/pod.ts";
import { milliValue, newMilliQuantity, type Quantity } from "../../quantity/index.ts";
import type { Quantities } from "./aggregate.ts";

/**
 * Amounts with nothing finer than a thousandth, rounded away from zero: the API server stores no finer resources.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/v1 SetDefaults_ResourceList; apimachinery v0.36.3 Quantity.RoundUp
 */
export function roundToMilli(amounts: Quantities | undefined): Quantities | undefined {
  if (!amounts) return undefined;
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, roundQuantity(amount)]));
}

function roundQuantity(quantity: Quantity): Quantity {
  const { amount, format } = quantity;
  if (amount.kind === "int64") return amount.exponent >= -3 ? quantity : newMilliQuantity(milliValue(quantity), format);
  if (amount.exponent >= -3) return { ...quantity, verbatim: undefined };
  const divisor = 10n ** BigInt(-3 - amount.exponent);
  const quotient = amount.coefficient / divisor;
  const remainder = amount.coefficient % divisor;
  const away = remainder === 0n ? 0n : amount.coefficient < 0n ? -1n : 1n;
  return { amount: { kind: "infDec", coefficient: quotient + away, exponent: -3 }, format, verbatim: undefined };
}

/** Every amount in milli-units, rounded as upstream's MilliValue rounds. */
export const toMilli = (amounts: Quantities | undefined): ResourceMilli =>
  new Map(Object.entries(amounts ?? {}).map(([name, amount]) => [name, milliValue(amount)]));
