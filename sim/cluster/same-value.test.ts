import fc from "fast-check";
import { expect, test } from "vitest";
import { sameValue } from "./same-value.ts";

test.each([
  [
    { a: 1, b: [1, 2] },
    { b: [1, 2], a: 1 },
  ],
  [{ a: 1, b: undefined }, { a: 1 }],
  [new Map([["cpu", 1n]]), new Map([["cpu", 1n]])],
  [[], []],
])("takes %j and %j for the same", (a, b) => {
  expect([sameValue(a, b), sameValue(b, a)]).toEqual([true, true]);
});

test.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: 1 }],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], [1, 2]],
  [[], {}],
  [new Map([["cpu", 1]]), new Map([["memory", 1]])],
  [new Map(), {}],
  [null, {}],
  ["1", 1],
])("tells %j from %j", (a, b) => {
  expect([sameValue(a, b), sameValue(b, a)]).toEqual([false, false]);
});

test("takes a copy for the same as its original", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => sameValue(value, structuredClone(value))));
});
