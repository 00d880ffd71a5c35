import type { InclusiveRange, TimeInterval } from "../../sim/alertmanager/time-interval.ts";
import { asNode, listOf, optional, type Read, record } from "../fields/read.ts";
import { text } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
];

/** A member of a range by its text; a message when it is none. */
type Member = (text: string) => number | string;

const weekday: Member = (given) => {
  const at = weekdays.indexOf(given);
  return at < 0 ? `${given} is not a valid weekday` : at;
};

const month: Member = (given) => {
  const at = months.indexOf(given);
  if (at >= 0) return at + 1;
  return /^[+-]?\d+$/.test(given) ? Number(given) : `${given} is not a valid month`;
};

const whole: Member = (given) =>
  /^[+-]?\d+$/.test(given) ? Number(given) : `strconv.Atoi: parsing ${JSON.stringify(given)}: invalid syntax`;

/** `monday:friday`, or one of them. */
function rangeOf(member: Member, check: (range: InclusiveRange) => string | undefined): Read<InclusiveRange> {
  return (node) => {
    const given = text(node).toLowerCase();
    const parts = given.split(":");
    if (parts.length > 2) throw errorAt(node.place, `couldn't parse range ${given}, invalid format`);
    const [begin = "", end = begin] = parts.map(member);
    if (typeof begin === "string") throw errorAt(node.place, begin);
    if (typeof end === "string") throw errorAt(node.place, end);
    const because = check({ begin, end });
    if (because !== undefined) throw errorAt(node.place, because);
    return { begin, end };
  };
}

function checkDay({ begin, end }: InclusiveRange): string | undefined {
  for (const day of [begin, end]) {
    if (day === 0 || day < -31 || day > 31) return `${day} is not a valid day of the month: out of range`;
  }
  if (begin < 0 && end > 0) return "end day must be negative if start day is negative";
  const [first, last] = [begin, end].map((day) => (day < 0 ? 28 + day : day));
  return first! > last! ? `end day ${end} is always before start day ${begin}` : undefined;
}

const minuteOfDay = (node: Node): number => {
  const given = text(node);
  const [, hour, minute] = /^(?:([01]\d|2[0-3]):([0-5]\d))$/.exec(given) ?? [];
  if (given === "24:00") return 1440;
  if (hour === undefined) throw errorAt(node.place, `couldn't parse timestamp ${given}, invalid format`);
  return Number(hour) * 60 + Number(minute);
};

const readTimes = record<{ readonly start_time: number | undefined; readonly end_time: number | undefined }>({
  start_time: optional(minuteOfDay, undefined),
  end_time: optional(minuteOfDay, undefined),
});

const times: Read<InclusiveRange> = (node) => {
  const { start_time: begin, end_time: end } = readTimes(node);
  if (begin === undefined || end === undefined) {
    throw errorAt(node.place, "both start and end times must be provided");
  }
  if (begin >= end) throw errorAt(node.place, "start time cannot be equal or greater than end time");
  return { begin, end };
};

const location: Read<undefined> = (node) => {
  const name = text(node);
  if (name === "UTC" || name === "") return undefined;
  throw errorAt(node.place, `the location ${JSON.stringify(name)} is not modelled`, "Write the interval in UTC.");
};

type Ranges = readonly InclusiveRange[] | undefined;

const readFields = record<{
  readonly times: Ranges;
  readonly weekdays: Ranges;
  readonly days_of_month: Ranges;
  readonly months: Ranges;
  readonly years: Ranges;
  readonly location: Node | undefined;
}>({
  times: optional(listOf(times), undefined),
  weekdays: optional(
    listOf(rangeOf(weekday, ({ begin, end }) => (begin > end ? "start day cannot be before end day" : undefined))),
    undefined,
  ),
  days_of_month: optional(listOf(rangeOf(whole, checkDay)), undefined),
  months: optional(listOf(rangeOf(month, checkMonth)), undefined),
  years: optional(
    listOf(
      rangeOf(whole, ({ begin, end }) => (begin > end ? `end year ${end} is before start year ${begin}` : undefined)),
    ),
    undefined,
  ),
  location: optional(asNode, undefined),
});

function checkMonth({ begin, end }: InclusiveRange): string | undefined {
  if (begin <= end) return undefined;
  return `end month ${months[end - 1] ?? ""} is before start month ${months[begin - 1] ?? ""}`;
}

/** An interval of `time_intervals:`. Source: alertmanager v0.34.2 timeinterval/timeinterval.go */
export const timeInterval: Read<TimeInterval> = (node) => {
  const fields = readFields(node);
  if (fields.location !== undefined) location(fields.location);
  const { days_of_month } = fields;
  return {
    ...(fields.times === undefined ? {} : { times: fields.times }),
    ...(fields.weekdays === undefined ? {} : { weekdays: fields.weekdays }),
    ...(days_of_month === undefined ? {} : { daysOfMonth: days_of_month }),
    ...(fields.months === undefined ? {} : { months: fields.months }),
    ...(fields.years === undefined ? {} : { years: fields.years }),
  };
};
