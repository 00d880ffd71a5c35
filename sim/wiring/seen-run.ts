import { defaultPodLifecycle } from "../cluster/pod-lifecycle.ts";
import { type ObjectReference, objectKey } from "../kubernetes/object.ts";
import type { PodLifecycle } from "../scenario.ts";
import type { Duration } from "../units.ts";
import type { Models } from "./models.ts";

/**
 * What is chance in a run, or the business of its machines, as it came out in another run of the same scenario.
 *
 * So the two can be compared: what differs then is no chance. Whatever is absent here is as in any run.
 */
export type SeenRun = {
  /** From the start of the run to the first round of metrics-server. */
  readonly firstScrapeAfter?: Duration;
  /** The pods of each workload, by `namespace/name`, in the order of their creation. Those after them are as the scenario says. */
  readonly pods: ReadonlyMap<string, readonly PodLifecycle[]>;
};

/** How the next pod of a workload behaves: asked once for each, in the order of their creation. */
export function lifecyclesAsSeen(models: Models, { pods }: SeenRun): (workload: ObjectReference) => PodLifecycle {
  const created = new Map<string, number>();
  return (workload) => {
    const key = objectKey(workload);
    const index = created.get(key) ?? 0;
    created.set(key, index + 1);
    return pods.get(key)?.[index] ?? models.lifecycleOf(workload) ?? defaultPodLifecycle;
  };
}
