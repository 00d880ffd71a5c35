import fc from "fast-check";
import { expect, test } from "vitest";
import { meanQueue } from "./queueing.ts";
import { nobodyWaiting, type Stretch, utilisationFor, waitingAt, waitingCurve } from "./waiting.ts";

const stretch: Stretch = {
  seconds: Number.POSITIVE_INFINITY,
  arrivals: { value: 80, slope: 0 },
  capacityPerSecond: 100,
  servers: 10,
  variation: "exponential",
  waitingMax: Number.POSITIVE_INFINITY,
};

test("a level load comes to rest at Erlang's mean queue, from above and from below", () => {
  for (const variation of ["exponential", "none"] as const) {
    for (const utilisation of [0.3, 0.8, 0.95]) {
      const atRest = meanQueue({ servers: 10, utilisation, variation });
      const loaded = { ...stretch, variation, arrivals: { value: 100 * utilisation, slope: 0 } };
      for (const start of [nobodyWaiting, { mean: 300, variance: 0 }, { mean: 300, variance: 90_000 }]) {
        expect(waitingAt(waitingCurve(loaded, start), 1e6).mean / atRest).toBeCloseTo(1, 3);
      }
    }
  }
});

test("an overload grows like the fluid backlog, and spreads like a random walk", () => {
  const { mean, variance } = waitingAt(
    waitingCurve({ ...stretch, seconds: 60, arrivals: { value: 150, slope: 0 } }, nobodyWaiting),
    60,
  );
  expect(mean).toBeGreaterThan(50 * 60);
  expect(mean).toBeLessThan(50 * 60 + 20);
  expect(Math.sqrt(variance)).toBeGreaterThan(90);
  expect(Math.sqrt(variance)).toBeLessThan(130);
});

test("at capacity a queue grows like the reflected random walk: its mean with √(4t/π), to 5 %", () => {
  const critical = { ...stretch, servers: 1, seconds: 1000, arrivals: { value: 100, slope: 0 } };
  const { mean } = waitingAt(waitingCurve(critical, nobodyWaiting), 1000);
  expect(Math.abs(mean / Math.sqrt((4 * 100 * 1000) / Math.PI) - 1)).toBeLessThan(0.05);
});

test("no more wait than can", () => {
  const curve = waitingCurve(
    { ...stretch, arrivals: { value: 100, slope: 0 }, seconds: 1000, waitingMax: 40 },
    nobodyWaiting,
  );
  expect(waitingAt(curve, 1000)).toEqual({ mean: 40, variance: expect.closeTo(1, 9) });
});

test("nobody waits where nothing comes or nothing bounds the pods", () => {
  expect(waitingAt(waitingCurve({ ...stretch, arrivals: { value: 0, slope: 0 } }, nobodyWaiting), 10)).toEqual(
    nobodyWaiting,
  );
  const boundless = { ...stretch, capacityPerSecond: Number.POSITIVE_INFINITY, servers: Number.POSITIVE_INFINITY };
  expect(waitingAt(waitingCurve(boundless, nobodyWaiting), 10)).toEqual(nobodyWaiting);
});

test("the utilisation for a mean queue gives that mean queue", () => {
  const positive = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(
      positive(0.5, 100),
      positive(0.001, 1e5),
      fc.constantFrom("exponential", "none"),
      (servers, mean, variation) => {
        const utilisation = utilisationFor({ servers, variation }, mean);
        expect(meanQueue({ servers, utilisation, variation }) / mean).toBeCloseTo(1, 5);
      },
    ),
  );
});

test("more arrivals never make fewer wait, and no wait is negative", () => {
  const rate = fc.double({ min: 0, max: 200, noNaN: true });
  fc.assert(
    fc.property(
      rate,
      rate,
      fc.double({ min: 0, max: 500, noNaN: true }),
      fc.double({ min: 0.1, max: 600, noNaN: true }),
      (value, end, mean, seconds) => {
        const sloped = { ...stretch, seconds, arrivals: { value, slope: (end - value) / seconds } };
        const more = { ...sloped, arrivals: { ...sloped.arrivals, value: value + 5 } };
        const start = { mean, variance: mean };
        const waiting = waitingAt(waitingCurve(sloped, start), seconds).mean;
        expect(waiting).toBeGreaterThanOrEqual(
          Math.max(0, mean + seconds * ((value + end) / 2 - 100)) * (1 - 1e-9) - 1e-6,
        );
        expect(waitingAt(waitingCurve(more, start), seconds).mean).toBeGreaterThanOrEqual(waiting * (1 - 0.02) - 1e-6);
      },
    ),
  );
});
