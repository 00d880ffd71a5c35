import { parseDuration } from "../input/fields/duration.ts";
import { InputError } from "../input/input-error.ts";
import { durationText } from "../reports/clock.ts";
import type { Scenario } from "../sim/scenario.ts";
import { minus, plus, type SimTime } from "../sim/units.ts";

/**
 * The instant that `--at` means: `2m15s` from the scenario's zero, or `00:02:15` as reports print it; with a minus before
 * zero, in the warm-up. An InputError for one that the scenario does not play.
 */
export function momentOf(text: string, { start, warmup, duration }: Scenario): SimTime {
  const [, sign, span = ""] = /^(-?)(.*)$/s.exec(text) ?? [];
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(span) ?? [];
  const parsed = parseDuration(hours === undefined ? span : `${hours}h${minutes}m${seconds}s`);
  if (!parsed.ok) {
    const hint = "An instant is written 2m15s, or 00:02:15 as reports print it; with a minus before zero.";
    throw new InputError([{ message: `--at ${text}: ${parsed.message}`, hint }]);
  }
  const zero = plus(start, warmup);
  if (sign === "") {
    if (parsed.value > duration) throw beyond(text, `the end of the scenario, ${durationText(duration)} from zero`);
    return plus(zero, parsed.value);
  }
  if (parsed.value > warmup) throw beyond(text, `the start of the scenario, ${durationText(warmup)} before zero`);
  return minus(zero, parsed.value);
}

const beyond = (text: string, what: string): InputError =>
  new InputError([{ message: `--at ${text} lies beyond ${what}` }]);
