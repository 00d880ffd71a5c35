import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, type Int64 } from "../int64.ts";
import {
  add,
  compare,
  type Format,
  formatMilli,
  formatQuantity,
  milliValue,
  multiply,
  negate,
  newMilliQuantity,
  newQuantity,
  newScaledQuantity,
  parseQuantity,
  type Quantity,
  sign,
  subtract,
} from "./index.ts";

const parsed = (text: string): Quantity => {
  const result = parseQuantity(text);
  if (!result.ok) throw new Error(`${text}: ${result.error}`);
  return result.quantity;
};

const int64: fc.Arbitrary<Int64> = fc
  .tuple(fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }), fc.integer({ min: 0, max: 62 }))
  .map(([bits, shift]) => canonical(bits >> BigInt(shift)));

const format = fc.constantFrom<Format>("DecimalSI", "BinarySI", "DecimalExponent");

/** A number as people write it: few digits with any suffix, or many without. Less than 1000E, whose suffix is the last. */
const text = fc
  .tuple(
    fc.constantFrom("", "-", "+"),
    fc.oneof(
      fc.stringMatching(/^\d{1,3}(\.\d{0,9})?(n|u|m||k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|e-?\d|E[+]?1\d)$/),
      fc.stringMatching(/^\d{1,20}(\.\d{1,12})?(n|u|m)?$/),
    ),
  )
  .map(([plusOrMinus, number]) => plusOrMinus + number);

const quantity: fc.Arbitrary<Quantity> = fc.oneof(
  text.map(parsed),
  fc.tuple(int64, format).map(([number, style]) => newQuantity(number, style)),
  fc
    .tuple(int64, fc.integer({ min: -9, max: 0 }), format)
    .map(([n, scale, style]) => newScaledQuantity(n, scale, style)),
);

/** The exact number in units of 10^-12, which is finer than any quantity here. */
const exact = ({ amount }: Quantity): bigint => BigInt(amount.coefficient) * 10n ** BigInt(amount.exponent + 12);

const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

test("what is printed reads as the same number, and prints the same again if it reads as of the same format", () => {
  fc.assert(
    fc.property(quantity, (original) => {
      const printed = formatQuantity(original);
      const back = parsed(printed);
      expect(exact(back)).toBe(exact(original));
      // A binary quantity that has no factor of 1024 has no suffix either, and so reads as a decimal one.
      if (back.format === original.format) expect(formatQuantity(back)).toBe(printed);
    }),
    { examples: [[newQuantity(319974830025079000n, "BinarySI")]] },
  );
});

test("the order is that of the exact numbers", () => {
  fc.assert(
    fc.property(quantity, quantity, (a, b) => {
      expect(compare(a, b)).toBe(order(exact(a), exact(b)));
      expect(sign(a)).toBe(order(exact(a), 0n));
    }),
  );
});

test("a sum is exact, so it commutes and associates", () => {
  fc.assert(
    fc.property(quantity, quantity, quantity, (a, b, c) => {
      expect(exact(add(a, b))).toBe(exact(a) + exact(b));
      expect(compare(add(a, b), add(b, a))).toBe(0);
      expect(compare(add(add(a, b), c), add(a, add(b, c)))).toBe(0);
    }),
  );
});

test("subtracting undoes adding, negating undoes itself", () => {
  fc.assert(
    fc.property(quantity, quantity, (a, b) => {
      expect(compare(subtract(add(a, b), b), a)).toBe(0);
      expect(exact(subtract(a, b))).toBe(exact(a) - exact(b));
      expect(negate(negate(a))).toEqual({ ...a, verbatim: undefined });
    }),
  );
});

test("a product is exact", () => {
  fc.assert(
    fc.property(quantity, int64, (a, factor) => {
      expect(exact(multiply(a, factor))).toBe(exact(a) * BigInt(factor));
    }),
  );
});

test("thousandths are the exact number rounded up, for positive numbers that fit", () => {
  const unitsMax = 9_223_372_036_854_775n;
  const fitting = quantity.filter((q) => sign(q) > 0 && exact(q) <= unitsMax * 10n ** 12n);
  fc.assert(
    fc.property(fitting, (q) => {
      const excess = BigInt(milliValue(q)) * 10n ** 9n - exact(q);
      expect(excess >= 0n && excess < 10n ** 9n).toBe(true);
    }),
  );
});

test("thousandths print the same on the fast path and on the general one", () => {
  const milli = fc.oneof(
    int64,
    fc.integer({ min: -5_000_000, max: 5_000_000 }),
    fc
      .tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: 0, max: 4 }))
      .map(([n, p]) => n * 1024 ** p * 1000),
    fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: 0, max: 12 })).map(([n, p]) => n * 10 ** p),
  );
  fc.assert(
    fc.property(milli, fc.constantFrom<"DecimalSI" | "BinarySI">("DecimalSI", "BinarySI"), (number, style) => {
      expect(formatMilli(number, style)).toBe(formatQuantity(newMilliQuantity(number, style)));
    }),
    { numRuns: 2000 },
  );
});
