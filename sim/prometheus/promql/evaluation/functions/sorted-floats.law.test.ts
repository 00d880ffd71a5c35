import fc from "fast-check";
import { expect, test } from "vitest";
import { labelsOf } from "../../labels.ts";
import { rangeSeriesOf } from "../range-series.ts";
import type { Window } from "../window.ts";
import { quantile, quantileOfSorted } from "./quantile.ts";
import { createSortedFloats } from "./sorted-floats.ts";

const float = fc.oneof(fc.constantFrom(0, -0, 1, 2, 3, Number.NaN, Infinity, -Infinity), fc.double());

const windowOf = (values: readonly number[], firstFloat: number, endFloat: number): Window => {
  const columns = { timestamps: Float64Array.from(values, (_, at) => at), values: Float64Array.from(values) };
  return {
    series: rangeSeriesOf({ labels: labelsOf([]), count: values.length, ...columns }, false),
    ...{ name: "", firstFloat, endFloat, firstHistogram: 0, endHistogram: 0, start: 0, end: 0, seconds: 1, time: 0 },
    ...{ extension: "none", scalars: [], note: () => undefined, noteFirst: () => undefined },
  };
};

test("a window that moves gives the quantiles of its floats sorted anew", () => {
  const moves = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { maxLength: 20 });
  const property = fc.property(fc.array(float, { maxLength: 150 }), moves, (values, steps) => {
    const sorted = createSortedFloats();
    const whole = windowOf(values, 0, 0);
    let [first, end] = [0, 0];
    for (const [forward, longer] of steps) {
      end = Math.min(values.length, end + longer * 3);
      first = Math.min(end, first + forward);
      for (const q of [0, 0.3, 0.5, 0.99, 1]) {
        const now = sorted({ ...whole, firstFloat: first, endFloat: end });
        expect(quantileOfSorted(q, now)).toBe(quantile(q, values.slice(first, end)));
      }
    }
  });
  fc.assert(property, { numRuns: 300 });
});

test("another series is sorted anew", () => {
  const sorted = createSortedFloats();
  expect(quantileOfSorted(0.5, sorted(windowOf([5, 1, 3], 0, 3)))).toBe(3);
  expect(quantileOfSorted(0.5, sorted(windowOf([9, 8, 7], 0, 3)))).toBe(8);
});
