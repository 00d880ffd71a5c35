import type { ContainerStats, PodStats } from "../kubernetes/stats.ts";
import { type SimTime, simTime } from "../units.ts";
import { housekeeping } from "./housekeeping.ts";
import type { KubeletPod, KubeletPorts } from "./ports.ts";
import { createRunningContainer } from "./running-container.ts";
import { createSampler, noUsage, type Sampler, type UsageSum } from "./sampler.ts";

/** A pod on the node, with what housekeeping knows of it. Instants never go back from one call to the next. */
export type RunningPod = {
  readonly pod: KubeletPod;
  /** Adds what its containers have used by an instant. */
  readonly addUsage: (sum: UsageSum, at: SimTime) => void;
  /** Until when the samples that were last asked for are the last ones. */
  readonly validUntil: () => SimTime;
  /** The last samples of its containers: the same value until there is a newer one. */
  readonly stats: (at: SimTime) => PodStats;
  /** The last sample of the pod's own control group, which is looked at at other times than its containers. */
  readonly group: Sampler;
};

export type RunningPodSettings = { readonly node: string; readonly pod: KubeletPod; readonly ports: KubeletPorts };

export function createRunningPod({ node, pod, ports }: RunningPodSettings): RunningPod {
  const { namespace, name, uid, startedAt } = pod;
  const podStream = `kubelet/${node}/${namespace}/${name}`;
  const containers = pod.containers.map((spec) =>
    createRunningContainer({ pod, spec, ports, streamName: `${podStream}/${spec.name}` }),
  );

  const addUsage = (sum: UsageSum, at: SimTime): void => {
    for (const container of containers) container.addUsage(sum, at);
  };
  const group = createSampler(housekeeping(startedAt, ports.stream(podStream)), (at) => {
    const sum: UsageSum = { ...noUsage };
    addUsage(sum, at);
    return sum;
  });

  let validUntil = startedAt;
  let latest: PodStats | undefined;
  const stats = (at: SimTime): PodStats => {
    if (latest !== undefined && at < validUntil) return latest;
    let soonest = Infinity;
    const sampled: ContainerStats[] = [];
    for (const container of containers) {
      sampled.push(container.stats(at));
      soonest = Math.min(soonest, container.validUntil(at));
    }
    validUntil = simTime(soonest);
    latest = { namespace, name, uid, containers: sampled };
    return latest;
  };

  return { pod, addUsage, validUntil: () => validUntil, stats, group };
}
