import { add, type Int64 } from "../int64.ts";
import type { PodSpec, ResourceMilli } from "./pod.ts";

export type QosClass = "BestEffort" | "Burstable" | "Guaranteed";

/**
 * How a pod stands when its node runs short: by its own resources where it has some, otherwise by those of all its containers.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/v1/helper/qos/qos.go ComputePodQOS
 */
export function qosClassOf({ containers, initContainers, podRequests, podLimits }: PodSpec): QosClass {
  const isOfPod = podRequests !== undefined || podLimits !== undefined;
  const owners = isOfPod
    ? [{ requests: podRequests ?? new Map<string, Int64>(), limits: podLimits ?? new Map<string, Int64>() }]
    : [...containers, ...initContainers];
  const requests = total(owners.map((owner) => owner.requests));
  const limits = total(owners.map((owner) => owner.limits));
  if (requests.size === 0 && limits.size === 0) return "BestEffort";
  const isBound = owners.every(({ limits: own }) => resources.every((resource) => (own.get(resource) ?? 0) > 0));
  const isAlike = [...requests].every(([resource, amount]) => limits.get(resource) === amount);
  return isBound && isAlike && requests.size === limits.size ? "Guaranteed" : "Burstable";
}

const resources = ["cpu", "memory"] as const;

/** Amounts above zero of the resources that count. */
function total(amounts: readonly ResourceMilli[]): ResourceMilli {
  const sums = new Map<string, Int64>();
  for (const resource of resources) {
    for (const owner of amounts) {
      const amount = owner.get(resource) ?? 0;
      if (amount > 0) sums.set(resource, add(sums.get(resource) ?? 0, amount));
    }
  }
  return sums;
}
