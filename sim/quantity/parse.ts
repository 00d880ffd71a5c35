import { canonical, maxInt64, multiply, toInt32 } from "../int64.ts";
import { exactDigitsMax, powerOfTen } from "./powers-of-ten.ts";
import { type Format, fromAmount, type InfDecAmount, infDecAmount, int64Amount, type Quantity } from "./quantity.ts";
import { readSuffix, type Suffix } from "./suffixes.ts";

/** `error` is upstream's text, except that a number of more than 10,000 digits has one of ours. */
export type ParsedQuantity =
  | { readonly ok: true; readonly quantity: Quantity }
  | { readonly ok: false; readonly error: string };

const errors = {
  format: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  numeric: "unable to parse numeric part of quantity",
  suffix: "unable to parse quantity's suffix",
  digits: `a quantity has at most ${exactDigitsMax} digits when it is written out`,
} as const;

/** Upstream rounds up what is finer than a billionth. */
const nano = -9;

/**
 * Reads a quantity such as `1.5`, `250m`, `1Gi` or `12e6`. Surrounding space is an error.
 *
 * What is finer than 10^-9 is rounded away from zero. A binary suffix caps the number at ±(2^63 - 1).
 * Source: apimachinery v0.36.3 pkg/api/resource ParseQuantity
 */
export function parseQuantity(text: string): ParsedQuantity {
  const written = scan(text);
  if (written === undefined) return { ok: false, error: errors.format };
  const suffix = readSuffix(written.suffix);
  if (suffix === undefined) return { ok: false, error: errors.suffix };
  return parseShort(text, written, suffix) ?? parseLong(written, suffix);
}

type Written = {
  readonly negative: boolean;
  /** Before the point, as written. */
  readonly whole: string;
  /** Before the point, without leading zeros; `0` when nothing is left. */
  readonly significant: string;
  /** After the point. */
  readonly fraction: string;
  readonly suffix: string;
};

/** Splits the text; `undefined` when it is malformed. The number may lack its digits: upstream reads `-` and `Ki` as 0. */
function scan(text: string): Written | undefined {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]+[+-]?[0-9]*|[+-][0-9]*)?$/.exec(text);
  if (!match || text === "") return undefined;
  const whole = match[2] ?? "";
  return {
    negative: match[1] === "-",
    whole,
    significant: whole.slice(leadingZeros(whole)) || "0",
    fraction: match[3] ?? "",
    suffix: match[4] ?? "",
  };
}

function leadingZeros(digits: string): number {
  let count = 0;
  while (digits[count] === "0") count++;
  return count;
}

/** Few enough digits for an int64. Only here the text may be kept; `undefined` when the number is too long or too fine. */
function parseShort(text: string, written: Written, suffix: Suffix): ParsedQuantity | undefined {
  const { significant, fraction } = written;
  const digits = significant + fraction;
  // Exponents are int32 upstream, and wrap.
  const exponent = suffix.base === 10 ? toInt32(suffix.exponent - fraction.length) : 0;
  // Of 15 digits a binary suffix takes one, and three for each factor of 1024.
  const isShort =
    suffix.base === 10
      ? digits.length <= 18 && exponent >= nano
      : fraction === "" && digits.length <= 14 - (suffix.exponent / 10) * 3;
  if (!isShort) return undefined;

  const number = canonical(BigInt(digits));
  const multiple = suffix.base === 2 ? multiply(number, 2 ** suffix.exponent) : number;
  const coefficient = written.negative ? multiply(multiple, -1) : multiple;
  // Upstream's test for "this is canonical already", which is generous: 1.500, +5 and 010 pass.
  const keepsText =
    suffix.base === 2
      ? Number(number) % 8 !== 0
      : exponent % 3 === 0 && !digits.endsWith("000") && !digits.startsWith("0");
  const quantity = {
    amount: int64Amount(coefficient, exponent),
    format: suffix.format,
    verbatim: keepsText ? text : undefined,
  };
  return { ok: true, quantity };
}

function parseLong(written: Written, suffix: Suffix): ParsedQuantity {
  const digits = written.whole + written.fraction;
  if (digits === "") return { ok: false, error: errors.numeric };
  if (digits.length > exactDigitsMax) return { ok: false, error: errors.digits };

  const binary = suffix.base === 2 ? 2n ** BigInt(suffix.exponent) : 1n;
  const exponent = toInt32((suffix.base === 10 ? suffix.exponent : 0) - written.fraction.length);
  if (exponent > exactDigitsMax) return { ok: false, error: errors.digits };
  const exact = infDecAmount(BigInt(digits) * binary, exponent);

  const rounded = roundUpToNano(exact);
  const magnitude = suffix.format === "BinarySI" ? capAtInt64(rounded) : rounded;
  const coefficient = written.negative ? -magnitude.coefficient : magnitude.coefficient;
  const quantity = fromAmount(infDecAmount(coefficient, magnitude.exponent), formatOf(magnitude, suffix.format));
  return { ok: true, quantity };
}

/** At least the amount, in billionths; zero stays as it is. The amount is not negative. */
function roundUpToNano({ coefficient, exponent }: InfDecAmount): InfDecAmount {
  if (coefficient === 0n) return infDecAmount(coefficient, exponent);
  if (exponent >= nano) return infDecAmount(coefficient * powerOfTen(exponent - nano), nano);
  // Less than a billionth, however far below: no need to write out the divisor.
  if (nano - exponent > exactDigitsMax) return infDecAmount(1n, nano);
  const divisor = powerOfTen(nano - exponent);
  return infDecAmount((coefficient + divisor - 1n) / divisor, nano);
}

function capAtInt64(amount: InfDecAmount): InfDecAmount {
  const exceeds = amount.exponent <= 0 && amount.coefficient > maxInt64 * powerOfTen(-amount.exponent);
  return exceeds ? infDecAmount(maxInt64, 0) : amount;
}

/** A fraction of one has no binary form. */
function formatOf(magnitude: InfDecAmount, format: Format): Format {
  const isFraction = magnitude.coefficient > 0n && magnitude.coefficient < powerOfTen(Math.max(0, -magnitude.exponent));
  return format === "BinarySI" && isFraction ? "DecimalSI" : format;
}
