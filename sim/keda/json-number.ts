import { canonical, type Int64, maxInt64, minInt64 } from "../int64.ts";

/** A number, or Go's words why the text is none. */
export type JsonNumber = { readonly ok: true; readonly value: Int64 } | { readonly ok: false; readonly error: string };

/**
 * A number as `json.Unmarshal` reads it into a float64 or an int64: no `+`, no leading zero or point, no spaces but JSON's.
 *
 * Text that is JSON but no number is refused in Go's words; of an array or an object only the first character is looked at.
 * Source: go1.26 encoding/json scanner.go, decode.go
 */
export function readJsonNumber(given: string, type: "float64" | "int64"): JsonNumber {
  const text = given.replace(/^[ \t\r\n]+/, "");
  const first = text[0];
  if (first === undefined) return refused(endOfInput);
  if (first === "-" || isDigit(first)) return numberAt(text, type);
  for (const word of ["true", "false", "null"]) {
    if (first === word[0]) return wordAt(text, word, type);
  }
  if (first === '"') {
    const end = /^"(?:[^"\\]|\\.)*"/.exec(text)?.[0].length;
    return end === undefined ? refused(endOfInput) : mismatch(text.slice(end), "string", type);
  }
  if (first === "[" || first === "{") {
    const kind = first === "[" ? "array" : "object";
    return isJson(text) ? mismatch("", kind, type) : refused(endOfInput);
  }
  return refused(unexpected(text, 0, "looking for beginning of value"));
}

const endOfInput = "unexpected end of JSON input";

const refused = (error: string): JsonNumber => ({ ok: false, error });

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= "0" && character <= "9";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Go goes by bytes: what is beyond ASCII is told by its first one. */
function unexpected(text: string, at: number, where: string): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const code = character.codePointAt(0) ?? 0;
  const byte =
    code < 0x80 ? code : code < 0x800 ? 0xc0 | (code >> 6) : code < 0x10000 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18);
  const shown = byte === 0x27 ? `'\\''` : byte === 0x22 ? `'"'` : `'${printed(byte)}'`;
  return `invalid character ${shown} ${where}`;
}

const printed = (byte: number): string => {
  const named = new Map([
    [0x5c, "\\\\"],
    [0x07, "\\a"],
    [0x08, "\\b"],
    [0x09, "\\t"],
    [0x0a, "\\n"],
    [0x0b, "\\v"],
    [0x0c, "\\f"],
    [0x0d, "\\r"],
  ]).get(byte);
  if (named !== undefined) return named;
  if (byte < 0x20 || byte === 0x7f) return `\\x${byte.toString(16).padStart(2, "0")}`;
  if (byte >= 0x80 && byte < 0xa0) return `\\u${byte.toString(16).padStart(4, "0")}`;
  return String.fromCharCode(byte);
};

function mismatch(rest: string, kind: string, type: string): JsonNumber {
  const more = /[^ \t\r\n]/.exec(rest);
  if (more) return refused(unexpected(rest, more.index, "after top-level value"));
  return refused(`json: cannot unmarshal ${kind} into Go value of type ${type}`);
}

function wordAt(text: string, word: string, type: string): JsonNumber {
  for (let at = 1; at < word.length; at++) {
    // Where the text ends, Go sees a space.
    if (text[at] !== word[at])
      return refused(unexpected(`${text} `, at, `in literal ${word} (expecting '${word[at]}')`));
  }
  // Go panics over null here and says so with a stack; a missing number is what users would call it.
  return mismatch(text.slice(word.length), word === "null" ? "null" : "bool", type);
}

function numberAt(text: string, type: "float64" | "int64"): JsonNumber {
  const match = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(text);
  const literal = match?.[0];
  if (literal === undefined) return refused(unexpected(`${text} `, 1, "in numeric literal"));
  const rest = text.slice(literal.length);
  const cut = cutNumber(literal, rest);
  if (cut !== undefined) {
    return refused(unexpected(`${text} `, literal.length + cut.length, cut.where));
  }
  const more = /[^ \t\r\n]/.exec(rest);
  if (more) return refused(unexpected(rest, more.index, "after top-level value"));
  return type === "float64" ? floatOf(literal) : integerOf(literal);
}

type Cut = { readonly length: number; readonly where: string };

/** A point without a digit after it, or an exponent without one. */
function cutNumber(literal: string, rest: string): Cut | undefined {
  if (rest[0] === "." && !/[.eE]/.test(literal)) return { length: 1, where: "after decimal point in numeric literal" };
  const exponent = /^[eE][+-]?/.exec(rest)?.[0];
  if (exponent === undefined || /[eE]/.test(literal)) return undefined;
  return { length: exponent.length, where: "in exponent of numeric literal" };
}

function floatOf(literal: string): JsonNumber {
  const value = Number(literal);
  if (Number.isFinite(value)) return { ok: true, value };
  return refused(`json: cannot unmarshal number ${literal} into Go value of type float64`);
}

function integerOf(literal: string): JsonNumber {
  const value = /^-?\d{1,25}$/.test(literal) ? BigInt(literal) : undefined;
  if (value !== undefined && value <= maxInt64 && value >= minInt64) return { ok: true, value: canonical(value) };
  return refused(`json: cannot unmarshal number ${literal} into Go value of type int64`);
}
