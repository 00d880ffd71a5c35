import type { Labels } from "../kubernetes/object.ts";
import type { PodSpec } from "../kubernetes/pod.ts";
import type { NodeRecord } from "./nodes.ts";
import type { PodResources } from "./pod-resources.ts";

/** Why a pod cannot go to a node. */
export type Rejection = {
  readonly by: "NodeAffinity" | "NodeResourcesFit";
  /** Upstream's texts. */
  readonly reasons: readonly string[];
  /** No pod less on the node would help. */
  readonly unresolvable: boolean;
};

/**
 * Whether the node takes the pod; undefined when it does.
 *
 * Of the scheduler's filters the model has the node selector and the resources.
 * Source: kubernetes v1.36.3 pkg/scheduler/framework/plugins/nodeaffinity and noderesources/fit.go fitsRequest.
 */
export function rejectionOf(spec: PodSpec, resources: PodResources, node: NodeRecord): Rejection | undefined {
  return hasLabels(node.labels, spec.nodeSelector) ? lacksResources(resources, node) : selectorRejection;
}

/** The same by the resources alone. */
export function lacksResources(resources: PodResources, node: NodeRecord): Rejection | undefined {
  const { allocatable, requested, pods } = node;
  const { cpu, memory } = resources.requested;
  const tooManyPods = pods.length + 1 > allocatable.pods;
  const lacksCpu = cpu > 0 && cpu > allocatable.cpu - requested.cpu;
  const lacksMemory = memory > 0 && memory > allocatable.memory - requested.memory;
  const lacksOther = resources.unavailable.length > 0;
  if (!tooManyPods && !lacksCpu && !lacksMemory && !lacksOther) return undefined;
  const unresolvable = lacksOther || cpu > allocatable.cpu || memory > allocatable.memory;
  return {
    by: "NodeResourcesFit",
    reasons: [
      ...(tooManyPods ? ["Too many pods"] : []),
      ...(lacksCpu ? ["Insufficient cpu"] : []),
      ...(lacksMemory ? ["Insufficient memory"] : []),
      ...resources.unavailable.map((name) => `Insufficient ${name}`),
    ],
    unresolvable,
  };
}

const selectorRejection: Rejection = {
  by: "NodeAffinity",
  reasons: ["node(s) didn't match Pod's node affinity/selector"],
  unresolvable: true,
};

/** Whether a node has every label that a node selector names. */
export function hasLabels(labels: Labels, selector: Labels): boolean {
  for (const key in selector) if (labels[key] !== selector[key]) return false;
  return true;
}
