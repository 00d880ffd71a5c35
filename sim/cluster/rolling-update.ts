import type { Deployment } from "../kubernetes/workload.ts";
import { fencepostsOf } from "./fenceposts.ts";
import { byCreation, replicasOf, type SizedReplicaSet } from "./replica-set-order.ts";

type Spec = Pick<Deployment, "strategy" | "replicas">;

/** One change of a ReplicaSet's size. A plan may change one ReplicaSet twice. */
export type Resize<Sized> = { readonly replicaSet: Sized; readonly replicas: number };

/**
 * How many replicas the new ReplicaSet gets, while `total` is what all of them have: as many as the surge allows.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/util/deployment_util.go NewRSNewReplicas.
 */
export function newReplicaSetReplicas(spec: Spec, newReplicas: number, total: number): number {
  if (spec.strategy.type === "Recreate") return spec.replicas;
  const room = spec.replicas + fencepostsOf(spec).maxSurge - total;
  return room <= 0 ? newReplicas : newReplicas + Math.min(room, spec.replicas - newReplicas);
}

/**
 * What becomes of the new ReplicaSet in one step of a rolling update; undefined when it stays as it is.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/rolling.go reconcileNewReplicaSet.
 */
export function planNewReplicaSet<Sized extends SizedReplicaSet>(
  spec: Spec,
  newReplicaSet: Sized,
  old: readonly Sized[],
): Resize<Sized> | undefined {
  const current = newReplicaSet.replicas;
  if (current === spec.replicas) return undefined;
  const replicas =
    current > spec.replicas ? spec.replicas : newReplicaSetReplicas(spec, current, current + replicasOf(old));
  return replicas === current ? undefined : { replicaSet: newReplicaSet, replicas };
}

/**
 * What becomes of the old ReplicaSets in one step of a rolling update: first replicas go that are not available anyway,
 * then as many others as the available pods of all ReplicaSets allow.
 *
 * Nothing goes while the unavailable pods of the new ReplicaSet use up the room, and no available ones while a status
 * is behind.
 * Source: kubernetes v1.36.3 pkg/controller/deployment/rolling.go reconcileOldReplicaSets.
 */
export function planOldReplicaSets<Sized extends SizedReplicaSet>(
  spec: Spec,
  newReplicaSet: Sized,
  old: readonly Sized[],
): readonly Resize<Sized>[] {
  const active = old.filter(({ replicas }) => replicas > 0).toSorted(byCreation);
  if (active.length === 0) return [];
  const minAvailable = spec.replicas - fencepostsOf(spec).maxUnavailable;
  const newUnavailable = newReplicaSet.replicas - newReplicaSet.status.availableReplicas;
  const scaledDownMax = replicasOf(active) + newReplicaSet.replicas - minAvailable - newUnavailable;
  if (scaledDownMax <= 0) return [];

  const { resizes, isBehind } = cleanUpUnhealthy(active, scaledDownMax);
  if (isBehind) return resizes;
  const left = new Map(active.map((replicaSet) => [replicaSet, replicaSet.replicas]));
  for (const { replicaSet, replicas } of resizes) left.set(replicaSet, replicas);
  const available = [...active, newReplicaSet].reduce((sum, { status }) => sum + status.availableReplicas, 0);
  return [...resizes, ...scaleDown(left, available - minAvailable)];
}

type Cleanup<Sized> = {
  readonly resizes: readonly Resize<Sized>[];
  /** It ended early, at a ReplicaSet that still counts more available pods than it is to have. */
  readonly isBehind: boolean;
};

/**
 * Takes replicas that are not available, at most `countMax`, the oldest first.
 *
 * Source: the same file, cleanupUnhealthyReplicas.
 */
function cleanUpUnhealthy<Sized extends SizedReplicaSet>(active: readonly Sized[], countMax: number): Cleanup<Sized> {
  const resizes: Resize<Sized>[] = [];
  let taken = 0;
  for (const replicaSet of active) {
    if (taken >= countMax) break;
    const count = Math.min(countMax - taken, replicaSet.replicas - replicaSet.status.availableReplicas);
    if (count < 0) return { resizes, isBehind: true };
    if (count === 0) continue;
    resizes.push({ replicaSet, replicas: replicaSet.replicas - count });
    taken += count;
  }
  return { resizes, isBehind: false };
}

/** Takes any replicas, at most `countMax`. Source: the same file, scaleDownOldReplicaSetsForRollingUpdate. */
function scaleDown<Sized>(left: ReadonlyMap<Sized, number>, countMax: number): readonly Resize<Sized>[] {
  const resizes: Resize<Sized>[] = [];
  let taken = 0;
  for (const [replicaSet, size] of left) {
    if (taken >= countMax) break;
    const count = Math.min(countMax - taken, size);
    if (count === 0) continue;
    resizes.push({ replicaSet, replicas: size - count });
    taken += count;
  }
  return resizes;
}
