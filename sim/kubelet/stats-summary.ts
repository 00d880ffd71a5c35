import type { ContainerStats } from "../kubernetes/stats.ts";
import { formatTimestamp } from "../kubernetes/timestamp.ts";
import { type SimTime, simTime } from "../units.ts";
import { memoryLimitOfContainer, memoryLimitOfPod } from "./control-groups.ts";
import type { Sample } from "./sampler.ts";
import type { KubeletView, PodOfView } from "./view.ts";

/** What `/stats/summary` says of one control group. */
type GroupNumbers = Pick<
  ContainerStats,
  "cpuNanocores" | "cpuNanoseconds" | "workingSetBytes" | "timestampMilliseconds"
>;

/** How much of it is told: with `only_cpu_and_memory=true` neither IO nor what is left out here anyway. */
type Extent = { readonly onlyCpuAndMemory: boolean };

/**
 * The body of `/stats/summary`, in the order of fields in which Go prints it.
 *
 * Left out: network, fs, runtime, rlimit, rootfs, logs, volume, ephemeral-storage, process_stats, and all system containers
 * but `pods`.
 * Source: k8s.io/kubelet v0.36.3 pkg/apis/stats/v1alpha1/types.go; kubernetes v1.36.3 pkg/kubelet/stats/helper.go
 */
export function statsSummary(view: KubeletView, extent: Extent): object {
  const { node, nodeStats, nodeNanocores, pods, podsGroup, podsNanocores } = view;
  const startTime = formatTimestamp(node.startTime);
  return {
    node: {
      nodeName: node.name,
      systemContainers: [
        {
          name: "pods",
          startTime,
          ...numbers(ofSample(podsGroup, podsNanocores), { ...extent, memoryLimit: node.memory, swapLimit: undefined }),
        },
      ],
      startTime,
      ...numbers({ ...nodeStats, cpuNanocores: nodeNanocores }, { ...extent, memoryLimit: node.memory, swapLimit: 0 }),
    },
    pods: pods.map((pod) => podSummary(pod, extent)),
  };
}

function podSummary({ pod, stats, group, groupNanocores }: PodOfView, extent: Extent): object {
  const { namespace, name, uid, startedAt } = pod;
  const startTime = formatTimestamp(startedAt);
  return {
    podRef: { name, namespace, uid },
    startTime,
    containers: stats.containers.map((container, index) => {
      const memoryLimit = memoryLimitOfContainer(pod.containers[index]!);
      return { name: container.container, startTime, ...numbers(container, { ...extent, memoryLimit, swapLimit: 0 }) };
    }),
    ...numbers(ofSample(group, groupNanocores), {
      ...extent,
      memoryLimit: memoryLimitOfPod(pod),
      swapLimit: undefined,
    }),
  };
}

const ofSample = ({ at, ...usage }: Sample, cpuNanocores: number | undefined): GroupNumbers => ({
  ...usage,
  cpuNanocores,
  timestampMilliseconds: Math.floor(at / 1000),
});

type GroupLimits = Extent & {
  /** Undefined when the control group has none, and what is available is not known. */
  readonly memoryLimit: number | undefined;
  readonly swapLimit: number | undefined;
};

function numbers(group: GroupNumbers, { onlyCpuAndMemory, memoryLimit, swapLimit }: GroupLimits): object {
  const time = formatTimestamp(timeOf(group));
  const { cpuNanocores = 0, cpuNanoseconds, workingSetBytes } = group;
  const io = onlyCpuAndMemory ? {} : { io: { time, psi: noPressure } };
  return {
    cpu: { time, usageNanoCores: cpuNanocores, usageCoreNanoSeconds: cpuNanoseconds, psi: noPressure },
    memory: {
      time,
      ...(memoryLimit === undefined ? {} : { availableBytes: Math.max(0, memoryLimit - workingSetBytes) }),
      usageBytes: workingSetBytes,
      workingSetBytes,
      rssBytes: workingSetBytes,
      pageFaults: 0,
      majorPageFaults: 0,
      psi: noPressure,
    },
    ...io,
    swap: { time, ...(swapLimit === undefined ? {} : { swapAvailableBytes: swapLimit }), swapUsageBytes: 0 },
  };
}

const timeOf = ({ timestampMilliseconds }: GroupNumbers): SimTime => simTime(timestampMilliseconds * 1000);

const noPressureData = { total: 0, avg10: 0, avg60: 0, avg300: 0 };
const noPressure = { full: noPressureData, some: noPressureData };
