import fc from "fast-check";
import { expect, test } from "vitest";
import { clip, padEnd, padStart, widthOf, wrap } from "./text-width.ts";

test("counts columns: wide characters are two, combining ones none", () => {
  expect(["web", "日本", "e\u0301", "한글!", "✓ ▁█", "🚀"].map(widthOf)).toEqual([3, 4, 1, 5, 4, 2]);
});

test("fills up to a width on either side, and leaves what is wider", () => {
  expect([padEnd("日", 4), padStart("日", 4), padEnd("longer", 3)]).toEqual(["日  ", "  日", "longer"]);
});

test("cuts to a width and shows that it did", () => {
  expect([clip("abcdef", 6), clip("abcdef", 4), clip("日本語", 4), clip("abc", 0)]).toEqual([
    "abcdef",
    "abc…",
    "日…",
    "",
  ]);
});

test("breaks at spaces, and inside of a word that is too long", () => {
  expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
  expect(wrap("abcdefgh ij", 4)).toEqual(["abcd", "efgh", "ij"]);
  expect(wrap("", 4)).toEqual([""]);
});

test("never exceeds the width and loses no character but spaces", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "-", " ", "日"), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 20 }), (value, width) => {
      const lines = wrap(value, width);
      expect(lines.every((line) => widthOf(line) <= width)).toBe(true);
      expect(lines.join("").replaceAll(" ", "")).toBe(value.replaceAll(" ", ""));
      expect(widthOf(clip(value, width))).toBeLessThanOrEqual(width);
    }),
  );
});
