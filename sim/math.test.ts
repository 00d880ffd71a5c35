import fc from "fast-check";
import { expect, test } from "vitest";
import { cos, exp, log, pow, sin } from "./math.ts";

const functions = { exp, log, sin, cos } as const;

/** Argument and the double nearest to the value. Source: mpmath 1.3 at 250 bits. */
const references: readonly (readonly [keyof typeof functions, number, number])[] = [
  ["exp", 1.5, 4.4816890703380645],
  ["exp", -1, 0.36787944117144233],
  ["exp", 0.1, 1.1051709180756477],
  ["exp", -37.5, 5.175555005801869e-17],
  ["exp", 300.25, 2.4941248615349213e130],
  ["exp", 700, 1.0142320547350045e304],
  ["exp", -700, 9.85967654375977e-305],
  ["exp", 1e-9, 1.000000001],
  ["exp", 0.34, 1.4049475905635938],
  ["exp", -745, 5e-324],
  ["log", 3, 1.0986122886681098],
  ["log", 7, 1.9459101490553132],
  ["log", 0.3, -1.2039728043259361],
  ["log", 1.0000001, 9.999999505838704e-8],
  ["log", 0.9999999, -1.0000000494736474e-7],
  ["log", 9007199254740992, 36.7368005696771],
  ["log", 5e-324, -744.4400719213812],
  ["log", 1e-200, -460.51701859880916],
  ["log", 0.708, -0.34531118528841737],
  ["log", 1.4143, 0.34663470904431704],
  ["sin", 0.5, 0.479425538604203],
  ["sin", 1, 0.8414709848078965],
  ["sin", 3, 0.1411200080598672],
  ["sin", -10, 0.5440211108893698],
  ["sin", 22, -0.008851309290403876],
  ["sin", 355, -3.014435335948845e-5],
  ["sin", 1000.0, 0.8268795405320025],
  ["sin", -123456.789, 0.9986640823432246],
  ["sin", 1000000.0, -0.34999350217129294],
  ["sin", 1e-7, 9.999999999999982e-8],
  ["cos", 0.5, 0.8775825618903728],
  ["cos", 1, 0.5403023058681398],
  ["cos", 3, -0.9899924966004454],
  ["cos", -10, -0.8390715290764524],
  ["cos", 11, 0.004425697988050785],
  ["cos", 355, -0.999999999545659],
  ["cos", 1000.0, 0.5623790762907029],
  ["cos", -123456.789, 0.05167253271870138],
  ["cos", 1000000.0, 0.9367521275331447],
  ["cos", 1e-7, 0.999999999999995],
];

/** Base, exponent and the double nearest to the power. Source: mpmath 1.3 at 250 bits. */
const powers: readonly (readonly [number, number, number])[] = [
  [3, 0.5, 1.7320508075688772],
  [10, -3, 0.001],
  [1.1, 700, 9.43799212767295e28],
  [0.9, 5000, 1.631350185342827e-229],
  [3, 400.5, 1.2219755467608784e191],
  [123.456, -12.5, 7.179554220119998e-27],
  [1e-5, 60, 1.0000000000000048e-300],
  [2, -1074, 5e-324],
  [1.0000001, 1000000000.0, 2.6881038582144647e43],
];

/** How many doubles lie between two of the same sign. */
function steps(a: number, b: number): number {
  const bits = new BigInt64Array(new Float64Array([Math.abs(a), Math.abs(b)]).buffer);
  return Math.sign(a) === Math.sign(b) ? Math.abs(Number(bits[0]! - bits[1]!)) : Number.POSITIVE_INFINITY;
}

test.each(references)("%s(%d) is at most one double beside the exact value", (name, argument, nearest) => {
  expect(steps(functions[name](argument), nearest)).toBeLessThanOrEqual(1);
});

test.each(powers)("pow(%d, %d) is at most one double beside the exact value", (base, exponent, nearest) => {
  expect(steps(pow(base, exponent), nearest)).toBeLessThanOrEqual(1);
});

test("agrees with the engine's functions to two doubles", () => {
  const finite = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(finite(-700, 700), finite(1e-300, 1e300), finite(-1e6, 1e6), (power, positive, angle) => {
      expect(steps(exp(power), Math.exp(power))).toBeLessThanOrEqual(2);
      if (positive !== 1) expect(steps(log(positive), Math.log(positive))).toBeLessThanOrEqual(2);
      expect(Math.abs(sin(angle) - Math.sin(angle))).toBeLessThan(3e-16);
      expect(Math.abs(cos(angle) - Math.cos(angle))).toBeLessThan(3e-16);
    }),
    { numRuns: 2000 },
  );
});

test("a power of a whole number that a double holds is exact", () => {
  expect([pow(2, 10), pow(10, 15), pow(3, 33), pow(0.5, 40), pow(4, 0.5), pow(2, 1023)]).toEqual([
    1024, 1e15, 5559060566555523, 9.094947017729282e-13, 2, 8.98846567431158e307,
  ]);
});

test("follows the limits at the ends of the range", () => {
  const infinity = Number.POSITIVE_INFINITY;
  expect([exp(710), exp(-746), exp(0), exp(-infinity), exp(infinity), exp(Number.NaN)]).toEqual([
    infinity,
    0,
    1,
    0,
    infinity,
    Number.NaN,
  ]);
  expect([log(0), log(1), log(-1), log(infinity)]).toEqual([-infinity, 0, Number.NaN, infinity]);
  expect([pow(0, 2), pow(0, -1), pow(7, 0), pow(-2, 3), pow(2, 2000), pow(2, -2000), pow(infinity, -1)]).toEqual([
    0,
    infinity,
    1,
    Number.NaN,
    infinity,
    0,
    0,
  ]);
  expect([sin(0), cos(0)]).toEqual([0, 1]);
});

test("an angle beyond the exact reduction is refused", () => {
  expect(() => sin(1.1e6)).toThrow("an angle is at most 1e6 radians");
});
