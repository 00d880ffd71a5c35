import type { SimTime } from "../../units.ts";
import { calendarAt, daysBefore, utcText } from "../promql/utc.ts";

/** An instant as Go has it: whole seconds since the epoch, and nanoseconds. */
export interface Instant {
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
}

const nanosecondsPerSecond = 1_000_000_000;

/** The instant of the simulation. */
export const instantOf = (time: SimTime): Instant => {
  const seconds = Math.floor(time / 1_000_000);
  return { seconds, nanoseconds: (time - seconds * 1_000_000) * 1000 };
};

/** Whole milliseconds since the epoch, the rest dropped; what is beyond 64 bits comes out at the other end, as upstream. */
export const millisecondsOf = ({ seconds, nanoseconds }: Instant): number =>
  Math.abs(seconds) < Number.MAX_SAFE_INTEGER / 1000
    ? seconds * 1000 + Math.floor(nanoseconds / 1_000_000)
    : Number(BigInt.asIntN(64, BigInt(seconds) * 1000n + BigInt(Math.floor(nanoseconds / 1_000_000))));

/** Nanoseconds from one instant to another. */
export const nanosecondsBetween = (from: Instant, to: Instant): bigint =>
  BigInt(to.seconds - from.seconds) * BigInt(nanosecondsPerSecond) + BigInt(to.nanoseconds - from.nanoseconds);

/** Seconds since the epoch, rounded to a millisecond and then cut to a nanosecond as upstream does. */
export function instantOfSeconds(value: number): Instant {
  const whole = Math.trunc(value);
  const fraction = value - whole;
  const rounded = (Math.sign(fraction) * Math.round(Math.abs(fraction) * 1000)) / 1000;
  const nanoseconds = Math.trunc(rounded * nanosecondsPerSecond);
  const carried = Math.floor(nanoseconds / nanosecondsPerSecond);
  return { seconds: whole + carried, nanoseconds: nanoseconds - carried * nanosecondsPerSecond };
}

const timestamp = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** The instant of `2026-01-31T12:00:00.5+01:00`; undefined for a text that is none. Source: go1.26 time.Parse(RFC3339Nano) */
export function parseTimestamp(text: string): Instant | undefined {
  const found = timestamp.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [zoneHour, zoneMinute] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  if (zoneHour > 24 || zoneMinute > 59) return undefined;
  const first = daysBefore(year, month) * 86_400;
  if (day < 1 || day > calendarAt(first).daysInMonth) return undefined;
  const zone = (zoneHour * 60 + zoneMinute) * 60 * (found[8] === "-" ? -1 : 1);
  const nanoseconds = Number((found[7] ?? "").slice(0, 9).padEnd(9, "0"));
  return { seconds: first + (day - 1) * 86_400 + hour * 3600 + minute * 60 + second - zone, nanoseconds };
}

/** `2026-01-31T12:00:00.5Z`; Go's zero for an instant that never was. Source: go1.26 time.Time.MarshalJSON */
export function printTimestamp(time: SimTime | undefined): string {
  if (time === undefined) return "0001-01-01T00:00:00Z";
  const { seconds, nanoseconds } = instantOf(time);
  const whole = utcText(seconds * 1000);
  const fraction = String(nanoseconds).padStart(9, "0").replace(/0+$/, "");
  return fraction === "" ? whole : whole.replace("Z", `.${fraction}Z`);
}
