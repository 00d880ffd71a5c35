import { expect, test } from "vitest";
import { percentText, secondsText, significant } from "../sim/number-text.ts";
import { countText, plural, rateText } from "./numbers.ts";

test("writes numbers with so many significant digits, whole digits never dropped", () => {
  const values = [0, 2.4, 1.4166667, 0.0001234, 123456.7, -0.0001, 99.95, Number.POSITIVE_INFINITY, Number.NaN];
  expect(values.map((value) => significant(value))).toEqual([
    "0",
    "2.4",
    "1.42",
    "0.000123",
    "123457",
    "-0.0001",
    "100",
    "∞",
    "–",
  ]);
});

test("writes counts in groups of thousands, and less than half a request as a little", () => {
  expect([0, 0.2, 0.6, 999, 48_119.7, 12_345_678].map(countText)).toEqual(["0", "<1", "1", "999", "48,120", "12.3M"]);
});

test("writes times in the unit that reads best", () => {
  expect([0, 0.000_85, 0.0125, 0.9996, 1.2345, 125].map(secondsText)).toEqual([
    "0s",
    "850µs",
    "12.5ms",
    "1s",
    "1.23s",
    "125s",
  ]);
});

test("writes rates, shares and plurals", () => {
  expect([rateText(120), percentText(0.0978), plural(1, "pod"), plural(3, "pod")]).toEqual([
    "120/s",
    "9.78%",
    "1 pod",
    "3 pods",
  ]);
});
