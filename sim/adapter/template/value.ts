import { byCodeUnit } from "../../kubernetes/object.ts";

/** A value of a template, with the name of its type in Go. */
export type Value =
  | Struct
  /** A key that a map does not have, when it is asked for as a field. */
  | { readonly type: "no value" }
  | { readonly type: "string"; readonly text: string }
  | { readonly type: "int"; readonly number: number }
  | { readonly type: "bool"; readonly isSet: boolean }
  | { readonly type: "map[string]string"; readonly entries: ReadonlyMap<string, string> }
  | { readonly type: "[]string"; readonly items: readonly string[] };

export type Struct = { readonly type: "struct"; readonly goType: string; readonly fields: ReadonlyMap<string, Value> };

/** As `fmt.Print` does. */
export function printValue(value: Value): string {
  switch (value.type) {
    case "no value":
      return "<no value>";
    case "string":
      return value.text;
    case "int":
      return String(value.number);
    case "bool":
      return String(value.isSet);
    case "[]string":
      return `[${value.items.join(" ")}]`;
    case "map[string]string": {
      const keys = [...value.entries.keys()].sort(byCodeUnit);
      return `map[${keys.map((key) => `${key}:${value.entries.get(key)}`).join(" ")}]`;
    }
    case "struct":
      return `{${[...value.fields.values()].map(printValue).join(" ")}}`;
  }
}

/** Whether it is not its type's zero. Source: go1.26 text/template IsTrue */
export function isTrue(value: Value): boolean {
  switch (value.type) {
    case "no value":
      return false;
    case "string":
      return value.text !== "";
    case "int":
      return value.number !== 0;
    case "bool":
      return value.isSet;
    case "[]string":
      return value.items.length > 0;
    case "map[string]string":
      return value.entries.size > 0;
    case "struct":
      return true;
  }
}
