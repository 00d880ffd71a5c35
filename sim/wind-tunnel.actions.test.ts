import { expect, test } from "vitest";
import { hpaOf } from "../fixtures/hpa.ts";
import {
  applying,
  deploymentOf,
  hpaObject,
  linesOf,
  rateOf,
  replicasOf,
  type ScenarioSettings,
  scenarioOf,
  serviceOf,
} from "../fixtures/wind-tunnel.ts";
import type { Run } from "./run.ts";
import type { Action } from "./scenario.ts";
import type { Fact } from "./trace/fact.ts";
import { seconds } from "./units.ts";
import { runScenario } from "./wind-tunnel.ts";

const web = { namespace: "default", name: "web" };

const deleting = (second: number, kind: string, name = "web"): Action => ({
  name: `delete ${kind}`,
  at: seconds(second),
  kind: "delete",
  target: { ...web, kind, name },
});

const scaling = (second: number, replicas: number, target = web): Action => ({
  name: "kubectl scale",
  at: seconds(second),
  kind: "scale",
  target,
  replicas,
});

const restarting = (second: number, target = web): Action => ({
  name: "restart",
  at: seconds(second),
  kind: "restart",
  target,
});

/** Plays an action, and tells what happens from its second on; of events only those of a Deployment or an HPA. */
function after(action: Action, settings: ScenarioSettings, ...kinds: readonly Fact["kind"][]): readonly string[] {
  const run: Run = runScenario(scenarioOf({ minutes: 5, ...settings, actions: [action, ...(settings.actions ?? [])] }));
  const begin = run.trace.zero + action.at;
  const facts = run.trace.facts.filter(
    (fact) => fact.at >= begin && !(fact.kind === "event" && ["Pod", "ReplicaSet"].includes(fact.involved.kind)),
  );
  return linesOf({ ...run, trace: { ...run.trace, facts } }, "action", ...kinds);
}

test.for([
  ["1.36", 195],
  ["1.37", 182],
] as const)("under %s an HPA with another maximum counts from second %d on", ([kubernetes, second]) => {
  const smaller = applying(182, hpaObject(hpaOf({ maxReplicas: 2 })));
  const settings = { cluster: { kubernetes }, loads: [rateOf(40)], minutes: 4 };
  const lines = after(smaller, settings, "applied", "scaled", "decision", "condition");
  expect(lines.slice(0, 5)).toEqual([
    "182 action/apply",
    "182 hpa/web configured",
    `${second} deployment/web 5 -> 2 by hpa/web`,
    `${second} hpa/web AbleToScale=True SucceededRescale`,
    `${second} hpa/web 5 -> 2 replicas: Current number of replicas above Spec.MaxReplicas`,
  ]);
  // At its maximum: the proposal stays above it, and its recommendations of before are still remembered.
  expect(lines.slice(5, 8)).toEqual([
    `${kubernetes === "1.36" ? 210 : 195} hpa/web AbleToScale=True ScaleDownStabilized`,
    `${kubernetes === "1.36" ? 210 : 195} hpa/web ScalingLimited=True TooManyReplicas`,
    `${kubernetes === "1.36" ? 210 : 195} hpa/web no change: 2 replicas`,
  ]);
});

const threePods = { objects: [deploymentOf({ replicas: 3 }), serviceOf()], loads: [rateOf(30)] };

