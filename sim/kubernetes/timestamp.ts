import { type Duration, epochSeconds, microseconds, type SimTime, seconds, simTime } from "../units.ts";

const secondsPerDay = 86_400;

/** RFC 3339 in UTC with whole seconds, the form of `metav1.Time`: `2000-01-01T00:00:15Z`. */
export function formatTimestamp(time: SimTime): string {
  const whole = Math.floor(epochSeconds(time));
  const day = Math.floor(whole / secondsPerDay);
  const secondOfDay = whole - day * secondsPerDay;
  const { year, month, dayOfMonth } = civilFromDay(day);
  const clock = [secondOfDay / 3600, (secondOfDay % 3600) / 60, secondOfDay % 60].map((part) => two(Math.floor(part)));
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(dayOfMonth)}T${clock.join(":")}Z`;
}

/**
 * Reads RFC 3339 with an optional fraction and offset, as `metav1.Time` does; what is less than a microsecond is dropped.
 *
 * `undefined` for anything else, days that a month does not have included. Go takes an hour of one digit, a comma before
 * the fraction and an offset up to 24:60, but no small letters. Source: go1.26 time.Parse(time.RFC3339).
 */
export function parseTimestamp(text: string): SimTime | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, dayOfMonth = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const day = dayFromCivil({ year, month, dayOfMonth });
  const back = civilFromDay(day);
  if (back.month !== month || back.dayOfMonth !== dayOfMonth) return undefined;
  const [offsetHour, offsetMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (offsetHour > 24 || offsetMinute > 60) return undefined;
  const offsetSeconds = (match[8] === "-" ? -1 : 1) * (offsetHour * 3600 + offsetMinute * 60);
  const whole = day * secondsPerDay + hour * 3600 + minute * 60 + second - offsetSeconds;
  const fraction = (match[7] ?? "").slice(0, 6).padEnd(6, "0");
  return simTime(seconds(whole) + Number(fraction));
}

/**
 * A span as Go's `time.Duration` prints it: `15.053s`, `1m0s`, `250ms`, `0s`.
 *
 * Source: go1.26 time.Duration.String, for whole microseconds.
 */
export function formatGoDuration(duration: Duration): string {
  if (duration === 0) return "0s";
  const sign = duration < 0 ? "-" : "";
  const total = Math.abs(duration);
  if (total < 1000) return `${sign}${total}µs`;
  if (total < 1_000_000) return `${sign}${decimal(total, 1000)}ms`;
  const minutesTotal = Math.floor(total / 60_000_000);
  const rest = `${decimal(total - minutesTotal * 60_000_000, 1_000_000)}s`;
  if (minutesTotal === 0) return sign + rest;
  const hours = Math.floor(minutesTotal / 60);
  return hours === 0 ? `${sign}${minutesTotal}m${rest}` : `${sign}${hours}h${minutesTotal - hours * 60}m${rest}`;
}

const goUnitMicroseconds: Readonly<Record<string, number>> = {
  ns: 0.001,
  us: 1,
  µs: 1,
  μs: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
};

/**
 * Reads a span as Go's `time.ParseDuration` does (`1h30m`, `1.5s`, `-2m`), rounded to whole microseconds.
 *
 * `undefined` for anything else, and beyond 2^53 µs (285 years; Go reads 292).
 */
export function parseGoDuration(text: string): Duration | undefined {
  if (/^[+-]?0$/.test(text)) return microseconds(0);
  const match = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text);
  if (!match) return undefined;
  let total = 0;
  for (const part of (match[2] ?? "").matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(part[1]) * (goUnitMicroseconds[part[2] ?? ""] ?? 0);
  }
  const whole = Math.round(match[1] === "-" ? 0 - total : total);
  return Number.isSafeInteger(whole) ? microseconds(whole) : undefined;
}

const two = (part: number): string => String(part).padStart(2, "0");

const decimal = (amount: number, unit: number): string => {
  const whole = Math.floor(amount / unit);
  const fraction = String(amount - whole * unit).padStart(String(unit).length - 1, "0");
  return `${whole}.${fraction}`.replace(/\.?0+$/, "");
};

type Civil = { readonly year: number; readonly month: number; readonly dayOfMonth: number };

/** Days since 1970-01-01 of a date in the proleptic Gregorian calendar; a year runs from March so that the leap day comes last. */
function dayFromCivil({ year, month, dayOfMonth }: Civil): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDay(day: number): Civil {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}
