import fc from "fast-check";
import { expect, test } from "vitest";
import { formatGoFloat } from "./go-float.ts";

/** Seen by running strconv.FormatFloat(value, 'g', -1, 64) of go1.26.8. */
const cases: readonly (readonly [value: number, text: string])[] = [
  [0, "0"],
  [-0, "-0"],
  [1, "1"],
  [-1.5, "-1.5"],
  [0.01, "0.01"],
  [0.0001, "0.0001"],
  [0.00009999, "9.999e-05"],
  [0.00001, "1e-05"],
  [123456, "123456"],
  [123456.5, "123456.5"],
  [999999.9999999999, "999999.9999999999"],
  [1_000_000, "1e+06"],
  [1_234_567, "1.234567e+06"],
  [1_700_000_001.987654, "1.700000001987654e+09"],
  [100_000, "100000"],
  [2 ** 53, "9.007199254740992e+15"],
  [1e100, "1e+100"],
  [5e-324, "5e-324"],
  [1.7976931348623157e308, "1.7976931348623157e+308"],
  [Number.NaN, "NaN"],
  [Infinity, "+Inf"],
  [-Infinity, "-Inf"],
];

test.for(cases)("prints %d as %s", ([value, text]) => {
  expect(formatGoFloat(value)).toBe(text);
});

test("what it prints of a number reads back as the same number", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(formatGoFloat(value))).toBe(value);
    }),
  );
});
