import fc from "fast-check";
import { expect, test } from "vitest";
import type { IntOrPercent } from "../kubernetes/workload.ts";
import { fencepostsOf, resolveFenceposts } from "./fenceposts.ts";

// Source: kubernetes v1.36.3 pkg/controller/deployment/util/deployment_util_test.go TestResolveFenceposts, where an
// absent value is 0.
test.each([
  { maxSurge: { percent: 0 }, maxUnavailable: { percent: 0 }, replicas: 0, expected: [0, 1] },
  { maxSurge: { percent: 39 }, maxUnavailable: { percent: 39 }, replicas: 10, expected: [4, 3] },
  { maxSurge: { count: 0 }, maxUnavailable: { percent: 39 }, replicas: 10, expected: [0, 3] },
  { maxSurge: { percent: 39 }, maxUnavailable: { count: 0 }, replicas: 10, expected: [4, 0] },
  { maxSurge: { count: 0 }, maxUnavailable: { count: 0 }, replicas: 10, expected: [0, 1] },
])("resolves $maxSurge and $maxUnavailable of $replicas to $expected", ({ replicas, expected, ...limits }) => {
  const { maxSurge, maxUnavailable } = resolveFenceposts(limits, replicas);
  expect([maxSurge, maxUnavailable]).toEqual(expected);
});

// Source: the same file, TestMaxUnavailable.
test.each([
  { replicas: 10, maxUnavailable: { count: 5 }, expected: 5 },
  { replicas: 10, maxUnavailable: { count: 10 }, expected: 10 },
  { replicas: 5, maxUnavailable: { count: 10 }, expected: 5 },
  { replicas: 0, maxUnavailable: { count: 10 }, expected: 0 },
  { replicas: 10, maxUnavailable: { percent: 50 }, expected: 5 },
  { replicas: 10, maxUnavailable: { percent: 100 }, expected: 10 },
])(
  "lets at most all $replicas replicas be unavailable by $maxUnavailable",
  ({ replicas, maxUnavailable, expected }) => {
    const strategy = { type: "RollingUpdate", maxSurge: { count: 1 }, maxUnavailable } as const;
    expect(fencepostsOf({ strategy, replicas }).maxUnavailable).toBe(expected);
  },
);

test("allows no surge and no unavailable pods to Recreate", () => {
  expect(fencepostsOf({ strategy: { type: "Recreate" }, replicas: 10 })).toEqual({ maxSurge: 0, maxUnavailable: 0 });
});

test("always leaves a rolling update some room", () => {
  const intOrPercent: fc.Arbitrary<IntOrPercent> = fc.oneof(
    fc.record({ count: fc.nat(50) }),
    fc.record({ percent: fc.nat(100) }),
  );
  fc.assert(
    fc.property(intOrPercent, intOrPercent, fc.nat(500), (maxSurge, maxUnavailable, replicas) => {
      const resolved = resolveFenceposts({ maxSurge, maxUnavailable }, replicas);
      return resolved.maxSurge + resolved.maxUnavailable > 0;
    }),
  );
});
