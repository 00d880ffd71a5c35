import { expect, test } from "vitest";
import { reference, zero } from "../fixtures/runs-scenario.ts";
import { at, fact, hpa, smallRun } from "../fixtures/runs-small.ts";
import type { Decision, Fact, FactBody } from "../sim/trace/fact.ts";
import { seconds } from "../sim/units.ts";
import { timelineOf, timelineText } from "./timeline.ts";

/** The lines of some facts in the small run's scenario, their columns two spaces apart. */
function linesOf(facts: readonly Fact[]): readonly string[] {
  const { scenario } = smallRun();
  return timelineText(timelineOf({ scenario, trace: { zero, end: at(180), facts } }), zero).map(joined);
}

const joined = (line: string): string => line.trim().replace(/ {2,}/g, "  ");

const web = reference("Deployment", "web");

test("tells what was applied, changed and deleted", () => {
  const facts = [
    fact(0, { kind: "applied", object: web, change: "configured" }),
    fact(1, { kind: "applied", object: reference("Service", "api", "shop"), change: "unchanged" }),
    fact(2, { kind: "deleted", object: reference("Namespace", "shop", "") }),
  ];
  expect(linesOf(facts)).toEqual([
    "00:00:00.000  deployment/web  configured",
    "00:00:01.000  service/shop/api  unchanged",
    "00:00:02.000  namespace/shop  deleted",
  ]);
});

test("tells what somebody did, what the API server refused and what a component logged", () => {
  const { scenario } = smallRun();
  const name = "by-hand";
  const target = { namespace: "default", name: "web" };
  const actions = [{ name, at: seconds(5), kind: "scale", target, replicas: 3 }] as const;
  const facts = [
    fact(5, { kind: "action", name }),
    fact(5, { kind: "refused", what: "apply Service web", message: 'Service "web" is invalid' }),
    fact(6, { kind: "log", component: "metrics-server", text: "Failed to scrape node" }),
  ];
  const lines = timelineOf({ scenario: { ...scenario, actions }, trace: { zero, end: at(180), facts } });
  expect(timelineText(lines, zero).map(joined)).toEqual([
    "00:00:05.000  action/by-hand  happens  scale deployment/web to 3",
    '00:00:05.000  apiserver  refuses  apply Service web: Service "web" is invalid',
    "00:00:06.000  metrics-server  logs  Failed to scrape node",
  ]);
});

const pod = (secondsFromZero: number, name: string, state: "created" | "scheduled" | "ready" | "unready"): Fact =>
  fact(secondsFromZero, { kind: "pod", pod: reference("Pod", name), workload: "default/web", state, node: "" });

test("puts pods that go through the same in one millisecond on one line, and others on another", () => {
  const facts = [
    pod(1, "a", "created"),
    pod(1.0001, "a", "scheduled"),
    pod(1.0002, "b", "created"),
    pod(1.0003, "b", "scheduled"),
    pod(1.0004, "c", "created"),
    pod(1.001, "c", "scheduled"),
    pod(2, "a", "unready"),
  ];
  expect(linesOf(facts)).toEqual([
    "00:00:01.000  deployment/web  2 pods created, scheduled",
    "00:00:01.000  deployment/web  1 pod created",
    "00:00:01.001  deployment/web  1 pod scheduled",
    "00:00:02.000  deployment/web  1 pod not ready",
  ]);
});

test("tells the counts of a workload that a user wrote, and not those of a Deployment's ReplicaSet", () => {
  const counts = { kind: "counts", replicas: 4, updatedReplicas: 1, readyReplicas: 3, availableReplicas: 2 } as const;
  const facts = [
    fact(1, { ...counts, target: reference("ReplicaSet", "web-1") }),
    fact(1, { kind: "scaled", target: reference("ReplicaSet", "web-1"), from: 1, to: 4, by: "deployment-controller" }),
    fact(1, { ...counts, target: web }),
  ];
  expect(linesOf(facts)).toEqual(["00:00:01.000  deployment/web  status  3 of 4 ready, 1 updated, 2 available"]);
});

const event = (secondsFromZero: number, reason: string, type: "Normal" | "Warning" = "Warning"): Fact =>
  fact(secondsFromZero, {
    kind: "event",
    involved: hpa,
    component: "horizontal-pod-autoscaler",
    type,
    reason,
    message: "no\nmetrics",
  });

test("counts events that come again within a minute, and leaves out what a line of its own says", () => {
  const facts = [
    event(15, "FailedGetResourceMetric"),
    event(15, "SuccessfulCreate", "Normal"),
    event(30, "FailedGetResourceMetric"),
    event(90, "FailedGetResourceMetric"),
    event(151, "FailedGetResourceMetric"),
  ];
  expect(linesOf(facts)).toEqual([
    "00:00:15.000  hpa/web  FailedGetResourceMetric  no\\nmetrics (3 times, until 00:01:30.000)",
    "00:02:31.000  hpa/web  FailedGetResourceMetric  no\\nmetrics",
  ]);
});

const condition = (secondsFromZero: number, type: string, status: "True" | "False", reason: string): Fact =>
  fact(secondsFromZero, { kind: "condition", object: hpa, type, status, reason, message: "as it is" });

