import type { Labels } from "../kubernetes/object.ts";
import type { PodStats } from "../kubernetes/stats.ts";
import { errorLine, type LogLine } from "./log.ts";
import type { MetricsBatch } from "./storage.ts";
import { compareAnew, newContainer, type StoredContainer } from "./stored-container.ts";
import { isIncomplete, type PodItem, type PodName, podItem } from "./usage.ts";

export type PodStorage = {
  readonly store: (batch: MetricsBatch) => void;
  /** The item about a pod, worked out when its numbers were stored; undefined when there is none. */
  readonly item: (pod: PodName) => PodItem | undefined;
  readonly isReady: () => boolean;
};

export type PodStorageSettings = { readonly resolutionNanoseconds: number; readonly log: (line: LogLine) => void };

/** What is stored of a pod. It changes in place with every batch. */
type StoredPod = {
  stats: PodStats;
  containers: StoredContainer[];
  /** How many of its containers can be compared with something. */
  comparable: "all" | "some" | "none";
  item: PodItem | undefined;
  /** The batch that it was last seen in. */
  batch: number;
};

/** Source: metrics-server v0.9.0 pkg/storage/pod.go */
export function createPodStorage({ resolutionNanoseconds, log }: PodStorageSettings): PodStorage {
  const namespaces = new Map<string, Map<string, StoredPod>>();
  let storedCount = 0;
  let batchNumber = 0;
  let isReady = false;

  /** Whether the pod was taken. */
  const take = (stats: PodStats): boolean => {
    const known = namespaces.get(stats.namespace)?.get(stats.name);
    if (known?.batch === batchNumber) {
      log(errorLine("Got duplicate pod point", { pod: `${stats.namespace}/${stats.name}` }));
      return false;
    }
    // With nothing newer from the kubelet nothing changes, except that a lone container gets compared with the year 1.
    const isSame = known?.stats === stats && known.comparable !== "some";
    if (!isSame && stats.containers.some(isIncomplete)) return false;
    const pod = known ?? emptyPod(stats);
    if (known === undefined) {
      put(namespaces, pod);
      storedCount++;
    }
    if (!isSame) update(pod, stats, resolutionNanoseconds);
    pod.batch = batchNumber;
    if (pod.comparable !== "none") isReady = true;
    return true;
  };

  const forgetOthers = (): void => {
    for (const pods of namespaces.values()) {
      for (const [name, { batch }] of pods) if (batch !== batchNumber) pods.delete(name);
    }
  };

  return {
    store: (batch) => {
      batchNumber++;
      isReady = false;
      let taken = 0;
      for (const { stats } of batch) for (const pod of stats.pods) if (take(pod)) taken++;
      if (taken < storedCount) forgetOthers();
      storedCount = taken;
    },
    item: ({ namespace, name, labels }) => {
      const stored = namespaces.get(namespace)?.get(name);
      if (stored?.item === undefined) return undefined;
      for (const { container, error } of stored.item.skipped) {
        log(errorLine("Skipping container usage metric", { err: error, container, pod: `${namespace}/${name}` }));
      }
      if (stored.item.metrics.labels !== labels) stored.item = withLabels(stored.item, labels);
      return stored.item;
    },
    isReady: () => isReady,
  };
}

const emptyPod = (stats: PodStats): StoredPod => ({
  stats,
  containers: [],
  comparable: "none",
  item: undefined,
  batch: 0,
});

function put(namespaces: Map<string, Map<string, StoredPod>>, pod: StoredPod): void {
  const { namespace, name } = pod.stats;
  const pods = namespaces.get(namespace);
  if (pods) pods.set(name, pod);
  else namespaces.set(namespace, new Map([[name, pod]]));
}

function update(pod: StoredPod, stats: PodStats, resolutionNanoseconds: number): void {
  const rules = { resolutionNanoseconds, podWasComparable: pod.comparable !== "none" };
  pod.stats = stats;
  if (isInOrder(pod.containers, stats)) {
    for (let index = 0; index < pod.containers.length; index++) {
      compareAnew(pod.containers[index]!, stats.containers[index]!, rules);
    }
  } else {
    pod.containers = stats.containers.map((container) => {
      const known = pod.containers.find(({ last }) => last.container === container.container);
      if (known === undefined) return newContainer(container, resolutionNanoseconds);
      compareAnew(known, container, rules);
      return known;
    });
  }
  pod.comparable = countComparable(pod.containers);
  const labels = pod.item?.metrics.labels ?? noLabels;
  const { namespace, name } = stats;
  pod.item = pod.comparable === "all" ? podItem({ namespace, name, labels }, pod.containers) : undefined;
}

function isInOrder(stored: readonly StoredContainer[], { containers }: PodStats): boolean {
  if (stored.length !== containers.length) return false;
  for (let index = 0; index < stored.length; index++) {
    if (stored[index]!.last.container !== containers[index]!.container) return false;
  }
  return true;
}

function countComparable(containers: readonly StoredContainer[]): StoredPod["comparable"] {
  let count = 0;
  for (const { comparison } of containers) if (comparison !== "nothing") count++;
  return count === 0 ? "none" : count < containers.length ? "some" : "all";
}

const noLabels: Labels = {};

const withLabels = (item: PodItem, labels: Labels): PodItem => ({ ...item, metrics: { ...item.metrics, labels } });
