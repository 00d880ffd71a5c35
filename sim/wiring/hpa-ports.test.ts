import { expect, test } from "vitest";
import { cpuSample, podIn, scaleOf } from "../../fixtures/hpa.ts";
import type { Reply, ScaleTarget } from "../hpa/ports.ts";
import { everything } from "../kubernetes/label-selector.ts";
import { noMetricsApis } from "./adapter/metrics-apis.ts";
import { createHpaCalls, type HpaWorld } from "./hpa-ports.ts";

const target = (kind: string, apiVersion?: string): ScaleTarget => ({
  namespace: "default",
  reference: { kind, name: "web", ...(apiVersion === undefined ? {} : { apiVersion }) },
  hpa: { namespace: "default", name: "front" },
});

/** A world that serves Deployments and notes what is written. */
function worldOf(writes: string[]): HpaWorld {
  return {
    servesKind: (group, kind) => group === "apps" && kind === "Deployment",
    getScale: ({ kind, namespace, name }) =>
      name === "web"
        ? { kind: "value", value: scaleOf(3) }
        : { kind: "error", message: `${kind} ${namespace}/${name} not found` },
    updateScale: ({ kind, namespace, name }, { replicas, by }) => {
      writes.push(`${kind} ${namespace}/${name} ${replicas} by ${by}`);
      return { kind: "value", value: undefined };
    },
    pods: (namespace) => [podIn("ready", `pod of ${namespace}`)],
    answerMetrics: (answer) => answer(),
    metricsApis: noMetricsApis,
    metricsServer: () => ({ podMetrics: (namespace) => [cpuSample(`pod of ${namespace}`, 100)] }),
  };
}

/** What a call answers, at once. */
function answer<Value>(call: (done: (reply: Reply<Value>) => void) => void): Reply<Value> | undefined {
  let answered: Reply<Value> | undefined;
  call((reply) => {
    answered = reply;
  });
  return answered;
}

test("takes a target's kind to its resource, and what the HPA writes is by its name", () => {
  const writes: string[] = [];
  const calls = createHpaCalls(worldOf(writes));
  const web = target("Deployment", "apps/v1");
  expect(answer((done) => calls.getScale(web, done))).toEqual({ kind: "value", value: scaleOf(3) });
  expect(answer((done) => calls.updateScale(web, 5, done))).toEqual({ kind: "value", value: undefined });
  expect(writes).toEqual(["Deployment default/web 5 by hpa/front"]);
});

// Source: apimachinery v0.36.3 pkg/api/meta/errors.go NoKindMatchError.Error; an empty group is the core one.
test.for([
  ["Deployment", "extensions/v1beta1", 'no matches for kind "Deployment" in group "extensions"'],
  ["deployment", "apps/v1", 'no matches for kind "deployment" in group "apps"'],
  ["Deployment", "v1", 'no matches for kind "Deployment" in group ""'],
  ["Deployment", undefined, 'no matches for kind "Deployment" in group ""'],
] as const)("a %s of %s has no resource, and is neither read nor written", ([kind, apiVersion, message]) => {
  const writes: string[] = [];
  const calls = createHpaCalls(worldOf(writes));
  const refused = { kind: "error", message };
  expect(answer((done) => calls.getScale(target(kind, apiVersion), done))).toEqual(refused);
  expect(answer((done) => calls.updateScale(target(kind, apiVersion), 5, done))).toEqual(refused);
  expect(writes).toEqual([]);
});

test("hands on pods and their metrics of the namespace that is asked for", () => {
  const calls = createHpaCalls(worldOf([]));
  const query = { namespace: "shop", selector: everything };
  expect(calls.listPods("shop", everything).map(({ name }) => name)).toEqual(["pod of shop"]);
  expect(answer((done) => calls.resourceMetrics(query, done))).toEqual({
    kind: "value",
    value: [cpuSample("pod of shop", 100)],
  });
});

test("without a metrics-server that is available the API server refuses, and nobody waits for an answer", () => {
  const calls = createHpaCalls({ ...worldOf([]), metricsServer: () => undefined, answerMetrics: () => {} });
  expect(answer((done) => calls.resourceMetrics({ namespace: "shop", selector: everything }, done))).toEqual({
    kind: "error",
    message: "the server is currently unable to handle the request (get pods.metrics.k8s.io)",
  });
});

test("without an adapter custom and external metrics fail in the clients' words", () => {
  const calls = createHpaCalls(worldOf([]));
  const about = { namespace: "default", metric: "queue_length", selector: everything, metricSelector: everything };
  const noCustomMetrics = { kind: "error", message: "no custom metrics API (custom.metrics.k8s.io) registered" };
  const object = { kind: "Service", name: "front" };
  expect(answer((done) => calls.customPodsMetric(about, done))).toEqual(noCustomMetrics);
  expect(answer((done) => calls.customObjectMetric({ ...about, object }, done))).toEqual(noCustomMetrics);
  expect(answer((done) => calls.externalMetric(about, done))).toEqual({
    kind: "error",
    message: "the server could not find the requested resource (get queue_length.external.metrics.k8s.io)",
  });
});
