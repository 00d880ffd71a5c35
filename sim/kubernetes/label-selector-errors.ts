import { goJson, goQuote } from "./go-text.ts";

/**
 * One field that has an invalid value: `values[0][app]: Invalid value: "a b": …`. `shown` is the value as upstream prints it.
 *
 * Source: apimachinery v0.36.3 pkg/util/validation/field Error
 */
export function invalid(field: string, shown: string, detail: string): string {
  return `${field}: Invalid value: ${shown}: ${detail}`;
}

/** One or more different errors as one text. Source: apimachinery v0.36.3 pkg/util/errors Aggregate */
export function aggregate(errors: readonly string[]): string {
  return errors.length === 1 ? errors.join() : `[${errors.join(", ")}]`;
}

/** How a message shows a list of values: as JSON since apimachinery v0.34, before that as Go would write it in source. */
export type ListStyle = "as-json" | "in-go-syntax";

/** The values as Go prints a slice; one without values is nil there. */
export function printValues(values: readonly string[], style: ListStyle): string {
  if (style === "as-json") return values.length === 0 ? "null" : goJson(values);
  return values.length === 0 ? "[]string(nil)" : `[]string{${values.map(goQuote).join(", ")}}`;
}
