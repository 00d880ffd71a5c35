import type { NodeStats } from "../kubernetes/stats.ts";
import { between, type SimTime } from "../units.ts";
import { systemMemoryBytes, systemNanocores } from "./assumptions.ts";
import { evictionMonitoring } from "./housekeeping.ts";
import type { KubeletNode, KubeletPorts, Usage } from "./ports.ts";
import type { RunningPod } from "./running-pod.ts";
import { createSampler, noUsage, type Sample, type UsageSum } from "./sampler.ts";

/** The node's root control group: all pods, those that are gone included, and the system beside them. */
export type RootGroup = {
  /** What everything has used by an instant from the last stop of a pod on: what the machine itself counts. */
  readonly usage: (at: SimTime) => Usage;
  /** When somebody next looks at it. */
  readonly nextAt: () => SimTime;
  /** The last sample by an instant: the same value until there is a newer one. */
  readonly stats: (at: SimTime) => NodeStats;
  /** CPU rate between the last sample and the one before it, in whole nanocores; undefined when it is the first one. */
  readonly nanocores: () => number | undefined;
  /** The control group above all pods, which is looked at together with the root. */
  readonly pods: (at: SimTime) => Sample;
  /** Keeps what a pod has used, because counters of the groups above it do not go down. */
  readonly podStopped: (pod: RunningPod, at: SimTime) => void;
};

export type RootGroupSettings = {
  readonly node: KubeletNode;
  readonly ports: KubeletPorts;
  /** The pods on the node, those that stopped before left out. */
  readonly running: () => readonly RunningPod[];
};

export function createRootGroup({ node, ports, running }: RootGroupSettings): RootGroup {
  const { name, startTime } = node;
  const startTimeSeconds = (startTime * 1000) / 1e9;
  const gone: UsageSum = { ...noUsage };

  const read = (at: SimTime): Usage => {
    const sum: UsageSum = {
      cpuNanoseconds: gone.cpuNanoseconds + systemCpu(startTime, at),
      workingSetBytes: systemMemoryBytes,
      throttledNanoseconds: gone.throttledNanoseconds,
      answeredRequests: gone.answeredRequests,
    };
    for (const { pod, addUsage } of running()) if (pod.startedAt <= at) addUsage(sum, at);
    return sum;
  };
  const looks = evictionMonitoring(startTime, ports.stream(`kubelet/${name}`));
  const sampler = createSampler(looks, read);

  let sample: Sample | undefined;
  let latest: NodeStats | undefined;
  const stats = (at: SimTime): NodeStats => {
    const current = sampler.latest(at);
    if (latest !== undefined && current === sample) return latest;
    sample = current;
    const { at: sampledAt, cpuNanoseconds, workingSetBytes } = current;
    const timestampMilliseconds = Math.floor(sampledAt / 1000);
    const cpuSeconds = cpuNanoseconds / 1e9;
    latest = { name, startTimeSeconds, timestampMilliseconds, cpuNanoseconds, cpuSeconds, workingSetBytes };
    return latest;
  };

  const pods = (at: SimTime): Sample => {
    const whole = sampler.latest(at);
    const cpuNanoseconds = whole.cpuNanoseconds - systemCpu(startTime, whole.at);
    return { ...whole, cpuNanoseconds, workingSetBytes: whole.workingSetBytes - systemMemoryBytes };
  };

  const podStopped = ({ addUsage }: RunningPod, at: SimTime): void => {
    // What was seen before now, and by whom ever, counts the pod as running.
    sampler.latest(at);
    sampler.nanocores();
    addUsage(gone, at);
  };

  return { usage: read, nextAt: looks.nextAt, stats, nanocores: sampler.nanocores, pods, podStopped };
}

const systemCpu = (startTime: SimTime, at: SimTime): number =>
  Math.floor((between(startTime, at) * systemNanocores) / 1_000_000);
