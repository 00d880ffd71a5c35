import { type Calendar, calendarAtAny } from "./utc.ts";

/** The angle of a point, as the operator of this name gives it. */
export const atan2 = (y: number, x: number): number => Math.atan2(y, x);

/** The larger of two: infinity if one is, else NaN if one is. */
export const larger = (a: number, b: number): number => (a === Infinity || b === Infinity ? Infinity : Math.max(a, b));

/** The smaller of two: minus infinity if one is, else NaN if one is. */
export const smaller = (a: number, b: number): number =>
  a === -Infinity || b === -Infinity ? -Infinity : Math.min(a, b);

/**
 * A number to a power, as Go has it: to a whole one by repeated squaring, each step rounded; and 1 for 1 and for −1 to
 * an infinite power, where JavaScript has NaN.
 */
export function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && (exponent === Infinity || exponent === -Infinity))) return 1;
  const estimate = base ** exponent;
  if (!Number.isFinite(estimate) || !Number.isFinite(base) || base === 0) return estimate;
  if (exponent === 0.5) return Math.sqrt(base);
  if (exponent === -0.5) return 1 / Math.sqrt(base);
  const isWithinRange = Math.abs(estimate) > 1e-290 && Math.abs(estimate) < 1e290;
  if (!isWithinRange || !Number.isSafeInteger(exponent)) return estimate;
  let [result, square] = [1, base];
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / result : result;
}

/** Binary logarithm, by which exponential buckets are interpolated. */
export const log2 = (value: number): number => Math.log2(value);

/** Go on amd64 gives up where the result's power of two is rounded to 1024. Source: go1.26 math/exp_amd64.s, as it answers */
const expMax = 1023.5 * Math.LN2;

const exp = (value: number): number => (value > expMax ? Infinity : Math.exp(value));

/** From here on Go takes half of the exponential, which is beyond all floats earlier. Source: go1.26 math (cosh, sinh) */
const halfExpFrom = 21;

/**
 * Functions of each float of a vector; histograms are left out.
 *
 * The engine's own Math is used here alone: results are within 1 ulp of Go's, but need not be the same everywhere.
 */
export const floatFunctions: Readonly<Partial<Record<string, (value: number) => number>>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: (value) => (Math.abs(value) > halfExpFrom ? exp(Math.abs(value)) * 0.5 : Math.cosh(value)),
  deg: (value) => (value * 180) / Math.PI,
  exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  rad: (value) => (value * Math.PI) / 180,
  sgn: (value) => (value < 0 ? -1 : value > 0 ? 1 : value),
  sin: Math.sin,
  sinh: (value) => (Math.abs(value) > halfExpFrom ? Math.sign(value) * exp(Math.abs(value)) * 0.5 : Math.sinh(value)),
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

const onCalendar =
  (part: (calendar: Calendar) => number) =>
  (value: number): number =>
    part(calendarAtAny(value));

/** Functions of seconds since the epoch, of each float of a vector or of the instant itself. */
export const dateFunctions: Readonly<Partial<Record<string, (seconds: number) => number>>> = {
  day_of_month: onCalendar(({ day }) => day),
  day_of_week: onCalendar(({ weekday }) => weekday),
  day_of_year: onCalendar(({ dayOfYear }) => dayOfYear),
  days_in_month: onCalendar(({ daysInMonth }) => daysInMonth),
  hour: onCalendar(({ hour }) => hour),
  minute: onCalendar(({ minute }) => minute),
  month: onCalendar(({ month }) => month),
  year: onCalendar(({ year }) => year),
};
