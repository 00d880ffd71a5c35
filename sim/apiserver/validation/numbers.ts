import { type Quantity, sign } from "../../quantity/index.ts";
import type { Field } from "../fields/field.ts";
import { invalidEach } from "../fields/field.ts";
import { printableQuantity } from "../fields/go-syntax.ts";
import { percentErrors, portErrors, portNameErrors } from "../fields/names.ts";

const notNegative = "must be greater than or equal to 0";
const notPositive = "must be greater than zero";

export function validateNonNegative(value: number | undefined, field: Field): void {
  if ((value ?? 0) < 0) field.invalid(value, notNegative);
}

export function validatePositive(value: number, field: Field): void {
  if (value <= 0) field.invalid(value, notPositive);
}

export function validateNonNegativeQuantity(quantity: Quantity, field: Field): void {
  if (sign(quantity) < 0) field.invalid(printableQuantity(quantity), notNegative);
}

/** A port by number or by name. Source: kubernetes v1.36.3 pkg/apis/core/validation ValidatePortNumOrName */
export function validatePortNumberOrName(port: number | string, field: Field): void {
  invalidEach(field, port, typeof port === "number" ? portErrors(port) : portNameErrors(port));
}

/** The number of `25%`, or `undefined` for what is no percentage. */
export const percentOf = (value: number | string): number | undefined =>
  typeof value === "string" && percentErrors(value).length === 0 ? Number(value.slice(0, -1)) : undefined;