test("another image rolls the Deployment over, pod by pod, and the load stays with the ready ones", () => {
  const image = applying(62, deploymentOf({ replicas: 3, image: "v2" }));
  expect(after(image, threePods, "applied", "event", "counts", "serving", "condition")).toEqual([
    "62 action/apply",
    "62 deployment/web configured",
    "62 deployment/web ScalingReplicaSet Scaled up replica set web-56596cb5df from 0 to 1",
    "62 deployment/web Progressing=True NewReplicaSetCreated",
    "62 deployment/web 3 of 3 ready",
    "62 deployment/web 3 of 4 ready",
    "62 deployment/web Progressing=True ReplicaSetUpdated",
    "67 Service default/web 4 pods of default/web, 30/s, 0/s refused",
    "67 deployment/web ScalingReplicaSet Scaled down replica set web-79c7cbdcbb from 3 to 2",
    "67 deployment/web 4 of 4 ready",
    "67 deployment/web ScalingReplicaSet Scaled up replica set web-56596cb5df from 1 to 2",
    "67 deployment/web 3 of 3 ready",
    "67 Service default/web 3 pods of default/web, 30/s, 0/s refused",
    "67 deployment/web 3 of 4 ready",
    "72 Service default/web 4 pods of default/web, 30/s, 0/s refused",
    "72 deployment/web ScalingReplicaSet Scaled down replica set web-79c7cbdcbb from 2 to 1",
    "72 deployment/web 4 of 4 ready",
    "72 deployment/web ScalingReplicaSet Scaled up replica set web-56596cb5df from 2 to 3",
    "72 deployment/web 3 of 3 ready",
    "72 Service default/web 3 pods of default/web, 30/s, 0/s refused",
    "72 deployment/web 3 of 4 ready",
    "77 Service default/web 4 pods of default/web, 30/s, 0/s refused",
    "77 deployment/web ScalingReplicaSet Scaled down replica set web-79c7cbdcbb from 1 to 0",
    "77 deployment/web 4 of 4 ready",
    "77 deployment/web 3 of 3 ready",
    "77 deployment/web Progressing=True NewReplicaSetAvailable",
    "77 Service default/web 3 pods of default/web, 30/s, 0/s refused",
  ]);
});

test("a restart is a rollout of the same image", () => {
  const settings = { objects: [deploymentOf(), serviceOf()], loads: [] };
  expect(after(restarting(62), settings, "applied", "event")).toEqual([
    "62 action/restart",
    "62 deployment/web ScalingReplicaSet Scaled up replica set web-6785fcd674 from 0 to 1",
    "67 deployment/web ScalingReplicaSet Scaled down replica set web-79c7cbdcbb from 1 to 0",
  ]);
});

test("what somebody scales by hand the HPA brings back within its bounds at its next pass, and later to where it was", () => {
  const run = runScenario(scenarioOf({ minutes: 10, loads: [rateOf(8)], actions: [scaling(62, 20)] }));
  expect(replicasOf(run)).toEqual({ 0: 1, 62: 20, 75: 10, 405: 2 });
  expect(linesOf(run, "scaled").slice(1, 3)).toEqual([
    "62 deployment/web 1 -> 20 by action/kubectl scale",
    "75 deployment/web 20 -> 10 by hpa/web",
  ]);
});

test("scaled to none by hand, the HPA is disabled until somebody scales again", () => {
  const settings = { loads: [rateOf(8)], actions: [scaling(200, 1)], minutes: 3.45 };
  expect(after(scaling(92, 0), settings, "scaled", "decision", "condition", "serving")).toEqual([
    "92 action/kubectl scale",
    "92 deployment/web 1 -> 0 by action/kubectl scale",
    "92 Service default/web 0 pods, 8/s, 8/s refused",
    "92 Service default/web 0 pods of default/web, 0/s, 0/s refused",
    "105 hpa/web AbleToScale=True SucceededGetScale",
    "105 hpa/web ScalingActive=False ScalingDisabled",
    "105 hpa/web no change: 0 replicas",
    "200 action/kubectl scale",
    "200 deployment/web 0 -> 1 by action/kubectl scale",
    "200 deployment/web Available=False MinimumReplicasUnavailable",
    "205 Service default/web 0 pods, 0/s, 0/s refused",
    "205 Service default/web 1 pods of default/web, 8/s, 0/s refused",
    "205 deployment/web Available=True MinimumReplicasAvailable",
  ]);
});

test("an HPA that is deleted does nothing any more, and tells nothing", () => {
  const loads = [rateOf(8), rateOf(60, { name: "more", from: 120 })];
  const run = runScenario(scenarioOf({ loads, actions: [deleting(92, "HorizontalPodAutoscaler")] }));
  const told = linesOf(run, "hpa-status", "decision", "condition", "event", "scaled", "deleted");
  const byHpa = told.filter((line) => line.includes("hpa/web"));
  expect(byHpa.at(-1)).toBe("92 hpa/web deleted");
  expect(byHpa.length).toBeGreaterThan(5);
  expect(replicasOf(run)).toEqual({ 0: 1 });
});

