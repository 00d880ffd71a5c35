import { invariant } from "../invariant.ts";
import type { RandomStream } from "../kernel/random.ts";
import { between, type Duration, microseconds, plus, type SimTime } from "../units.ts";
import { synchronizeMicroseconds } from "./assumptions.ts";

/** The instants at which somebody looks at a control group. Instants that are asked about never go back. */
export type Looks = {
  /** Whether there was a look since it was last asked. It is asked for the first time when there was one. */
  readonly passed: (at: SimTime) => boolean;
  /** The last look, and the one before it. */
  readonly last: () => SimTime;
  readonly before: () => SimTime | undefined;
  /** The one after it. */
  readonly nextAt: () => SimTime;
};

/**
 * Looks at their own times, worked out when somebody asks: so that they do not depend on who asks, and cost no event.
 *
 * `interval` is asked once for each, in order.
 */
export function createLooks(firstAt: SimTime, interval: () => Duration): Looks {
  let before: SimTime | undefined;
  let last: SimTime | undefined;
  let nextAt = firstAt;
  return {
    passed: (at) => {
      if (nextAt > at) {
        invariant(last !== undefined, "a control group is asked about when somebody has looked at it");
        return false;
      }
      while (nextAt <= at) {
        before = last;
        last = nextAt;
        nextAt = plus(nextAt, interval());
      }
      return true;
    },
    last: () => last ?? firstAt,
    before: () => before,
    nextAt: () => nextAt,
  };
}

/** `housekeeping_interval` of the kubelet's cAdvisor, and `evictionMonitoringPeriod` of its eviction manager. */
const periodMicroseconds = 10_000_000;

/**
 * How long cAdvisor waits after each look at a control group: 10 to 20 seconds. The first look is when the group appears.
 *
 * Not modelled: while two looks see exactly the same, the wait grows to 15 to 30 seconds.
 * Source: google/cadvisor v0.56.2 manager/container.go; kubernetes v1.36.3 pkg/kubelet/cadvisor/cadvisor_linux.go
 */
export const housekeepingInterval = (stream: RandomStream) => (): Duration =>
  microseconds(periodMicroseconds + stream.below(periodMicroseconds));

/**
 * How long it takes from one look at the node's root control group to the next.
 *
 * The eviction manager has it looked at and then sleeps 10 seconds; cAdvisor begins its own wait anew each time, and so never
 * comes to look by itself.
 * Source: kubernetes v1.36.3 pkg/kubelet/eviction/eviction_manager.go, pkg/kubelet/stats/helper.go getCgroupInfo
 */
export const evictionInterval = (stream: RandomStream) => (): Duration => {
  const { min, max } = synchronizeMicroseconds;
  return microseconds(periodMicroseconds + min + stream.below(max - min));
};

/**
 * CPU rate over a span, in whole nanocores.
 *
 * Source: google/cadvisor v0.56.2 info/v2/conversion.go InstCpuStats
 */
export function cpuRate(nanoseconds: number, earlier: SimTime, later: SimTime): number {
  invariant(nanoseconds >= 0, "CPU time never runs backwards");
  return Math.trunc((nanoseconds / (between(earlier, later) * 1000)) * 1e9);
}
