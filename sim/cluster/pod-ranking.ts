import { byCodeUnit } from "../kubernetes/object.ts";
import type { SimTime } from "../units.ts";
import type { ClusterPod } from "./records.ts";

/** A pod that may have to go, beside what the order depends on. */
export type RankedPod = {
  readonly pod: ClusterPod;
  /** Active pods of the same Deployment on its node, itself included. */
  readonly rank: number;
};

/**
 * The `count` pods that a ReplicaSet deletes when it has too many, in that order.
 *
 * `related` are the pods of all ReplicaSets of the same Deployment; none for a ReplicaSet without one.
 * Source: kubernetes v1.36.3 pkg/controller/replicaset/replica_set.go getPodsToDelete.
 */
export function podsToDelete<Pod extends ClusterPod>(
  pods: readonly Pod[],
  related: Iterable<ClusterPod>,
  { count, now }: { readonly count: number; readonly now: SimTime },
): readonly Pod[] {
  if (count >= pods.length) return pods;
  const onNode = new Map<string, number>();
  for (const pod of related) if (isActive(pod)) onNode.set(pod.node, (onNode.get(pod.node) ?? 0) + 1);
  return pods
    .map((pod) => ({ pod, rank: onNode.get(pod.node) ?? 0 }))
    .sort((a, b) => compareForDeletion(a, b, now) || byCodeUnit(a.pod.uid, b.pod.uid))
    .slice(0, count)
    .map(({ pod }) => pod);
}

/** Neither over nor being deleted. Source: kubernetes v1.36.3 pkg/controller/controller_utils.go IsPodActive. */
export const isActive = ({ phase, deleting }: ClusterPod): boolean =>
  phase !== "Succeeded" && phase !== "Failed" && !deleting;

/**
 * Negative when `a` is to be deleted before `b`, 0 when upstream has no preference: it then takes them as they come out
 * of a hash map, so the caller may break the tie as it likes.
 *
 * Ages are compared by the power of two (in nanoseconds) that they have reached, and pods of one such age by UID, so
 * that it is chance which goes. The order is not transitive. No container restarts in the model, so restarts are not
 * compared.
 * Source: kubernetes v1.36.3 pkg/controller/controller_utils.go ActivePodsWithRanks.
 */
export function compareForDeletion(a: RankedPod, b: RankedPod, now: SimTime): number {
  return (
    flag(isBound(a.pod)) - flag(isBound(b.pod)) ||
    phaseOrder(a.pod) - phaseOrder(b.pod) ||
    flag(isReady(a.pod)) - flag(isReady(b.pod)) ||
    deletionCost(a.pod) - deletionCost(b.pod) ||
    b.rank - a.rank ||
    (isReady(a.pod) && isReady(b.pod) ? compareAges(a, b, { now, since: "readyChangedAt" }) : 0) ||
    compareAges(a, b, { now, since: "creationTimestamp" })
  );
}

const flag = (is: boolean): number => (is ? 1 : 0);
const isBound = ({ node }: ClusterPod): boolean => node !== "";
const isReady = ({ ready }: ClusterPod): boolean => ready === "True";

const phaseOrder = ({ phase }: ClusterPod): number => (phase === "Running" ? 2 : phase === "Unknown" ? 1 : 0);

/** The annotation `controller.kubernetes.io/pod-deletion-cost`, an int32; anything else counts as 0. */
function deletionCost({ annotations }: ClusterPod): number {
  const text = annotations["controller.kubernetes.io/pod-deletion-cost"] ?? "";
  if (!/^(?:0|-\d+|[1-9]\d*)$/.test(text)) return 0;
  const cost = Number(text);
  return cost === (cost | 0) ? cost : 0;
}

type AgeQuestion = { readonly now: SimTime; readonly since: "readyChangedAt" | "creationTimestamp" };

function compareAges(a: RankedPod, b: RankedPod, { now, since }: AgeQuestion): number {
  const [from, to] = [a.pod[since], b.pod[since]];
  if (from === to) return 0;
  return logarithmicRank(now - from) - logarithmicRank(now - to) || byCodeUnit(a.pod.uid, b.pod.uid);
}

/** ⌊log2 of the age in nanoseconds⌋, and −1 for none. Source: the same file, logarithmicRankDiff. */
function logarithmicRank(ageMicroseconds: number): number {
  const nanoseconds = ageMicroseconds * 1000;
  if (nanoseconds <= 0) return -1;
  const high = Math.floor(nanoseconds / 4_294_967_296);
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(nanoseconds);
}
