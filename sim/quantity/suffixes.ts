import type { Format } from "./quantity.ts";

/** What a suffix stands for: base^exponent, and the format that it belongs to. */
export type Suffix = { readonly base: 2 | 10; readonly exponent: number; readonly format: Format };

const decimalSuffixes: ReadonlyMap<number, string> = new Map([
  [-9, "n"],
  [-6, "u"],
  [-3, "m"],
  [0, ""],
  [3, "k"],
  [6, "M"],
  [9, "G"],
  [12, "T"],
  [15, "P"],
  [18, "E"],
]);

/** Suffix of 1024^n, by n. */
const binarySuffixes: readonly string[] = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

const byText: ReadonlyMap<string, Suffix> = new Map<string, Suffix>([
  ...binarySuffixes.map((text, power): [string, Suffix] => [
    text,
    { base: 2, exponent: 10 * power, format: "BinarySI" },
  ]),
  // Last, because no suffix at all is decimal.
  ...[...decimalSuffixes].map(([exponent, text]): [string, Suffix] => [
    text,
    { base: 10, exponent, format: "DecimalSI" },
  ]),
]);

/**
 * Reads a suffix: `Mi`, `M`, `e6`, `E-3`. `undefined` when it is none.
 *
 * A lone `E` is exa. An exponent may be any int64, of which the low 32 bits count: `e4294967296` is 10^0.
 * Source: apimachinery v0.36.3 pkg/api/resource/suffix.go
 */
export function readSuffix(text: string): Suffix | undefined {
  const known = byText.get(text);
  if (known) return known;
  const digits = /^[eE]([+-]?[0-9]+)$/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const exponent = BigInt(digits.replace("+", ""));
  if (BigInt.asIntN(64, exponent) !== exponent) return undefined;
  return { base: 10, exponent: Number(BigInt.asIntN(32, exponent)), format: "DecimalExponent" };
}

/** Suffix of 10^exponent, for a multiple of 3. Beyond `n` and `E` DecimalSI has none: upstream prints the number bare. */
export function decimalSuffix(exponent: number, format: "DecimalSI" | "DecimalExponent"): string {
  if (format === "DecimalExponent") return exponent === 0 ? "" : `e${exponent}`;
  return decimalSuffixes.get(exponent) ?? "";
}

/** Suffix of 1024^power. Beyond `Ei` there is none: upstream prints the number bare. */
export function binarySuffix(power: number): string {
  return binarySuffixes[power] ?? "";
}
