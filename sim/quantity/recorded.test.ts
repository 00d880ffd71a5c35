import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { canonical, type Int64 } from "../int64.ts";
import {
  add,
  asApproximateFloat64,
  compare,
  type Format,
  formatMilli,
  formatQuantity,
  isZero,
  milliValue,
  multiply,
  negate,
  newMilliQuantity,
  newQuantity,
  newScaledQuantity,
  parseQuantity,
  type Quantity,
  scaledValue,
  sign,
  subtract,
  value,
} from "./index.ts";

// What the files hold: fixtures/quantity/README.md

type Row = readonly unknown[];

const recorded = (name: string): readonly Row[] =>
  readFileSync(new URL(`../../fixtures/quantity/${name}.jsonl`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);

const jsonOf = (number: Int64): number | string => (typeof number === "number" ? number : String(number));

const readings = (quantity: Quantity): Row => {
  const float = asApproximateFloat64(quantity);
  return [
    formatQuantity(quantity),
    quantity.format,
    [-9, -6, -3, -2, -1, 0, 1, 3, 6].map((scale) => jsonOf(scaledValue(quantity, scale))),
    Number.isFinite(float) ? float : String(float),
  ];
};

const parsed = (text: string): Quantity => {
  const result = parseQuantity(text);
  if (!result.ok) throw new Error(`${text}: ${result.error}`);
  return result.quantity;
};

const int64 = (text: string | undefined): Int64 => canonical(BigInt(text ?? ""));

function calculate(steps: unknown): Quantity {
  const stack: Quantity[] = [];
  const pop = (): Quantity => stack.pop() as Quantity;
  for (const step of String(steps).split("; ")) {
    const [name, first, second, third] = step.split(" ");
    if (name === "p") stack.push(parsed(first ?? ""));
    if (name === "q") stack.push(newQuantity(int64(first), second as Format));
    if (name === "m") stack.push(newMilliQuantity(int64(first), second as Format));
    if (name === "s") stack.push(newScaledQuantity(int64(first), Number(second), third as Format));
    if (name === "negate") stack.push(negate(pop()));
    if (name === "multiply") stack.push(multiply(pop(), int64(first)));
    if (name === "add" || name === "subtract") {
      const operand = pop();
      stack.push(name === "add" ? add(pop(), operand) : subtract(pop(), operand));
    }
  }
  return pop();
}

const errors: Readonly<Record<string, string>> = {
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'": "format",
  "unable to parse numeric part of quantity": "numeric",
  "unable to parse quantity's suffix": "suffix",
};

test("reads, prints and rounds each recorded text as Kubernetes did", () => {
  const rows = recorded("parse");
  const ours = rows.map(([text]) => {
    const result = parseQuantity(String(text));
    if (!result.ok) return [text, errors[result.error]];
    const { quantity } = result;
    return [text, ...readings(quantity), formatQuantity(add(quantity, newQuantity(0, quantity.format)))];
  });
  expect(rows.length).toBeGreaterThan(250);
  expect(ours).toEqual(rows);
});

test("calculates each recorded result, with its format, rounding and overflow", () => {
  const rows = recorded("arithmetic");
  expect(rows.length).toBeGreaterThan(70);
  expect(rows.map(([steps]) => [steps, ...readings(calculate(steps))])).toEqual(rows);
});

test("compares each recorded pair as Kubernetes did, both ways around", () => {
  const rows = recorded("compare");
  expect(rows.length).toBeGreaterThan(70);
  expect(rows.map(([a, b]) => [a, b, compare(calculate(a), calculate(b))])).toEqual(rows);
  expect(rows.map(([a, b]) => [a, b, 0 - compare(calculate(b), calculate(a))])).toEqual(rows);
});

test("prints each recorded number of thousandths", () => {
  const rows = recorded("milli");
  expect(rows.length).toBeGreaterThan(100);
  const ours = rows.map(([milli]) => {
    const number = int64(String(milli));
    return [milli, formatMilli(number, "DecimalSI"), formatMilli(number, "BinarySI")];
  });
  expect(ours).toEqual(rows);
});

test("value, milliValue, sign and isZero agree with scaledValue and compare", () => {
  const zero = newQuantity(0, "DecimalSI");
  for (const [steps] of recorded("arithmetic")) {
    const quantity = calculate(steps);
    expect([value(quantity), milliValue(quantity), sign(quantity), isZero(quantity)]).toEqual([
      scaledValue(quantity, 0),
      scaledValue(quantity, -3),
      compare(quantity, zero),
      compare(quantity, zero) === 0,
    ]);
  }
});
