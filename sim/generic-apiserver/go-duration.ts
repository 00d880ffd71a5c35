import { invariant } from "../invariant.ts";
import { parseGoDuration } from "../kubernetes/timestamp.ts";
import { type Duration, microseconds } from "../units.ts";

/**
 * A span in whole nanoseconds, not negative, exact up to 2^53 (104 days); and `longestSpan`.
 *
 * It is what Go's `time.Duration` holds, and finer than the wind tunnel's `Duration`.
 */
export type Nanoseconds = number;

/** 2^63 − 1: what Go makes of any longer span. The nearest float64 is one more. */
export const longestSpan: Nanoseconds = 2 ** 63;

/** Source: go1.26 time.Duration.Seconds */
export function spanSeconds(span: Nanoseconds): number {
  const seconds = Math.floor(span / 1e9);
  return seconds + (span - seconds * 1e9) / 1e9;
}

/** `15.053s`, `1m0s`, `12.349999936s`, `250ms`, `0s`. Source: go1.26 time.Duration.String */
export function formatSpan(span: Nanoseconds): string {
  if (span === longestSpan) return "2562047h47m16.854775807s";
  if (span === 0) return "0s";
  if (span < 1000) return `${span}ns`;
  if (span < 1_000_000) return `${decimal(span, 1000)}µs`;
  if (span < 1e9) return `${decimal(span, 1_000_000)}ms`;
  const minutes = Math.floor(span / 60e9);
  const rest = `${decimal(span - minutes * 60e9, 1e9)}s`;
  if (minutes === 0) return rest;
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}m${rest}` : `${hours}h${minutes % 60}m${rest}`;
}

/** `span` in units of so many nanoseconds, a power of ten, without zeros at its end. */
function decimal(span: Nanoseconds, unit: number): string {
  const whole = Math.floor(span / unit);
  const fraction = String(span - whole * unit).padStart(String(unit).length - 1, "0");
  return `${whole}.${fraction}`.replace(/\.?0+$/, "");
}

/** To whole microseconds, as `parseGoDuration` reads the text; it does not read the longest. */
export function spanDuration(span: Nanoseconds): Duration {
  const exact = span / 1000;
  if (Number.isInteger(exact) || span === longestSpan) return microseconds(Math.round(exact));
  const read = parseGoDuration(formatSpan(span));
  invariant(read !== undefined, "a printed span can be read");
  return read;
}
