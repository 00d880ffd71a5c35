import { calendarAt } from "../prometheus/promql/utc.ts";

/** From one to another, both included. */
export interface InclusiveRange {
  readonly begin: number;
  readonly end: number;
}

/** Times of which all that is given has to hold, in UTC; of each list one range. */
export interface TimeInterval {
  /** Minutes of the day, the end not included. */
  readonly times?: readonly InclusiveRange[];
  /** 0 is Sunday. */
  readonly weekdays?: readonly InclusiveRange[];
  /** Negative ones count from the end of the month. */
  readonly daysOfMonth?: readonly InclusiveRange[];
  readonly months?: readonly InclusiveRange[];
  readonly years?: readonly InclusiveRange[];
}

/** Whether an interval has an instant, in seconds since the epoch. Source: alertmanager v0.34.2 timeinterval (ContainsTime) */
export function containsTime(interval: TimeInterval, seconds: number): boolean {
  const { year, month, day, weekday, daysInMonth, hour, minute } = calendarAt(Math.floor(seconds));
  const minutes = hour * 60 + minute;
  const isIn = (ranges: readonly InclusiveRange[] | undefined, value: number): boolean =>
    ranges?.some(({ begin, end }) => value >= begin && value <= end) ?? true;
  const isOnDay =
    interval.daysOfMonth?.some(({ begin, end }) => {
      const [first, last] = [begin, end].map((given) => (given < 0 ? daysInMonth + given + 1 : given));
      // A range that begins behind the end of the month has no day in it.
      return first! <= daysInMonth && day >= first! && day <= Math.min(last!, daysInMonth);
    }) ?? true;
  return (
    (interval.times?.some(({ begin, end }) => minutes >= begin && minutes < end) ?? true) &&
    isOnDay &&
    isIn(interval.months, month) &&
    isIn(interval.weekdays, weekday) &&
    isIn(interval.years, year)
  );
}
