import { formatGoShort } from "../promql/go-number.ts";
import type { Histogram } from "../promql/histogram/histogram.ts";
import { printHistogram } from "../promql/histogram/print.ts";

/** What an expression of a template stands for, of one of the types of Go that can come up. */
export type TemplateValue =
  | { readonly kind: "nothing" }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "histogram"; readonly value: Histogram }
  /** `missing` is what a key that is not there gives. */
  | {
      readonly kind: "map";
      readonly type: string;
      readonly entries: ReadonlyMap<string, TemplateValue>;
      readonly missing: TemplateValue;
    }
  | { readonly kind: "struct"; readonly type: string; readonly fields: ReadonlyMap<string, TemplateValue> }
  | { readonly kind: "list"; readonly type: string; readonly items: readonly TemplateValue[] };

/** No value: a nil interface. */
export const nothing: TemplateValue = { kind: "nothing" };

export const stringValue = (value: string): TemplateValue => ({ kind: "string", value });
export const floatValue = (value: number): TemplateValue => ({ kind: "float", value });
export const intValue = (value: number): TemplateValue => ({ kind: "int", value });
export const boolValue = (value: boolean): TemplateValue => ({ kind: "bool", value });

/** A `map[string]string`. */
export const stringMap = (pairs: Iterable<readonly [string, string]>): TemplateValue => ({
  kind: "map",
  type: "map[string]string",
  entries: new Map([...pairs].map(([name, value]) => [name, stringValue(value)])),
  missing: stringValue(""),
});

/** The Go type of a value, as errors name it. */
export function typeName(value: TemplateValue): string {
  switch (value.kind) {
    case "nothing":
      return "<nil>";
    case "float":
      return "float64";
    case "histogram":
      return "*histogram.FloatHistogram";
    case "map":
    case "struct":
    case "list":
      return value.type;
    default:
      return value.kind;
  }
}

/** Whether a value counts as true: it is not empty. Source: go1.26 text/template/exec.go (isTrue) */
export function isTrue(value: TemplateValue): boolean {
  switch (value.kind) {
    case "nothing":
      return false;
    case "bool":
      return value.value;
    case "int":
    case "float":
      return value.value !== 0;
    case "string":
      return value.value !== "";
    case "map":
      return value.entries.size > 0;
    case "list":
      return value.items.length > 0;
    case "struct":
    case "histogram":
      return true;
  }
}

/** The value as `fmt.Sprint` writes it; undefined for one that would show addresses of memory. */
export function printValue(value: TemplateValue): string | undefined {
  switch (value.kind) {
    case "nothing":
      return "<no value>";
    case "float":
      return formatGoShort(value.value);
    case "histogram":
      return printHistogram(value.value);
    case "string":
      return value.value;
    case "map": {
      const names = [...value.entries.keys()].sort();
      const texts = names.map((name) => `${name}:${printValue(value.entries.get(name) ?? nothing) ?? "?"}`);
      return `map[${texts.join(" ")}]`;
    }
    case "list":
      return value.items.length === 0 ? "[]" : undefined;
    case "struct": {
      const texts = [...value.fields.values()].map(printValue);
      return texts.includes(undefined) ? undefined : `{${texts.join(" ")}}`;
    }
    default:
      return String(value.value);
  }
}

/** The value as `fmt.Sprint` writes it when it is an argument: a pointer is marked as one. */
export function printArgument(value: TemplateValue): string | undefined {
  if (value.kind === "nothing") return "<nil>";
  const text = printValue(value);
  return value.kind === "struct" && value.type.startsWith("*") && text !== undefined ? `&${text}` : text;
}
