import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { cadvisorDashboards, cadvisorQueries } from "../fixtures/dashboards/cadvisor-dashboards.ts";
import { comparedIn } from "../fixtures/dashboards/compared-in.ts";
import { type CadvisorLabels, tutorialConfig } from "../fixtures/dashboards/tutorial-config.ts";
import { watchedCluster } from "../fixtures/dashboards/watched-cluster.ts";
import { bodyOf } from "../fixtures/endpoints.ts";
import { loadPrometheusConfig } from "../input/prometheus/load-prometheus-config.ts";
import { readRuleFile } from "../input/prometheus-rules/rule-groups.ts";
import type { ApiHandler } from "./api.ts";
import { requestTraffic } from "./kubelet/assumptions.ts";
import { parseQuery } from "./prometheus/promql/syntax/parse.ts";
import type { RuleGroup } from "./prometheus/rules/rule.ts";
import { compileRegex } from "./regex.ts";
import { createWindTunnel } from "./wind-tunnel.ts";

const parser = {
  ...{ experimentalFunctions: false, durationExpressions: false },
  ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
};

const alertsFile = "cluster-alerts.yml";

const alerts: readonly RuleGroup[] = readRuleFile(
  { file: alertsFile, text: readFileSync(new URL(`../fixtures/${alertsFile}`, import.meta.url), "utf8") },
  { evaluationIntervalMs: 15_000, queryOffsetMs: 0, parser },
);

/** The Prometheus of the watched cluster at the end of the run. */
function played(labels: CadvisorLabels, maxReplicas?: number): ApiHandler | undefined {
  const config = loadPrometheusConfig(
    { file: "prometheus.yml", text: tutorialConfig(labels) },
    { environment: () => undefined, ownNamespace: "monitoring", compile: compileRegex },
  );
  const tunnel = createWindTunnel(
    watchedCluster(
      { address: "prometheus.monitoring.svc:9090", scheme: "http", config, ruleGroups: alerts },
      maxReplicas,
    ),
  );
  tunnel.advanceTo(tunnel.end);
  return tunnel.servers.prometheus;
}

const labelings: readonly CadvisorLabels[] = ["as they are", "as of Docker"];
const prometheus = new Map<CadvisorLabels, ApiHandler | undefined>();
beforeAll(() => {
  for (const labels of labelings) prometheus.set(labels, played(labels));
});

type Element = {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, text: string];
};

/** What a query gives at the end of the run; a query that fails is not answered with a 200. */
function askOf(handler: ApiHandler | undefined, query: string): readonly Element[] {
  const body = bodyOf(handler, `/api/v1/query?${new URLSearchParams({ query })}`);
  const { data } = JSON.parse(body) as { readonly data: { readonly resultType: string; readonly result: unknown } };
  return data.resultType === "vector" ? (data.result as readonly Element[]) : [];
}

const ask = (query: string, labels: CadvisorLabels = "as they are"): readonly Element[] =>
  askOf(prometheus.get(labels), query);

const numberOf = (query: string): number => Number(ask(query)[0]?.value[1]);

test("every job finds its targets, and each of them is up", () => {
  const counts = ask("count by (job) (up == 1)").map(({ metric, value }) => `${metric.job} ${value[1]}`);
  expect(counts.sort()).toEqual([
    "etcd 1",
    "kube-state-metrics 1",
    "kubernetes-apiservers 1",
    "kubernetes-cadvisor 4",
    "kubernetes-nodes 4",
    "kubernetes-pods 7",
    "kubernetes-service-endpoints 7",
    "node-exporter 4",
    "prometheus 1",
  ]);
  expect(ask("up == 0")).toEqual([]);
});

