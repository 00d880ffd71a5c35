import { expect, test } from "vitest";
import type { PlotSeries, Role, Whose } from "./page-data.ts";
import { axisTicks, decades, drawingOrder, looksOf, scaleOf, swatchClass } from "./plot-look.ts";

const series = (about: string, role: Role, y: readonly (number | null)[] = [1], group?: number): PlotSeries => ({
  about,
  role,
  kind: "step",
  points: { x: y.map((_, index) => index), y },
  ...(group === undefined ? {} : { group }),
});

test("tells series about one thing apart by what they show, and draws filled ones first", () => {
  const looks = looksOf([series("web", "desired"), series("web", "ready")]);
  expect(looks.map(({ label, colour }) => [label, colour])).toEqual([
    ["desired", "blue"],
    ["ready", "green"],
  ]);
  expect(drawingOrder(looks)).toEqual([1, 0]);
});

test("gives all that belongs to one workload one colour, and tells its series apart by dashes", () => {
  const looks = looksOf([
    series("hpa/web cpu", "utilisation", [1], 0),
    series("hpa/web memory", "utilisation", [1], 0),
    series("hpa/late cpu", "utilisation", [1], 9),
  ]);
  expect(looks.map(({ label, colour, dash }) => [label, colour, dash])).toEqual([
    ["hpa/web cpu", "blue", []],
    ["hpa/web memory", "blue", [2, 3]],
    ["hpa/late cpu", "orange", [8, 3]],
  ]);
});

const sided = (whose: Whose, about: string, role: Role): PlotSeries => ({ ...series(about, role), whose });

test("shows the lines of a real run wide, and those of its simulation dashed and deeper in the same colour", () => {
  const looks = looksOf([
    sided("real", "web", "desired"),
    sided("real", "web", "ready"),
    sided("simulated", "web", "ready"),
    sided("simulated", "web", "desired"),
  ]);
  expect(looks.map((look) => [look.label, swatchClass(look)])).toEqual([
    ["real desired", "swatch blue wide"],
    ["real ready", "swatch green"],
    ["simulated ready", "swatch green-deep dotted"],
    ["simulated desired", "swatch blue-deep dashed"],
  ]);
  expect(drawingOrder(looks)).toEqual([1, 0, 2, 3]);
});

test("gives each thing that two runs are about a colour, for dashes say whose a line is", () => {
  const looks = looksOf([
    sided("real", "hpa/web cpu", "utilisation"),
    sided("real", "hpa/web memory", "utilisation"),
    sided("simulated", "hpa/web cpu", "utilisation"),
    sided("simulated", "hpa/web memory", "utilisation"),
  ]);
  expect(looks.map((look) => [look.label, swatchClass(look)])).toEqual([
    ["real hpa/web cpu", "swatch blue wide"],
    ["real hpa/web memory", "swatch orange wide"],
    ["simulated hpa/web cpu", "swatch blue-deep dashed"],
    ["simulated hpa/web memory", "swatch orange-deep dashed"],
  ]);
});

test("names what a series is about and what it shows where both differ", () => {
  const looks = looksOf([series("api", "p50"), series("api", "p95"), series("web", "p50")]);
  expect(looks.map(({ label }) => label)).toEqual(["api p50", "api p95", "web p50"]);
});

test("begins at 0, or goes by powers of ten where response times differ by much", () => {
  expect(scaleOf("load", [series("web", "offered", [0, 30])])).toEqual({ isLogarithmic: false, low: 0, high: 30 });
  expect(scaleOf("response", [series("web", "p50", [0.02, null, 2])])).toEqual({
    isLogarithmic: true,
    low: 0.02,
    high: 2,
  });
  expect(scaleOf("response", [series("web", "p50", [0.02, 0.2])])).toEqual({ isLogarithmic: false, low: 0, high: 0.2 });
  expect(scaleOf("utilisation", [series("web", "utilisation", [50])])?.high).toBe(120);
  expect([scaleOf("backlog", [series("web", "backlog", [0])]), scaleOf("load", [])]).toEqual([undefined, undefined]);
});

test("puts ticks a little beyond the highest value, whole ones for what is counted", () => {
  expect([axisTicks("replicas", 8), axisTicks("replicas", 1), axisTicks("load", 100), decades(0.02, 2)]).toEqual([
    [0, 2, 4, 6, 8, 10],
    [0, 1, 2],
    [0, 20, 40, 60, 80, 100, 120],
    [0.01, 0.1, 1, 10],
  ]);
});
