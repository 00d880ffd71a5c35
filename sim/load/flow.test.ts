import fc from "fast-check";
import { expect, test } from "vitest";
import { type Flowing, nextCrossing, phaseOf } from "./flow.ts";

const infinity = Number.POSITIVE_INFINITY;
const level = (value: number, backlog: number, backlogMax = infinity): Flowing => ({
  offered: { value, slope: 0 },
  capacity: 100,
  backlog,
  backlogMax,
});
const sloped = (value: number, slope: number, backlog = 0): Flowing => ({
  ...level(value, backlog),
  offered: { value, slope },
});

test("the phase follows from rate, capacity and backlog", () => {
  expect([
    phaseOf(level(100, 0)),
    phaseOf(level(101, 0)),
    phaseOf(level(99, 5)),
    phaseOf(level(101, 5, 5)),
    phaseOf(sloped(100, 1)),
    phaseOf(sloped(100, -1)),
    phaseOf({ ...level(0, 0, 0), capacity: 0 }),
    phaseOf({ ...level(1, 0, 0), capacity: 0 }),
  ]).toEqual(["free", "filling", "draining", "full", "filling", "free", "free", "full"]);
});

test("a level load below capacity, or at it, never crosses anything", () => {
  expect(nextCrossing("free", level(60, 0)).seconds).toBe(infinity);
  expect(nextCrossing("draining", level(100, 7)).seconds).toBe(infinity);
});

test("each phase ends where its bound is met", () => {
  expect(nextCrossing("free", sloped(40, 3))).toEqual({ seconds: 20, next: "filling" });
  expect(nextCrossing("filling", level(150, 0, 1000))).toEqual({ seconds: 20, next: "full" });
  // 20 t − t² reaches no 200, and the rate is back at the capacity after 10 s.
  expect(nextCrossing("filling", { ...sloped(120, -2), backlogMax: 200 })).toEqual({ seconds: 10, next: "draining" });
  expect(nextCrossing("filling", { ...sloped(120, -2), backlogMax: 75 })).toEqual({ seconds: 5, next: "full" });
  expect(nextCrossing("draining", level(60, 200))).toEqual({ seconds: 5, next: "free" });
  // 40 t − t² brings 300 down after 10 s.
  expect(nextCrossing("draining", sloped(60, 2, 300))).toEqual({ seconds: 10, next: "free" });
  expect(nextCrossing("draining", sloped(60, 2, 500))).toEqual({ seconds: 20, next: "filling" });
  expect(nextCrossing("full", { ...sloped(160, -6, 50), backlogMax: 50 })).toEqual({ seconds: 10, next: "draining" });
});

test("at a crossing the backlog is at its bound", () => {
  const number = (max: number): fc.Arbitrary<number> => fc.double({ min: 0, max, noNaN: true });
  fc.assert(
    fc.property(number(500), fc.double({ min: -50, max: 50, noNaN: true }), number(300), (value, slope, backlog) => {
      const flowing: Flowing = { offered: { value, slope }, capacity: 100, backlog, backlogMax: 300 };
      const phase = phaseOf(flowing);
      const { seconds, next } = nextCrossing(phase, flowing);
      if (seconds === infinity) return;
      const after = backlog + seconds * (value - 100 + (slope * seconds) / 2);
      if (next === "full") expect(after).toBeCloseTo(300, 5);
      if (phase === "draining" && next === "free") expect(after).toBeCloseTo(0, 5);
      if (next === "filling" || next === "draining") expect(value + slope * seconds).toBeCloseTo(100, 5);
    }),
  );
});
