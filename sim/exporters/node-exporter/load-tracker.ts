import { invariant } from "../../invariant.ts";
import { exp } from "../../math.ts";
import { between, type Duration, minus, plus, type SimTime, seconds, toSeconds } from "../../units.ts";
import type { LoadAverages } from "./machine.ts";

/** Keeps a machine's load averages. Instants never go back from one call to the next. */
export type LoadTracker = {
  readonly at: (time: SimTime) => LoadAverages;
};

/** From one sample of the load to the next. */
const interval: Duration = seconds(15);

const minutesOf = [1, 5, 15] as const;

/**
 * Load averages: the cores in use, forgotten at the pace of the kernel's `/proc/loadavg`.
 *
 * What waits for a core does not count, because limits, and not the machine, hold requests back. Samples lie 15 seconds apart,
 * the kernel's 5. They begin at `from`, with the load of the seconds before as that of all times.
 *
 * `cpuSeconds` gives what was used by an instant that lies no more than an interval before `from`.
 */
export function createLoadTracker(from: SimTime, cpuSeconds: (at: SimTime) => number): LoadTracker {
  let sampledAt = from;
  let used = cpuSeconds(from);
  const first = Math.max(0, used - cpuSeconds(minus(from, interval))) / toSeconds(interval);
  let averages: LoadAverages = [first, first, first];
  const decays = minutesOf.map((minutes) => exp(-toSeconds(interval) / (60 * minutes)));

  const sample = (time: SimTime): void => {
    const total = cpuSeconds(time);
    const load = (total - used) / toSeconds(interval);
    const next = (index: 0 | 1 | 2): number => load + (averages[index] - load) * decays[index]!;
    averages = [next(0), next(1), next(2)];
    used = total;
    sampledAt = time;
  };

  return {
    at: (time) => {
      invariant(time >= sampledAt, "load averages are asked for in order of time");
      while (between(sampledAt, time) >= interval) sample(plus(sampledAt, interval));
      return averages;
    },
  };
}
