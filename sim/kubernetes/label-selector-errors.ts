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

/** The texts about selectors that differ between releases. */
export type SelectorTexts = {
  readonly listStyle: ListStyle;
  /** What an operator of `matchExpressions` is not: `"Near" is not a valid …`. */
  readonly operatorNoun: string;
  /** What is wrong with a requirement: each thing with its field, or the first one alone, without a field. */
  readonly requirementErrors: "all-with-fields" | "first";
  /** What a selector's text could have instead of what stands where an operator belongs. */
  readonly expectedOperators: string;
  /** How the expressions of a selector are printed: each with the names of its members, or its values alone. */
  readonly printedExpressions: "with-names" | "values";
};

/** Those of apimachinery v0.36.3. */
export const latestTexts: SelectorTexts = {
  listStyle: "as-json",
  operatorNoun: "label selector operator",
  requirementErrors: "all-with-fields",
  expectedOperators: "in, notin, =, ==, !=, gt, lt",
  printedExpressions: "with-names",
};

/** The values as Go prints a slice; one without values is nil there. */
export function printValues(values: readonly string[], style: ListStyle): string {
  if (style === "as-json") return values.length === 0 ? "null" : goJson(values);
  return values.length === 0 ? "[]string(nil)" : `[]string{${values.map(goQuote).join(", ")}}`;
}
