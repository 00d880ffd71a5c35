/** A moment in parts of the calendar, in UTC. */
export interface Calendar {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 to 366. */
  readonly dayOfYear: number;
  readonly daysInMonth: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const daySeconds = 86_400;

/** The calendar at so many whole seconds since the epoch, at most 2^53. */
export function calendarAt(seconds: number): Calendar {
  const days = Math.floor(seconds / daySeconds);
  return calendarOn(days, seconds - days * daySeconds);
}

/** Go's calendar starts so many seconds before the epoch, and has 2^64 of them. */
const calendarStart = 9_223_372_028_741_760_000n;

/**
 * The calendar at any number of seconds, as a program of Go on amd64 has it: a fraction is cut, what is no 64-bit
 * integer is the least of them, and before its first year comes its last.
 */
export function calendarAtAny(seconds: number): Calendar {
  const whole = Math.trunc(seconds);
  if (Math.abs(whole) <= Number.MAX_SAFE_INTEGER) return calendarAt(whole);
  const integer = Math.abs(whole) < 2 ** 63 ? BigInt(whole) : -(2n ** 63n);
  const sinceStart = BigInt.asUintN(64, integer + calendarStart);
  const startDays = calendarStart / BigInt(daySeconds);
  const inDay = Number(sinceStart % BigInt(daySeconds));
  return calendarOn(Number(sinceStart / BigInt(daySeconds) - startDays), inDay);
}

function calendarOn(days: number, inDay: number): Calendar {
  const { year, month, day } = dateOf(days);
  return {
    ...{ year, month, day },
    weekday: (((days + 4) % 7) + 7) % 7,
    dayOfYear: days - daysBefore(year, 1) + 1,
    daysInMonth: (month === 12 ? daysBefore(year + 1, 1) : daysBefore(year, month + 1)) - daysBefore(year, month),
    hour: Math.floor(inDay / 3600),
    minute: Math.floor((inDay % 3600) / 60),
    second: inDay % 60,
  };
}

/** Years counted from March put the leap day last: then months follow one formula, and 400 years have 146,097 days. */
function dateOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const sinceMarch = days + 719_468;
  const era = Math.floor(sinceMarch / 146_097);
  const inEra = sinceMarch - era * 146_097;
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = inYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Days from the epoch to the first of a month. */
export function daysBefore(year: number, month: number): number {
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const inYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  const inEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + inYear;
  return era * 146_097 + inEra - 719_468;
}

/** `2026-01-31T12:00:00Z`, of milliseconds. */
export function utcText(milliseconds: number): string {
  const { year, month, day, hour, minute, second } = calendarAt(Math.trunc(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`;
}
