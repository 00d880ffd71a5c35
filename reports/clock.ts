import { formatGoDuration, formatTimestamp } from "../sim/kubernetes/timestamp.ts";
import type { Duration, SimTime } from "../sim/units.ts";

/** An instant as a span from zero, in whole milliseconds, the rest dropped: `00:01:45.000`, `-00:04:45.000` before zero. */
export function clock(at: SimTime, zero: SimTime): string {
  const milliseconds = Math.floor((at - zero) / 1000);
  return `${clockSeconds(Math.trunc(milliseconds / 1000), milliseconds < 0)}.${digits(milliseconds % 1000, 3)}`;
}

/** The same without the milliseconds, where seconds are enough: `00:01:45`. */
export const shortClock = (at: SimTime, zero: SimTime): string => clock(at, zero).slice(0, -4);

const clockSeconds = (seconds: number, isNegative: boolean): string => {
  const total = Math.abs(seconds);
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60].map((part) => digits(part, 2));
  return (isNegative ? "-" : "") + parts.join(":");
};

const digits = (part: number, count: number): string => String(Math.abs(part)).padStart(count, "0");

/** A span for people: `30m`, `1h30m`, `1m45s`, `250ms`. */
export const durationText = (duration: Duration): string =>
  formatGoDuration(duration).replace(/m0s$/, "m").replace(/h0m$/, "h");

/** RFC 3339 in UTC with as much of a fraction as there is: `2000-01-01T00:01:45.25Z`. */
export function rfc3339(time: SimTime): string {
  const whole = formatTimestamp(time);
  const microseconds = ((time % 1_000_000) + 1_000_000) % 1_000_000;
  if (microseconds === 0) return whole;
  return `${whole.slice(0, -1)}.${String(microseconds).padStart(6, "0").replace(/0+$/, "")}Z`;
}
