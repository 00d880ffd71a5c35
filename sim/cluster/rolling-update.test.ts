import { expect, test } from "vitest";
import type { IntOrPercent } from "../kubernetes/workload.ts";
import { simTime } from "../units.ts";
import type { SizedReplicaSet } from "./replica-set-order.ts";
import { newReplicaSetReplicas, planNewReplicaSet, planOldReplicaSets } from "./rolling-update.ts";

const rollingUpdate = (maxSurge: IntOrPercent, maxUnavailable: IntOrPercent) =>
  ({ type: "RollingUpdate", maxSurge, maxUnavailable }) as const;

const sized = (name: string, replicas: number, availableReplicas = replicas): SizedReplicaSet => ({
  reference: { kind: "ReplicaSet", namespace: "default", name },
  creationTimestamp: simTime(0),
  replicas,
  desiredReplicas: undefined,
  maxReplicas: undefined,
  status: { availableReplicas },
});

const steps = (
  resizes: readonly { readonly replicaSet: SizedReplicaSet; readonly replicas: number }[],
): readonly string[] => resizes.map(({ replicaSet, replicas }) => `${replicaSet.reference.name} ${replicas}`);

// Source: kubernetes v1.36.3 pkg/controller/deployment/util/deployment_util_test.go TestNewRSNewReplicas; 5 replicas
// exist in all.
test.each([
  { replicas: 1, newReplicas: 5, maxSurge: 1, expected: 5 },
  { replicas: 6, newReplicas: 2, maxSurge: 10, expected: 6 },
])(
  "gives a new ReplicaSet of $newReplicas of $replicas replicas $expected",
  ({ replicas, newReplicas, maxSurge, expected }) => {
    const strategy = rollingUpdate({ count: maxSurge }, { count: 1 });
    expect(newReplicaSetReplicas({ strategy, replicas }, newReplicas, 5)).toBe(expected);
  },
);

test("gives a new ReplicaSet of Recreate all replicas", () => {
  expect(newReplicaSetReplicas({ strategy: { type: "Recreate" }, replicas: 3 }, 1, 5)).toBe(3);
});

// Source: kubernetes v1.36.3 pkg/controller/deployment/rolling_test.go TestDeploymentController_reconcileNewReplicaSet.
test.each([
  { maxSurge: 0, old: 10, newReplicas: 0, expected: undefined },
  { maxSurge: 2, old: 10, newReplicas: 0, expected: 2 },
  { maxSurge: 2, old: 5, newReplicas: 0, expected: 7 },
  { maxSurge: 2, old: 10, newReplicas: 2, expected: undefined },
  { maxSurge: 2, old: 2, newReplicas: 11, expected: 10 },
])(
  "resizes the new ReplicaSet of $newReplicas beside $old old replicas to $expected",
  ({ maxSurge, old, newReplicas, expected }) => {
    const spec = { strategy: rollingUpdate({ count: maxSurge }, { count: 0 }), replicas: 10 };
    expect(planNewReplicaSet(spec, sized("new", newReplicas), [sized("old", old)])?.replicas).toBe(expected);
  },
);

// Source: the same file, TestDeploymentController_reconcileOldReplicaSets (the sizes that it lists) and
// TestDeploymentController_scaleDownOldReplicaSetsForRollingUpdate.
test.each([
  { maxUnavailable: 0, old: [10, 10], newSet: [0, 0], expected: ["old 9"] },
  { maxUnavailable: 2, old: [10, 10], newSet: [0, 0], expected: ["old 8"] },
  { maxUnavailable: 2, old: [10, 8], newSet: [0, 0], expected: ["old 8"] },
  { maxUnavailable: 2, old: [10, 9], newSet: [0, 0], expected: ["old 9", "old 8"] },
  { maxUnavailable: 2, old: [8, 8], newSet: [2, 0], expected: [] },
  { maxUnavailable: 2, old: [0, 10], newSet: [0, 0], expected: [] },
])("shrinks old replicas $old beside new ones $newSet to $expected", ({ maxUnavailable, old, newSet, expected }) => {
  const spec = { strategy: rollingUpdate({ count: 0 }, { count: maxUnavailable }), replicas: 10 };
  const [oldReplicas = 0, oldAvailable = 0] = old;
  const [newReplicas = 0, newAvailable = 0] = newSet;
  const plan = planOldReplicaSets(spec, sized("new", newReplicas, newAvailable), [
    sized("old", oldReplicas, oldAvailable),
  ]);
  expect(steps(plan)).toEqual(expected);
});

// Source: the same file, TestDeploymentController_cleanupUnhealthyReplicas, with room for so many replicas to go.
test.each([
  { available: 8, newReplicas: 0, expected: ["old 8"] },
  { available: 10, newReplicas: 0, expected: ["old 8"] },
])(
  "takes unhealthy replicas before healthy ones when $available of 10 are available",
  ({ available, newReplicas, expected }) => {
    const spec = { strategy: rollingUpdate({ count: 2 }, { count: 2 }), replicas: 10 };
    expect(steps(planOldReplicaSets(spec, sized("new", newReplicas), [sized("old", 10, available)]))).toEqual(expected);
  },
);

test("takes from the oldest ReplicaSet first, and no more than may go", () => {
  const spec = { strategy: rollingUpdate({ count: 3 }, { count: 2 }), replicas: 10 };
  const old = [sized("b", 4, 3), sized("a", 4, 2)];
  expect(steps(planOldReplicaSets(spec, sized("new", 5, 5), old))).toEqual(["a 2", "b 3", "a 0"]);
});

test("leaves available replicas alone while a status still counts pods that are on their way out", () => {
  const spec = { strategy: rollingUpdate({ count: 3 }, { count: 2 }), replicas: 10 };
  expect(planOldReplicaSets(spec, sized("new", 8, 8), [sized("old", 3, 5)])).toEqual([]);
});
