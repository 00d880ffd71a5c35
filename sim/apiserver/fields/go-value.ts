import { goJson, goQuote } from "../../kubernetes/go-text.ts";

/**
 * A value as an error of the API server prints it: text quoted, a number or a boolean plain, anything else as JSON.
 *
 * Source: apimachinery v0.36.3 pkg/util/validation/field Error.ErrorBody
 */
export function printValue(value: unknown): string {
  if (typeof value === "string") return goQuote(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : goJson(value);
}

/** Text of a type of its own upstream, which is printed as JSON and not quoted. That differs for a few characters. */
export const asNamed = (text: string): unknown => ({ toJSON: () => text });
