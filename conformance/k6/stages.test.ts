import fc from "fast-check";
import { expect, test } from "vitest";
import { level } from "../../sim/load/pieces.ts";
import { type Profile, valueAt } from "../../sim/load/profile.ts";
import { constant, ramp, sine, spike, steps } from "../../sim/load/shapes.ts";
import { type Duration, microseconds, seconds, toSeconds, zeroDuration } from "../../sim/units.ts";
import { type ArrivalStages, arrivalStages } from "./stages.ts";

test("a constant rate is one stage", () => {
  const stages = arrivalStages(constant(20), seconds(90));
  expect(stages).toEqual({ timeUnit: seconds(1), startRate: 20, stages: [{ duration: seconds(90), target: 20 }] });
});

test("a jump is a stage without duration", () => {
  const rate = steps([
    { at: zeroDuration, value: 5 },
    { at: seconds(10), value: 12 },
  ]);
  expect(arrivalStages(rate, seconds(30)).stages).toEqual([
    { duration: seconds(10), target: 5 },
    { duration: zeroDuration, target: 12 },
    { duration: seconds(20), target: 12 },
  ]);
});

test("a spike keeps its slopes", () => {
  const rate = spike({ base: 2, peak: 8, rise: seconds(3), hold: seconds(5), fall: zeroDuration });
  expect(arrivalStages(rate, seconds(20))).toEqual({
    timeUnit: seconds(1),
    startRate: 2,
    stages: [
      { duration: seconds(3), target: 8 },
      { duration: seconds(5), target: 8 },
      { duration: zeroDuration, target: 2 },
      { duration: seconds(12), target: 2 },
    ],
  });
});

test.for([
  { perSecond: 31.5, unit: 10, target: 315 },
  { perSecond: 0.125, unit: 1000, target: 125 },
  { perSecond: 0.1 + 0.2, unit: 10, target: 3 },
  { perSecond: 1 / 3, unit: 1_000_000, target: 333_333 },
])("$perSecond requests per second are $target in $unit s", ({ perSecond, unit, target }) => {
  const { timeUnit, startRate } = arrivalStages(constant(perSecond), seconds(60));
  expect({ timeUnit, startRate }).toEqual({ timeUnit: seconds(unit), startRate: target });
});

test("a ramp that is cut off ends where it was by then", () => {
  const rate = ramp({ from: 0, to: 100, over: seconds(100) });
  expect(arrivalStages(rate, seconds(25)).stages).toEqual([{ duration: seconds(25), target: 25 }]);
});

const anyProfile = (): fc.Arbitrary<Profile> => {
  const rates = fc.oneof(fc.integer({ min: 0, max: 500 }), fc.double({ min: 0, max: 500, noNaN: true }));
  const spans = fc.integer({ min: 1, max: 600_000_000 }).map(microseconds);
  const points = fc
    .array(fc.record({ at: spans, value: rates }), { minLength: 1, maxLength: 6 })
    .map((many) => many.sort((a, b) => a.at - b.at));
  return fc.oneof(
    rates.map(constant),
    points.map(steps),
    fc.record({ from: rates, to: rates, over: spans }).map(ramp),
    fc.record({ base: rates, peak: rates, rise: spans, hold: spans, fall: spans }).map(spike),
    fc
      .record({
        mean: rates,
        amplitude: rates,
        period: fc.constant(seconds(60)),
        phase: spans,
        duration: fc.constant(seconds(300)),
      })
      .map(sine),
  );
};

/** The rate that k6 makes of stages: from one target straight to the next. The latest of several at one instant. */
function rateOf({ timeUnit, startRate, stages }: ArrivalStages, at: Duration): number {
  let begin = 0;
  let before = startRate;
  for (const { duration, target } of stages) {
    if (at < begin + duration) return (before + ((target - before) * (at - begin)) / duration) / toSeconds(timeUnit);
    begin += duration;
    before = target;
  }
  return before / toSeconds(timeUnit);
}

test("stages are the profile, at every instant, and last as long", () => {
  const property = fc.property(
    anyProfile(),
    fc.integer({ min: 1, max: 900_000_000 }).map(microseconds),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    (rate, duration, share) => {
      const stages = arrivalStages(rate, duration);
      const at = microseconds(Math.floor(duration * share));
      expect(Math.abs(rateOf(stages, at) - valueAt(rate, at))).toBeLessThan(1e-4);
      expect(stages.stages.reduce((sum, stage) => sum + stage.duration, 0)).toBe(duration);
      const targets = [stages.startRate, ...stages.stages.map(({ target }) => target)];
      expect(targets.filter((target) => !Number.isSafeInteger(target) || target < 0)).toEqual([]);
    },
  );
  fc.assert(property, { numRuns: 500 });
});

test("a rate that goes below none within rounding is none", () => {
  const rate: Profile = [{ at: zeroDuration, value: 10, slopePerSecond: -10.000_000_001 }, level(seconds(1), 0)];
  expect(arrivalStages(rate, seconds(2)).stages.map(({ target }) => target)).toEqual([0, 0]);
});
