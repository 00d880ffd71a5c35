import { InputError } from "../input/input-error.ts";
import { durationText } from "../reports/clock.ts";
import { LimitError } from "../sim/kernel/kernel.ts";
import { between, type Duration, microseconds, plus, type SimTime } from "../sim/units.ts";
import type { WindTunnel } from "../sim/wind-tunnel.ts";

/** Between two slices others get their turn: the progress line, Ctrl-C, and who gives up. */
const slices = 200;

export type Journey = {
  readonly tunnel: WindTunnel;
  readonly until: SimTime;
  /** The scenario's file, to be named if a limit ends the run. */
  readonly path: string;
};

/** Plays up to an instant, slice by slice, and tells after each how far it is: from 0 to 1. */
export function* advance({ tunnel, until, path }: Journey): Generator<number> {
  const from = tunnel.now();
  const whole = between(from, until);
  try {
    for (let slice = 1; slice < slices; slice++) {
      tunnel.advanceTo(plus(from, microseconds(Math.floor((whole * slice) / slices))));
      yield slice / slices;
    }
    tunnel.advanceTo(until);
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    const hint = error.message.includes("eventsMax")
      ? "Write a larger eventsMax into the scenario, or give one for once with --set eventsMax=…"
      : undefined;
    const reached = durationText(wholeSeconds(between(from, tunnel.now())));
    const message = `${error.message}; it got through ${reached} of ${durationText(whole)}`;
    throw new InputError([{ file: path, message, ...(hint === undefined ? {} : { hint }) }]);
  }
  yield 1;
}

const wholeSeconds = (duration: Duration): Duration => microseconds(Math.floor(duration / 1e6) * 1e6);
