import { InputError } from "../input/input-error.ts";
import type { Scenario } from "../sim/scenario.ts";
import { between, plus, type SimTime } from "../sim/units.ts";
import type { WindTunnel } from "../sim/wind-tunnel.ts";
import { advance } from "./advance.ts";
import { momentOf } from "./moment.ts";
import type { RunOptions } from "./options.ts";

/** Throws an InputError where `--view` or `--at` asks for a screen that there is not. */
export function refuseView({ view, at, json, quiet }: RunOptions, files: readonly string[]): void {
  if (view === "report") {
    if (at === undefined) return;
    const hint = `Add --view kubectl, or ask why with kubewind explain --at ${at}.`;
    throw new InputError([{ message: "--at chooses the moment that --view kubectl shows", hint }]);
  }
  if (json || quiet) {
    const message = `--view kubectl shows one scenario on the screen, and ${json ? "--json" : "--quiet"} shows no such screen`;
    throw new InputError([{ message, hint: "Leave out one of the two." }]);
  }
  if (files.length === 1) return;
  const hint = `Name one of them:\n${files.map((file) => `  ${file}`).join("\n")}`;
  throw new InputError([{ message: `--view kubectl shows one scenario, and these are ${files.length}`, hint }]);
}

/** The instant that the screen shows: the end, unless `--at` names another. */
export const shownInstant = ({ at }: RunOptions, scenario: Scenario): SimTime =>
  at === undefined ? plus(plus(scenario.start, scenario.warmup), scenario.duration) : momentOf(at, scenario);

export type LookingJourney = {
  readonly tunnel: WindTunnel;
  readonly path: string;
  readonly at: SimTime;
  /** Called once, at that instant. */
  readonly look: () => void;
};

/** Plays to the end, with a stop on the way; tells how far it is, from 0 to 1. */
export function* advanceLooking({ tunnel, path, at, look }: LookingJourney): Generator<number> {
  const first = between(tunnel.now(), at) / between(tunnel.now(), tunnel.end);
  for (const share of advance({ tunnel, until: at, path })) yield share * first;
  look();
  if (at === tunnel.end) return;
  for (const share of advance({ tunnel, until: tunnel.end, path })) yield first + share * (1 - first);
}
