import { byCodeUnit } from "./object.ts";

const escapes: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
  '"': '\\"',
};

const isPrintable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** Text between double quotes, as Go's `%q` prints it. Source: go1.26 strconv.Quote */
export function goQuote(text: string): string {
  let quoted = "";
  for (const character of text) {
    const escaped = escapes[character];
    if (escaped !== undefined) quoted += escaped;
    else quoted += isPrintable.test(character) ? character : escapedCodePoint(character.codePointAt(0) ?? 0);
  }
  return `"${quoted}"`;
}

function escapedCodePoint(codePoint: number): string {
  const hexadecimal = codePoint.toString(16);
  if (codePoint < 0x80) return `\\x${hexadecimal.padStart(2, "0")}`;
  return codePoint < 0x10000 ? `\\u${hexadecimal.padStart(4, "0")}` : `\\U${hexadecimal.padStart(8, "0")}`;
}

/** JSON as Go's `json.Marshal` writes it: `<`, `>` and `&` escaped. Members keep their order, as fields of a struct do. */
export function goJson(value: unknown): string {
  return json(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function json(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(json).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if ("toJSON" in value && typeof value.toJSON === "function") return json(value.toJSON());
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  // JavaScript puts keys that are whole numbers first; only a map has such keys, and Go sorts those of a map.
  if (members.some(([key]) => /^\d+$/.test(key))) members.sort(([a], [b]) => byCodeUnit(a, b));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${json(member)}`).join(",")}}`;
}
