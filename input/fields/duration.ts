import { parseGoDuration } from "../../sim/kubernetes/timestamp.ts";
import type { Duration } from "../../sim/units.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import { type Parsed, parsedBy } from "./parsed.ts";
import type { Read } from "./read.ts";

const form = "A duration is written 250ms, 90s, 5m or 1h30m.";

/** `90s`, `1h30m`: as Go writes it, not negative, with a unit from microseconds (`us`) to hours. */
export function parseDuration(text: string): Parsed<Duration> {
  const given = quote(text);
  if (/^[+-]?[0-9]*\.?[0-9]+$/.test(text)) {
    return { ok: false, message: `${given} has no unit`, hint: `Did you mean ${text}s? ${form}` };
  }
  if (/[0-9]d/.test(text)) return { ok: false, message: `${given} is not a duration`, hint: `A day is 24h. ${form}` };
  const duration = /[0-9]ns/.test(text) ? undefined : parseGoDuration(text);
  if (duration === undefined) return { ok: false, message: `${given} is not a duration`, hint: form };
  if (duration < 0) return { ok: false, message: `${given} is negative`, hint: form };
  if (duration > durationMax) return { ok: false, message: `${given} is longer than ten years` };
  return { ok: true, value: duration };
}

/** Ten years in microseconds: far below where a number stops being exact. */
const durationMax = 10 * 366 * 24 * 3_600_000_000;

/** A span of time, possibly 0. */
export const duration: Read<Duration> = parsedBy(parseDuration, "a duration such as 90s");

/** A span of time longer than 0. */
export const positiveDuration: Read<Duration> = (node) => {
  const value = duration(node);
  if (value > 0) return value;
  throw errorAt(node.place, "the duration must be longer than 0");
};
