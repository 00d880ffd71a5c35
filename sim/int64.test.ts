import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  canonical,
  ceilToInt32,
  ceilToInt64,
  divide,
  type Int64,
  maxInt32,
  maxInt64,
  minInt32,
  minInt64,
  multiply,
  toFloat64,
  toInt32,
  truncateToInt32,
} from "./int64.ts";

// What the files hold: fixtures/go/README.md

const recorded = (file: string): readonly (readonly (number | string | null)[])[] =>
  readFileSync(new URL(`../fixtures/go/${file}.jsonl`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

const int64 = (cell: number | string | null | undefined): Int64 => canonical(BigInt(cell ?? 0));
const float64 = (cell: number | string | null | undefined): number =>
  typeof cell === "string" ? Number(cell.replace("Inf", "Infinity")) : (cell ?? 0);
const cell = (value: Int64): number | string => (typeof value === "number" ? value : String(value));

test("adds, multiplies and divides as Go does, wrapping and truncating", () => {
  const rows = recorded("int64");
  expect(rows.length).toBeGreaterThan(150);
  const ours = rows.map(([left, right]) => {
    const a = int64(left);
    const b = int64(right);
    return [left, right, cell(add(a, b)), cell(multiply(a, b)), b === 0 ? null : cell(divide(a, b))];
  });
  expect(ours).toEqual(rows);
});

test("narrows to int32 and widens to float64 as Go does", () => {
  const rows = recorded("int64-narrowed");
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.map(([a]) => [a, toInt32(int64(a)), toFloat64(int64(a))])).toEqual(rows);
});

test("converts a float64 to an integer as Go does on amd64, NaN and what does not fit included", () => {
  const rows = recorded("float-to-integer");
  expect(rows.length).toBeGreaterThan(60);
  const ours = rows.map(([text]) => {
    const f = float64(text);
    return [text, truncateToInt32(f), ceilToInt32(f), cell(ceilToInt64(f))];
  });
  expect(ours).toEqual(rows);
});

const edges = [0n, 1n, 99n, 2n ** 31n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 62n, 2n ** 63n - 1n];
const integer: fc.Arbitrary<bigint> = fc.oneof(
  fc.constantFrom(...edges, ...edges.map((edge) => -edge), -(2n ** 63n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.maxSafeInteger().map(BigInt),
);

test("sums, products and quotients are those of 64-bit two's complement", () => {
  const wrapped = (value: bigint): Int64 => canonical(BigInt.asIntN(64, value));
  fc.assert(
    fc.property(integer, integer, (a, b) => {
      const [x, y] = [canonical(a), canonical(b)];
      expect(add(x, y)).toBe(wrapped(a + b));
      expect(multiply(x, y)).toBe(wrapped(a * b));
      if (b !== 0n) expect(divide(x, y)).toBe(wrapped(a / b));
      expect(toInt32(x)).toBe(Number(BigInt.asIntN(32, a)));
    }),
    { numRuns: 2000 },
  );
});

test("has one form for each value, so that === compares", () => {
  fc.assert(
    fc.property(integer, (value) => {
      const form = canonical(value);
      expect(BigInt(form)).toBe(value);
      expect(typeof form === "number").toBe(Number.isSafeInteger(Number(value)));
    }),
  );
  expect(canonical(maxInt64 + 1n)).toBe(minInt64);
  expect([multiply(-1, 0), divide(0, -5), ceilToInt32(-0.5), ceilToInt64(-0.5), truncateToInt32(-0.5)]).toEqual([
    0, 0, 0, 0, 0,
  ]);
});

test("knows the edges of int32", () => {
  expect([maxInt32, minInt32]).toEqual([2 ** 31 - 1, -(2 ** 31)]);
});
