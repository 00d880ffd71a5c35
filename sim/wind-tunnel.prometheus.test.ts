import { expect, test } from "vitest";
import { hpaOf, podsMetric } from "../fixtures/hpa.ts";
import {
  deploymentOf,
  hpaObject,
  linesOf,
  modelOf,
  rateOf,
  replicasOf,
  type ScenarioSettings,
  scenarioOf,
  serviceOf,
} from "../fixtures/wind-tunnel.ts";
import { readAdapterConfig } from "../input/adapter/read-config.ts";
import { readAlertmanagerConfig } from "../input/alertmanager/alertmanager-config.ts";
import { loadPrometheusConfig } from "../input/prometheus/load-prometheus-config.ts";
import type { Deployment } from "./kubernetes/workload.ts";
import { equalityMatcher } from "./prometheus/promql/matcher.ts";
import type { RuleGroup } from "./prometheus/rules/rule.ts";
import { compileRegex } from "./regex.ts";
import type { Action, Fault, PrometheusAdapterSettings, PrometheusSettings } from "./scenario.ts";
import { minutes } from "./units.ts";
import { runScenario } from "./wind-tunnel.ts";

const config = `
alerting: {alertmanagers: [{static_configs: [{targets: ["alertmanager:9093"]}]}]}
scrape_configs:
- job_name: kubernetes-pods
  scrape_interval: 15s
  kubernetes_sd_configs: [{role: pod}]
  relabel_configs:
  - {source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: "true"}
  - {source_labels: [__meta_kubernetes_namespace], target_label: namespace}
  - {source_labels: [__meta_kubernetes_pod_name], target_label: pod}
`;

const adapterConfig = `
rules:
- seriesQuery: 'http_requests_total{namespace!="",pod!=""}'
  resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
  name: {matches: "^(.*)_total$", as: "\${1}_per_second"}
  metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[WINDOW])) by (<<.GroupBy>>)'
`;

const address = "prometheus.monitoring.svc:9090";

const prometheus = (text = config): PrometheusSettings => ({
  address,
  scheme: "http",
  config: loadPrometheusConfig(
    { file: "prometheus.yml", text },
    { environment: () => undefined, ownNamespace: "monitoring", compile: compileRegex },
  ),
  ruleGroups: [],
});

const adapter = (window = "1m", settings: Partial<PrometheusAdapterSettings> = {}): PrometheusAdapterSettings => ({
  version: "0.12.0",
  config: readAdapterConfig({ file: "adapter.yml", text: adapterConfig.replace("WINDOW", window) }),
  prometheusUrl: `http://${address}`,
  metricsRelistInterval: minutes(1),
  metricsMaxAge: minutes(1),
  ...settings,
});

/** Deployment `web` whose pods count their requests and say so by annotation and port. */
function scraped(): Deployment {
  const deployment = deploymentOf();
  const { template } = deployment;
  const containers = template.spec.containers.map((container) => ({
    ...container,
    ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
  }));
  const annotations = { "prometheus.io/scrape": "true" };
  return { ...deployment, template: { ...template, annotations, spec: { ...template.spec, containers } } };
}

const counting = {
  ...modelOf(),
  metrics: [{ kind: "counter", name: "http_requests_total", help: "Requests.", labels: {}, perRequest: 1 }],
} as const;

/** Ten minutes of 60 requests a second, of which a pod should have 20. */
const loaded = (settings: ScenarioSettings): ReturnType<typeof scenarioOf> =>
  scenarioOf({
    objects: [scraped(), serviceOf(), hpaObject(hpaOf({ metrics: [podsMetric("http_requests_per_second", "20")] }))],
    workloads: [counting],
    loads: [rateOf(60)],
    warmupMinutes: 5,
    ...settings,
  });

test("scales by a metric of the pods' own, from their page through Prometheus and its adapter", () => {
  const run = runScenario(loaded({ cluster: { prometheus: prometheus(), prometheusAdapter: adapter() } }));
  expect(replicasOf(run)).toEqual({ "-300": 1, 30: 2, 60: 3 });
});

const metric = "unable to get metric http_requests_per_second";
const fetching = "unable to fetch metrics from custom metrics API";
const notFound = `FailedGetPodsMetric ${metric}: ${fetching}: the server could not find the metric http_requests_per_second for pods`;

