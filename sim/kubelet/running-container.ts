import type { ContainerSpec } from "../kubernetes/pod.ts";
import type { ContainerStats } from "../kubernetes/stats.ts";
import type { SimTime } from "../units.ts";
import { containerSetupNanoseconds } from "./assumptions.ts";
import { cpuRate, createLooks, housekeepingInterval, type Looks } from "./housekeeping.ts";
import type { KubeletPod, KubeletPorts } from "./ports.ts";
import type { UsageSum } from "./sampler.ts";

/** A container of a pod on the node, with what housekeeping knows of it. */
export type RunningContainer = {
  readonly looks: Looks;
  /** The last sample by an instant: the same value until there is a newer one. */
  readonly stats: (at: SimTime) => ContainerStats;
  readonly addUsage: (sum: UsageSum, at: SimTime) => void;
};

export type RunningContainerSettings = {
  readonly pod: KubeletPod;
  readonly spec: ContainerSpec;
  readonly ports: KubeletPorts;
  readonly streamName: string;
};

/** Source: kubernetes v1.36.3 pkg/kubelet/metrics/collectors/resource_metrics.go, for the arithmetic in float64 */
export function createRunningContainer({ pod, spec, ports, streamName }: RunningContainerSettings): RunningContainer {
  const { usage, stream } = ports;
  const looks = createLooks(pod.startedAt, housekeepingInterval(stream(streamName)));
  // Nanoseconds since the epoch are rounded to a float64 before they are divided.
  const startTimeSeconds = (pod.startedAt * 1000) / 1e9;
  const cpuAt = (at: SimTime): number => usage(pod, spec, at).cpuNanoseconds + containerSetupNanoseconds;

  let latest: ContainerStats | undefined;
  let latestAt = pod.startedAt;
  const stats = (at: SimTime): ContainerStats => {
    if (!looks.passed(at) && latest !== undefined) return latest;
    const time = looks.last();
    const before = looks.before();
    const used = usage(pod, spec, time);
    const cpuNanoseconds = used.cpuNanoseconds + containerSetupNanoseconds;
    let cpuNanocores: number | undefined;
    if (before !== undefined) {
      const cpuBefore = latest !== undefined && latestAt === before ? latest.cpuNanoseconds : cpuAt(before);
      cpuNanocores = cpuRate(cpuNanoseconds - cpuBefore, before, time);
    }
    latestAt = time;
    latest = {
      container: spec.name,
      startTimeSeconds,
      timestampMilliseconds: Math.floor(time / 1000),
      cpuNanoseconds,
      cpuSeconds: cpuNanoseconds / 1e9,
      cpuNanocores,
      workingSetBytes: used.workingSetBytes,
      throttledNanoseconds: used.throttledNanoseconds,
    };
    return latest;
  };

  const addUsage = (sum: UsageSum, at: SimTime): void => {
    const used = usage(pod, spec, at);
    sum.cpuNanoseconds += used.cpuNanoseconds + containerSetupNanoseconds;
    sum.workingSetBytes += used.workingSetBytes;
    sum.throttledNanoseconds += used.throttledNanoseconds;
  };

  return { looks, stats, addUsage };
}