test("tells conditions that turn, and every new reason of one that is not healthy", () => {
  const facts = [
    condition(1, "AbleToScale", "True", "SucceededGetScale"),
    condition(2, "AbleToScale", "True", "ReadyForNewScale"),
    condition(3, "ScalingActive", "False", "FailedGetResourceMetric"),
    event(4, "InvalidSelector"),
    condition(4, "ScalingActive", "False", "InvalidSelector"),
    condition(5, "ScalingActive", "True", "ValidMetricFound"),
    condition(6, "ScalingLimited", "False", "DesiredWithinRange"),
    condition(7, "ScalingLimited", "True", "TooManyReplicas"),
  ];
  expect(linesOf(facts)).toEqual([
    "00:00:03.000  hpa/web  ScalingActive=False  FailedGetResourceMetric: as it is",
    "00:00:04.000  hpa/web  InvalidSelector  no\\nmetrics",
    "00:00:04.000  hpa/web  ScalingActive=False  InvalidSelector",
    "00:00:05.000  hpa/web  ScalingActive=True  ValidMetricFound",
    "00:00:07.000  hpa/web  ScalingLimited=True  TooManyReplicas: as it is",
  ]);
});

const decision = (secondsFromZero: number, of: Partial<Decision>): Fact =>
  fact(secondsFromZero, {
    kind: "decision",
    hpa,
    decision: { currentReplicas: 4, metrics: [], path: undefined, outcome: "no change: 4 replicas", ...of },
  });

const cpu = {
  name: "cpu",
  target: "60%",
  kind: "proposal",
  current: "30%",
  usageRatio: 0.5,
  filledUsageRatio: 0.75,
  rule: "filled-ratio-times-pods",
  replicas: 3,
  pods: { ready: 2, unready: 0, missing: 2, ignored: 1 },
} as const;

test("tells a decision with the leading metric first, the pods that were not ready, and what held or limited it", () => {
  const path = {
    proposed: 3,
    stabilized: 6,
    stabilization: "ScaleDownStabilized",
    heldBy: at(-60),
    limited: 5,
    limiter: "TooManyReplicas",
  };
  const rps = { name: "rps", target: "10", kind: "failure", cause: "no such metric" } as const;
  const memory = { ...cpu, name: "memory", replicas: 1, pods: undefined, filledUsageRatio: undefined };
  const facts = [
    decision(1, { metrics: [rps, memory, cpu], path, outcome: "4 -> 5 replicas: All metrics below target" }),
    decision(2, { metrics: [rps], outcome: "no change: invalid metrics (1 invalid out of 1)" }),
    decision(3, { outcome: "12 -> 10 replicas: Current number of replicas above Spec.MaxReplicas" }),
    decision(4, { metrics: [memory], outcome: "the scale could not be written: conflict" }),
  ];
  expect(linesOf(facts)).toEqual([
    "00:00:01.000  hpa/web  desired 4 -> 5  cpu 30% of 60% over 2 ready, 2 missing, 1 ignored, ratio with them 0.75; rps unknown: no such metric; memory 30% of 60% (proposed 3, ScaleDownStabilized by 6 of -00:01:00.000, TooManyReplicas)",
    "00:00:02.000  hpa/web  stays 4  rps unknown: no such metric",
    "00:00:03.000  hpa/web  desired 12 -> 10  Current number of replicas above Spec.MaxReplicas",
    "00:00:04.000  hpa/web  stays 4  the scale could not be written: conflict; memory 30% of 60%",
  ]);
});

test("puts a decision before what its pass did, and after what came before the pass", () => {
  const facts = [
    fact(15, { kind: "load", name: "spike", edge: "end" }),
    fact(15, { kind: "scaled", target: web, from: 4, to: 5, by: "horizontal-pod-autoscaler" }),
    event(15, "FailedGetResourceMetric"),
    decision(15, { outcome: "4 -> 5 replicas: cpu above target" }),
    pod(15, "a", "created"),
  ];
  expect(linesOf(facts)).toEqual([
    "00:00:15.000  load/spike  ends",
    "00:00:15.000  hpa/web  desired 4 -> 5  cpu above target",
    "00:00:15.000  deployment/web  replicas 4 -> 5  by horizontal-pod-autoscaler",
    "00:00:15.000  hpa/web  FailedGetResourceMetric  no\\nmetrics",
    "00:00:15.000  deployment/web  1 pod created",
  ]);
});

type Segment = Extract<FactBody, { readonly kind: "serving" }>["segment"];

const serving = (secondsFromZero: number, of: Partial<Segment>): Fact => {
  const none = { perSecond: 0, slopePerSecond: 0, total: 0 };
  return fact(secondsFromZero, {
    kind: "serving",
    segment: {
      target: "Service default/web",
      workload: "",
      pool: 1,
      pods: 0,
      capacityPerSecond: 0,
      offered: none,
      served: none,
      refused: none,
      timedOut: none,
      backlog: 0,
      response: { slots: 0, serviceSeconds: 0, variation: "none" },
      ...of,
    },
  });
};

test("tells when a target has no ready pod and when it has one again, and nothing of load that is served", () => {
  const flow = (perSecond: number, total = 0) => ({ perSecond, slopePerSecond: 0, total });
  const facts = [
    serving(0, {}),
    serving(1, { offered: flow(30), refused: flow(30) }),
    serving(11, { offered: flow(0, 300), refused: flow(0, 300) }),
    serving(11, { workload: "default/web", pods: 1, capacityPerSecond: 40, offered: flow(30), served: flow(30) }),
    serving(20, { workload: "default/web", pods: 2, capacityPerSecond: 80, offered: flow(30), served: flow(30) }),
  ];
  expect(linesOf(facts)).toEqual([
    "00:00:01.000  service/web  no ready pod  30/s offered, all refused",
    "00:00:11.000  service/web  ready pods again  300 refused",
  ]);
});

test("tells nothing of readings: they are for plots", () => {
  const metrics = [{ name: "cpu", current: "10%", target: "60%", ratio: 0.1 }];
  expect(linesOf([fact(1, { kind: "hpa-status", hpa, currentReplicas: 1, desiredReplicas: 2, metrics })])).toEqual([]);
});
