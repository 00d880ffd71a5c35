import { expect, test } from "vitest";
import { compare } from "./compare.ts";
import { parseQuantity } from "./parse.ts";
import { type Format, fromAmount, infDecAmount, type Quantity } from "./quantity.ts";

const formatError = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Text; the number it stands for as coefficient and exponent; its format. Source: apimachinery v0.36.3 TestQuantityParse */
const upstreamCases: readonly (readonly [string, number | bigint, number, Format])[] = [
  ["0", 0, 0, "DecimalSI"],
  ["0n", 0, 0, "DecimalSI"],
  ["0u", 0, 0, "DecimalSI"],
  ["0m", 0, 0, "DecimalSI"],
  ["0Ki", 0, 0, "BinarySI"],
  ["0k", 0, 0, "DecimalSI"],
  ["0Mi", 0, 0, "BinarySI"],
  ["0M", 0, 0, "DecimalSI"],
  ["0Gi", 0, 0, "BinarySI"],
  ["0G", 0, 0, "DecimalSI"],
  ["0Ti", 0, 0, "BinarySI"],
  ["0T", 0, 0, "DecimalSI"],
  ["1", 1, 0, "DecimalSI"],
  ["1Ki", 2 ** 10, 0, "BinarySI"],
  ["8Ki", 2 ** 13, 0, "BinarySI"],
  ["7Mi", 7 * 2 ** 20, 0, "BinarySI"],
  ["6Gi", 6 * 2 ** 30, 0, "BinarySI"],
  ["5Ti", 5 * 2 ** 40, 0, "BinarySI"],
  ["4Pi", 2 ** 52, 0, "BinarySI"],
  ["3Ei", 3n * 2n ** 60n, 0, "BinarySI"],
  ["10Ti", 10 * 2 ** 40, 0, "BinarySI"],
  ["100Ti", 100 * 2 ** 40, 0, "BinarySI"],
  ["5n", 5, -9, "DecimalSI"],
  ["4u", 4, -6, "DecimalSI"],
  ["3m", 3, -3, "DecimalSI"],
  ["9", 9, 0, "DecimalSI"],
  ["8k", 8, 3, "DecimalSI"],
  ["50k", 5, 4, "DecimalSI"],
  ["7M", 7, 6, "DecimalSI"],
  ["6G", 6, 9, "DecimalSI"],
  ["5T", 5, 12, "DecimalSI"],
  ["40T", 4, 13, "DecimalSI"],
  ["300T", 3, 14, "DecimalSI"],
  ["2P", 2, 15, "DecimalSI"],
  ["1E", 1, 18, "DecimalSI"],
  ["1E-3", 1, -3, "DecimalExponent"],
  ["1e3", 1, 3, "DecimalExponent"],
  ["1E6", 1, 6, "DecimalExponent"],
  ["1e9", 1, 9, "DecimalExponent"],
  ["1E12", 1, 12, "DecimalExponent"],
  ["1e15", 1, 15, "DecimalExponent"],
  ["1E18", 1, 18, "DecimalExponent"],
  ["1e14", 1, 14, "DecimalExponent"],
  ["1e13", 1, 13, "DecimalExponent"],
  ["100.035k", 100035, 0, "DecimalSI"],
  ["0.001", 1, -3, "DecimalSI"],
  ["0.0005k", 5, -1, "DecimalSI"],
  ["0.005", 5, -3, "DecimalSI"],
  ["0.05", 5, -2, "DecimalSI"],
  ["0.5", 5, -1, "DecimalSI"],
  ["0.00050k", 5, -1, "DecimalSI"],
  ["0.00500", 5, -3, "DecimalSI"],
  ["0.05000", 5, -2, "DecimalSI"],
  ["0.50000", 5, -1, "DecimalSI"],
  ["0.5e0", 5, -1, "DecimalExponent"],
  ["0.5e-1", 5, -2, "DecimalExponent"],
  ["0.5e-2", 5, -3, "DecimalExponent"],
  ["10.035M", 10035, 3, "DecimalSI"],
  ["1.2e3", 12, 2, "DecimalExponent"],
  ["1.3E+6", 13, 5, "DecimalExponent"],
  ["1.40e9", 14, 8, "DecimalExponent"],
  ["1.53E12", 153, 10, "DecimalExponent"],
  ["1.6e15", 16, 14, "DecimalExponent"],
  ["1.7E18", 17, 17, "DecimalExponent"],
  ["9.01", 901, -2, "DecimalSI"],
  ["8.1k", 81, 2, "DecimalSI"],
  ["7.123456M", 7123456, 0, "DecimalSI"],
  ["6.987654321G", 6987654321, 0, "DecimalSI"],
  ["5.444T", 5444, 9, "DecimalSI"],
  ["40.1T", 401, 11, "DecimalSI"],
  ["300.2T", 3002, 11, "DecimalSI"],
  ["2.5P", 25, 14, "DecimalSI"],
  ["1.01E", 101, 16, "DecimalSI"],
  // Rounded up to billionths, or capped.
  ["3.001n", 4, -9, "DecimalSI"],
  ["1.1E-9", 2, -9, "DecimalExponent"],
  ["0.0000000001", 1, -9, "DecimalSI"],
  ["0.0000000005", 1, -9, "DecimalSI"],
  ["0.00000000050", 1, -9, "DecimalSI"],
  ["0.5e-9", 1, -9, "DecimalExponent"],
  ["0.9n", 1, -9, "DecimalSI"],
  ["0.00000012345", 124, -9, "DecimalSI"],
  ["0.00000012354", 124, -9, "DecimalSI"],
  ["9Ei", 2n ** 63n - 1n, 0, "BinarySI"],
  ["9223372036854775807Ki", 2n ** 63n - 1n, 0, "BinarySI"],
  ["12E", 12, 18, "DecimalSI"],
  ["100.035Ki", 10243584, -2, "BinarySI"],
  ["0.5Mi", 2 ** 19, 0, "BinarySI"],
  ["0.05Gi", 536870912, -1, "BinarySI"],
  ["0.025Ti", 274877906944, -1, "BinarySI"],
  ["0.000000000001Ki", 2, -9, "DecimalSI"],
  [".001", 1, -3, "DecimalSI"],
  [".0001k", 100, -3, "DecimalSI"],
  ["1.", 1, 0, "DecimalSI"],
  ["1.G", 1, 9, "DecimalSI"],
];

