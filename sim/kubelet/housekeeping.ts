import { invariant } from "../invariant.ts";
import type { RandomStream } from "../kernel/random.ts";
import { between, type Duration, microseconds, plus, type SimTime } from "../units.ts";
import { noticeMicroseconds, synchronizeMicroseconds } from "./assumptions.ts";

/** The instants at which somebody looks at a control group. Instants that are asked about never go back. */
export type Looks = {
  readonly firstAt: SimTime;
  /** Whether there was a look since it was last asked, the first time included. Not asked before the first look. */
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
function createLooks(firstAt: SimTime, interval: () => Duration): Looks {
  let before: SimTime | undefined;
  let last = firstAt;
  let nextAt = firstAt;
  return {
    firstAt,
    passed: (at) => {
      invariant(at >= firstAt, "it is asked after the first look");
      if (nextAt > at) return false;
      while (nextAt <= at) {
        before = nextAt === firstAt ? undefined : last;
        last = nextAt;
        nextAt = plus(nextAt, interval());
      }
      return true;
    },
    last: () => last,
    before: () => before,
    nextAt: () => nextAt,
  };
}

/** `housekeeping_interval` of the kubelet's cAdvisor, and `evictionMonitoringPeriod` of its eviction manager. */
const periodMicroseconds = 10_000_000;

/**
 * cAdvisor's looks at a control group that appears at `createdAt`: the first soon after, and each 10 to 20 seconds after the one
 * before.
 *
 * After the first one come those that were seen elsewhere.
 *
 * Not modelled: while two looks see exactly the same, the next one comes after 15 to 30 seconds.
 * Source: google/cadvisor v0.56.2 manager/container.go; kubernetes v1.36.3 pkg/kubelet/cadvisor/cadvisor_linux.go
 */
export function housekeeping(createdAt: SimTime, stream: RandomStream, seen: readonly SimTime[] = []): Looks {
  const { min, max } = noticeMicroseconds;
  const firstAt = plus(createdAt, microseconds(min + stream.below(max - min)));
  let last = firstAt;
  let index = seen.findIndex((at) => at > firstAt);
  return createLooks(firstAt, () => {
    const next = index === -1 ? undefined : seen[index++];
    if (next === undefined) return microseconds(periodMicroseconds + stream.below(periodMicroseconds));
    const interval = between(last, next);
    last = next;
    return interval;
  });
}

/**
 * The eviction manager's looks at the node's root control group, from the boot on. It sleeps 10 seconds after each.
 *
 * cAdvisor begins its own wait anew each time, and so never comes to look by itself.
 * Source: kubernetes v1.36.3 pkg/kubelet/eviction/eviction_manager.go, pkg/kubelet/stats/helper.go getCgroupInfo
 */
export function evictionMonitoring(bootedAt: SimTime, stream: RandomStream): Looks {
  const { min, max } = synchronizeMicroseconds;
  return createLooks(bootedAt, () => microseconds(periodMicroseconds + min + stream.below(max - min)));
}

/**
 * CPU rate over a span, in whole nanocores.
 *
 * Source: google/cadvisor v0.56.2 info/v2/conversion.go InstCpuStats
 */
export function cpuRate(nanoseconds: number, earlier: SimTime, later: SimTime): number {
  invariant(nanoseconds >= 0, "CPU time never runs backwards");
  return Math.trunc((nanoseconds / (between(earlier, later) * 1000)) * 1e9);
}
