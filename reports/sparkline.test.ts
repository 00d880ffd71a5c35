import { expect, test } from "vitest";
import type { PlotSeries } from "./page-data.ts";
import { highestIn, sparkline } from "./sparkline.ts";

test("draws from nothing to a full block, what is small too, and a dot for what is not known", () => {
  expect(sparkline([0, 0.001, 1, 2, 4, 8, 9, undefined], 8)).toBe(" ▁▁▂▄██·");
  expect(sparkline([0, 0], 0)).toBe("  ");
});

const series = (kind: "step" | "line", x: readonly number[], y: readonly (number | null)[]): PlotSeries => ({
  about: "",
  role: "desired",
  kind,
  points: { x, y },
});

test("finds the highest value of steps in each part, what holds from before included", () => {
  const steps = series("step", [-10, 2.5, 2.6, 8, 10], [1, 9, 3, null, null]);
  expect(highestIn(steps, { from: 0, until: 10, count: 5 })).toEqual([1, 9, 3, 3, undefined]);
});

test("finds the highest value of lines at the edges of each part", () => {
  const line = series("line", [0, 10], [0, 10]);
  expect(highestIn(line, { from: 0, until: 10, count: 5 })).toEqual([2, 4, 6, 8, 10]);
});
