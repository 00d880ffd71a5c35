import { byCodeUnit } from "../kubernetes/object.ts";
import { type KubernetesVersion, type VersionHistory, valueIn } from "../version.ts";
import type { Rejection } from "./node-fit.ts";

/**
 * What the scheduler says before it tells of its preemption, which it has no victims for: all pods have one priority.
 */
const beforePreemption: VersionHistory<string> = {
  initially: "no new claims to deallocate, ",
  changes: [
    {
      since: "1.37.0",
      value: "",
      what: "the plugin of dynamic resources no longer says that a pod without resource claims has none",
      source: "kubernetes v1.37.0 pkg/scheduler/framework/plugins/dynamicresources/dynamicresources.go PostFilter",
    },
  ],
};

/**
 * Why no node takes a pod, as it stands in the event FailedScheduling and in the condition PodScheduled.
 *
 * Source: kubernetes v1.36.3 pkg/scheduler/framework/types.go FitError.Error, and framework/preemption/preemption.go
 * Preempt.
 */
export function unschedulableMessage(rejections: readonly Rejection[], version: KubernetesVersion): string {
  const nodes = rejections.length;
  if (nodes === 0) return "no nodes available to schedule pods";
  const preemption = rejections.map(({ unresolvable }) =>
    unresolvable ? "Preemption is not helpful for scheduling" : "No preemption victims found for incoming pod",
  );
  return (
    `0/${nodes} nodes are available: ${histogram(rejections.flatMap(({ reasons }) => reasons))}. ` +
    `${valueIn(beforePreemption, version)}preemption: 0/${nodes} nodes are available: ${histogram(preemption)}.`
  );
}

/** `1 Too many pods, 2 Insufficient cpu`: in the order of the text, counts included. */
function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort(byCodeUnit)
    .join(", ");
}