const parsed = (text: string): Quantity => {
  const result = parseQuantity(text);
  if (!result.ok) throw new Error(`${text}: ${result.error}`);
  return result.quantity;
};

test.each([
  ["", 1n],
  ["+", 1n],
  ["-", -1n],
] as const)("reads upstream's cases with the sign '%s'", (sign, factor) => {
  const results = upstreamCases.map(([text, coefficient, exponent]) => {
    const quantity = parsed(sign + text);
    const expected = fromAmount(infDecAmount(factor * BigInt(coefficient), exponent), quantity.format);
    return { text, format: quantity.format, order: compare(quantity, expected) };
  });
  expect(results).toEqual(upstreamCases.map(([text, , , format]) => ({ text, format, order: 0 })));
});

test.each([
  ["", formatError],
  ["1.1.M", formatError],
  ["1+1.0M", formatError],
  ["0.1mi", "unable to parse quantity's suffix"],
  ["0.1am", formatError],
  ["aoeu", formatError],
  [".5i", "unable to parse quantity's suffix"],
  ["1i", "unable to parse quantity's suffix"],
  ["-3.01i", "unable to parse quantity's suffix"],
  ["-3.01e-", "unable to parse quantity's suffix"],
  [" 1", formatError],
  ["1 ", formatError],
  ["Ei", "unable to parse numeric part of quantity"],
])("refuses '%s' in upstream's words", (text, error) => {
  expect(parseQuantity(text)).toEqual({ ok: false, error });
});

test("keeps the text where upstream prints it back unchanged", () => {
  const texts = ["1.500", "+5", "5.", "1.G", "010", "1E3", "7Ki", "+007Mi", "1.5", "1000", "0.5", "8Ki", "1024Ki", "0"];
  expect(texts.filter((text) => parsed(text).verbatim === text)).toEqual(texts.slice(0, 8));
});

test("holds a number of few digits in an int64, the fewer the larger its binary suffix", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["123456789012345678", "int64"],
    ["1234567890123456789", "infDec"],
    ["12345678901Ki", "int64"],
    ["123456789012Ki", "infDec"],
    ["12345678Mi", "int64"],
    ["123456789Mi", "infDec"],
    ["12345Gi", "int64"],
    ["123456Gi", "infDec"],
    ["12Ti", "int64"],
    ["123Ti", "infDec"],
    ["1Pi", "infDec"],
    ["1.0Ki", "infDec"],
    ["1n", "int64"],
    ["1.0n", "infDec"],
  ];
  expect(cases.map(([text]) => [text, parsed(text).amount.kind])).toEqual(cases);
});

test("says that it stops at numbers which upstream would write out for hours", () => {
  const error = "a quantity has at most 10000 digits when it is written out";
  expect(parseQuantity(`1${"0".repeat(20)}e2000000000`)).toEqual({ ok: false, error });
  expect(parseQuantity("9".repeat(10_001))).toEqual({ ok: false, error });
  expect(parsed("1e-2000000000").amount).toEqual({ kind: "infDec", coefficient: 1n, exponent: -9 });
});

test("takes time in proportion to the length of a malformed text", () => {
  expect(parseQuantity(`${"0".repeat(200_000)}x`)).toEqual({ ok: false, error: formatError });
});
