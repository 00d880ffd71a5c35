import fc from "fast-check";
import { expect, test } from "vitest";
import { aligned, seriesAt } from "./align.ts";
import type { PlotSeries } from "./page-data.ts";

const series = (kind: "step" | "line", points: readonly (readonly [number, number | null])[]): PlotSeries => ({
  about: "",
  role: "desired",
  kind,
  points: { x: points.map(([x]) => x), y: points.map(([, y]) => y) },
});

test("brings steps and lines to common instants", () => {
  const step = series("step", [
    [0, 1],
    [4, null],
    [6, 3],
    [8, 3],
  ]);
  const line = series("line", [
    [2, 0],
    [6, 8],
  ]);
  expect(aligned([step, line])).toEqual({
    x: [0, 2, 4, 6, 8],
    ys: [
      [1, 1, null, 3, 3],
      [null, 0, 4, 8, null],
    ],
  });
});

test("knows the value at any instant: held, between, or none", () => {
  const step = series("step", [
    [0, 1],
    [4, 2],
    [6, 2],
  ]);
  const line = series("line", [
    [0, 0],
    [4, 8],
  ]);
  expect([-1, 3.9, 4, 6, 7].map((at) => seriesAt(step, at))).toEqual([null, 1, 2, 2, null]);
  expect([0, 1, 4, 5].map((at) => seriesAt(line, at))).toEqual([0, 2, 8, null]);
});

test("gives the same value aligned as alone", () => {
  const points = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.option(fc.integer({ min: 0, max: 9 }))), {
      selector: ([x]) => x,
      minLength: 1,
    })
    .map((list) => list.sort(([a], [b]) => a - b));
  const any = fc
    .tuple(fc.constantFrom("step" as const, "line" as const), points)
    .map(([kind, list]) => series(kind, list));
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), (all) => {
      const { x, ys } = aligned(all);
      expect(ys).toEqual(all.map((one) => x.map((at) => seriesAt(one, at))));
    }),
  );
});