const metricEvents = (run: ReturnType<typeof runScenario>): readonly string[] => [
  ...new Set(linesOf(run, "event").flatMap((line) => /FailedGetPodsMetric.*/.exec(line) ?? [])),
];

test("without an adapter nobody has registered custom metrics", () => {
  const run = runScenario(loaded({ cluster: { prometheus: prometheus() } }));
  expect(metricEvents(run)).toEqual([
    `FailedGetPodsMetric ${metric}: ${fetching}: no custom metrics API (custom.metrics.k8s.io) registered`,
  ]);
});

test("a Prometheus at another address is nowhere", () => {
  const elsewhere = adapter("1m", { prometheusUrl: "http://prometheus.wrong.svc:9090" });
  const run = runScenario(loaded({ cluster: { prometheus: prometheus(), prometheusAdapter: elsewhere } }));
  expect(metricEvents(run)).toEqual([notFound]);
  expect(linesOf(run, "log")[0]).toMatch(
    /^-2\d\d\.\d+ prometheus-adapter unable to update list of all metrics: unable to fetch metrics for query ".*": Get "http:.*series\?match%5B%5D=.*": dial tcp: lookup prometheus\.wrong\.svc on 10\.96\.0\.10:53: no such host$/,
  );
});

const outage: Fault = {
  name: "outage",
  from: minutes(5),
  until: minutes(7),
  where: { kind: "prometheus" },
  what: { kind: "down" },
};

test("while Prometheus is down the HPA holds, and says what the adapter says", () => {
  const run = runScenario(
    loaded({ cluster: { prometheus: prometheus(), prometheusAdapter: adapter() }, faults: [outage] }),
  );
  expect(metricEvents(run).slice(1)).toEqual([
    `FailedGetPodsMetric ${metric}: ${fetching}: Internal error occurred: unable to fetch metrics`,
    `FailedGetPodsMetric ${metric}: no metrics returned from custom metrics API`,
  ]);
  expect(linesOf(run, "fault")).toEqual(["300 fault/outage start", "420 fault/outage end"]);
  expect(linesOf(run, "log")[0]).toMatch(
    /^300 prometheus-adapter unable to fetch metrics from prometheus: Get "http:.*query\?query=.*&time=\d+": dial tcp 10\.96\.0\.\d+:9090: connect: connection refused$/,
  );
  expect(replicasOf(run)).toEqual({ "-300": 1, 30: 2, 60: 3 });
});

test("a rate window of one scrape has no value", () => {
  const run = runScenario(loaded({ cluster: { prometheus: prometheus(), prometheusAdapter: adapter("15s") } }));
  expect(metricEvents(run)).toEqual([
    notFound,
    `FailedGetPodsMetric ${metric}: no metrics returned from custom metrics API`,
  ]);
});

const resourceRules = `
resourceRules:
  window: 1m
  cpu:
    containerQuery: 'sum by (<<.GroupBy>>) (rate(container_cpu_usage_seconds_total{container!="",<<.LabelMatchers>>}[1m]))'
    nodeQuery: 'sum by (<<.GroupBy>>) (rate(container_cpu_usage_seconds_total{id="/",<<.LabelMatchers>>}[1m]))'
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}, instance: {resource: node}}}
    containerLabel: container
  memory:
    containerQuery: 'sum by (<<.GroupBy>>) (container_memory_working_set_bytes{container!="",<<.LabelMatchers>>})'
    nodeQuery: 'sum by (<<.GroupBy>>) (container_memory_working_set_bytes{id="/",<<.LabelMatchers>>})'
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}, instance: {resource: node}}}
    containerLabel: container
`;

const cadvisor = `
scrape_configs:
- job_name: cadvisor
  scrape_interval: 15s
  scheme: https
  metrics_path: /metrics/cadvisor
  tls_config: {insecure_skip_verify: true}
  authorization: {credentials_file: /token}
  kubernetes_sd_configs: [{role: node}]
`;

