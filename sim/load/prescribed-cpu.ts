import type { UsageProfile } from "../scenario.ts";
import { type Millicores, microseconds } from "../units.ts";
import { createIntegral } from "./integral.ts";
import { type Line, noRate } from "./line.ts";
import type { Source } from "./meter.ts";
import { nextBreakpoint, pieceIndexAt } from "./profile.ts";

/** The CPU time of one ready pod of a workload with prescribed usage and a certain limit. */
export type PrescribedCpu = {
  /** Core-microseconds. */
  readonly used: Source;
  /** Seconds in which more was prescribed than the limit allows. */
  readonly throttled: Source;
  /** From `time` on the usage is shared by another number of ready pods. */
  readonly share: (time: number, pods: number) => void;
};

/**
 * Integrates a usage profile, at most the limit, as far as somebody asks; no event is needed for it.
 *
 * Times are microseconds since the scenario's zero. Before zero the profile has its first value.
 */
export function createPrescribedCpu({ per, profile }: UsageProfile, limit: Millicores): PrescribedCpu {
  const used = createIntegral();
  const throttled = createIntegral();
  let pods = 0;
  let knownUntil = Number.NEGATIVE_INFINITY;

  const continueAt = (time: number): void => {
    const divisor = per === "total" ? pods : 1;
    const piece = profile[Math.max(0, pieceIndexAt(profile, time))];
    const slope = time < 0 ? 0 : (piece?.slopePerSecond ?? 0) / divisor;
    const value = (piece?.value ?? 0) / divisor + (slope * (time - (piece?.at ?? 0))) / 1e6;
    const next = time < 0 ? 0 : (nextBreakpoint(profile, microseconds(time)) ?? Number.POSITIVE_INFINITY);
    if (pods === 0) {
      used.begin(time, noRate);
      throttled.begin(time, noRate);
      knownUntil = Number.POSITIVE_INFINITY;
      return;
    }
    const isAtLimit = Math.abs(value - limit) <= 1e-12 * limit;
    const exceeds = isAtLimit ? slope > 0 : value > limit;
    const meetsLimit = isAtLimit || slope === 0 ? Number.POSITIVE_INFINITY : time + ((limit - value) / slope) * 1e6;
    used.begin(time, toMicroseconds(exceeds ? { value: limit, slope: 0 } : { value, slope }));
    throttled.begin(time, exceeds ? { value: 1, slope: 0 } : noRate);
    knownUntil = meetsLimit > time ? Math.min(next, meetsLimit) : next;
  };

  const continueUntil = (time: number): void => {
    while (knownUntil > Number.NEGATIVE_INFINITY && knownUntil <= time) continueAt(knownUntil);
  };

  const reading = (source: Source): Source => ({
    at: (time) => {
      continueUntil(time);
      return source.at(time);
    },
  });

  return {
    used: reading(used),
    throttled: reading(throttled),
    share: (time, count) => {
      continueUntil(time);
      pods = count;
      continueAt(time);
    },
  };
}

/** Millicores as core-microseconds per second. */
const toMicroseconds = ({ value, slope }: Line): Line => ({ value: value * 1000, slope: slope * 1000 });
