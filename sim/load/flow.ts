import { unreachable } from "../invariant.ts";
import type { Line } from "./line.ts";

/**
 * What a fluid queue is doing. `free`: nothing waits and what comes is served. `filling`: more comes than is served, and waits.
 * `draining`: less comes, and the backlog shrinks. `full`: the backlog is at its bound, and what is too much is turned away.
 */
export type Phase = "free" | "filling" | "draining" | "full";

/** A fluid queue at an instant: what comes, per second, and what has to be served of it first. */
export type Flowing = {
  readonly offered: Line;
  /** Requests per second. */
  readonly capacity: number;
  readonly backlog: number;
  readonly backlogMax: number;
};

/** The end of a phase: in so many seconds (Infinity for never), and what follows. */
export type Crossing = { readonly seconds: number; readonly next: Phase };

/** A backlog this close to its bound has reached it, so that rounding does not part the two. */
const fullTolerance = 1e-12;

/** The phase that a queue is in when its circumstances have just changed. Its backlog is not above its bound. */
export function phaseOf({ offered, capacity, backlog, backlogMax }: Flowing): Phase {
  const exceeds = offered.value > capacity || (offered.value === capacity && offered.slope > 0);
  if (exceeds) return backlog >= backlogMax * (1 - fullTolerance) ? "full" : "filling";
  return backlog > 0 ? "draining" : "free";
}

/** When a phase ends by itself, as long as the offered rate goes on as it does. */
export function nextCrossing(phase: Phase, flowing: Flowing): Crossing {
  const { offered, capacity, backlog, backlogMax } = flowing;
  const growth = offered.value - capacity;
  const meetsCapacity = offered.slope === 0 ? Number.POSITIVE_INFINITY : Math.max(0, -growth / offered.slope);
  const rises = offered.slope > 0 ? meetsCapacity : Number.POSITIVE_INFINITY;
  const falls = offered.slope < 0 ? meetsCapacity : Number.POSITIVE_INFINITY;
  switch (phase) {
    case "free":
      return { seconds: rises, next: "filling" };
    case "full":
      return { seconds: falls, next: "draining" };
    case "filling": {
      const fills = secondsUntil(backlogMax - backlog, { value: growth, slope: offered.slope });
      if (fills <= falls) return { seconds: fills, next: "full" };
      return { seconds: falls, next: backlog > 0 || falls > 0 ? "draining" : "free" };
    }
    case "draining": {
      const empties = secondsUntil(backlog, { value: -growth, slope: -offered.slope });
      return empties <= rises ? { seconds: empties, next: "free" } : { seconds: rises, next: "filling" };
    }
    default:
      return unreachable(phase);
  }
}

/** The first time at which a rate has brought an amount together; Infinity when it never does. */
function secondsUntil(amount: number, { value, slope }: Line): number {
  if (amount <= 0) return 0;
  if (amount === Number.POSITIVE_INFINITY) return amount;
  const discriminant = value * value + 2 * slope * amount;
  if (!(discriminant >= 0)) return Number.POSITIVE_INFINITY;
  const divisor = value + Math.sqrt(discriminant);
  return divisor > 0 ? (2 * amount) / divisor : Number.POSITIVE_INFINITY;
}
