import type { ContainerSpec } from "../kubernetes/pod.ts";
import type { ContainerStats } from "../kubernetes/stats.ts";
import type { SimTime } from "../units.ts";
import { containerSetupNanoseconds } from "./assumptions.ts";
import { cpuRate, housekeeping } from "./housekeeping.ts";
import type { KubeletPod, KubeletPorts } from "./ports.ts";
import type { UsageSum } from "./sampler.ts";

/** A container of a pod on the node, with what housekeeping knows of it. */
export type RunningContainer = {
  /**
   * The last sample by an instant: the same value until there is a newer one.
   *
   * Before the first look it is of that instant itself: the kubelet then has the container runtime's numbers.
   */
  readonly stats: (at: SimTime) => ContainerStats;
  /** Until when the sample of an instant is the last one. */
  readonly validUntil: (at: SimTime) => SimTime;
  readonly addUsage: (sum: UsageSum, at: SimTime) => void;
};

export type RunningContainerSettings = {
  readonly pod: KubeletPod;
  readonly spec: ContainerSpec;
  readonly ports: KubeletPorts;
  readonly streamName: string;
};

/** Source: kubernetes v1.36.3 pkg/kubelet/stats/cri_stats_provider.go */
export function createRunningContainer({ pod, spec, ports, streamName }: RunningContainerSettings): RunningContainer {
  const { usage, stream } = ports;
  const looks = housekeeping(pod.startedAt, stream(streamName), pod.seenLooks);
  // Nanoseconds since the epoch are rounded to a float64 before they are divided.
  const startTimeSeconds = (pod.startedAt * 1000) / 1e9;

  /** `before` is an earlier look, and the CPU that was seen then unless it is to be found out. */
  const sample = (at: SimTime, before: SimTime | undefined, cpuBefore: number | undefined): ContainerStats => {
    const { cpuNanoseconds: used, workingSetBytes, throttledNanoseconds } = usage(pod, spec, at);
    const cpuNanoseconds = used + containerSetupNanoseconds;
    let cpuNanocores: number | undefined;
    if (before !== undefined) {
      const earlier = cpuBefore ?? usage(pod, spec, before).cpuNanoseconds + containerSetupNanoseconds;
      cpuNanocores = cpuRate(cpuNanoseconds - earlier, before, at);
    }
    return {
      container: spec.name,
      startTimeSeconds,
      timestampMilliseconds: Math.floor(at / 1000),
      cpuNanoseconds,
      cpuSeconds: cpuNanoseconds / 1e9,
      cpuNanocores,
      workingSetBytes,
      throttledNanoseconds,
    };
  };

  let latest: ContainerStats | undefined;
  let latestAt = pod.startedAt;
  const stats = (at: SimTime): ContainerStats => {
    if (at < looks.firstAt) return sample(at, undefined, undefined);
    if (!looks.passed(at) && latest !== undefined) return latest;
    const before = looks.before();
    latest = sample(looks.last(), before, latestAt === before ? latest?.cpuNanoseconds : undefined);
    latestAt = looks.last();
    return latest;
  };

  const addUsage = (sum: UsageSum, at: SimTime): void => {
    const used = usage(pod, spec, at);
    sum.cpuNanoseconds += used.cpuNanoseconds + containerSetupNanoseconds;
    sum.workingSetBytes += used.workingSetBytes;
    sum.throttledNanoseconds += used.throttledNanoseconds;
    sum.answeredRequests += used.answeredRequests;
  };

  return { stats, validUntil: (at) => (at < looks.firstAt ? at : looks.nextAt()), addUsage };
}
