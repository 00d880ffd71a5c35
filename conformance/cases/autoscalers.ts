import fc from "fast-check";
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerSpec,
  HPAScalingPolicy,
  HPAScalingRules,
} from "../../sim/kubernetes/autoscaling.ts";
import { replicaCounts } from "./amounts.ts";
import { mostly, present, rarely, usually } from "./choices.ts";
import { metricSpecs } from "./metrics.ts";

/** What a generated object may use: a release, and how far counts may go. */
export type Bounds = {
  /** The 36 of 1.36. */
  readonly minor: number;
  /** Counts go up to the ends of an int32; without, a target stays within a hundred pods. */
  readonly isLarge: boolean;
};

const periods = (): fc.Arbitrary<number> =>
  fc.oneof({ withCrossShrink: true }, mostly(15, 3, 30, 45, 60, 1, 14, 16, 1800), fc.integer({ min: 1, max: 180 }));

const policies = ({ isLarge }: Bounds): fc.Arbitrary<HPAScalingPolicy> =>
  fc.record({
    type: fc.constantFrom("Pods", "Percent"),
    value: fc.oneof(
      { withCrossShrink: true },
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 12 }) },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 300 }) },
      { weight: isLarge ? 3 : 0, arbitrary: fc.constantFrom(2147483647, 2147483646, 1000000000) },
    ),
    periodSeconds: periods(),
  });

const windows = (): fc.Arbitrary<number> =>
  fc.oneof({ withCrossShrink: true }, mostly(0, 2, 15, 30, 31, 45, 60, 300, 3600), fc.integer({ min: 0, max: 120 }));

const tolerances = (): fc.Arbitrary<string> =>
  fc.constantFrom("0", "0.1", "100m", "0.2", "0.05", "0.3", "1", "5", "1m", "0.9", "0.001", "0.15", "1e-2", "1500u");

/** Rules of one direction as a user writes them: anything may be left to its default. */
const scalingRules = (bounds: Bounds): fc.Arbitrary<HPAScalingRules> =>
  fc
    .record({
      stabilizationWindowSeconds: rarely(2, windows()),
      selectPolicy: rarely(2, fc.constantFrom("Max", "Min", "Disabled")),
      policies: rarely(2, fc.array(policies(bounds), { minLength: 1, maxLength: 3 })),
      tolerance: bounds.minor >= 33 ? rarely(3, tolerances()) : fc.constant(undefined),
    })
    .map(present);

/** A `spec.behavior` that the API admits, as a user writes it. */
export const behaviors = (bounds: Bounds): fc.Arbitrary<HorizontalPodAutoscalerBehavior> =>
  fc.record({ scaleUp: rarely(2, scalingRules(bounds)), scaleDown: rarely(2, scalingRules(bounds)) }).map(present);

const references = (): fc.Arbitrary<HorizontalPodAutoscalerSpec["scaleTargetRef"]> =>
  mostly<HorizontalPodAutoscalerSpec["scaleTargetRef"]>(
    { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    240,
    { apiVersion: "apps/v1", kind: "ReplicaSet", name: "web" },
    { apiVersion: "apps/v1", kind: "StatefulSet", name: "web" },
    { apiVersion: "apps/v1beta2", kind: "Deployment", name: "web" },
    { apiVersion: "v1", kind: "ReplicationController", name: "web" },
    { apiVersion: "v1", kind: "Pod", name: "web" },
    { apiVersion: "example.com/v1", kind: "Rollout", name: "web" },
    { apiVersion: "apps/v1", kind: "Deploymen", name: "web" },
    { apiVersion: "a/b/c", kind: "Deployment", name: "web" },
    { kind: "Deployment", name: "web" },
  );

/** An `autoscaling/v2` object named `web`, as a user writes it: defaults are left out as often as not. */
export const autoscalers = (bounds: Bounds): fc.Arbitrary<HorizontalPodAutoscaler> =>
  fc
    .record({
      scaleTargetRef: references(),
      minReplicas: rarely(
        2,
        bounds.minor >= 16
          ? fc.oneof({ withCrossShrink: true }, mostly(1, 3, 0, 2, 3), fc.integer({ min: 0, max: 12 }))
          : fc.oneof({ withCrossShrink: true }, mostly(1, 3, 2, 3), fc.integer({ min: 1, max: 12 })),
      ),
      range: replicaCounts(1, bounds.isLarge),
      metrics: usually(12, fc.array(metricSpecs(bounds), { minLength: 1, maxLength: 4, size: "-1" })),
      behavior: bounds.minor >= 18 ? rarely(2, behaviors(bounds)) : fc.constant(undefined),
    })
    .map(({ range, minReplicas, ...rest }) => ({
      metadata: { name: "web", namespace: "default" },
      spec: present({
        ...rest,
        minReplicas,
        maxReplicas: Math.min(2147483647, Math.max(minReplicas ?? 1, 1) + range - 1),
      }),
    }));