test("an adapter with resource rules serves metrics.k8s.io: without Prometheus an HPA on CPU is blind", () => {
  const config = readAdapterConfig({ file: "adapter.yml", text: resourceRules });
  const run = runScenario(
    loaded({
      objects: [scraped(), serviceOf(), hpaObject(hpaOf())],
      cluster: { prometheus: prometheus(cadvisor), prometheusAdapter: adapter("1m", { config }) },
      faults: [outage],
    }),
  );
  expect(Math.max(...Object.values(replicasOf(run)))).toBe(6);
  const failed = linesOf(run, "event").filter((line) => line.includes("FailedGetResourceMetric"));
  expect(failed.filter((line) => Number.parseFloat(line) >= 300)[0]).toBe(
    "300 hpa/web FailedGetResourceMetric failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
  );
});

test("a bad reload leaves the config as it was; a good one takes effect", () => {
  const scraped = prometheus();
  const nothing = prometheus("scrape_configs: []");
  const run = runScenario(
    loaded({
      cluster: { prometheus: scraped, prometheusAdapter: adapter() },
      actions: [
        { name: "bad", at: minutes(2), kind: "reload", prometheus: { kind: "bad", because: "prometheus.yml:1:1: no" } },
        {
          ...{ name: "good", at: minutes(5), kind: "reload" },
          prometheus: { kind: "config", config: nothing.config, ruleGroups: [] },
        },
      ],
    }),
  );
  expect(linesOf(run, "log")).toEqual(["120 prometheus Error reloading config: prometheus.yml:1:1: no"]);
  const failures = linesOf(run, "event").filter((line) => line.includes("FailedGetPodsMetric"));
  const seconds = failures.map((line) => Number.parseFloat(line)).filter((second) => second > 0);
  // The rate's window empties within a minute of the last scrape.
  expect(Math.min(...seconds)).toBeGreaterThan(300);
  expect(Math.min(...seconds)).toBeLessThan(375);
});

const alertmanager = readAlertmanagerConfig({
  file: "alertmanager.yml",
  text: "route: {receiver: pager, group_wait: 0s}\nreceivers: [{name: pager, webhook_configs: [{url: http://p}]}]\n",
});

const busy: RuleGroup = {
  ...{ name: "busy", file: "rules.yml", intervalMs: 15_000, queryOffsetMs: 0, limit: 0 },
  rules: [
    {
      ...{ kind: "alerting", alert: "Busy", expression: "sum(rate(http_requests_total[1m])) > 30" },
      ...{ forMs: 30_000, keepFiringForMs: 0, labels: [["severity", "page"]], annotations: [] },
    },
  ],
};

const withAlerts: PrometheusSettings = { ...prometheus(), ruleGroups: [busy], alertmanager };

test("an alert fires after its time, and its receiver is told; while it is silenced nobody is", () => {
  const told = (actions: readonly Action[]): readonly string[] =>
    linesOf(runScenario(loaded({ cluster: { prometheus: withAlerts }, actions })), "alert", "notification").map(
      (line) => line.replace(/^\S+ /, ""),
    );
  const firing = ["Busy pending", "Busy firing"].map((state) => `${state} {alertname="Busy", severity="page"}`);
  expect(told([])).toEqual([...firing, "pager firing Busy"]);
  const silence: Action = {
    ...{ name: "quiet", at: minutes(0), kind: "silence", for: minutes(60) },
    matchers: [equalityMatcher("severity", "page")],
  };
  expect(told([silence])).toEqual(firing);
});

test("without the section alerting, or with a wrong address in it, nobody is told", () => {
  const run = (text: string): ReturnType<typeof runScenario> =>
    runScenario(loaded({ cluster: { prometheus: { ...withAlerts, config: prometheus(text).config } } }));
  const silent = run(config.replace(/^alerting.*$/m, ""));
  expect([linesOf(silent, "notification"), linesOf(silent, "log")]).toEqual([[], []]);
  const lost = run(config.replace("alertmanager:9093", "alertmanager.default.svc:9093"));
  expect(linesOf(lost, "notification")).toEqual([]);
  expect(linesOf(lost, "log")[0]).toContain(
    'Error sending alerts alertmanager=http://alertmanager.default.svc:9093/api/v2/alerts count=1 err="Post \\"http',
  );
});
