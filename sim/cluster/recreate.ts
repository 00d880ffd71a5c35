import type { ReplicaSetRecord } from "./records.ts";

/**
 * Whether anything of the old ReplicaSets may still run: pods that they count, and pods that are terminating.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/recreate.go oldPodsRunning.
 */
export const oldPodsRunning = (old: readonly ReplicaSetRecord[]): boolean =>
  old.some(({ status, pods }) => status.replicas > 0 || [...pods].some((pod) => !isTerminal(pod.phase)));

const isTerminal = (phase: string): boolean => phase === "Succeeded" || phase === "Failed";
