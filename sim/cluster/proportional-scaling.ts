import type { Deployment } from "../kubernetes/workload.ts";
import { fencepostsOf } from "./fenceposts.ts";
import {
  activeOf,
  byCreation,
  bySizeNewer,
  bySizeOlder,
  replicasOf,
  type SizedReplicaSet,
} from "./replica-set-order.ts";

type Spec = Pick<Deployment, "strategy" | "replicas">;

export type ScaleInput<Sized> = {
  readonly spec: Spec;
  /** `status.replicas` of the Deployment. */
  readonly statusReplicas: number;
  readonly newReplicaSet: Sized | undefined;
  readonly old: readonly Sized[];
};

/** What a ReplicaSet is to have after the Deployment was scaled. */
export type Share<Sized> = {
  readonly replicaSet: Sized;
  readonly replicas: number;
  /** Also note the Deployment's new size on a ReplicaSet that keeps its own. */
  readonly note: boolean;
};

/**
 * Follows a change of the Deployment's size, also in the middle of a rollout or while it is paused.
 *
 * With one active ReplicaSet (or none: the newest) that one takes it all. Once the new one is full, the old ones go. In
 * mid-rollout everybody is scaled in proportion, so that the rollout is neither hastened nor turned back.
 * Source: kubernetes v1.36.3 pkg/controller/deployment/sync.go scale.
 */
export function planScale<Sized extends SizedReplicaSet>(input: ScaleInput<Sized>): readonly Share<Sized>[] {
  const { spec, newReplicaSet, old } = input;
  const newestFirst = old.toSorted((a, b) => byCreation(b, a));
  const all = newReplicaSet ? [...newestFirst, newReplicaSet] : newestFirst;
  const active = activeOf(all);
  const only = active.length > 1 ? undefined : (active[0] ?? newReplicaSet ?? newestFirst[0]);
  if (only) return [{ replicaSet: only, replicas: spec.replicas, note: false }];
  if (newReplicaSet && isSaturated(spec, newReplicaSet)) {
    return activeOf(newestFirst).map((replicaSet) => ({ replicaSet, replicas: 0, note: false }));
  }
  return spec.strategy.type === "RollingUpdate" ? shareOut(input, active) : [];
}

/** Source: kubernetes v1.36.3 pkg/controller/deployment/util/deployment_util.go IsSaturated. */
const isSaturated = ({ replicas }: Spec, replicaSet: SizedReplicaSet): boolean =>
  replicaSet.replicas === replicas &&
  replicaSet.desiredReplicas === replicas &&
  replicaSet.status.availableReplicas === replicas;

function shareOut<Sized extends SizedReplicaSet>(
  { spec, statusReplicas }: ScaleInput<Sized>,
  active: readonly Sized[],
): readonly Share<Sized>[] {
  const allowed = spec.replicas > 0 ? spec.replicas + fencepostsOf(spec).maxSurge : 0;
  const toAdd = allowed - replicasOf(active);
  const largestFirst = toAdd > 0 ? active.toSorted(bySizeNewer) : toAdd < 0 ? active.toSorted(bySizeOlder) : active;
  let added = 0;
  const shares = largestFirst.map((replicaSet) => {
    const left = toAdd - added;
    const fraction = toAdd === 0 || left === 0 ? 0 : fractionOf(replicaSet, spec, statusReplicas);
    const share = toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
    added += share;
    return { replicaSet, replicas: replicaSet.replicas + share, note: true };
  });
  // What rounding has left over goes to the largest.
  return shares.map((share, index) =>
    index === 0 && toAdd !== 0 ? { ...share, replicas: Math.max(0, share.replicas + toAdd - added) } : share,
  );
}

/**
 * What a ReplicaSet gains or loses when all grow or shrink alike, from the Deployment's largest size before to that
 * now.
 *
 * Source: the same file, getReplicaSetFraction.
 */
function fractionOf(replicaSet: SizedReplicaSet, spec: Spec, statusReplicas: number): number {
  if (spec.replicas === 0) return -replicaSet.replicas;
  const before = replicaSet.maxReplicas || statusReplicas;
  if (before === 0) return 0;
  const now = spec.replicas + fencepostsOf(spec).maxSurge;
  return Math.round((replicaSet.replicas * now) / before) - replicaSet.replicas;
}
