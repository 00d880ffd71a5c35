import fc from "fast-check";
import { expect, test } from "vitest";
import { integralBetween } from "../../sim/load/profile.ts";
import { seconds, zeroDuration } from "../../sim/units.ts";
import { achievedRate } from "./achieved-rate.ts";
import type { LoadResults } from "./results.ts";

const resultsOf = (beganMs: readonly number[]): LoadResults => {
  const account = { started: beganMs.length, served: 0, failed: {}, dropped: 0, byPod: {} };
  return new Map([["web", { ...account, load: "web", seconds: [], beganMs, unfinished: 0 }]]);
};

const level = (second: number, value: number): object => ({ at: seconds(second), value, slopePerSecond: 0 });

test("each second has the requests that began in it, counted from the instant that is zero", () => {
  const results = resultsOf([1499.9, 1500, 2000.5, 2499.9, 2500, 4600]);
  expect(achievedRate(results, { load: "web", zeroMs: 1500 })).toEqual([
    level(0, 3),
    level(1, 1),
    level(2, 0),
    level(3, 1),
    level(4, 0),
  ]);
});

test("a load that did not begin has no rate", () => {
  expect(achievedRate(resultsOf([]), { load: "web", zeroMs: 0 })).toEqual([level(0, 0)]);
});

test("the rate adds up to the requests from zero on", () => {
  const instant = fc.integer({ min: 0, max: 100_000_000 }).map((microseconds) => microseconds / 1000);
  const property = fc.property(fc.array(instant, { maxLength: 200 }), instant, (began, zeroMs) => {
    const rate = achievedRate(resultsOf(began.sort((a, b) => a - b)), { load: "web", zeroMs });
    const sum = integralBetween(rate, zeroDuration, seconds(200));
    expect(sum).toBeCloseTo(began.filter((each) => each >= zeroMs).length, 6);
  });
  fc.assert(property);
});
