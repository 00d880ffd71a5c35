import { expect, test } from "vitest";
import { add, multiply, negate, subtract } from "./arithmetic.ts";
import { formatQuantity } from "./format.ts";
import { parseQuantity } from "./parse.ts";
import { type Amount, fromAmount, infDecAmount, int64Amount, newQuantity, type Quantity } from "./quantity.ts";

const parsed = (text: string): Quantity => {
  const result = parseQuantity(text);
  if (!result.ok) throw new Error(`${text}: ${result.error}`);
  return result.quantity;
};

const calculated = (left: string, operation: (a: Quantity, b: Quantity) => Quantity, right: string): string =>
  formatQuantity(operation(parsed(left), parsed(right)));

/** Source: apimachinery v0.36.3 TestAdd, TestSub, TestQuantityAddZeroPreservesSuffix, TestQuantitySubZeroPreservesSuffix */
test("writes a sum and a difference like the left operand, or like the right one when the left is zero", () => {
  expect(calculated("10", add, "1Ki")).toBe("1034");
  expect(calculated("1Ki", add, "1024")).toBe("2Ki");
  expect(calculated("1Ki", subtract, "1")).toBe("1023");
  expect(calculated("100m", add, "0")).toBe("100m");
  expect(calculated("0", add, "1Gi")).toBe("1Gi");
  expect(calculated("0", subtract, "1Gi")).toBe("-1Gi");
  expect(calculated("1Gi", subtract, "0")).toBe("1Gi");
  expect(calculated("10", subtract, "1e1")).toBe("0");
});

test("leaves its operands as they are and drops the text they were read from", () => {
  const [left, right] = [parsed("1.500"), parsed("+5")];
  expect(formatQuantity(add(left, right))).toBe("6500m");
  expect([formatQuantity(left), formatQuantity(right)]).toEqual(["1.500", "+5"]);
  expect(formatQuantity(negate(left))).toBe("-1500m");
});

/** Left amount, right amount, sum. Source: apimachinery v0.36.3 TestInt64AmountAdd, TestDetectOverflowAdd */
const upstreamSums: readonly (readonly [Amount, Amount, Amount])[] = [
  [int64Amount(100, 1), int64Amount(10, 2), int64Amount(200, 1)],
  [int64Amount(100, 1), int64Amount(1, 2), int64Amount(110, 1)],
  [int64Amount(-5, 2), int64Amount(50, 1), int64Amount(0, 1)],
  [int64Amount(-5, 2), int64Amount(5, 2), int64Amount(0, 2)],
  [int64Amount(2n ** 63n - 1n, -1), int64Amount(0, -1), int64Amount(2n ** 63n - 1n, -1)],
  [int64Amount(2n ** 63n - 1n, -1), int64Amount(1, -1), infDecAmount(2n ** 63n, -1)],
  [int64Amount(-(2n ** 63n), 0), int64Amount(2n ** 63n - 1n, 0), int64Amount(-1, 0)],
  [int64Amount(-(2n ** 63n), 0), int64Amount(-1, 0), infDecAmount(-(2n ** 63n) - 1n, 0)],
  [int64Amount(100, 1), int64Amount(1, 100), infDecAmount(10n ** 99n + 100n, 1)],
];

test("adds in an int64 as long as that is exact, and in a decimal afterwards", () => {
  const sum = (a: Amount, b: Amount): Amount => add(fromAmount(a, "DecimalSI"), fromAmount(b, "DecimalSI")).amount;
  expect(upstreamSums.map(([a, b]) => [a, b, sum(a, b)])).toEqual(upstreamSums);
  expect(upstreamSums.map(([a, b]) => [a, b, sum(b, a)])).toEqual(upstreamSums);
});

/** Amount, factor, product. Source: apimachinery v0.36.3 TestInt64AmountMul, TestMul */
const upstreamProducts: readonly (readonly [Amount, number | bigint, Amount])[] = [
  [int64Amount(100, 1), 1000, int64Amount(100_000, 1)],
  [int64Amount(100, -1), 1000, int64Amount(100_000, -1)],
  [int64Amount(1, 100), 10, infDecAmount(10n, 100)],
  [int64Amount(1, -100), 10, infDecAmount(10n, -100)],
  [int64Amount(-5, 2), 500, int64Amount(-2500, 2)],
  [int64Amount(-5, -2), 500, int64Amount(-2500, -2)],
  [int64Amount(0, 1), 0, int64Amount(0, 1)],
  [int64Amount(2n ** 63n - 1n, -1), 10, infDecAmount((2n ** 63n - 1n) * 10n, -1)],
  [int64Amount(2n ** 63n - 1n, -1), 0, int64Amount(0, 0)],
  [int64Amount(2n ** 63n - 1n, 0), 1, int64Amount(2n ** 63n - 1n, 0)],
  [int64Amount(2n ** 63n - 1n, 0), -1, int64Amount(-(2n ** 63n) + 1n, 0)],
  [int64Amount(-(2n ** 63n), 0), 1, int64Amount(-(2n ** 63n), 0)],
  [int64Amount(-(2n ** 63n), 1), 1, infDecAmount(-(2n ** 63n), 1)],
  [infDecAmount(-50n, 0), -50, infDecAmount(2500n, 0)],
  // A product with a fraction of a unit leaves the int64, too.
  [int64Amount(1500, -3), 1, infDecAmount(1500n, -3)],
];

test("multiplies exactly", () => {
  const product = (amount: Amount, factor: number | bigint): Amount =>
    multiply(fromAmount(amount, "DecimalSI"), factor).amount;
  expect(upstreamProducts.map(([amount, factor]) => [amount, factor, product(amount, factor)])).toEqual(
    upstreamProducts,
  );
});

test("keeps the smallest int64 when it is negated, because an int64 has no opposite of it", () => {
  const smallest = newQuantity(-(2n ** 63n), "DecimalSI");
  expect(formatQuantity(negate(smallest))).toBe("-9223372036854775808");
  expect(formatQuantity(subtract(parsed("5"), smallest))).toBe("-9223372036854775803");
  expect(formatQuantity(subtract(parsed("-5"), smallest))).toBe("9223372036854775803");
});

test("refuses a sum of more digits than anybody means", () => {
  expect(() => add(parsed("1e100000"), parsed("1n"))).toThrow("an exact quantity has at most 10000 digits");
});
