import { expect, test } from "vitest";
import { percentText, secondsText, significant } from "../sim/number-text.ts";
import { countText, fluidCount, inMillionths, plural, rateText } from "./numbers.ts";

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

test("gives other programs counts in thousandths, nothing only for nothing, and times to the microsecond", () => {
  const counts = [3164.0000000000005, 400.00003200000003, 2.5, 0.0001, 0, -1e-17];
  expect(counts.map(fluidCount)).toEqual([3164, 400, 2.5, 0.001, 0, 0]);
  expect([3.0208333333333335, 0.12179413016410064, 0].map(inMillionths)).toEqual([3.020833, 0.121794, 0]);
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
