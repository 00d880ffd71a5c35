import { expect, test } from "vitest";
import * as quantity from "./quantity.ts";

test("exports what it promises, and nothing else", () => {
  expect(Object.keys(quantity).sort()).toEqual([
    "add",
    "asApproximateFloat64",
    "compare",
    "formatMilli",
    "formatQuantity",
    "isZero",
    "milliValue",
    "multiply",
    "negate",
    "newMilliQuantity",
    "newQuantity",
    "newScaledQuantity",
    "parseQuantity",
    "scaledValue",
    "sign",
    "subtract",
    "value",
  ]);
});

test("reads, adds and prints as upstream does, in the form of the first", () => {
  const read = (text: string) => {
    const parsed = quantity.parseQuantity(text);
    if (!parsed.ok) throw new Error(parsed.error);
    return parsed.quantity;
  };
  const sum = quantity.add(read("1.5Gi"), read("512Mi"));
  expect([quantity.formatQuantity(sum), quantity.value(sum)]).toEqual(["2Gi", 2 * 1024 ** 3]);
  expect(quantity.compare(read("1500m"), read("1.5"))).toBe(0);
  expect(quantity.formatMilli(1500, "DecimalSI")).toBe("1500m");
  expect(quantity.parseQuantity("1.5 Gi")).toMatchObject({ ok: false });
});
