import { describe, expect, test } from "vitest";
import { behavioursFor, hpaOf, utilization } from "../../fixtures/hpa.ts";
import { planHpa } from "../../sim/hpa/plan.ts";
import { simTime } from "../../sim/units.ts";
import { autoscalerFacts, type HpaObject } from "./seen-autoscaler.ts";
import { type EventObject, eventFacts } from "./seen-event.ts";
import { loggedError } from "./seen-log.ts";
import { type DeploymentObject, deploymentFacts, type PodObject, podSteps } from "./seen-workload.ts";

const metadata = { namespace: "default", name: "web", uid: "1" };
const hpa = { kind: "HorizontalPodAutoscaler", namespace: "default", name: "web" };

describe("an HPA", () => {
  const { metrics } = planHpa(hpaOf({ metrics: [utilization(60)] }), behavioursFor({}));
  const scaled = { type: "AbleToScale", status: "True", reason: "SucceededRescale", message: "done" } as const;
  const seen: HpaObject = {
    metadata,
    status: {
      currentReplicas: 1,
      desiredReplicas: 2,
      currentMetrics: [{ resource: { current: { averageUtilization: 105, averageValue: "316m" } } }],
      conditions: [scaled],
    },
  };

  test("tells its status as the simulator does, and what is new in it", () => {
    expect(autoscalerFacts({ metadata }, seen, metrics)).toEqual([
      {
        ...{ kind: "hpa-status", hpa, currentReplicas: 1, desiredReplicas: 2 },
        metrics: [{ name: "cpu", target: "60%", current: "105% (316m)", ratio: 1.75 }],
      },
      { kind: "condition", object: hpa, ...scaled },
    ]);
    expect(autoscalerFacts(seen, { ...seen }, metrics)).toEqual([]);
  });

  test("is there before it has a status", () => {
    expect(autoscalerFacts(undefined, { metadata }, metrics)).toEqual([
      { kind: "applied", object: hpa, change: "created" },
    ]);
  });

  test("has no value for a metric that could not be read", () => {
    const failed: HpaObject = { metadata, status: { currentMetrics: [{}], conditions: [] } };
    const [fact] = autoscalerFacts({ metadata }, failed, metrics);
    expect(fact).toMatchObject({ metrics: [{ name: "cpu", current: "", ratio: undefined }] });
  });
});

test("a Deployment tells who wrote its replicas, and its counts", () => {
  const before: DeploymentObject = { metadata, spec: { replicas: 1 }, status: { replicas: 1, readyReplicas: 1 } };
  const after: DeploymentObject = { metadata, spec: { replicas: 3 }, status: { replicas: 3, readyReplicas: 1 } };
  const target = { kind: "Deployment", namespace: "default", name: "web" };
  expect(deploymentFacts(before, after, "hpa/web")).toEqual([
    { kind: "scaled", target, from: 1, to: 3, by: "hpa/web" },
    { kind: "counts", target, replicas: 3, updatedReplicas: 0, readyReplicas: 1, availableReplicas: 0 },
  ]);
  expect(deploymentFacts(undefined, before, "hpa/web")[0]).toMatchObject({ from: 0, to: 1, by: "kubectl apply" });
});

describe("a pod", () => {
  const owned = {
    ...{ namespace: "shop", name: "web-6d4cf56db6-x2x4z", uid: "1", labels: { "pod-template-hash": "6d4cf56db6" } },
    ownerReferences: [{ kind: "ReplicaSet", name: "web-6d4cf56db6", controller: true }],
  };
  const running = (startedAt: string) => ({ name: "app", restartCount: 0, state: { running: { startedAt } } });
  const ready = { type: "Ready", status: "True" } as const;
  const at = simTime(Date.parse("2026-11-21T20:00:03.900Z") * 1000);
  const states = (before: PodObject | undefined, after: PodObject | undefined): readonly string[] =>
    podSteps(before, after, at).map(({ fact }) => fact.state);

  test("belongs to the Deployment of its ReplicaSet, and is told step by step", () => {
    const pending: PodObject = { metadata: owned, spec: {} };
    const bound: PodObject = { ...pending, spec: { nodeName: "node-1" } };
    const started: PodObject = { ...bound, status: { containerStatuses: [running("2026-11-21T20:00:02Z")] } };
    const serving: PodObject = { ...started, status: { ...started.status, conditions: [ready] } };
    const ending: PodObject = { ...serving, metadata: { ...owned, deletionTimestamp: "2026-11-21T20:05:00Z" } };
    expect(podSteps(undefined, pending, at)[0]?.fact.workload).toBe("shop/web");
    expect(states(undefined, pending)).toEqual(["created"]);
    expect(states(pending, bound)).toEqual(["scheduled"]);
    expect(states(bound, started)).toEqual(["started"]);
    expect(states(started, serving)).toEqual(["ready"]);
    expect(states(serving, ending)).toEqual(["terminating"]);
    expect(states(ending, undefined)).toEqual(["gone"]);
    expect(states(undefined, serving)).toEqual(["created", "scheduled", "started", "ready"]);
  });

  test("started in the middle of the second that the kubelet names, unless it was seen before that", () => {
    const bound: PodObject = { metadata: owned, spec: { nodeName: "node-1" } };
    const startOf = (text: string): number | undefined =>
      podSteps(bound, { ...bound, status: { containerStatuses: [running(text)] } }, at)[0]?.at;
    expect(startOf("2026-11-21T20:00:02Z")).toBe(Date.parse("2026-11-21T20:00:02.500Z") * 1000);
    expect(startOf("2026-11-21T20:00:03Z")).toBe(Date.parse("2026-11-21T20:00:03.500Z") * 1000);
    const early = simTime(Date.parse("2026-11-21T20:00:03.200Z") * 1000);
    const [step] = podSteps(
      bound,
      { ...bound, status: { containerStatuses: [running("2026-11-21T20:00:03Z")] } },
      early,
    );
    expect(step?.at).toBe(early);
  });
});

test("an event that repeats is told as often as it was counted up", () => {
  const event = (count: number): EventObject => ({
    ...{ metadata, involvedObject: hpa, type: "Warning", reason: "FailedGetResourceMetric", message: "no", count },
    source: { component: "horizontal-pod-autoscaler" },
  });
  expect(eventFacts(undefined, event(1))).toHaveLength(1);
  expect(eventFacts(event(1), event(4))).toHaveLength(3);
  expect(eventFacts(event(4), event(4))).toHaveLength(0);
  expect(eventFacts(undefined, { ...event(1), involvedObject: { ...hpa, kind: "Pod" } })).toHaveLength(0);
});

test("an error line of klog is its text behind the header", () => {
  const line = `2026-11-21T19:51:42.5Z E1121 19:51:42.500000       1 scraper.go:149] "Failed to scrape node" err="x" node="n"`;
  expect(loggedError(line)).toEqual([
    { at: Date.parse("2026-11-21T19:51:42.5Z") * 1000, text: `"Failed to scrape node" err="x" node="n"` },
  ]);
  expect(loggedError(line.replace(" E1121", " I1121"))).toEqual([]);
});
