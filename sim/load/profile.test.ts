import fc from "fast-check";
import { expect, test } from "vitest";
import { type Duration, microseconds, seconds } from "../units.ts";
import { shift, sum, window } from "./combine.ts";
import { fromPieces } from "./pieces.ts";
import { integralBetween, nextBreakpoint, type Profile, valueAt } from "./profile.ts";
import { recorded } from "./recording.ts";
import { constant, piecesPerPeriod, ramp, sine, spike, steps } from "./shapes.ts";

const piece = (at: Duration, value: number, slopePerSecond = 0): Profile[number] => ({ at, value, slopePerSecond });

test("a constant has one piece", () => {
  expect(constant(7)).toEqual([piece(seconds(0), 7)]);
});

test("steps hold each value until the next and are 0 before the first", () => {
  const profile = steps([
    { at: seconds(10), value: 5 },
    { at: seconds(20), value: 5 },
    { at: seconds(30), value: 1 },
  ]);
  expect(profile).toEqual([piece(seconds(0), 0), piece(seconds(10), 5), piece(seconds(30), 1)]);
});

test("a ramp keeps the value that it reaches", () => {
  expect(ramp({ from: 10, to: 70, over: seconds(30) })).toEqual([piece(seconds(0), 10, 2), piece(seconds(30), 70)]);
});

test("a spike rises, holds and falls", () => {
  const profile = spike({ base: 10, peak: 110, rise: seconds(20), hold: seconds(60), fall: seconds(10) });
  expect(profile).toEqual([
    piece(seconds(0), 10, 5),
    piece(seconds(20), 110),
    piece(seconds(80), 110, -10),
    piece(seconds(90), 10),
  ]);
});

test("a spike without time to rise or fall jumps", () => {
  const profile = spike({ base: 1, peak: 9, rise: seconds(0), hold: seconds(60), fall: seconds(0) });
  expect(profile).toEqual([piece(seconds(0), 9), piece(seconds(60), 1)]);
});

test("a wave stays within its published distance of the sine and reaches its tops", () => {
  const wave = { mean: 100, amplitude: 40, period: seconds(300), phase: seconds(17), duration: seconds(1000) };
  const profile = sine(wave);
  let worst = 0;
  for (let second = 0; second <= 1000; second += 0.5) {
    const exact = 100 + 40 * Math.sin((2 * Math.PI * (second + 17)) / 300);
    worst = Math.max(worst, Math.abs(valueAt(profile, seconds(second)) - exact));
  }
  expect(worst / 40).toBeLessThan(1 - Math.cos(Math.PI / piecesPerPeriod) + 1e-6);
  expect(worst / 40).toBeGreaterThan(0.0045);
  expect(valueAt(profile, seconds(58))).toBeCloseTo(140, 9);
  expect(valueAt(profile, seconds(5000))).toBe(valueAt(profile, seconds(1000)));
});

test("a wave is cut off at 0", () => {
  const profile = sine({ mean: 10, amplitude: 40, period: seconds(60), phase: seconds(0), duration: seconds(60) });
  expect(valueAt(profile, seconds(45))).toBe(0);
  expect(Math.min(...profile.map(({ value }) => value))).toBe(0);
});

test("recorded points are joined by steps or by lines", () => {
  const points = [
    { at: seconds(15), value: 4 },
    { at: seconds(30), value: 10 },
    { at: seconds(45), value: 10 },
  ];
  expect(recorded(points, "step")).toEqual([piece(seconds(0), 4), piece(seconds(30), 10)]);
  expect(recorded(points, "linear")).toEqual([
    piece(seconds(0), 4),
    piece(seconds(15), 4, 0.4),
    piece(seconds(30), 10),
  ]);
});

