import type { NodeStats } from "../kubernetes/stats.ts";
import { errorLine, type LogLine } from "./log.ts";
import type { MetricsBatch } from "./storage.ts";
import { isIncomplete, type NodeItem, nodeItem, type PodName } from "./usage.ts";

export type NodeName = Omit<PodName, "namespace">;

export type NodeStorage = {
  readonly store: (batch: MetricsBatch) => void;
  /** The item about a node; undefined when there is none. */
  readonly item: (node: NodeName) => NodeItem | undefined;
  readonly isReady: () => boolean;
};

/** What is stored of a node. It changes in place with every batch. */
type StoredNode = {
  last: NodeStats;
  /** What `last` is compared with. */
  prev: NodeStats | undefined;
  /** Worked out when somebody asks. */
  item: NodeItem | undefined;
  /** The batch that it was last seen in. */
  batch: number;
};

/**
 * Two samples of a node are compared; as long as the kubelet has nothing newer, they stay.
 *
 * The log line about a node that is left out names the node; upstream dumps the whole object.
 * Source: metrics-server v0.9.0 pkg/storage/node.go
 */
export function createNodeStorage(log: (line: LogLine) => void): NodeStorage {
  const nodes = new Map<string, StoredNode>();
  let batchNumber = 0;
  let isReady = false;

  const take = (name: string, stats: NodeStats): void => {
    if (isIncomplete(stats)) return;
    let stored = nodes.get(name);
    if (stored === undefined) {
      stored = { last: stats, prev: undefined, item: undefined, batch: batchNumber };
      nodes.set(name, stored);
    } else {
      compareNodeAnew(stored, stats);
      stored.batch = batchNumber;
    }
    if (stored.prev !== undefined) isReady = true;
  };

  return {
    store: (batch) => {
      batchNumber++;
      isReady = false;
      for (const { node, stats } of batch) take(node, stats.node);
      for (const [name, stored] of nodes) if (stored.batch !== batchNumber) nodes.delete(name);
    },
    item: ({ name, labels }) => {
      const stored = nodes.get(name);
      if (stored?.prev === undefined) return undefined;
      if (stored.item?.metrics.labels === labels) return stored.item;
      const item = nodeItem({ name, labels }, stored.last, stored.prev);
      if (typeof item === "string") {
        log(errorLine("Skipping node usage metric", { err: item, node: name }));
        return undefined;
      }
      stored.item = item;
      return item;
    },
    isReady: () => isReady,
  };
}

function compareNodeAnew(stored: StoredNode, stats: NodeStats): void {
  const { last, prev } = stored;
  if (stats === last) return;
  stored.last = stats;
  stored.item = undefined;
  if (stats.timestampMilliseconds > last.timestampMilliseconds) stored.prev = last;
  else if (prev !== undefined && prev.timestampMilliseconds >= stats.timestampMilliseconds) stored.prev = undefined;
}
