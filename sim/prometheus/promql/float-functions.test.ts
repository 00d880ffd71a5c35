import fc from "fast-check";
import { expect, test } from "vitest";
import { dateFunctions, larger, power, smaller } from "./float-functions.ts";

test("dates are those of the calendar", () => {
  fc.assert(
    fc.property(fc.integer({ min: -8e11, max: 8e11 }), (seconds) => {
      const date = new Date(seconds * 1000);
      const read = (name: string): number => dateFunctions[name]?.(seconds) ?? Number.NaN;
      expect([read("year"), read("month"), read("day_of_month")]).toEqual([
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
      ]);
      expect([read("day_of_week"), read("hour"), read("minute")]).toEqual([
        date.getUTCDay(),
        date.getUTCHours(),
        date.getUTCMinutes(),
      ]);
    }),
  );
});

/** Source: go1.26 time.Unix(int64(seconds), 0).UTC() on amd64 */
const beyond: readonly (readonly [number, readonly number[]])[] = [
  [9e18, [285_198_648_531, 4, 21, 6, 111, 30, 16, 0]],
  [-9e18, [-285_198_644_592, 9, 12, 1, 256, 30, 8, 0]],
  [Number.NaN, [292_277_026_596, 12, 4, 0, 339, 31, 15, 30]],
  [Infinity, [292_277_026_596, 12, 4, 0, 339, 31, 15, 30]],
  [-Infinity, [292_277_026_596, 12, 4, 0, 339, 31, 15, 30]],
];

test.for(beyond)("what no calendar reaches is as Go has it: %d", ([seconds, expected]) => {
  const names = ["year", "month", "day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute"];
  expect(names.map((name) => dateFunctions[name]?.(seconds))).toEqual(expected);
});

test("powers are Go's", () => {
  expect([power(1, Number.NaN), power(-1, Infinity), power(-1, -Infinity)]).toEqual([1, 1, 1]);
  expect([power(2, 10), power(2, -1), power(10, -2), power(9, 0.5), power(4, -0.5)]).toEqual([1024, 0.5, 0.01, 3, 0.5]);
  expect([power(0, -1), power(-2, 3), power(-8, 1 / 3), power(10, 400)]).toEqual([Infinity, -8, Number.NaN, Infinity]);
  // By repeated squaring, a few units in the last place from the nearest float.
  expect(power(1032, 97)).toBeCloseTo(1032 ** 97, -280);
});

test("an infinity wins over NaN, and NaN over all else", () => {
  expect([larger(Number.NaN, Infinity), larger(Number.NaN, 1), larger(1, 2)]).toEqual([Infinity, Number.NaN, 2]);
  expect([smaller(-Infinity, Number.NaN), smaller(Number.NaN, 1), smaller(1, 2)]).toEqual([-Infinity, Number.NaN, 1]);
});
