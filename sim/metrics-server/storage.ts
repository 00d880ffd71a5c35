import type { KubeletStats } from "../kubernetes/stats.ts";
import type { Duration } from "../units.ts";
import { type LogLine, logText } from "./log.ts";
import { createNodeStorage, type NodeName } from "./node-storage.ts";
import { createPodStorage } from "./pod-storage.ts";
import type { NodeItem, PodItem, PodName } from "./usage.ts";

/** What the kubelets said in one round of scrapes, in the order in which they answered. Those that failed are not there. */
export type MetricsBatch = readonly { readonly node: string; readonly stats: KubeletStats }[];

/** The last two samples of every container and node, and what is answered from them. */
export type Storage = {
  /** Takes a batch. What it does not have is forgotten. */
  readonly store: (batch: MetricsBatch) => void;
  /** The item about a pod, worked out when its numbers were stored; undefined when there is none. */
  readonly pod: (pod: PodName) => PodItem | undefined;
  readonly node: (node: NodeName) => NodeItem | undefined;
  /** Some node can be answered. */
  readonly nodesReady: () => boolean;
  /** Some container can be compared with something. */
  readonly podsReady: () => boolean;
};

export type StorageSettings = {
  readonly metricResolution: Duration;
  readonly log: (line: LogLine) => void;
};

/** An empty storage. Source: metrics-server v0.9.0 pkg/storage/storage.go */
export function createStorage({ metricResolution, log }: StorageSettings): Storage {
  const pods = createPodStorage({ resolutionNanoseconds: metricResolution * 1000, log });
  const nodes = createNodeStorage(log);
  const announce = createReadinessLog(log);
  return {
    store: (batch) => {
      nodes.store(batch);
      pods.store(batch);
      announce(nodes.isReady(), pods.isReady());
    },
    pod: pods.item,
    node: nodes.item,
    nodesReady: nodes.isReady,
    podsReady: pods.isReady,
  };
}

/** Says so when nodes or pods begin or cease to have metrics. */
function createReadinessLog(log: (line: LogLine) => void): (nodeMetrics: boolean, podMetrics: boolean) => void {
  let hadNodes = false;
  let hadPods = false;
  return (nodeMetrics, podMetrics) => {
    if (nodeMetrics === hadNodes && podMetrics === hadPods) return;
    hadNodes = nodeMetrics;
    hadPods = podMetrics;
    const message = readinessMessage(nodeMetrics, podMetrics);
    log({ severity: "info", verbosity: 2, text: logText(message, { nodeMetrics, podMetrics }) });
  };
}

function readinessMessage(nodeMetrics: boolean, podMetrics: boolean): string {
  if (nodeMetrics && podMetrics) return "Metric storage is ready";
  if (nodeMetrics) {
    return "Metric storage is not ready, pod metrics are missing, this may indicate a container-runtime or kubelet issue";
  }
  if (podMetrics) return "Metric storage is not ready, node metrics are missing, this may indicate a kubelet issue";
  return "Metric storage is not ready";
}
