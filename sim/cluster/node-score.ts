import type { NodeRecord } from "./nodes.ts";
import type { Amounts, PodResources } from "./pod-resources.ts";

const scoreMax = 100;

/**
 * How good a node is for a pod by its resources: the larger the better.
 *
 * Source: kubernetes v1.36.3 pkg/scheduler/framework/plugins/noderesources, with the default strategy and weights.
 */
export function resourceScore({ requested, scored }: PodResources, node: NodeRecord): number {
  const { allocatable, nonZero } = node;
  const least = leastAllocated(nonZero.cpu + scored.cpu, nonZero.memory + scored.memory, allocatable);
  // A pod that requests nothing would otherwise always go where it balances best.
  if (requested.cpu === 0 && requested.memory === 0) return least;
  const before = balance(node.requested.cpu, node.requested.memory, allocatable);
  const after = balance(node.requested.cpu + requested.cpu, node.requested.memory + requested.memory, allocatable);
  return least + scoreMax / 2 + Math.trunc((scoreMax / 2 + after - before) / 2);
}

/**
 * Mean of what stays free, in percent; a resource that the node does not have is left out.
 *
 * Source: the same package, least_allocated.go.
 */
function leastAllocated(cpu: number, memory: number, allocatable: Amounts): number {
  const weight = (allocatable.cpu > 0 ? 1 : 0) + (allocatable.memory > 0 ? 1 : 0);
  return weight === 0
    ? 0
    : Math.trunc((freePercent(cpu, allocatable.cpu) + freePercent(memory, allocatable.memory)) / weight);
}

const freePercent = (requested: number, allocatable: number): number =>
  allocatable === 0 || requested > allocatable ? 0 : Math.trunc(((allocatable - requested) * scoreMax) / allocatable);

/**
 * How alike the resources are used: 100 for equally, 50 when one is used up and the other free.
 *
 * Source: balanced_allocation.go.
 */
function balance(cpu: number, memory: number, allocatable: Amounts): number {
  if (allocatable.cpu === 0 || allocatable.memory === 0) return scoreMax;
  const cpuShare = Math.min(1, cpu / allocatable.cpu);
  const memoryShare = Math.min(1, memory / allocatable.memory);
  return Math.trunc((1 - Math.abs((cpuShare - memoryShare) / 2)) * scoreMax);
}
