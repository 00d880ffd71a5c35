import { expect, test } from "vitest";
import { formatQuantity } from "./format.ts";
import { parseQuantity } from "./parse.ts";
import {
  type Format,
  fromAmount,
  infDecAmount,
  int64Amount,
  newMilliQuantity,
  newQuantity,
  newScaledQuantity,
} from "./quantity.ts";

/** Coefficient, exponent, format; canonical text; another text for the same. Source: apimachinery v0.36.3 TestQuantityString */
const upstreamCases: readonly (readonly [number, number, Format, string, string])[] = [
  [2 ** 30, 0, "BinarySI", "1Gi", "1024Mi"],
  [300 * 2 ** 20, 0, "BinarySI", "300Mi", "307200Ki"],
  [6 * 2 ** 10, 0, "BinarySI", "6Ki", ""],
  [1001 * 2 ** 30, 0, "BinarySI", "1001Gi", "1025024Mi"],
  [2 ** 40, 0, "BinarySI", "1Ti", "1024Gi"],
  [5, 0, "BinarySI", "5", "5000m"],
  [500, -3, "BinarySI", "500m", "0.5"],
  [1, 9, "DecimalSI", "1G", "1000M"],
  [1000, 6, "DecimalSI", "1G", "0.001T"],
  [1_000_000, 3, "DecimalSI", "1G", ""],
  [1_000_000_000, 0, "DecimalSI", "1G", ""],
  [1, -3, "DecimalSI", "1m", "1000u"],
  [80, -3, "DecimalSI", "80m", ""],
  [1080, -3, "DecimalSI", "1080m", "1.08"],
  [108, -2, "DecimalSI", "1080m", "1080000000n"],
  [10_800, -4, "DecimalSI", "1080m", ""],
  [300, 6, "DecimalSI", "300M", ""],
  [1, 12, "DecimalSI", "1T", ""],
  [1_234_567, 6, "DecimalSI", "1234567M", ""],
  [1_234_567, -3, "BinarySI", "1234567m", ""],
  [3, 3, "DecimalSI", "3k", ""],
  [1025, 0, "BinarySI", "1025", ""],
  [0, 0, "DecimalSI", "0", ""],
  [0, 0, "BinarySI", "0", ""],
  [1, 9, "DecimalExponent", "1e9", ".001e12"],
  [1, -3, "DecimalExponent", "1e-3", "0.001e0"],
  [1, -9, "DecimalExponent", "1e-9", "1000e-12"],
  [80, -3, "DecimalExponent", "80e-3", ""],
  [300, 6, "DecimalExponent", "300e6", ""],
  [1, 12, "DecimalExponent", "1e12", ""],
  [1, 3, "DecimalExponent", "1e3", ""],
  [3, 3, "DecimalExponent", "3e3", ""],
  [0, 0, "DecimalExponent", "0", "00"],
  [1, -9, "DecimalSI", "1n", ""],
  [80, -9, "DecimalSI", "80n", ""],
  [1080, -9, "DecimalSI", "1080n", ""],
  [108, -8, "DecimalSI", "1080n", ""],
  [10_800, -10, "DecimalSI", "1080n", ""],
  [1, -6, "DecimalSI", "1u", ""],
  [80, -6, "DecimalSI", "80u", ""],
  [1080, -6, "DecimalSI", "1080u", ""],
];

test("prints upstream's cases, however the number is held, and the opposites with a minus", () => {
  for (const [coefficient, exponent, format, text] of upstreamCases) {
    expect(formatQuantity(fromAmount(int64Amount(coefficient, exponent), format))).toBe(text);
    expect(formatQuantity(fromAmount(infDecAmount(BigInt(coefficient), exponent), format))).toBe(text);
    const opposite = fromAmount(infDecAmount(-BigInt(coefficient), exponent), format);
    expect(formatQuantity(opposite)).toBe(coefficient === 0 ? "0" : `-${text}`);
  }
});

/** What a text prints as. Source: apimachinery v0.36.3 TestQuantityParseEmit */
const upstreamRewrites: readonly (readonly [string, string])[] = [
  ["1Ki", "1Ki"],
  ["1Mi", "1Mi"],
  ["1Gi", "1Gi"],
  ["1024Mi", "1Gi"],
  ["1000M", "1G"],
  [".001Ki", "1024m"],
  [".000001Ki", "1024u"],
  [".000000001Ki", "1024n"],
  [".000000000001Ki", "2n"],
];

test("rewrites what was read into the canonical text", () => {
  const alternates = upstreamCases.flatMap(([, , , text, other]) => (other === "" ? [] : [[other, text] as const]));
  const rewrites = [...upstreamRewrites, ...alternates];
  expect(rewrites.map(([text]) => [text, printed(text)])).toEqual(rewrites);
});

/** Source: apimachinery v0.36.3 TestMilliNewSet, TestNewSet, TestNewScaledSet, ExampleFormat */
test("prints what was built from integers", () => {
  const milli = [1, 1000, 1_234_000].map((number) => formatQuantity(newMilliQuantity(number, "DecimalSI")));
  expect(milli).toEqual(["1m", "1", "1234"]);
  const binaryMilli = [1024, 1_048_576].map((number) => formatQuantity(newMilliQuantity(number, "BinarySI")));
  expect(binaryMilli).toEqual(["1024m", "1048576m"]);
  const units = [1, 1000, 1_234_000].map((number) => formatQuantity(newQuantity(number, "DecimalSI")));
  expect(units).toEqual(["1", "1k", "1234k"]);
  const scaled = [-9, -6, -3].flatMap((scale) => [1, 1000].map((n) => formatQuantity(newScaledQuantity(n, scale))));
  expect(scaled).toEqual(["1n", "1u", "1u", "1m", "1m", "1"]);
  expect(formatQuantity(newQuantity(5 * 2 ** 30, "BinarySI"))).toBe("5Gi");
});

test("prints a number bare where there is no suffix for its size, as upstream does", () => {
  expect(printed("1000E")).toBe("1");
  expect(formatQuantity(newScaledQuantity(5, -12))).toBe("5");
  expect(formatQuantity(fromAmount(infDecAmount(2n ** 70n, 0), "BinarySI"))).toBe("1");
});

test("strips no factor from the smallest int64", () => {
  expect(formatQuantity(newQuantity(-(2n ** 63n), "BinarySI"))).toBe("-9223372036854775808");
  expect(formatQuantity(fromAmount(infDecAmount(-(2n ** 63n), 0), "BinarySI"))).toBe("-8Ei");
});

function printed(text: string): string {
  const result = parseQuantity(text);
  return result.ok ? formatQuantity(result.quantity) : result.error;
}
