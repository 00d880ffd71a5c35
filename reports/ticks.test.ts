import fc from "fast-check";
import { expect, test } from "vitest";
import { timeText, timeTicks, valueTicks } from "./ticks.ts";

test("writes spans for an axis", () => {
  expect([0, 45, 90, 7200, -300, 86_400, 0.25, 93_784].map(timeText)).toEqual([
    "0",
    "45s",
    "1m30s",
    "2h",
    "-5m",
    "1d",
    "0.25s",
    "1d2h3m4s",
  ]);
});

test("puts ticks at round instants", () => {
  expect(timeTicks(0, 1800, 8).map(({ text }) => text)).toEqual(["0", "5m", "10m", "15m", "20m", "25m", "30m"]);
  expect(timeTicks(-70, 100, 4).map(({ text }) => text)).toEqual(["-1m", "0", "1m"]);
});

test("puts ticks at round values, not closer than asked for", () => {
  expect([valueTicks(8, 4), valueTicks(1, 4, 1), valueTicks(0.37, 4), valueTicks(0, 4)]).toEqual([
    [0, 2, 4, 6, 8],
    [0, 1],
    [0, 0.1, 0.2, 0.3, 0.4],
    [0, 1],
  ]);
});

test("value ticks reach the highest value with few steps, and time ticks stay inside", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.integer({ min: 1, max: 10 }), (max, count) => {
      const ticks = valueTicks(max, count);
      expect(ticks.at(-1)!).toBeGreaterThanOrEqual(max * (1 - 1e-6));
      expect(ticks.length).toBeLessThanOrEqual(count + 1);
      const times = timeTicks(-max, max, count);
      expect(times.every(({ at }) => at >= -max - 1e-3 && at <= max + 1e-3)).toBe(true);
      expect(times.length).toBeLessThanOrEqual(count + 1);
    }),
  );
});