/** Why a panel has nothing to show: what it asks for is not there, as it would not be in such a cluster. */
const absent: readonly {
  readonly asks: string;
  readonly labels: readonly CadvisorLabels[];
  readonly because: string;
}[] = [
  { asks: 'rkt_container_name!=""', labels: labelings, because: "no container is rkt's" },
  { asks: 'device=~"^/dev/xvda.$"', labels: labelings, because: "the machines' disk is /dev/vda, not Xen's" },
  { asks: 'name=~"^k8s_.*"', labels: ["as they are"], because: "containerd names containers by their ids" },
  { asks: 'pod_name!=""', labels: ["as they are"], because: "since 1.16 the label is pod" },
  { asks: 'image!="",name!~"^k8s_.*"', labels: ["as of Docker"], because: "every container is a pod's" },
];

test.for(labelings.flatMap((labels) => cadvisorDashboards.map((dashboard) => ({ labels, dashboard }))))(
  "Grafana $dashboard.id shows something in every panel that such a cluster can fill, labels $labels",
  ({ labels, dashboard }) => {
    const queries = cadvisorQueries(dashboard).map(({ query }) => query);
    expect(queries.length).toBe(33);
    const asksForAbsent = (query: string): boolean =>
      absent.some(({ asks, labels: where }) => where.includes(labels) && query.includes(asks));
    expect(queries.filter((query) => ask(query, labels).length === 0)).toEqual(queries.filter(asksForAbsent));
  },
);

test("what stays empty whatever the labels is about rkt and Xen", () => {
  const queries = cadvisorDashboards.flatMap((dashboard) => cadvisorQueries(dashboard).map(({ query }) => query));
  const empty = queries.filter((query) => labelings.every((labels) => ask(query, labels).length === 0));
  expect(empty.filter((query) => !/rkt_|xvda/.test(query))).toEqual([]);
  expect(empty.length).toBe(11);
});

test("the rules are evaluated without an error, and what is recorded is there", () => {
  const { data } = JSON.parse(bodyOf(prometheus.get("as they are"), "/api/v1/rules")) as {
    readonly data: { readonly groups: readonly { readonly rules: readonly { readonly health: string }[] }[] };
  };
  const rules = alerts.flatMap((group) => group.rules);
  expect(data.groups.flatMap((group) => group.rules.map(({ health }) => health))).toEqual(rules.map(() => "ok"));
  for (const rule of rules) if (rule.kind === "recording") expect(ask(rule.record), rule.record).not.toEqual([]);
});

test("the load reaches the network of pods, of nodes and of machines", () => {
  const sixty = 60 * requestTraffic.received.bytes;
  for (const of of [
    'container_network_receive_bytes_total{id="/"}',
    'container_network_receive_bytes_total{id!="/"}',
  ]) {
    expect(numberOf(`sum(rate(${of}[5m]))`) / sixty).toBeCloseTo(1, 1);
  }
  expect(numberOf('sum(rate(node_network_receive_bytes_total{device="eth0"}[5m]))') / sixty).toBeCloseTo(1, 1);
});

/** The parts of a rule's condition that are there whether or not it holds. */
function compared(expression: string): readonly string[] {
  const parsed = parseQuery(expression, { options: parser, compileRegex });
  return parsed.kind === "expression" ? comparedIn(parsed.expression) : [];
}

const alerting = alerts.flatMap(({ rules }) => rules).filter((rule) => rule.kind === "alerting");

test.for(alerting.map(({ alert, expression }) => [alert, expression] as const))(
  "everything that %s looks at is there",
  ([, expression]) => {
    const parts = compared(expression);
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.filter((part) => ask(part).length === 0)).toEqual([]);
  },
);

/** The alerts that fire at the end of a run, each once. */
const firingIn = (handler: ApiHandler | undefined): readonly string[] => {
  const firing = askOf(handler, 'ALERTS{alertstate="firing"}').map(({ metric }) => metric.alertname ?? "");
  return [...new Set(firing)].sort();
};

test("nothing fires while the HPA keeps up", () => {
  expect(firingIn(prometheus.get("as they are"))).toEqual([]);
});

test("what fires when the HPA may not go further is about that, and the pods that have too much to do", () => {
  expect(firingIn(played("as they are", 2))).toEqual(["CPUThrottlingHigh", "ContainerCpuNearLimit", "HpaMaxedOut"]);
});
