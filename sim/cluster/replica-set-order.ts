import { byCodeUnit } from "../kubernetes/object.ts";
import type { ReplicaSetRecord } from "./records.ts";

/** What a Deployment reads of its ReplicaSets to decide on their sizes. */
export type SizedReplicaSet = Pick<
  ReplicaSetRecord,
  "reference" | "creationTimestamp" | "replicas" | "desiredReplicas" | "maxReplicas"
> & { readonly status: Pick<ReplicaSetRecord["status"], "availableReplicas"> };

/** The sum of what they are to have. */
export const replicasOf = (replicaSets: readonly SizedReplicaSet[]): number =>
  replicaSets.reduce((sum, { replicas }) => sum + replicas, 0);

export const activeOf = <Sized extends SizedReplicaSet>(replicaSets: readonly Sized[]): readonly Sized[] =>
  replicaSets.filter(({ replicas }) => replicas > 0);

/** Older first, by whole seconds, then by name. Source: kubernetes v1.36.3 pkg/controller/controller_utils.go. */
export const byCreation = (a: SizedReplicaSet, b: SizedReplicaSet): number =>
  a.creationTimestamp - b.creationTimestamp || byCodeUnit(a.reference.name, b.reference.name);

/** Larger first, then older. Source: the same file, ReplicaSetsBySizeOlder. */
export const bySizeOlder = (a: SizedReplicaSet, b: SizedReplicaSet): number =>
  b.replicas - a.replicas || byCreation(a, b);

/** Larger first, then newer. Source: the same file, ReplicaSetsBySizeNewer. */
export const bySizeNewer = (a: SizedReplicaSet, b: SizedReplicaSet): number =>
  b.replicas - a.replicas || byCreation(b, a);
