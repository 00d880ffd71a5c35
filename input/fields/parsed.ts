import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import type { Read } from "./read.ts";
import { scalar } from "./scalars.ts";

/** What a text stands for, or why it stands for nothing. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string; readonly hint?: string };

/** Reads a scalar by its text. `expected` says what it should be: `a duration such as 90s`. */
export function parsedBy<Value>(parse: (text: string) => Parsed<Value>, expected: string): Read<Value> {
  return (node: Node): Value => {
    const { text, place } = scalar(node, expected);
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    throw errorAt(place, parsed.message, parsed.hint);
  };
}
