import { goQuote } from "../../kubernetes/go-text.ts";
import type { Parsed } from "../trigger-metadata.ts";
import { type CivilMinute, civilMinute, daysOfMonth, fromCivilMinute } from "./civil-minute.ts";

/** When something is due: the values of each field that match. */
export type CronSchedule = {
  readonly minutes: FieldValues;
  readonly hours: FieldValues;
  readonly daysOfMonth: FieldValues;
  readonly months: FieldValues;
  readonly daysOfWeek: FieldValues;
};

/** `isStar`: written as `*` or `?` without a step; decides how the days of month and week go together. */
type FieldValues = { readonly values: ReadonlySet<number>; readonly isStar: boolean };

type Bounds = { readonly min: number; readonly max: number; readonly names?: readonly string[] };

const monthNames = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/**
 * Reads five fields: minute, hour, day of month, month, day of week. A time zone of its own (`TZ=…`) is refused in our words.
 *
 * Source: github.com/robfig/cron/v3 v3.0.1 parser.go
 */
export function parseCronSchedule(text: string): Parsed<CronSchedule> {
  if (text === "") return failed("empty spec string");
  if (/^(CRON_)?TZ=/.test(text)) return failed(`a time zone inside of a schedule is not modelled: ${text}`);
  if (text.startsWith("@")) return failed(`parser does not accept descriptors: ${text}`);
  const fields = text.split(/\s+/).filter((field) => field !== "");
  if (fields.length !== 5) return failed(`expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`);
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = fields;
  const errors: string[] = [];
  const read = (field: string, bounds: Bounds): FieldValues => {
    const values = new Set<number>();
    let isStar = false;
    for (const part of field.split(",").filter((range) => range !== "")) {
      if (errors.length > 0) break;
      const range = parseRange(part, bounds);
      if (!range.ok) {
        errors.push(range.error);
        break;
      }
      for (const value of range.value.values) values.add(value);
      isStar ||= range.value.isStar;
    }
    return { values, isStar };
  };
  const schedule = {
    minutes: read(minute, { min: 0, max: 59 }),
    hours: read(hour, { min: 0, max: 23 }),
    daysOfMonth: read(dayOfMonth, { min: 1, max: 31 }),
    months: read(month, { min: 1, max: 12, names: monthNames }),
    daysOfWeek: read(dayOfWeek, { min: 0, max: 6, names: weekdayNames }),
  };
  const [error] = errors;
  return error === undefined ? { ok: true, value: schedule } : failed(error);
}

const failed = (error: string): Parsed<never> => ({ ok: false, error });

function parseRange(
  text: string,
  bounds: Bounds,
): Parsed<{ readonly values: readonly number[]; readonly isStar: boolean }> {
  const [range = "", stepText, ...moreSteps] = text.split("/");
  const [low = "", high, ...moreHighs] = range.split("-");
  const isEverything = low === "*" || low === "?";
  const start = isEverything ? number(bounds.min) : parseNumber(low, bounds.names);
  if (!start.ok) return start;
  if (!isEverything && moreHighs.length > 0) return failed(`too many hyphens: ${text}`);
  const end = isEverything ? number(bounds.max) : high === undefined ? start : parseNumber(high, bounds.names);
  if (!end.ok) return end;
  if (moreSteps.length > 0) return failed(`too many slashes: ${text}`);
  const step = stepText === undefined ? number(1) : parseNumber(stepText, undefined);
  if (!step.ok) return step;
  // A single number with a step goes on to the end.
  const last = stepText !== undefined && high === undefined ? bounds.max : end.value;
  if (start.value < bounds.min) {
    return failed(`beginning of range (${start.value}) below minimum (${bounds.min}): ${text}`);
  }
  if (last > bounds.max) return failed(`end of range (${last}) above maximum (${bounds.max}): ${text}`);
  if (start.value > last) return failed(`beginning of range (${start.value}) beyond end of range (${last}): ${text}`);
  if (step.value === 0) return failed(`step of range should be a positive number: ${text}`);
  const values: number[] = [];
  for (let value = start.value; value <= last; value += step.value) values.push(value);
  return { ok: true, value: { values, isStar: isEverything && step.value === 1 } };
}

const number = (value: number): Parsed<number> => ({ ok: true, value });

function parseNumber(text: string, names: readonly string[] | undefined): Parsed<number> {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0 && text !== "") return number(named);
  const failure = (because: string): Parsed<never> =>
    failed(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: ${because}`);
  if (!/^[+-]?\d+$/.test(text)) return failure("invalid syntax");
  const value = Number(text);
  if (Math.abs(value) >= 2 ** 63) return failure("value out of range");
  return value < 0 ? failed(`negative number (${value}) not allowed: ${text}`) : number(value + 0);
}

const minutesPerDay = 1440;

/** The search ends with the fifth year after this one. */
const yearsMax = 5;

/**
 * The first minute after `minute` that matches, both as minutes since the epoch in the schedule's time zone; undefined when none
 * comes within five years. Source: github.com/robfig/cron/v3 v3.0.1 spec.go Next
 */
export function nextMinute(schedule: CronSchedule, minute: number): number | undefined {
  const from = civilMinute(minute);
  let at: CivilMinute = from;
  for (let candidate = minute + 1; ; ) {
    at = civilMinute(candidate);
    if (at.year > from.year + yearsMax) return undefined;
    if (!schedule.months.values.has(at.month)) {
      candidate = fromCivilMinute({ ...at, dayOfMonth: 1, minuteOfDay: 0 }) + daysOfMonth(at) * minutesPerDay;
    } else if (!matchesDay(schedule, at)) {
      candidate += minutesPerDay - at.minuteOfDay;
    } else if (!schedule.hours.values.has(Math.floor(at.minuteOfDay / 60))) {
      candidate += 60 - (at.minuteOfDay % 60);
    } else if (!schedule.minutes.values.has(at.minuteOfDay % 60)) {
      candidate++;
    } else {
      return candidate;
    }
  }
}

/** Both have to match where one is a star; otherwise either is enough. */
function matchesDay({ daysOfMonth: month, daysOfWeek: week }: CronSchedule, at: CivilMinute): boolean {
  const inMonth = month.values.has(at.dayOfMonth);
  const inWeek = week.values.has(at.dayOfWeek);
  return month.isStar || week.isStar ? inMonth && inWeek : inMonth || inWeek;
}
