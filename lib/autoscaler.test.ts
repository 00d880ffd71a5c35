import fc from "fast-check";
import { expect, test } from "vitest";
import { createAutoscaler, type HorizontalPodAutoscaler, type SimulatedPod, type Sync } from "./hpa.ts";

/** As in a manifest: 60 % of the CPU request, at most 10 replicas. */
const hpa: HorizontalPodAutoscaler = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "web" },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    maxReplicas: 10,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } } }],
  },
};

const podsAt = (count: number, millicores: number): readonly SimulatedPod[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `web-${index}`,
    requests: { cpu: "300m" },
    usage: { cpu: `${millicores}m` },
  }));

test("a sync gives the count, the status, the events and the reasons of one pass", () => {
  const autoscaler = createAutoscaler({ hpa, replicas: 2 });
  const { replicas, status, events, explanation } = autoscaler.sync({ pods: podsAt(2, 316) });
  expect(replicas).toBe(4);
  expect(events).toEqual([
    {
      type: "Normal",
      reason: "SuccessfulRescale",
      message: "New size: 4; reason: cpu resource utilization (percentage of request) above target",
    },
  ]);
  expect(status).toMatchObject({
    currentReplicas: 2,
    desiredReplicas: 4,
    currentMetrics: [
      { type: "Resource", resource: { name: "cpu", current: { averageUtilization: 105, averageValue: "316m" } } },
    ],
  });
  expect(explanation).toMatchObject({
    currentReplicas: 2,
    minReplicas: 1,
    metrics: [{ kind: "proposal", replicas: 4, pods: { ready: ["web-0", "web-1"], missing: [] } }],
    outcome: "2 -> 4 replicas: cpu resource utilization (percentage of request) above target",
  });

  const next = autoscaler.sync({ pods: podsAt(4, 180) });
  expect([next.replicas, next.events, next.explanation?.outcome]).toEqual([4, [], "no change: 4 replicas"]);
});

test("it remembers from sync to sync, as the controller does: a recommendation holds for five minutes", () => {
  const autoscaler = createAutoscaler({ hpa, replicas: 4 });
  autoscaler.sync({ pods: podsAt(4, 180) });
  // Passes come every 15 seconds: the one at 315 s no longer knows what the one at 15 s recommended.
  const counts = Array.from({ length: 21 }, () => autoscaler.sync({ pods: podsAt(4, 18) }).replicas);
  expect(counts).toEqual([...Array(20).fill(4), 1]);
});

test("the world may write the count itself, and fail", () => {
  const autoscaler = createAutoscaler({ hpa, replicas: 2 });
  expect(autoscaler.sync({ replicas: 5, pods: podsAt(5, 180) }).replicas).toBe(5);
  const failed = autoscaler.sync({ pods: [], resourceError: "the server is currently unable to handle the request" });
  expect(failed.replicas).toBe(5);
  expect(failed.events.map(({ reason }) => reason)).toEqual([
    "FailedGetResourceMetric",
    "FailedComputeMetricsReplicas",
  ]);
  expect(failed.events[0]?.message).toContain("the server is currently unable to handle the request");
});

test("unready, deleted, pending and unmeasured pods are grouped as the controller groups them", () => {
  const pod = (name: string, rest: Partial<SimulatedPod>): SimulatedPod => ({ ...podsAt(1, 200)[0]!, name, ...rest });
  const { usage: _, ...unmeasured } = pod("unmeasured", {});
  const { explanation } = createAutoscaler({ hpa, replicas: 6 }).sync({
    pods: [
      pod("fine", {}),
      pod("unready", { ready: false, readyChangedSecondsAgo: 10, startedSecondsAgo: 20 }),
      pod("pending", { phase: "Pending" }),
      pod("deleted", { deleting: true }),
      pod("failed", { phase: "Failed" }),
      unmeasured,
    ],
  });
  expect(explanation?.metrics).toMatchObject([
    {
      pods: {
        ready: ["fine"],
        unready: ["unready", "pending"],
        missing: ["unmeasured"],
        ignored: ["deleted", "failed"],
      },
    },
  ]);
});

