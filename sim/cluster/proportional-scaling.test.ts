import fc from "fast-check";
import { expect, test } from "vitest";
import type { DeploymentStrategy, IntOrPercent } from "../kubernetes/workload.ts";
import { seconds, simTime } from "../units.ts";
import { fencepostsOf } from "./fenceposts.ts";
import { planScale } from "./proportional-scaling.ts";
import { replicasOf, type SizedReplicaSet } from "./replica-set-order.ts";

type Size = { readonly replicas: number; readonly available?: number; readonly desired?: number };

/** ReplicaSets of a Deployment that had `before` replicas, the oldest first and the new one last. */
function replicaSets(sizes: readonly Size[], before: number, maxSurge: number): readonly SizedReplicaSet[] {
  return sizes.map(({ replicas, available = replicas, desired = before }, index) => ({
    reference: { kind: "ReplicaSet", namespace: "default", name: `v${index + 1}` },
    creationTimestamp: simTime(seconds(index)),
    replicas,
    desiredReplicas: desired,
    maxReplicas: desired + maxSurge,
    status: { availableReplicas: available },
  }));
}

type ScaleCase = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly surge?: readonly [before: number, now: number];
  readonly old: readonly number[];
  readonly newSize: number | undefined;
  /** Old ReplicaSets first. */
  readonly expected: readonly number[];
};

// Source: kubernetes v1.36.3 pkg/controller/deployment/sync_test.go TestScale, oldest ReplicaSet first. ("failed rs
// update" has
// a test of its own; its ReplicaSets were sized for different Deployments.)
const cases: readonly ScaleCase[] = [
  { name: "normal scaling event: 10 -> 12", from: 10, to: 12, old: [], newSize: 10, expected: [12] },
  { name: "normal scaling event: 10 -> 5", from: 10, to: 5, old: [], newSize: 10, expected: [5] },
  { name: "proportional scaling: 5 -> 10", from: 5, to: 10, old: [3], newSize: 2, expected: [6, 4] },
  { name: "proportional scaling: 5 -> 3", from: 5, to: 3, old: [3], newSize: 2, expected: [2, 1] },
  { name: "proportional scaling: 9 -> 4", from: 9, to: 4, old: [1], newSize: 8, expected: [0, 4] },
  { name: "proportional scaling: 7 -> 10", from: 7, to: 10, old: [2, 3], newSize: 2, expected: [3, 4, 3] },
  { name: "proportional scaling: 13 -> 8", from: 13, to: 8, old: [3, 8], newSize: 2, expected: [2, 5, 1] },
  { name: "leftover distribution: 3 -> 4", from: 3, to: 4, old: [1, 1], newSize: 1, expected: [1, 1, 2] },
  { name: "leftover distribution: 3 -> 2", from: 3, to: 2, old: [1, 1], newSize: 1, expected: [0, 1, 1] },
  {
    name: "proportional scaling (no new rs): 4 -> 5",
    from: 4,
    to: 5,
    old: [2, 2],
    newSize: undefined,
    expected: [2, 3],
  },
  { name: "proportional scaling: 6 -> 0", from: 6, to: 0, old: [1, 2], newSize: 3, expected: [0, 0, 0] },
  { name: "proportional scaling: 0 -> 6", from: 6, to: 6, old: [0, 0], newSize: 0, expected: [0, 0, 6] },
  { name: "deployment with surge pods", from: 10, to: 20, surge: [2, 2], old: [6], newSize: 6, expected: [11, 11] },
  { name: "change both surge and size", from: 10, to: 50, surge: [3, 6], old: [8], newSize: 5, expected: [34, 22] },
  { name: "change both size and template", from: 10, to: 14, old: [3, 7], newSize: undefined, expected: [4, 10] },
];

test.each(cases)("$name", ({ from, to, surge: [before, now] = [0, 0], old, newSize, expected }) => {
  const sizes = [...old, ...(newSize === undefined ? [] : [newSize])].map((replicas) => ({ replicas }));
  const all = replicaSets(sizes, from, before);
  const strategy = { type: "RollingUpdate", maxSurge: { count: now }, maxUnavailable: { count: 0 } } as const;
  const plan = planScale({
    spec: { replicas: to, strategy },
    statusReplicas: 0,
    newReplicaSet: newSize === undefined ? undefined : all.at(-1),
    old: all.slice(0, old.length),
  });
  const planned = new Map(plan.map(({ replicaSet, replicas }) => [replicaSet, replicas]));
  expect(all.map((replicaSet) => planned.get(replicaSet) ?? replicaSet.replicas)).toEqual(expected);
});

test("catches up with a ReplicaSet that an earlier scaling had missed", () => {
  const all = replicaSets(
    [
      { replicas: 1, desired: 5 },
      { replicas: 1, desired: 3 },
      { replicas: 2, desired: 5 },
    ],
    5,
    0,
  );
  const strategy = { type: "RollingUpdate", maxSurge: { count: 0 }, maxUnavailable: { count: 0 } } as const;
  const spec = { replicas: 5, strategy };
  const plan = planScale({ spec, statusReplicas: 0, newReplicaSet: all[2], old: all.slice(0, 2) });
  expect(plan.map(({ replicaSet, replicas }) => [replicaSet.reference.name, replicas])).toEqual([
    ["v3", 2],
    ["v2", 2],
    ["v1", 1],
  ]);
});

test("leaves old pods alone while the new ReplicaSet is full but broken", () => {
  const all = replicaSets([{ replicas: 1 }, { replicas: 2, available: 0 }], 2, 1);
  const strategy = { type: "RollingUpdate", maxSurge: { count: 1 }, maxUnavailable: { count: 1 } } as const;
  const plan = planScale({
    spec: { replicas: 2, strategy },
    statusReplicas: 0,
    newReplicaSet: all[1],
    old: all.slice(0, 1),
  });
  expect(plan.map(({ replicas }) => replicas).toSorted()).toEqual([1, 2]);
});

test("hands out exactly what the surge allows, and takes nothing from anybody when growing", () => {
  const intOrPercent: fc.Arbitrary<IntOrPercent> = fc.oneof(
    fc.record({ count: fc.nat(10) }),
    fc.record({ percent: fc.nat(100) }),
  );
  const strategy: fc.Arbitrary<DeploymentStrategy> = fc.record({
    type: fc.constant("RollingUpdate" as const),
    maxSurge: intOrPercent,
    maxUnavailable: intOrPercent,
  });
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(strategy, sizes, fc.integer({ min: 1, max: 200 }), (limits, before, replicas) => {
      const total = before.reduce((sum, size) => sum + size, 0);
      // As if the Deployment had been exactly as large as its ReplicaSets together, and grew.
      const spec = { replicas: Math.max(replicas, total), strategy: limits };
      const all = replicaSets(
        before.map((size) => ({ replicas: size, available: 0 })),
        total,
        0,
      );
      const plan = planScale({ spec, statusReplicas: total, newReplicaSet: all.at(-1), old: all.slice(0, -1) });
      const grown = plan.map(({ replicaSet, replicas: size }) => ({ ...replicaSet, replicas: size }));
      expect(replicasOf(grown)).toBe(spec.replicas + fencepostsOf(spec).maxSurge);
      expect(plan.every((share) => share.replicas >= share.replicaSet.replicas)).toBe(true);
    }),
  );
});
