import type { Field } from "../fields/field.ts";

/** A text that has to be one of few; the empty one is missing. */
export function validateOneOf(value: string | undefined, field: Field, supported: readonly string[]): void {
  if (!value) field.required();
  else if (!supported.includes(value)) field.notSupported(value, supported);
}