test("a line through 0 ends at the whole microsecond before its crossing and begins at the one after", () => {
  expect(fromPieces([piece(seconds(0), 1, -3), piece(seconds(1), -2, 3)])).toEqual([
    piece(seconds(0), 1, -3),
    piece(microseconds(333_333), 0),
    { at: 1_666_667, value: expect.closeTo(1e-6, 12), slopePerSecond: 3 },
  ]);
});

test("a window is 0 outside, and jumps at its edges", () => {
  const profile = window(ramp({ from: 0, to: 100, over: seconds(100) }), { from: seconds(10), until: seconds(20) });
  expect(profile).toEqual([piece(seconds(0), 0), piece(seconds(10), 10, 1), piece(seconds(20), 0)]);
  expect(window(constant(5), { from: seconds(0), until: microseconds(Number.POSITIVE_INFINITY) })).toEqual(constant(5));
});

test("a shifted profile begins later", () => {
  expect(shift(constant(5), seconds(3))).toEqual([piece(seconds(0), 0), piece(seconds(3), 5)]);
});

test("values, integrals and breakpoints are those of the pieces", () => {
  const profile = spike({ base: 10, peak: 110, rise: seconds(20), hold: seconds(60), fall: seconds(10) });
  expect([-1, 0, 10, 20, 79, 85, 1000].map((time) => valueAt(profile, seconds(time)))).toEqual([
    0, 10, 60, 110, 110, 60, 10,
  ]);
  expect(integralBetween(profile, seconds(-5), seconds(100))).toBeCloseTo(1200 + 6600 + 600 + 100, 9);
  expect(integralBetween(profile, seconds(10), seconds(15))).toBeCloseTo(5 * 72.5, 9);
  expect([-1, 0, 20, 85, 90].map((time) => nextBreakpoint(profile, seconds(time)))).toEqual([
    seconds(0),
    seconds(20),
    seconds(80),
    seconds(90),
    undefined,
  ]);
});

const anyProfile: fc.Arbitrary<Profile> = fc
  .array(fc.record({ gap: fc.integer({ min: 0, max: 100_000_000 }), value: fc.integer({ min: -50, max: 200 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .chain((points) => {
    let at = 0;
    const placed = points.map(({ gap, value }) => {
      at += gap;
      return { at: microseconds(at), value };
    });
    return fc.constantFrom(recorded(placed, "linear"), recorded(placed, "step"));
  });

const anyTime = fc.integer({ min: 0, max: 900_000_000 }).map(microseconds);

test("a profile is never negative", () => {
  fc.assert(
    fc.property(anyProfile, anyTime, (profile, time) => {
      expect(valueAt(profile, time)).toBeGreaterThanOrEqual(0);
      for (const { value } of profile) expect(value).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("a sum has the sum of the values and of the integrals", () => {
  fc.assert(
    fc.property(fc.array(anyProfile, { maxLength: 4 }), anyTime, anyTime, (profiles, from, until) => {
      const total = sum(profiles);
      const values = profiles.reduce((all, profile) => all + valueAt(profile, from), 0);
      expect(valueAt(total, from)).toBeCloseTo(values, 8);
      const integrals = profiles.reduce((all, profile) => all + integralBetween(profile, from, until), 0);
      expect(integralBetween(total, from, until)).toBeCloseTo(integrals, 5);
    }),
  );
});

test("an integral is the sum of its parts, and moves with a shift", () => {
  fc.assert(
    fc.property(anyProfile, fc.tuple(anyTime, anyTime, anyTime), (profile, times) => {
      const [from, middle, until] = [...times].sort((a, b) => a - b) as [Duration, Duration, Duration];
      const parts = integralBetween(profile, from, middle) + integralBetween(profile, middle, until);
      const whole = integralBetween(profile, from, until);
      expect(whole).toBeCloseTo(parts, 5);
      const later = (time: Duration): Duration => microseconds(time + 5_000_000);
      expect(integralBetween(shift(profile, seconds(5)), later(from), later(until))).toBeCloseTo(whole, 5);
    }),
  );
});
