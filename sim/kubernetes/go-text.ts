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

/**
 * Text as Go's `fmt.Sprintf` gives it back when it is taken for a format without operands.
 *
 * `50% of` becomes `50%!o(MISSING)f`, `%%` becomes `%`. Source: go1.26 fmt/print.go doPrintf.
 */
export const formatWithoutOperands = (text: string): string =>
  text.includes("%") ? text.replace(/%([#0+\- ]*)(.*)/gsu, (_, _flags, rest: string) => formatVerb(rest)) : text;

/** What stands after a `%` and its flags: width, precision, operand index and verb. */
function formatVerb(rest: string): string {
  let printed = "";
  let isBadIndex = false;
  let at = 0;
  const index = (): void => {
    if (rest[at] !== "[") return;
    const close = rest.indexOf("]", at);
    isBadIndex = true;
    at = close < 0 ? at + 1 : close + 1;
  };
  const count = (bad: string): void => {
    index();
    if (rest[at] === "*") {
      at++;
      printed += bad;
      return;
    }
    while (rest[at] !== undefined && rest[at]! >= "0" && rest[at]! <= "9") at++;
  };
  count("%!(BADWIDTH)");
  if (rest[at] === "." && at + 1 < rest.length) {
    at++;
    count("%!(BADPREC)");
  }
  index();
  const verb = [...rest.slice(at)][0];
  if (verb === undefined) return `${printed}%!(NOVERB)`;
  const after = formatWithoutOperands(rest.slice(at + verb.length));
  if (verb === "%") return `${printed}%${after}`;
  return `${printed}%!${verb}(${isBadIndex ? "BADINDEX" : "MISSING"})${after}`;
}
