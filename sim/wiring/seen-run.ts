import { objectKey } from "../kubernetes/object.ts";
import type { PodLifecycle } from "../scenario.ts";
import type { Duration } from "../units.ts";
import type { Models } from "./models.ts";

/**
 * What is chance in a run, or the business of its machines, as it came out in another run of the same scenario.
 *
 * So the two can be compared: what differs then is no chance. Whatever is absent here is as in any run.
 */
export type SeenRun = {
  readonly metricsServer: SeenMetricsServer;
  /** The pods of each workload, by `namespace/name`, in the order of their creation. Those after them are as the scenario says. */
  readonly pods: ReadonlyMap<string, readonly PodLifecycle[]>;
};

export type SeenMetricsServer = {
  /** From the start of the run to the first round of the process that was there before. */
  readonly firstScrapeAfter?: Duration;
  /** The pod that took the place of the first one; `readyAfter` is when it begins to scrape. */
  readonly newPod?: PodLifecycle;
};

/** How the next pod of a workload behaves: asked once for each, in the order of their creation. */
export function lifecyclesAsSeen({ lifecycleOf }: Models, seen: SeenRun | undefined): Models["lifecycleOf"] {
  if (seen === undefined) return lifecycleOf;
  const created = new Map<string, number>();
  return (workload) => {
    const key = objectKey(workload);
    const index = created.get(key) ?? 0;
    created.set(key, index + 1);
    return seen.pods.get(key)?.[index] ?? lifecycleOf(workload);
  };
}
