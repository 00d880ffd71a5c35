import { textOfBytes } from "../../utf8.ts";

const escapes: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
};

const isPrintable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/**
 * Text between double quotes, as Go prints it. A byte that is no UTF-8 is kept as one of U+DC80–U+DCFF and printed `\x`.
 *
 * Source: go1.26 strconv.Quote
 */
export const quote = (text: string): string => quoted(text, '"');

/** A character between single quotes, as Go prints it. Source: go1.26 strconv.QuoteRune */
export const quoteCharacter = (character: string): string => quoted(character, "'");

function quoted(text: string, mark: string): string {
  let result = mark;
  for (const character of text) {
    if (character === mark) result += `\\${mark}`;
    else result += escapes[character] ?? (isPrintable.test(character) ? character : escaped(character));
  }
  return result + mark;
}

function escaped(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const hexadecimal = codePoint.toString(16);
  if (codePoint >= 0xdc80 && codePoint <= 0xdcff) return `\\x${hexadecimal.slice(2)}`;
  if (codePoint < 0x80) return `\\x${hexadecimal.padStart(2, "0")}`;
  return codePoint < 0x10000 ? `\\u${hexadecimal.padStart(4, "0")}` : `\\U${hexadecimal.padStart(8, "0")}`;
}

/** What a string literal means, or why it means nothing. */
export type Unquoted = { readonly kind: "text"; readonly text: string } | { readonly kind: "invalid" };

const simpleEscapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, "\\": 92 };

/**
 * The text of a literal between `"`, `'` or backquotes.
 *
 * `\x` and octal escapes give bytes, which are read as UTF-8; one that is none stays as one of U+DC80–U+DCFF.
 * Source: prometheus v0.315.0 util/strutil/quote.go
 */
export function unquote(literal: string): Unquoted {
  const mark = literal[0];
  if (literal.length < 2 || mark === undefined || literal.at(-1) !== mark || !"\"'`".includes(mark)) {
    return { kind: "invalid" };
  }
  const inner = literal.slice(1, -1);
  if (mark === "`") return inner.includes("`") ? { kind: "invalid" } : { kind: "text", text: inner };
  if (inner.includes("\n")) return { kind: "invalid" };
  if (!inner.includes("\\")) return inner.includes(mark) ? { kind: "invalid" } : { kind: "text", text: inner };
  return unescaped(inner, mark);
}

function unescaped(inner: string, mark: string): Unquoted {
  let text = "";
  let bytes: number[] = [];
  const flush = (): void => {
    text += textOfBytes(bytes);
    bytes = [];
  };
  for (let at = 0; at < inner.length; ) {
    const character = inner[at]!;
    if (character === mark) return { kind: "invalid" };
    if (character !== "\\") {
      flush();
      text += character;
      at++;
      continue;
    }
    const sequence = readEscape(inner, at + 1, mark);
    if (sequence === undefined) return { kind: "invalid" };
    if (sequence.isByte) bytes.push(sequence.code);
    else {
      flush();
      text += String.fromCodePoint(sequence.code);
    }
    at = sequence.next;
  }
  flush();
  return { kind: "text", text };
}

interface Escape {
  readonly code: number;
  readonly isByte: boolean;
  readonly next: number;
}

function readEscape(inner: string, at: number, mark: string): Escape | undefined {
  const letter = inner[at];
  if (letter === undefined) return undefined;
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return { code: simple, isByte: false, next: at + 1 };
  if (letter === '"' || letter === "'") {
    return letter === mark ? { code: letter.charCodeAt(0), isByte: false, next: at + 1 } : undefined;
  }
  if (letter >= "0" && letter <= "7") return readDigits(inner.slice(at, at + 3), { base: 8, length: 3, next: at + 3 });
  const length = { x: 2, u: 4, U: 8 }[letter];
  if (length === undefined) return undefined;
  const next = at + 1 + length;
  return readDigits(inner.slice(at + 1, next), { base: 16, length, next });
}

function readDigits(
  digits: string,
  { base, length, next }: { readonly base: 8 | 16; readonly length: number; readonly next: number },
): Escape | undefined {
  const allowed = base === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/;
  if (digits.length !== length || !allowed.test(digits)) return undefined;
  const code = Number.parseInt(digits, base);
  const isByte = length <= 3;
  if (isByte ? code > 255 : code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  return { code, isByte, next };
}

/** True for text without bytes that are no UTF-8. */
export const isUtf8 = (text: string): boolean => text.isWellFormed();