test("custom, object and external metrics are those that the world has by that name", () => {
  const target = { type: "AverageValue", averageValue: "10" } as const;
  const metric = (name: string) => ({ metric: { name }, target });
  const describedObject = { apiVersion: "v1", kind: "Service", name: "front" };
  const spec: HorizontalPodAutoscaler["spec"] = {
    ...hpa.spec,
    metrics: [
      { type: "Pods", pods: metric("queue") },
      { type: "Object", object: { describedObject, ...metric("requests") } },
      { type: "External", external: metric("messages") },
    ],
  };
  const sync = (custom: string, requests: string, messages: readonly string[]): number =>
    createAutoscaler({ hpa: { ...hpa, spec }, replicas: 2 }).sync({
      pods: podsAt(2, 0).map((pod) => ({ ...pod, custom: { queue: custom } })),
      object: { requests },
      external: { messages },
    }).replicas;
  // The largest proposal counts: each metric by itself asks for 4 or 3 pods.
  expect([sync("20", "0", ["0"]), sync("0", "40", ["0"]), sync("0", "0", ["15", "15"])]).toEqual([4, 4, 3]);
  const { events } = createAutoscaler({ hpa: { ...hpa, spec }, replicas: 2, kubernetes: "1.37" }).sync({ pods: [] });
  expect(events.map(({ reason, message }) => `${reason}: ${message}`).slice(0, 3)).toEqual([
    "FailedGetPodsMetric: unable to get metric queue: no metrics returned from custom metrics API",
    "FailedGetObjectMetric: unable to get metric requests on Service default/front: " +
      'unable to fetch metrics from custom metrics API: requests.custom.metrics.k8s.io "front" not found',
    "FailedGetExternalMetric: unable to get external metric default/messages/nil: " +
      "no metrics returned from external metrics API",
  ]);
});

test("an external metric is shared by the replicas that the target reports", () => {
  const external = { metric: { name: "messages" }, target: { type: "AverageValue", averageValue: "10" } };
  const spec = { ...hpa.spec, metrics: [{ type: "External", external }] };
  const autoscaler = createAutoscaler({ hpa: { ...hpa, spec }, replicas: 4 });
  const { status, explanation } = autoscaler.sync({ statusReplicas: 3, pods: [], external: { messages: ["30"] } });
  expect(status.currentMetrics).toMatchObject([{ external: { current: { averageValue: "10" } } }]);
  expect(explanation?.metrics).toMatchObject([{ replicas: 3 }]);
});

test("flags and gates are the controller manager's", () => {
  const sync = (options: Partial<Parameters<typeof createAutoscaler>[0]>): Sync =>
    createAutoscaler({ hpa, replicas: 2, ...options }).sync({ pods: podsAt(2, 205) });
  expect(sync({}).replicas).toBe(3);
  expect(sync({ flags: { tolerance: 0.2 } }).replicas).toBe(2);
});

test.for([
  ["a release that is not modelled", { kubernetes: "1.2" }, /^Kubernetes 1\.2 is not modelled\. These are: 1\./],
  [
    "a gate that the release does not have",
    { kubernetes: "1.36", featureGates: { HPAGeneration: true } },
    /^unrecognized feature gate: HPAGeneration$/,
  ],
  [
    "a gate that the release locks",
    { kubernetes: "1.37", featureGates: { HPAConfigurableTolerance: false } },
    /^cannot set feature gate HPAConfigurableTolerance to false, feature is locked to true$/,
  ],
  ["an HPA that is none", { hpa: { ...hpa, spec: { ...hpa.spec, maxReplicas: "ten" } } }, /maxReplicas/],
  [
    "a field that an HPA does not have",
    { hpa: { ...hpa, spec: { ...hpa.spec, maxPods: 3 } } },
    /unknown field "spec\.maxPods"/,
  ],
] as const)("says what is wrong with %s", ([, options, message]) => {
  const given = { hpa, replicas: 2, ...options } as Parameters<typeof createAutoscaler>[0];
  expect(() => createAutoscaler(given)).toThrow(TypeError);
  expect(() => createAutoscaler(given)).toThrow(message);
});

test("says what is wrong with a quantity of the world", () => {
  const [pod] = podsAt(1, 10);
  const broken = { ...pod!, usage: { cpu: "10 m" } };
  expect(() => createAutoscaler({ hpa, replicas: 1 }).sync({ pods: [broken] })).toThrow(/^"10 m" is not a quantity: /);
});

// What a user might want to know of an HPA of their own.
test("for every usage over an hour the count stays within minimum and maximum, and never more than doubles beyond four", () => {
  const bounded = { ...hpa, spec: { ...hpa.spec, minReplicas: 2 } };
  const hour = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 240 });
  fc.assert(
    fc.property(hour, fc.constantFrom("1.36", "1.37"), (usages, kubernetes) => {
      const autoscaler = createAutoscaler({ hpa: bounded, replicas: 2, kubernetes });
      let before = 2;
      for (const usage of usages) {
        const { replicas } = autoscaler.sync({ pods: podsAt(before, usage) });
        expect(replicas).toBeGreaterThanOrEqual(2);
        expect(replicas).toBeLessThanOrEqual(Math.min(10, Math.max(4, 2 * before)));
        before = replicas;
      }
    }),
    { numRuns: 20 },
  );
});
