import fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonText } from "../../sim/checks/comparison.ts";
import type { Node } from "../node.ts";
import { problemsOf } from "../test-folder.ts";
import { comparison, count } from "./comparison.ts";

const place = { kind: "argument", argument: "x" } as const;
const nodeOf = (text: string): Node => ({ kind: "scalar", value: text, text, isQuoted: true, place });
const read = (text: string): unknown => comparison(count)(nodeOf(text));

test.for([
  ["4", { min: 4, max: 4 }],
  ["> 8", { min: 8, minExclusive: true }],
  [">= 2", { min: 2 }],
  ["< 3", { max: 3, maxExclusive: true }],
  ["<= 3", { max: 3 }],
  ["2..4", { min: 2, max: 4 }],
  [">8", { min: 8, minExclusive: true }],
  ["2 .. 4", { min: 2, max: 4 }],
] as const)("%s is a comparison", ([text, value]) => {
  expect(read(text)).toEqual(value);
});

test("every comparison that a verdict prints is read as what it was", () => {
  const number = fc.nat({ max: 1000 });
  const bounds = fc.oneof(
    number.map((min) => ({ min, max: min })),
    fc.tuple(number, number).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
    number.map((min) => ({ min, minExclusive: true })),
    number.map((min) => ({ min })),
    number.map((max) => ({ max, maxExclusive: true })),
    number.map((max) => ({ max })),
  );
  fc.assert(
    fc.property(bounds, (value) => {
      expect(read(comparisonText(value))).toEqual(value);
    }),
  );
});

const form = '\n  Written 4, "> 8", ">= 2", "< 3", "<= 3" or "2..4".';

test.for([
  ["many", `x: "many" is not a whole number${form}`],
  ["4.5", `x: "4.5" is not a whole number${form}`],
  ["> -1", `x: "-1" is not a whole number${form}`],
  ["> 8 replicas", `x: "8 replicas" is not a whole number${form}`],
  ["4..2", 'x: the range "4..2" is empty: it ends before it begins'],
] as const)("%s is refused", ([text, error]) => {
  expect(problemsOf(() => read(text))).toBe(error);
});
