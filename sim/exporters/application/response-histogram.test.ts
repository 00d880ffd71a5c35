import fc from "fast-check";
import { expect, test } from "vitest";
import { type SimTime, seconds, simTime } from "../../units.ts";
import { type Answers, createResponseHistogram } from "./response-histogram.ts";

const from = simTime(1_000_000_000_000);
const at = (second: number): SimTime => simTime(from + seconds(second));

/** Two answers a second; every other one takes a second, the rest none. */
const answers = (since: SimTime, until: SimTime): Answers => ({
  requests: (2 * (until - since)) / 1e6,
  meanSeconds: 0.5,
  slowerThan: (bound) => (bound < 1 ? 0.5 : 0),
});

const histogram = () => createResponseHistogram({ from, bounds: [0.1, 1], answers });

test("observes whole steps of five seconds", () => {
  const observed = histogram();
  expect([4.9, 5, 12].map((second) => observed.at(at(second)))).toEqual([
    { within: [0, 0], count: 0, sumSeconds: 0 },
    { within: [5, 10], count: 10, sumSeconds: 5 },
    { within: [10, 20], count: 20, sumSeconds: 10 },
  ]);
});

test("observes nothing where nothing was answered", () => {
  const idle = createResponseHistogram({ from, bounds: [1], answers: () => undefined });
  expect(idle.at(at(100))).toEqual({ within: [0], count: 0, sumSeconds: 0 });
});

test("it makes no difference how often somebody asks", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 20 }), (times) => {
      const often = histogram();
      for (const second of times.toSorted((a, b) => a - b)) often.at(at(second));
      expect(often.at(at(100))).toEqual(histogram().at(at(100)));
    }),
  );
});
