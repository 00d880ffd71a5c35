import { expect, test } from "vitest";
import { compare, isZero, sign } from "./compare.ts";
import { parseQuantity } from "./parse.ts";
import { type Amount, fromAmount, infDecAmount, int64Amount, newScaledQuantity, type Quantity } from "./quantity.ts";

const of = (amount: Amount): Quantity => fromAmount(amount, "DecimalSI");
const asInfDec = ({ coefficient, exponent }: Amount): Amount => infDecAmount(BigInt(coefficient), exponent);

const mostPositive = 2n ** 63n - 1n;
const mostNegative = -(2n ** 63n);

/** Left, right, order. Source: apimachinery v0.36.3 TestQuantityCmpInt64AndDec */
const upstreamCases: readonly (readonly [Amount, Amount, -1 | 0 | 1])[] = [
  [int64Amount(901, -2), int64Amount(901, -2), 0],
  [int64Amount(90, -1), int64Amount(901, -2), -1],
  [int64Amount(901, -2), int64Amount(900, -2), 1],
  [int64Amount(0, 0), int64Amount(0, 0), 0],
  [int64Amount(0, 1), int64Amount(0, -1), 0],
  [int64Amount(0, -1), int64Amount(0, 1), 0],
  [int64Amount(800, -3), int64Amount(1, 0), -1],
  [int64Amount(800, -3), int64Amount(79, -2), 1],
  [int64Amount(mostPositive, 0), int64Amount(1, -1), 1],
  [int64Amount(mostPositive, 1), int64Amount(1, 0), 1],
  [int64Amount(mostPositive, 1), int64Amount(1, 1), 1],
  [int64Amount(mostPositive, 1), int64Amount(0, 1), 1],
  [int64Amount(mostPositive, -16), int64Amount(1, 3), -1],
  [int64Amount(mostNegative, 0), int64Amount(0, 0), -1],
  [int64Amount(mostNegative, -18), int64Amount(-1, 0), -1],
  [int64Amount(mostNegative, -19), int64Amount(-1, 0), 1],
  [int64Amount(10n ** 18n, -17), int64Amount(1, 1), 0],
  [int64Amount(10n ** 18n, -17), int64Amount(-10, 0), 1],
  [int64Amount(-(10n ** 18n), -17), int64Amount(-10, 0), 0],
  [int64Amount(10n ** 18n, -17), int64Amount(1, 0), 1],
  [int64Amount(10n ** 18n + 1n, -17), int64Amount(1, 1), 1],
  [int64Amount(10n ** 18n - 1n, -17), int64Amount(1, 1), -1],
];

test("orders upstream's cases both ways around, however the numbers are held", () => {
  for (const [a, b, expected] of upstreamCases) {
    for (const left of [a, asInfDec(a)]) {
      for (const right of [b, asInfDec(b)]) {
        expect(compare(of(left), of(right))).toBe(expected);
        expect(compare(of(right), of(left))).toBe(0 - expected);
      }
    }
  }
});

/** Source: apimachinery v0.36.3 TestQuantityCmp */
test("orders by the numbers alone, whatever the suffixes", () => {
  const order = (left: string, right: string): number | string => {
    const [a, b] = [parseQuantity(left), parseQuantity(right)];
    return a.ok && b.ok ? compare(a.quantity, b.quantity) : "not a quantity";
  };
  expect([order("0", "0"), order("100m", "50m"), order("50m", "100m"), order("10000T", "100Gi")]).toEqual([
    0, 1, -1, 1,
  ]);
  expect(order("1", "1000m")).toBe(0);
});

test("orders numbers that nobody could write out", () => {
  expect(compare(newScaledQuantity(1, 2_000_000_000), newScaledQuantity(9, -2_000_000_000))).toBe(1);
  expect(compare(newScaledQuantity(-1, 2_000_000_000), newScaledQuantity(-9, -2_000_000_000))).toBe(-1);
  expect(compare(newScaledQuantity(10, 2_000_000_000), newScaledQuantity(1, 2_000_000_001))).toBe(0);
});

test("tells the sign", () => {
  const amounts = [int64Amount(-50, -8), int64Amount(0, -8), int64Amount(300, 1), infDecAmount(-(10n ** 30n), 0)];
  expect(amounts.map((amount) => [sign(of(amount)), isZero(of(amount))])).toEqual([
    [-1, false],
    [0, true],
    [1, false],
    [-1, false],
  ]);
});
