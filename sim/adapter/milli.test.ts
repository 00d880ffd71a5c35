import fc from "fast-check";
import { expect, test } from "vitest";
import { maxInt64, minInt64, toFloat64 } from "../int64.ts";
import { toMilli } from "./milli.ts";

// Converted by go1.26 on amd64: int64(value * 1000).
test.for([
  [1.5, 1500],
  [0.0009, 0],
  [-0.0009, 0],
  [-2.5, -2500],
  [0.29, 290],
  [9_007_199_254_740.992, 9_007_199_254_740_992n],
  [9.3e15, minInt64],
  [-9.3e15, minInt64],
  [1e300, minInt64],
  [Number.POSITIVE_INFINITY, minInt64],
  [Number.NEGATIVE_INFINITY, minInt64],
  [Number.NaN, minInt64],
] as const)("%d is %s thousandths", ([value, expected]) => {
  expect(toMilli(value)).toBe(expected);
});

test("loses less than a thousandth of what an int64 can hold", () => {
  const inRange = fc.double({ min: -9.2e15, max: 9.2e15, noNaN: true });
  fc.assert(
    fc.property(inRange, (value) => {
      const milli = toMilli(value);
      expect(milli > minInt64 && milli < maxInt64).toBe(true);
      expect(Math.abs(toFloat64(milli) - value * 1000)).toBeLessThan(1);
    }),
  );
});
