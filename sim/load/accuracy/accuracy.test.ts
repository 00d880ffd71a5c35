import { expect, test } from "vitest";
import { burstCases, closedCases, restCases } from "./cases.ts";
import { type AccuracyCase, discreteFigures, type Figures, fluidFigures } from "./comparison.ts";

const seed = 7;

/** Largest relative differences from single requests that docs/load.md publishes. */
const bounds = {
  rest: { mean: 0.03, p50: 0.03, p95: 0.04, p99: 0.06, inFlight: 0.03 },
  burst: { mean: 0.06, p50: 0.13, p95: 0.12, p99: 0.06, inFlight: 0.06 },
  closed: { mean: 0.03, p50: 0.03, p95: 0.05, p99: 0.07, inFlight: 0.03 },
} as const;

const restNames = [
  "M/M/1, utilisation 0.5",
  "M/M/4, utilisation 0.8",
  "M/D/1, utilisation 0.8",
  "M/D/4, utilisation 0.5",
];

const isLockstep = ({ name }: AccuracyCase): boolean => name === "20 clients, think 0.1 s, 8 slots, none";

/** Few plays of many requests tell as much as many plays of few. */
const playsFor = ({ pods, plays }: AccuracyCase): number => Math.ceil(plays / (pods[0]?.count === 1 ? 2 : 8));

/** Enough of each kind to see a wrong formula; bench/queueing.ts plays them all, and longer. */
const cases: readonly (readonly [string, keyof typeof bounds, AccuracyCase])[] = [
  ...restCases.filter(({ name }) => restNames.includes(name)).map((one) => [one.name, "rest", one] as const),
  ...burstCases.map((one) => [one.name, "burst", { ...one, plays: playsFor(one) }] as const),
  ...closedCases.filter((one) => !isLockstep(one)).map((one) => [one.name, "closed", { ...one, plays: 4 }] as const),
];

test.each(cases)("%s: the model is as close to single requests as published", (_, kind, accuracyCase) => {
  const single = discreteFigures(accuracyCase, seed);
  const model = fluidFigures(accuracyCase);
  const noise = (3 * single.meanError) / single.mean;
  for (const figure of ["mean", "p50", "p95", "p99", "inFlight"] as const) {
    expect(Math.abs(model[figure] / single[figure] - 1), figure).toBeLessThan(bounds[kind][figure] + noise);
  }
  expect(Math.abs(model.answered / single.answered - 1)).toBeLessThan(0.01 + noise);
  expect(Math.abs(model.lostShare - single.lostShare)).toBeLessThan(0.005);
});

test("a model of another spread, of another number of servers or without waiting is told apart", () => {
  const named = (name: string): AccuracyCase => restCases.find((one) => one.name === name)!;
  const single = discreteFigures(named("M/M/4, utilisation 0.8"), seed);
  const isClose = (model: Figures): boolean =>
    (["mean", "p95", "p99"] as const).every((figure) => Math.abs(model[figure] / single[figure] - 1) < 0.06);
  expect(isClose(fluidFigures(named("M/M/4, utilisation 0.8")))).toBe(true);
  expect(isClose(fluidFigures(named("M/D/4, utilisation 0.8")))).toBe(false);
  expect(isClose(fluidFigures(named("M/M/1, utilisation 0.8")))).toBe(false);
  expect(isClose(fluidFigures(named("M/M/32, utilisation 0.5")))).toBe(false);
});
