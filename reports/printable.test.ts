import fc from "fast-check";
import { expect, test } from "vitest";
import { printable } from "./printable.ts";

const cases: readonly (readonly [what: string, text: string, printed: string])[] = [
  ["plain text stays", "web-7c9d8b6f5 ≥ 4 ✓ 日本 é", "web-7c9d8b6f5 ≥ 4 ✓ 日本 é"],
  ["a colour sequence", "\u001b[31mred\u001b[0m", "\\x1b[31mred\\x1b[0m"],
  ["a line that would be overwritten", "good\rbad\n", "good\\rbad\\n"],
  ["a tab, a bell and a delete", "\t\u0007\u007f", "\\t\\x07\\x7f"],
  ["a control sequence of one byte", "\u009b31m", "\\x9b31m"],
  ["a turn of direction", "abc\u202etxt.exe\u2066", "abc\\u202etxt.exe\\u2066"],
  ["separators of lines and paragraphs", "a\u2028b\u2029c", "a\\u2028b\\u2029c"],
  ["what cannot be seen", "a\u200bb\u00adc\ufeff", "a\\u200bb\\xadc\\ufeff"],
  ["half of a pair", "\ud83d!", "\\ud83d!"],
  ["a tag beyond the basic plane", "\u{e0041}", "\\u{e0041}"],
];

test.for(cases)("writes out what would not just stand there: %s", ([, text, printed]) => {
  expect(printable(text)).toBe(printed);
});

/** Any code units, halves of pairs too. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

test("leaves nothing that drives a terminal, whatever the text, and changes nothing twice", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = printable(text);
      expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      expect(printable(once)).toBe(once);
    }),
  );
});
