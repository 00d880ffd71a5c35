import type { ApiTypes } from "./api-type.ts";
import type { Api } from "./api-types.table.ts";
import { keysAsDeclared } from "./declared-keys.ts";
import { decode } from "./decode.ts";

type Wanted<Name extends keyof Api> = { readonly name: Name; readonly isList: boolean; readonly types: ApiTypes };

/**
 * JSON text as Go's own decoder reads it: unknown fields are left out, and names match without regard to case.
 *
 * `undefined` when there is no text, when it is no JSON, and when a value is of the wrong type. One value gives a list of
 * one.
 * Source: go1.26 encoding/json Unmarshal
 */
export function decodeLoosely<Name extends keyof Api>(
  text: string | undefined,
  { name, isList, types }: Wanted<Name>,
): readonly Api[Name][] | undefined {
  const json = text === undefined ? undefined : parseJson(text);
  if (json === undefined || (isList && !Array.isArray(json) && json !== null)) return undefined;
  const items: readonly unknown[] = isList ? (json === null ? [] : Array.isArray(json) ? json : []) : [json];
  const decoded: Api[Name][] = [];
  for (const item of items) {
    const result = decode(keysAsDeclared(item, name, types), name, types);
    if (result.kind === "refused") return undefined;
    decoded.push(result.value);
  }
  return decoded;
}

/** `undefined` for what is no JSON; no JSON text gives `undefined` otherwise. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