test("without its Deployment the HPA says that it finds none, until one of the name is there again", () => {
  const settings = { loads: [rateOf(8)], actions: [applying(125, deploymentOf())], minutes: 2.25 };
  expect(after(deleting(92, "Deployment"), settings, "deleted", "applied", "event", "serving", "condition")).toEqual([
    "92 action/delete Deployment",
    "92 deployment/web deleted",
    "92 Service default/web 0 pods, 8/s, 8/s refused",
    "92 Service default/web 0 pods of default/web, 0/s, 0/s refused",
    '105 hpa/web FailedGetScale deployments.apps "web" not found',
    "105 hpa/web AbleToScale=False FailedGetScale",
    '120 hpa/web FailedGetScale deployments.apps "web" not found',
    "125 action/apply",
    "125 deployment/web created",
    "125 deployment/web ScalingReplicaSet Scaled up replica set web-79c7cbdcbb from 0 to 1",
    "125 deployment/web Progressing=True NewReplicaSetCreated",
    "125 deployment/web Available=False MinimumReplicasUnavailable",
    "125 deployment/web Progressing=True ReplicaSetUpdated",
    "130 Service default/web 0 pods, 0/s, 0/s refused",
    "130 Service default/web 1 pods of default/web, 8/s, 0/s refused",
    "130 deployment/web Available=True MinimumReplicasAvailable",
    "130 deployment/web Progressing=True NewReplicaSetAvailable",
    `135 hpa/web FailedGetResourceMetric ${unreadable}`,
    "135 hpa/web AbleToScale=True SucceededGetScale",
    "135 hpa/web ScalingActive=False FailedGetResourceMetric",
    `135 hpa/web FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${unreadable}`,
  ]);
});

/** Of a Deployment whose pods have just come. */
const unreadable =
  "failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API";

test("without its Service the load is refused, until the Service is there again", () => {
  const settings = { loads: [rateOf(8)], actions: [applying(100, serviceOf())], minutes: 2 };
  expect(after(deleting(92, "Service"), settings, "deleted", "applied", "serving", "pod")).toEqual([
    "92 action/delete Service",
    "92 service/web deleted",
    "92 Service default/web 0 pods, 8/s, 8/s refused",
    "92 Service default/web 0 pods of default/web, 0/s, 0/s refused",
    "100 action/apply",
    "100 service/web created",
    "100 Service default/web 0 pods, 0/s, 0/s refused",
    "100 Service default/web 1 pods of default/web, 8/s, 0/s refused",
  ]);
});

test("a pod that somebody deletes is replaced, and the others serve meanwhile", () => {
  const { trace } = runScenario(scenarioOf(threePods));
  const [pod] = trace.facts.flatMap((fact) => (fact.kind === "pod" ? [fact.pod.name] : []));
  const lines = after(deleting(62, "Pod", pod), threePods, "deleted", "counts", "serving");
  expect(lines.map((line) => line.replace(pod!, "web-#"))).toEqual([
    "62 action/delete Pod",
    "62 pod/web-# deleted",
    "62 Service default/web 2 pods of default/web, 30/s, 0/s refused",
    "62 deployment/web 2 of 3 ready",
    "67 Service default/web 3 pods of default/web, 30/s, 0/s refused",
    "67 deployment/web 3 of 3 ready",
  ]);
});

test("what the API server refuses is told in its words, and changes nothing", () => {
  const api = { ...web, name: "api" };
  const settings = { actions: [deleting(91, "Service", "api"), restarting(92, api), scaling(93, 3, api)], minutes: 2 };
  const otherSelector = applying(90, deploymentOf({ selector: { matchLabels: { app: "api" } } }));
  expect(after(otherSelector, settings, "refused", "applied", "deleted", "scaled", "pod")).toEqual([
    "90 action/apply",
    '90 apply Deployment web: Deployment.apps "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"api"}}: field is immutable',
    "91 action/delete Service",
    '91 action delete Service: services "api" not found',
    "92 action/restart",
    '92 action restart: deployments.apps "api" not found',
    "93 action/kubectl scale",
    '93 action kubectl scale: deployments.apps "api" not found',
  ]);
});
