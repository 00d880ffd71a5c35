import { invariant } from "../invariant.ts";
import type { Load } from "../scenario.ts";
import { type Duration, microseconds } from "../units.ts";
import { shift, sum, window } from "./combine.ts";
import { type Line, noRate } from "./line.ts";
import { type Profile, pieceIndexAt } from "./profile.ts";

/** What all loads on one target bring, from the scenario's zero. */
export type Arrivals = {
  /** Where something may change, in order. */
  readonly breakpoints: readonly Duration[];
  /** What holds from `time` until the next breakpoint. Clients beginning at the same instant are already there. */
  readonly at: (time: number) => Arriving;
};

export type Arriving = {
  /** Open arrivals per second. */
  readonly open: Line;
  /** Closed clients, and their mean think time. */
  readonly clients: number;
  readonly thinkSeconds: number;
};

/** `Service default/web`: how a load's target is written in the trace. */
export const targetName = ({ target }: Pick<Load, "target">): string =>
  `${target.kind} ${target.namespace}/${target.name}`;

/** Adds up the loads on one target. Several closed loads become one: all clients, with the mean of their think times. */
export function arrivalsOf(loads: readonly Load[]): Arrivals {
  const open = openRate(loads);
  const closed = loads.flatMap(({ from, until, shape }) =>
    shape.kind === "closed" ? [{ from, until, ...shape }] : [],
  );
  const edges = closed.flatMap(({ from, until }) => [from, until]).filter((edge) => edge < Number.POSITIVE_INFINITY);
  const breakpoints = [...new Set([...open.map(({ at }) => at), ...edges])].sort((a, b) => a - b);
  return {
    breakpoints,
    at: (time) => {
      const active = closed.filter(({ from, until }) => from <= time && time < until);
      const clients = active.reduce((count, load) => count + load.clients, 0);
      const thinking = active.reduce((all, load) => all + load.clients * load.think, 0);
      return { open: lineAt(open, time), clients, thinkSeconds: clients > 0 ? thinking / clients / 1e6 : 0 };
    },
  };
}

function openRate(loads: readonly Load[]): Profile {
  const rates = loads.flatMap((load) =>
    load.shape.kind === "open" ? [window(shift(load.shape.rate, load.from), load)] : [],
  );
  const rate = sum(rates);
  invariant((rate.at(-1)?.slopePerSecond ?? 0) === 0, "a load does not grow for ever");
  return rate;
}

function lineAt(profile: Profile, time: number): Line {
  const piece = profile[pieceIndexAt(profile, time)];
  if (!piece) return noRate;
  const since = microseconds(time - piece.at) / 1e6;
  return { value: Math.max(0, piece.value + piece.slopePerSecond * since), slope: piece.slopePerSecond };
}
