import { expect, test } from "vitest";
import { minInt64 } from "../int64.ts";
import { asApproximateFloat64, milliValue, scaledValue, value } from "./accessors.ts";
import { parseQuantity } from "./parse.ts";
import { type Amount, fromAmount, infDecAmount, int64Amount, newScaledQuantity, type Quantity } from "./quantity.ts";

const of = (amount: Amount): Quantity => fromAmount(amount, "DecimalSI");

const parsed = (text: string): Quantity => {
  const result = parseQuantity(text);
  if (!result.ok) throw new Error(`${text}: ${result.error}`);
  return result.quantity;
};

/** Amount, scale, value. Source: apimachinery v0.36.3 TestScaledValue, TestInt64AmountAsScaledInt64, TestScaledValueInternal */
const upstreamCases: readonly (readonly [Amount, number, number | bigint])[] = [
  [int64Amount(1, -9), -9, 1],
  [int64Amount(1, -9), -6, 1],
  [int64Amount(1, -9), -3, 1],
  [int64Amount(1, -9), 0, 1],
  [int64Amount(1, -6), -9, 1000],
  [int64Amount(1, -6), 0, 1],
  [int64Amount(1, -3), -9, 1_000_000],
  [int64Amount(1, -3), -6, 1000],
  [int64Amount(1, 0), -9, 1_000_000_000],
  [int64Amount(1, 0), -6, 1_000_000],
  [int64Amount(1, 0), -3, 1000],
  [int64Amount(1, 2), -2, 10_000],
  [int64Amount(100, 0), 5, 1],
  [int64Amount(100, 1), 1, 100],
  [int64Amount(100, 5), 2, 100_000],
  [int64Amount(876, 30), 4, 0],
  [int64Amount(93, -1), 0, 10],
  [int64Amount(100, -1), 0, 10],
  [int64Amount(-1932, 2), 4, -20],
  [int64Amount(-1900, 2), 4, -19],
  [infDecAmount(1000n, 0), 0, 1000],
  [infDecAmount(1000n, 0), 3, 1],
  [infDecAmount(1000n, -3), 0, 1],
  [infDecAmount(0n, -3), 0, 0],
  [infDecAmount(999n, -3), 0, 1],
  [infDecAmount(500n, -3), 0, 1],
  [infDecAmount(499n, -3), 0, 1],
  [infDecAmount(1n, -3), 0, 1],
  [infDecAmount(2n ** 63n - 2n, -1), 0, 922337203685477581n],
  [infDecAmount(10n ** 100n, -100), 0, 1],
  [infDecAmount(0n, 0), -3, 0],
  [infDecAmount(1n, 0), -3, 1000],
  [infDecAmount(1n, 3), 0, 1000],
  [infDecAmount(1000n, 3), -2, 100_000_000],
  [infDecAmount((2n ** 63n - 1n) / 1000n, 0), -3, 9223372036854775000n],
];

test("gives upstream's scaled values", () => {
  const results = upstreamCases.map(([amount, scale]) => [amount, scale, scaledValue(of(amount), scale)]);
  expect(results).toEqual(upstreamCases);
});

/** Source: apimachinery v0.36.3 ExampleMustParse */
test("reads whole units and thousandths", () => {
  expect([value(parsed("5Gi")), value(parsed("5G")), milliValue(parsed("5300m")), milliValue(parsed("5.4"))]).toEqual([
    5_368_709_120, 5_000_000_000, 5300, 5400,
  ]);
  expect([milliValue(parsed("0.1m")), milliValue(parsed("1n")), milliValue(parsed("0.3Mi"))]).toEqual([
    1, 1, 314_572_800,
  ]);
});

test("rounds a negative amount away from zero, or toward it once it is no int64", () => {
  expect(value(parsed("-1.5"))).toBe(-2);
  expect(value(of(infDecAmount(-15n, -1)))).toBe(0);
  expect(value(of(infDecAmount(-15n * 10n ** 20n, -21)))).toBe(-1);
});

test("wraps or gives zero where thousandths do not fit an int64", () => {
  expect(milliValue(parsed("999999999999999999"))).toBe(3875820019684211736n);
  expect(milliValue(parsed("9223372036854775807"))).toBe(-1000);
  expect(milliValue(parsed("1E"))).toBe(0);
  expect(scaledValue(parsed("8Ei"), -9)).toBe(-1_000_000_000);
  expect(scaledValue(of(infDecAmount(1n, 30)), 0)).toBe(minInt64);
});

test("reaches across any distance between exponent and scale", () => {
  expect(value(newScaledQuantity(7, -1_000_000))).toBe(1);
  expect(value(newScaledQuantity(-7, -1_000_000))).toBe(-1);
  expect(scaledValue(of(infDecAmount(7n, 0)), 1_000_000)).toBe(1);
  expect(scaledValue(of(infDecAmount(-7n, 0)), 1_000_000)).toBe(0);
  expect(value(parsed("1e2000000000"))).toBe(0);
  // Exponents are int32 upstream, and this distance wraps.
  expect(milliValue(parsed("1e2147483647"))).toBe(1);
});

/** Source: apimachinery v0.36.3 TestQuantityAsApproximateFloat64, TestStringQuantityAsApproximateFloat64 */
test("approximates by a float64", () => {
  const mebibytes = 7 * 2 ** 20;
  const cases: readonly (readonly [Amount, number])[] = [
    [int64Amount(0, 0), 0],
    [int64Amount(1, 0), 1],
    [int64Amount(mebibytes, 0), 7_340_032],
    [int64Amount(mebibytes, 1), 73_400_320],
    [int64Amount(mebibytes, 4), 73_400_320_000],
    [int64Amount(mebibytes, 8), 734_003_200_000_000],
    [int64Amount(mebibytes, -1), mebibytes * 0.1],
    [int64Amount(mebibytes, -8), mebibytes / 100_000_000],
    [infDecAmount(2n ** 63n - 1n, 0), 2 ** 63],
    [infDecAmount(12n, 18), 1.2e19],
    [infDecAmount(12n, 500), Number.POSITIVE_INFINITY],
    [infDecAmount(-12n, 500), Number.NEGATIVE_INFINITY],
  ];
  expect(cases.map(([amount]) => [amount, asApproximateFloat64(of(amount))])).toEqual(cases);
  expect(["2Ki", "1.1Ki", "1Mi", "2Gi"].map((text) => asApproximateFloat64(parsed(text)))).toEqual([
    2048, 1126.4, 1048576, 2147483648,
  ]);
});

test("approximates 0.3 less well than 300m", () => {
  expect(asApproximateFloat64(parsed("0.3"))).toBe(0.30000000000000004);
  expect(asApproximateFloat64(parsed("300m"))).toBe(0.3);
});
