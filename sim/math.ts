import { invariant } from "./invariant.ts";

/**
 * Natural exponential, less than 1 ulp off where the result is a normal number.
 *
 * Built from + − × ÷ and Math.floor alone, like all of this file, because `Math.exp` and its like differ between engines.
 */
export function exp(x: number): number {
  return exponentialOf(x, 0);
}

/** Natural logarithm, less than 1 ulp off. −Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const { high, low } = logarithmOf(x);
  return high + low;
}

/** `base` to the power of `exponent`, less than 1 ulp off where the result is a normal number. NaN for a negative base. */
export function pow(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (!(base >= 0) || Number.isNaN(exponent)) return Number.NaN;
  if (base === 0 || base === Number.POSITIVE_INFINITY) return base > 0 === exponent > 0 ? Number.POSITIVE_INFINITY : 0;
  const { high, low } = logarithmOf(base);
  const estimate = high * exponent;
  if (Math.abs(estimate) > 800) return estimate > 0 ? Number.POSITIVE_INFINITY : 0;
  const product = multiplyExactly(high, exponent);
  return exponentialOf(product.high, product.low + low * exponent);
}

/** Sine of an angle in radians, |angle| ≤ 1e6, less than 1 ulp off. */
export function sin(angle: number): number {
  return sineOfQuarters(angle, 0);
}

/** Cosine of an angle in radians, |angle| ≤ 1e6, less than 1 ulp off. */
export function cos(angle: number): number {
  return sineOfQuarters(angle, 1);
}

/** A number of twice the precision: the unrounded sum of two doubles, `low` being less than an ulp of `high`. */
type Pair = { readonly high: number; readonly low: number };

/** ln 2 in two parts; the first has 32 bits, so that its product with an exponent is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** π/2 in three parts; the first two have 33 bits, so that their products with a quarter's number are exact. */
const quarterHigh = 1.5707963267341256;
const quarterMiddle = 6.077100506303966e-11;
const quarterLow = 2.0222662487959506e-21;
const quartersPerRadian = 0.6366197723675814;

/** exp(x + correction), where the correction is less than an ulp of x. */
function exponentialOf(x: number, correction: number): number {
  if (x > 709.8) return Number.POSITIVE_INFINITY;
  if (x < -745.2) return 0;
  const exponent = Math.floor(x / ln2High + 0.5);
  const coarse = x - exponent * ln2High;
  const fine = correction - exponent * ln2Low;
  const rest = coarse + fine;
  const lost = coarse - rest + fine;
  const tail = rest * rest * exponentialSeries(rest) + (lost + lost * rest);
  const high = 1 + rest;
  return timesPowerOfTwo(high + (1 - high + rest + tail), exponent);
}

/** (exp(r) − 1 − r) / r² for |r| ≤ 0.35: Taylor's series up to r^13. */
function exponentialSeries(r: number): number {
  let sum = 0;
  for (let index = reciprocalFactorials.length - 1; index >= 2; index--) sum = reciprocalFactorials[index]! + r * sum;
  return sum;
}

/** The logarithm of a positive finite number. */
function logarithmOf(x: number): Pair {
  const { mantissa, exponent } = binaryParts(x);
  // ln m = 2 artanh((m − 1) / (m + 1)) = 2s (1 + s²/3 + s⁴/5 + …), the first terms in pairs.
  const numerator = mantissa - 1;
  const denominator = mantissa + 1;
  const denominatorLow = mantissa - (denominator - 1);
  const s = numerator / denominator;
  const back = multiplyExactly(s, denominator);
  const sLow = (numerator - back.high - back.low - s * denominatorLow) / denominator;
  const square = multiplyExactly(s, s);
  const squareLow = square.low + 2 * s * sLow;
  const third = multiplyExactly(square.high, 1 / 3);
  const thirdLow = third.low + squareLow / 3 + square.high * oneThirdLow;
  const terms = square.high * square.high * artanhSeries(square.high);
  const weight = third.high + terms;
  const weightLow = third.high - weight + terms + thirdLow;
  const product = multiplyExactly(s, weight);
  const productLow = product.low + s * weightLow + sLow * weight;
  const sum = addExactly(2 * s, 2 * product.high);
  const total = addExactly(exponent * ln2High, sum.high);
  return addExactly(total.high, total.low + (sum.low + 2 * (sLow + productLow) + exponent * ln2Low));
}

