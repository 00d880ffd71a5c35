import { invariant } from "../../invariant.ts";
import { formatTimestamp, parseTimestamp } from "../../kubernetes/timestamp.ts";
import { simTime } from "../../units.ts";

/** A minute of the calendar. Months from 1, days of the week from Sunday as 0. */
export type CivilMinute = {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly dayOfWeek: number;
  readonly minuteOfDay: number;
};

const microsecondsPerMinute = 60_000_000;
const minutesPerDay = 1440;

/** The calendar's name of a minute since the epoch. */
export function civilMinute(minute: number): CivilMinute {
  const [year = 0, month = 0, dayOfMonth = 0, hour = 0, minuteOfHour = 0] = formatTimestamp(
    simTime(minute * microsecondsPerMinute),
  )
    .split(/[-T:Z]/)
    .map(Number);
  // The epoch was a Thursday.
  const dayOfWeek = (((Math.floor(minute / minutesPerDay) + 4) % 7) + 7) % 7;
  return { year, month, dayOfMonth, dayOfWeek, minuteOfDay: hour * 60 + minuteOfHour };
}

/** The other way round. */
export function fromCivilMinute({ year, month, dayOfMonth, minuteOfDay }: Omit<CivilMinute, "dayOfWeek">): number {
  const day = parseTimestamp(`${String(year).padStart(4, "0")}-${two(month)}-${two(dayOfMonth)}T00:00:00Z`);
  invariant(day !== undefined, "a day of the calendar has a timestamp");
  return day / microsecondsPerMinute + minuteOfDay;
}

export function daysOfMonth({ year, month }: Pick<CivilMinute, "year" | "month">): number {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  const start = { dayOfMonth: 1, minuteOfDay: 0 };
  return (fromCivilMinute({ ...next, ...start }) - fromCivilMinute({ year, month, ...start })) / minutesPerDay;
}

const two = (part: number): string => String(part).padStart(2, "0");
