import type { EventHandle } from "../kernel/event-queue.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { objectKey } from "../kubernetes/object.ts";
import type { PodSpec } from "../kubernetes/pod.ts";
import type { KubernetesVersion } from "../version.ts";
import { hasLabels, lacksResources, type Rejection, rejectionOf } from "./node-fit.ts";
import { resourceScore } from "./node-score.ts";
import type { NodeRecord, NodeStore } from "./nodes.ts";
import type { PodStore } from "./pod-store.ts";
import type { Recorder } from "./recorder.ts";
import type { PodRecord } from "./records.ts";
import { createSchedulingQueue, type Waiting } from "./scheduling-queue.ts";
import { type SpreadCounts, spreadScores } from "./topology-spread.ts";
import { unschedulableMessage } from "./unschedulable-message.ts";

export type SchedulerSettings = {
  readonly kernel: Kernel;
  readonly version: KubernetesVersion;
  readonly pods: PodStore;
  readonly nodes: NodeStore;
  readonly spread: SpreadCounts;
  readonly record: Recorder;
};

export type Scheduler = {
  /** Nodes came: tries those pods again that may fit on one of them. */
  readonly nodesAdded: (nodes: readonly NodeRecord[]) => void;
};

/**
 * Binds each pod to the best node that takes it, in the instant in which it was created or room was made.
 *
 * Source: kubernetes v1.36.3 pkg/scheduler, with the default plugins as far as the node selector, resources and the
 * default spreading go. All pods have one priority, so none is preempted, and nodes know no images.
 */
export function createScheduler(settings: SchedulerSettings): Scheduler {
  const { kernel, pods, nodes } = settings;
  const queue = createSchedulingQueue(kernel.now);
  const place = createPlacement(settings);
  let isWoken = false;
  let timer: EventHandle | undefined;

  const run = (): void => {
    isWoken = false;
    place(queue.takeAll(), queue.putAside);
    const at = timer === undefined ? queue.retryAt() : undefined;
    if (at === undefined) return;
    timer = kernel.at(at, () => {
      timer = undefined;
      queue.retry(queue.isOverdue);
      run();
    });
  };

  const wake = (): void => {
    if (isWoken) return;
    isWoken = true;
    kernel.at(kernel.now(), run);
  };

  pods.changes.subscribe((pod, change) => {
    if (change === "created") {
      queue.add(pod);
      wake();
    } else if (change === "gone") {
      queue.remove(pod);
      // A pod less on a node helps those that lacked resources, not those that no node's labels suit.
      const isHelped = ({ rejectedBy }: Waiting): boolean => rejectedBy.has("NodeResourcesFit");
      if (pod.node !== "" && queue.retry(isHelped)) wake();
    }
  });

  const nodesAdded = (added: readonly NodeRecord[]): void => {
    const isHelped = ({ pod: { spec }, rejectedBy }: Waiting): boolean =>
      added.some(
        (node) =>
          (rejectedBy.has("NodeAffinity") && hasLabels(node.labels, spec.nodeSelector)) ||
          (rejectedBy.has("NodeResourcesFit") && !lacksResources(nodes.resourcesOf(spec), node)),
      );
    if (queue.retry(isHelped)) wake();
  };

  return { nodesAdded };
}

/** Places pods one after the other; those without a node are handed to `putAside`. */
type Placement = (
  turns: readonly Waiting[],
  putAside: (waiting: Waiting, rejections: readonly Rejection[]) => void,
) => void;

function createPlacement(settings: SchedulerSettings): Placement {
  const { pods, record, version } = settings;
  /** Where the search for nodes goes on with the next pod. */
  let searchFrom = 0;

  return (turns, putAside) => {
    // As long as no pod is bound, pods of one spec fail for the same reasons.
    const failures = new Map<PodSpec, { readonly rejections: readonly Rejection[]; readonly message: string }>();
    for (const waiting of turns) {
      const { pod } = waiting;
      let failure = failures.get(pod.spec);
      if (!failure) {
        const search = findNodes(pod, searchFrom, settings);
        searchFrom = search.searchNext;
        const best = chooseNode(pod, search.feasible, settings);
        if (best) {
          pods.bind(pod, best.name);
          const message = `Successfully assigned ${objectKey(pod)} to ${best.name}`;
          record(pod.reference, { reason: "Scheduled", message });
          failures.clear();
          continue;
        }
        failure = { rejections: search.rejections, message: unschedulableMessage(search.rejections, version) };
        failures.set(pod.spec, failure);
      }
      putAside(waiting, failure.rejections);
      record(pod.reference, { type: "Warning", reason: "FailedScheduling", message: failure.message });
      pods.setScheduled(pod, { status: "False", reason: "Unschedulable", message: failure.message });
    }
  };
}

type Search = {
  readonly feasible: readonly NodeRecord[];
  readonly rejections: readonly Rejection[];
  readonly searchNext: number;
};

/**
 * Looks at nodes from where the last search ended until enough take the pod.
 *
 * Source: schedule_one.go findNodesThatPassFilters.
 */
function findNodes({ spec }: PodRecord, searchFrom: number, { nodes }: SchedulerSettings): Search {
  const all = nodes.nodes();
  const resources = nodes.resourcesOf(spec);
  const enough = feasibleEnough(all.length);
  const feasible: NodeRecord[] = [];
  const rejections: Rejection[] = [];
  for (let offset = 0; offset < all.length && feasible.length < enough; offset++) {
    const node = all[(searchFrom + offset) % all.length]!;
    const rejection = rejectionOf(spec, resources, node);
    if (rejection) rejections.push(rejection);
    else feasible.push(node);
  }
  const looked = feasible.length + rejections.length;
  return { feasible, rejections, searchNext: all.length === 0 ? 0 : (searchFrom + looked) % all.length };
}

const feasibleMin = 100;

/** In large clusters a share of the nodes is enough. Source: the same file, numFeasibleNodesToFind. */
function feasibleEnough(nodes: number): number {
  if (nodes < feasibleMin) return nodes;
  const percentage = Math.max(5, 50 - Math.trunc(nodes / 125));
  return Math.max(feasibleMin, Math.trunc((nodes * percentage) / 100));
}

/** The best of the nodes, any of them when several are equally good. Source: the same file, prioritizeNodes. */
function chooseNode(
  pod: PodRecord,
  feasible: readonly NodeRecord[],
  settings: SchedulerSettings,
): NodeRecord | undefined {
  if (feasible.length <= 1) return feasible[0];
  const { nodes, spread, kernel } = settings;
  const resources = nodes.resourcesOf(pod.spec);
  const counts = spread.countsFor(pod);
  const spreading = counts && spreadScores({ pod, counts, feasible, all: nodes.nodes() });
  let best: NodeRecord[] = [];
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const [index, node] of feasible.entries()) {
    const score = resourceScore(resources, node) + spreadWeight * (spreading?.[index] ?? 0);
    if (score < bestScore) continue;
    if (score > bestScore) best = [];
    bestScore = score;
    best.push(node);
  }
  if (best.length === 1) return best[0];
  return best[kernel.stream(`cluster/scheduler/${objectKey(pod.workload)}`).below(best.length)];
}

/** The two scores by resources weigh 1 each. Source: kubernetes v1.36.3 pkg/scheduler/apis/config/v1/default_plugins.go. */
const spreadWeight = 2;