/** 1/5 + z/7 + z²/9 + … for z ≤ 0.03. */
function artanhSeries(z: number): number {
  let sum = 0;
  for (let divisor = 27; divisor >= 5; divisor -= 2) sum = 1 / divisor + z * sum;
  return sum;
}

/** What 1/3 as a double lacks. */
const oneThirdLow = 1.850371707708594e-17;

/** sin(angle + quarters · π/2). */
function sineOfQuarters(angle: number, quarters: number): number {
  invariant(!(Math.abs(angle) > 1e6), "an angle is at most 1e6 radians, where its reduction is exact");
  const count = Math.floor(angle * quartersPerRadian + 0.5);
  const coarse = addExactly(angle - count * quarterHigh, -count * quarterMiddle);
  const rest = addExactly(coarse.high, coarse.low - count * quarterLow);
  const turn = (count + quarters) & 3;
  const value = turn % 2 === 0 ? sineNearZero(rest) : cosineNearZero(rest);
  return turn < 2 ? value : -value;
}

/** Taylor's series up to r^17 for |r| ≤ π/4. */
function sineNearZero({ high, low }: Pair): number {
  const square = high * high;
  let sum = 0;
  for (let power = 17; power >= 3; power -= 2) sum = reciprocalFactorials[power]! - square * sum;
  return high - (high * square * sum - low * (1 - square / 2));
}

/** Taylor's series up to r^18 for |r| ≤ π/4. */
function cosineNearZero({ high, low }: Pair): number {
  const square = high * high;
  let sum = 0;
  for (let power = 18; power >= 4; power -= 2) sum = reciprocalFactorials[power]! - square * sum;
  const lead = 1 - square / 2;
  return lead + (1 - lead - square / 2 + (square * square * sum - high * low));
}

/** 1/n! for n from 0 to 18. Each factorial is exact in a double. */
const reciprocalFactorials: readonly number[] = (() => {
  const table: number[] = [];
  for (let n = 0, factorial = 1; n <= 18; n++, factorial *= n) table.push(1 / factorial);
  return table;
})();

/** a + b without rounding. */
function addExactly(a: number, b: number): Pair {
  const high = a + b;
  const part = high - a;
  return { high, low: a - (high - part) + (b - part) };
}

/** a · b without rounding. T. J. Dekker, "A floating-point technique for extending the available precision", 1971. */
function multiplyExactly(a: number, b: number): Pair {
  const high = a * b;
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return { high, low: aHigh * bHigh - high + aHigh * bLow + aLow * bHigh + aLow * bLow };
}

/** The number rounded to its upper 26 bits. */
function upperHalf(x: number): number {
  const shifted = x * 134217729;
  return shifted - (shifted - x);
}

/** x = mantissa · 2^exponent with a mantissa from √½ to √2. */
function binaryParts(x: number): { readonly mantissa: number; readonly exponent: number } {
  let mantissa = x;
  let exponent = 0;
  for (let shift = 512; shift >= 1; shift /= 2) {
    const factor = powerOfTwo(shift);
    // Twice, because the smallest numbers have exponents beyond −1023.
    for (let times = 0; times < 2 && mantissa * factor < 2; times++) {
      mantissa *= factor;
      exponent -= shift;
    }
    if (mantissa >= factor) {
      mantissa /= factor;
      exponent += shift;
    }
  }
  return mantissa > Math.SQRT2 ? { mantissa: mantissa / 2, exponent: exponent + 1 } : { mantissa, exponent };
}

/** x · 2^exponent for an exponent from −1080 to 1024, rounded once. */
function timesPowerOfTwo(x: number, exponent: number): number {
  if (exponent < -1000) return x * powerOfTwo(exponent + 100) * powerOfTwo(-100);
  return exponent > 1000 ? x * powerOfTwo(exponent - 100) * powerOfTwo(100) : x * powerOfTwo(exponent);
}

/** 2^exponent for a whole exponent from −1000 to 1000. */
const powerOfTwo = (exponent: number): number => powersOfTwo[exponent + 1000] ?? Number.NaN;

const powersOfTwo: readonly number[] = (() => {
  const table: number[] = Array.from({ length: 2001 }, () => 1);
  for (let exponent = 1; exponent <= 1000; exponent++) {
    table[1000 + exponent] = table[999 + exponent]! * 2;
    table[1000 - exponent] = table[1001 - exponent]! / 2;
  }
  return table;
})();
