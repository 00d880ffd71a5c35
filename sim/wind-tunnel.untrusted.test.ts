import { expect, test } from "vitest";
import { bodyOf, itemsOf } from "../fixtures/endpoints.ts";
import { linesOf, nodesOf, rateOf, type ScenarioSettings, scenarioOf } from "../fixtures/wind-tunnel.ts";
import { readAdapterConfig } from "../input/adapter/read-config.ts";
import type { Run } from "./run.ts";
import type { Action, Scenario } from "./scenario.ts";
import { minutes, plus, seconds } from "./units.ts";
import { clusterKubernetes } from "./version.ts";
import { createWindTunnel, runScenario } from "./wind-tunnel.ts";

const setting = (second: number, kubeletInsecureTls: boolean): Action => ({
  ...{ name: "patch", at: seconds(second), kind: "set-metrics-server-flags" },
  flags: { kubeletInsecureTls },
});

/** 15 requests of 10 ms a second on one node; the HPA's default target is half of 200m. */
function scenarioWith(kubeletInsecureTls: boolean, { cluster, ...settings }: ScenarioSettings = {}): Scenario {
  const scenario = scenarioOf({ loads: [rateOf(15)], minutes: 5, ...settings });
  const { metricsServer } = scenario.cluster;
  return {
    ...scenario,
    cluster: {
      ...scenario.cluster,
      nodes: [nodesOf({ count: 1 })],
      metricsServer: { ...metricsServer, kubeletInsecureTls },
      ...cluster,
    },
  };
}

const untrusted = scenarioWith(false);

const logged =
  'metrics-server "Failed to scrape node" err="Get \\"https://172.18.0.3:10250/metrics/resource\\": tls: failed to verify certificate: ' +
  'x509: cannot validate certificate for 172.18.0.3 because it doesn\'t contain any IP SANs" node="node-1"';

const refused = "the server is currently unable to handle the request (get pods.metrics.k8s.io)";
const failure = `failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: ${refused}`;

/** Lines about the HPA, without those of pods. */
const aboutHpa = (run: Run): readonly string[] =>
  linesOf(run, "event", "condition").filter((line) => line.includes(" hpa/web ") && !line.includes("AbleToScale"));

test("an untrusted kubelet shows in metrics-server's log, in the APIService and in the HPA", () => {
  const run = runScenario(scenarioWith(false, { minutes: 1 }));
  const logs = linesOf(run, "log");
  expect(new Set(logs.map((line) => line.slice(line.indexOf(" ") + 1)))).toEqual(new Set([logged]));
  expect(logs).toHaveLength(4);
  const conditions = linesOf(run, "condition");
  expect(conditions[0]).toBe("0 apiservice/v1beta1.metrics.k8s.io Available=False MissingEndpoints");
  expect(aboutHpa(run).slice(0, 3).sort()).toEqual([
    `15 hpa/web FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${failure}`,
    `15 hpa/web FailedGetResourceMetric ${failure}`,
    "15 hpa/web ScalingActive=False FailedGetResourceMetric",
  ]);
});

test.for(clusterKubernetes)("the HPA of %s gets the aggregator's answer", (kubernetes) => {
  const run = runScenario(scenarioWith(false, { cluster: { kubernetes }, minutes: 2 }));
  const [condition] = run.trace.facts.filter((fact) => fact.kind === "condition" && fact.type === "ScalingActive");
  expect(condition).toMatchObject({ status: "False", reason: "FailedGetResourceMetric" });
  const cause = `unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: ${refused}`;
  expect(condition).toHaveProperty(
    "message",
    expect.stringMatching(/^the HPA was unable to compute the replica count: /),
  );
  expect(condition).toHaveProperty("message", expect.stringContaining(cause));
  const [event] = linesOf(run, "event").filter((line) => line.includes("FailedGetResourceMetric"));
  expect(event?.endsWith(cause)).toBe(true);
  const [other] = linesOf(run, "event").filter((line) => line.includes("FailedComputeMetricsReplicas"));
  expect(other?.endsWith(cause)).toBe(true);
});

