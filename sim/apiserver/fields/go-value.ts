import { goJson, goQuote } from "../../kubernetes/go-text.ts";

/** How errors print values that are neither text nor number nor boolean: up to 1.33 in Go's own syntax. */
export type ValueStyle = "in-go-syntax" | "as-json";

/**
 * A value as an error of the API server prints it: text quoted, a number or a boolean plain, anything else in the style of
 * the release.
 *
 * Values of which the Go syntax is not known here are printed as JSON in every release.
 * Source: apimachinery v0.36.3 and v0.33.6 pkg/util/validation/field Error.ErrorBody
 */
export function printValue(value: unknown, style: ValueStyle): string {
  if (typeof value === "string") return goQuote(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return style === "in-go-syntax" && isGoValue(value) ? value.goSyntax() : goJson(value);
}

/** Text of a type of its own upstream, which is printed as JSON and not quoted. That differs for a few characters. */
export const asNamed = (text: string): unknown => asGoValue(text, () => goQuote(text));

type GoValue = { readonly toJSON: () => unknown; readonly goSyntax: () => string };

/** A value that is printed as `json` today, and was in Go's syntax earlier. */
export const asGoValue = (json: unknown, goSyntax: () => string): unknown => ({ toJSON: () => json, goSyntax });

const isGoValue = (value: unknown): value is GoValue =>
  typeof value === "object" && value !== null && "goSyntax" in value;
