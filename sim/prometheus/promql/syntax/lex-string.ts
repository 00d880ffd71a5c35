import { fail } from "./lexical-error.ts";

/** How long the string is that starts at a place of the query with a quotation mark, both marks included. */
export function stringLength(input: string, at: number): number {
  const mark = input[at]!;
  let next = at + 1;
  for (;;) {
    const codePoint = input.codePointAt(next);
    const character = codePoint === undefined ? "" : String.fromCodePoint(codePoint);
    if (character === "\uFFFD" || !character.isWellFormed()) fail("invalid UTF-8 rune", at);
    if (character === "") fail(mark === "`" ? "unterminated raw string" : "unterminated quoted string", at);
    if (character === mark) return next + 1 - at;
    if (mark !== "`" && character === "\n") fail("unterminated quoted string", at);
    next +=
      mark !== "`" && character === "\\" ? escapeLength(input.slice(next, next + 12), mark, at) : character.length;
  }
}

/** How long an escape sequence is. */
function escapeLength(text: string, mark: string, start: number): number {
  const character = String.fromCodePoint(text.codePointAt(1) ?? 0xfffd);
  if (text.length === 1) fail("escape sequence not terminated", start);
  if ("abfnrtv\\".includes(character) || character === mark) return 2;
  const octal = character >= "0" && character <= "7";
  const length = octal ? 3 : { x: 2, u: 4, U: 8 }[character];
  if (length === undefined) return fail(`unknown escape sequence ${unicodeName(character)}`, start);
  const from = octal ? 1 : 2;
  const digits = octal ? /[0-7]/ : /[0-9a-fA-F]/;
  for (let at = from; at < from + length; at++) {
    if (at >= text.length) fail("escape sequence not terminated", start);
    if (!digits.test(text[at]!)) {
      fail(`illegal character ${unicodeName(characterAtText(text, at))} in escape sequence`, start);
    }
  }
  const value = Number.parseInt(text.slice(from, from + length), octal ? 8 : 16);
  const isValid = length > 3 ? value <= 0x10ffff && (value < 0xd800 || value >= 0xe000) : value <= 255;
  if (!isValid) fail("escape sequence is an invalid Unicode code point", start);
  return from + length;
}

const characterAtText = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0xfffd);

const unicodeName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")} '${character}'`;
