import fc from "fast-check";
import { expect, test } from "vitest";
import { type DifferenceLine, lineDifference } from "./line-difference.ts";

const shown = (lines: readonly DifferenceLine[]): readonly string[] => lines.map(({ sign, text }) => sign + text);

test("keeps what is common, and tells what went and what came", () => {
  expect(shown(lineDifference(["a", "b", "c", "d"], ["a", "c", "x", "d"]))).toEqual([" a", "-b", " c", "+x", " d"]);
  expect(shown(lineDifference([], ["a"]))).toEqual(["+a"]);
  expect(shown(lineDifference(["a"], []))).toEqual(["-a"]);
  expect(shown(lineDifference(["a"], ["a"]))).toEqual([" a"]);
});

test("counts everything as replaced when too much differs to follow", () => {
  const before = Array.from({ length: 500 }, (_, index) => `old ${index}`);
  const after = Array.from({ length: 500 }, (_, index) => `new ${index}`);
  expect(shown(lineDifference(["same", ...before], ["same", ...after]))).toEqual([
    " same",
    ...before.map((line) => `-${line}`),
    ...after.map((line) => `+${line}`),
  ]);
});

test("leads from one text to the other on the shortest way", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 14 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDifference(before, after);
      const side = (sign: "-" | "+") => lines.filter((line) => line.sign !== sign).map((line) => line.text);
      expect([side("+"), side("-")]).toEqual([before, after]);
      const edits = lines.filter(({ sign }) => sign !== " ").length;
      expect(edits).toBe(before.length + after.length - 2 * longestCommon(before, after));
    }),
  );
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const left of a) {
    const next = [0];
    b.forEach((right, index) => {
      next.push(left === right ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!));
    });
    row = next;
  }
  return row.at(-1)!;
}
