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

/** The values as Go marshals a slice to JSON; one without values is nil there. */
export function printValues(values: readonly string[]): string {
  if (values.length === 0) return "null";
  return JSON.stringify(values).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${hex(character, 4)}`);
}

/** The text as Go's `%q` prints it. Source: go1.26 strconv.Quote */
export function quote(text: string): string {
  let quoted = "";
  for (const character of text) quoted += quoteCharacter(character);
  return `"${quoted}"`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\u0007", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
]);

function quoteCharacter(character: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  if (/^[ \p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return `\\x${hex(character, 2)}`;
  return codePoint < 0x10000 ? `\\u${hex(character, 4)}` : `\\U${hex(character, 8)}`;
}

const hex = (character: string, digits: number): string =>
  (character.codePointAt(0) ?? 0).toString(16).padStart(digits, "0");