test("after the repair the API comes back, and the HPA scales", () => {
  const run = runScenario({ ...untrusted, actions: [setting(90, true)] });
  const conditions = linesOf(run, "condition").filter((line) => /apiservice|ScalingActive/.test(line));
  expect(conditions).toEqual([
    "0 apiservice/v1beta1.metrics.k8s.io Available=False MissingEndpoints",
    "15 hpa/web ScalingActive=False FailedGetResourceMetric",
    // The container starts at 92 s, and is probed 20 s later.
    "112 apiservice/v1beta1.metrics.k8s.io Available=True Passed",
    "120 hpa/web ScalingActive=True ValidMetricFound",
  ]);
  expect(linesOf(run, "scaled").filter((line) => line.includes("by hpa"))).toEqual([
    "120 deployment/web 1 -> 2 by hpa/web",
  ]);
  const logs = linesOf(run, "log").map((line) => Number.parseFloat(line));
  expect(Math.max(...logs)).toBeGreaterThan(92);
  expect(Math.max(...logs)).toBeLessThan(112);
});

test("whoever asks metrics-server itself hears that it is not ready, and after the repair gets numbers", () => {
  const tunnel = createWindTunnel({ ...untrusted, actions: [setting(90, true)] });
  const pods = (): number => itemsOf(bodyOf(tunnel.servers.metricsServer, "/apis/metrics.k8s.io/v1beta1/pods")).length;
  const readyz = (): number | undefined => {
    const peer = { user: "", groups: [] };
    const request = { method: "GET", path: "/readyz", query: [], headers: {}, body: "", peer };
    const reply = tunnel.servers.metricsServer(request);
    return reply.kind === "whole" ? reply.status : undefined;
  };
  tunnel.advanceTo(plus(untrusted.start, minutes(1)));
  expect(pods()).toBe(0);
  expect(readyz()).toBe(500);
  tunnel.advanceTo(plus(untrusted.start, minutes(2)));
  expect(pods()).toBe(1);
  expect(readyz()).toBe(200);
});

test("a flag that takes trust away breaks nothing: the old pod goes on while the new one scrapes in vain", () => {
  const trusted = scenarioWith(true);
  const kinds = ["condition", "decision", "scaled", "hpa-status"] as const;
  const changed = runScenario({ ...trusted, actions: [setting(90, false)] });
  expect(linesOf(changed, ...kinds)).toEqual(linesOf(runScenario(trusted), ...kinds));
  const logs = linesOf(changed, "log");
  expect(logs.length).toBeGreaterThan(10);
  expect(Number.parseFloat(logs[0] ?? "")).toBeCloseTo(93, 1);
});

test("an answer that takes long is not waited for where there is none", () => {
  const { metricsServer } = untrusted.cluster;
  const run = runScenario(
    scenarioWith(false, {
      cluster: { metricsServer: { ...metricsServer, answerDelay: seconds(5) } },
      minutes: 1,
    }),
  );
  expect(aboutHpa(run)[0]).toMatch(/^15 /);
});

test("where an adapter serves metrics.k8s.io nothing is told of metrics-server's endpoints", () => {
  const config = readAdapterConfig({ file: "adapter.yml", text: "resourceRules: {}\n" });
  const run = runScenario(
    scenarioWith(false, {
      cluster: {
        prometheusAdapter: {
          ...{ version: "0.12.0", config, prometheusUrl: "http://prometheus.monitoring.svc:9090" },
          ...{ metricsRelistInterval: minutes(1), metricsMaxAge: minutes(1) },
        },
      },
      minutes: 1,
    }),
  );
  expect(linesOf(run, "condition").filter((line) => line.includes("apiservice"))).toEqual([]);
});
