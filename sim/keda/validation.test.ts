import { expect, test } from "vitest";
import type { PodSpec } from "../kubernetes/pod.ts";
import type { ScaledObject, ScaledObjectSpec } from "./scaled-object.ts";
import { admissionFaults, admissionWarnings, type Surroundings } from "./validation.ts";

const nothing: Surroundings = { scaledObjects: [], hpas: [], podSpec: undefined };

const scaledObject = (name: string, spec: Partial<ScaledObjectSpec> = {}): ScaledObject => ({
  meta: { name, namespace: "shop", labels: {}, annotations: {} },
  spec: { scaleTargetRef: { name: "web" }, triggers: [{ type: "prometheus", metadata: {} }], ...spec },
});

const cpu = { type: "cpu", metadata: { value: "50" }, metricType: "Utilization" };

const podSpec = (cpuMilli?: number): PodSpec => ({
  containers: [
    {
      name: "app",
      image: "app",
      requests: new Map(cpuMilli === undefined ? [] : [["cpu", cpuMilli]]),
      limits: new Map(),
    },
  ],
  initContainers: [],
  overhead: new Map(),
  nodeSelector: {},
  terminationGracePeriodSeconds: 30,
});

// Source of the texts: keda v2.21.0 apis/keda/v1alpha1/scaledobject_webhook_test.go and the functions that it tests.
test("refuses a second ScaledObject for a target", () => {
  expect(admissionFaults(scaledObject("b"), { ...nothing, scaledObjects: [scaledObject("a")] })).toEqual([
    "the workload 'web' of type 'apps/v1.Deployment' is already managed by the ScaledObject 'a'",
  ]);
});

test("refuses a target that has an HPA of somebody else's", () => {
  const hpa = { name: "web", annotations: {}, target: { kind: "Deployment", name: "web" }, owner: undefined };
  expect(admissionFaults(scaledObject("a"), { ...nothing, hpas: [hpa] })).toEqual([
    "the workload 'web' of type 'apps/v1.Deployment' is already managed by the hpa 'web'",
  ]);
  expect(admissionFaults(scaledObject("a"), { ...nothing, hpas: [{ ...hpa, owner: "a" }] })).toEqual([]);
});

test("refuses counts that do not go together", () => {
  expect(admissionFaults(scaledObject("a", { minReplicaCount: 5, maxReplicaCount: 3 }), nothing)).toEqual([
    "MinReplicaCount=5 must be less than MaxReplicaCount=3",
  ]);
  expect(admissionFaults(scaledObject("a", { minReplicaCount: 2, idleReplicaCount: 2 }), nothing)).toEqual([
    "IdleReplicaCount=2 must be less than MinReplicaCount=2",
  ]);
});

test("refuses a cpu trigger without a request, and one that is to scale to zero by itself", () => {
  const only = scaledObject("a", { triggers: [cpu] });
  expect(admissionFaults(only, { ...nothing, podSpec: podSpec() })).toEqual([
    "the scaledobject has a cpu trigger but the container app doesn't have the cpu request defined",
  ]);
  expect(admissionFaults(only, { ...nothing, podSpec: podSpec(100) })).toEqual([
    "scaledobject has only cpu/memory triggers AND minReplica is 0 (scale to zero doesn't work in this case)",
  ]);
});

test("refuses a fallback with resource triggers alone", () => {
  const fallback = { failureThreshold: 3, replicas: 2, behavior: "static" };
  expect(admissionFaults(scaledObject("a", { triggers: [cpu], fallback }), nothing)).toEqual([
    "at least one trigger (that is not cpu or memory) has to have the `AverageValue` type for the fallback to be enabled",
  ]);
});

test("refuses names that are too long, given twice, or no trigger at all", () => {
  const twice = { type: "prometheus", name: "x", metadata: {} };
  expect(admissionFaults(scaledObject("a", { triggers: [twice, twice] }), nothing)).toEqual([
    'triggerName "x" is defined multiple times in the ScaledObject/ScaledJob, but it must be unique',
  ]);
  expect(admissionFaults(scaledObject("a", { triggers: [] }), nothing)).toContain(
    "no triggers defined in the ScaledObject/ScaledJob",
  );
  expect(admissionFaults(scaledObject("a".repeat(55)), nothing)).toEqual([
    `HPA name "keda-hpa-${"a".repeat(55)}" derived from scaledobject is 64 characters long; must be no more than 63 characters; set spec.advanced.horizontalPodAutoscalerConfig.name to a shorter name or shorten the scaledobject name`,
  ]);
});

test("warns of a cooldown and an interval that mean nothing", () => {
  const pointless = scaledObject("a", { minReplicaCount: 1, cooldownPeriod: 30, pollingInterval: 10 });
  expect(admissionWarnings(pointless).map((warning) => warning.slice(0, 52))).toEqual([
    "PollingInterval is configured but is not relevant fo",
    "CooldownPeriod is configured but is not relevant. Co",
  ]);
  expect(admissionWarnings(scaledObject("a", { cooldownPeriod: 30, pollingInterval: 10 }))).toEqual([]);
});
