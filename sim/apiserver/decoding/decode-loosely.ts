import type { ApiTypes } from "./api-type.ts";
import type { Api } from "./api-types.table.ts";
import { keysAsDeclared } from "./declared-keys.ts";
import { decode } from "./decode.ts";

type Wanted<Name extends keyof Api> = { readonly name: Name; readonly isList: boolean; readonly types: ApiTypes };

/** Values of a JSON text, or what is wrong with it: in Go's words where a value is of the wrong type. */
export type LooselyDecoded<Value> =
  | { readonly kind: "decoded"; readonly values: readonly Value[] }
  | { readonly kind: "refused"; readonly text: string };

/**
 * JSON text as Go's own decoder reads it: unknown fields are left out, and names match without regard to case.
 *
 * `undefined` when there is no text. One value gives a list of one.
 * Source: go1.26 encoding/json Unmarshal
 */
export function decodeLoosely<Name extends keyof Api>(
  text: string | undefined,
  { name, isList, types }: Wanted<Name>,
): LooselyDecoded<Api[Name]> | undefined {
  if (text === undefined) return undefined;
  const json = parseJson(text);
  if (json === undefined) return { kind: "refused", text: "invalid JSON" };
  if (isList && json === null) return { kind: "decoded", values: [] };
  if (isList && !Array.isArray(json)) {
    return { kind: "refused", text: `json: cannot unmarshal ${kindOf(json)} into Go value of type []${name}` };
  }
  const values: Api[Name][] = [];
  for (const item of Array.isArray(json) && isList ? json : [json]) {
    const result = decode(keysAsDeclared(item, name, types), name, types);
    if (result.kind === "refused") return { kind: "refused", text: result.text };
    values.push(result.value);
  }
  return { kind: "decoded", values };
}

const kindOf = (json: unknown): string => (typeof json === "boolean" ? "bool" : typeof json);

/** `undefined` for what is no JSON; no JSON text gives `undefined` otherwise. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
