import { expect, test } from "vitest";
import { alertmanagerConfig } from "../../sim/prometheus-operator/alertmanager-config.ts";
import { assumedAssets, noAssets } from "../../sim/prometheus-operator/assets.ts";
import type { MonitoringObject, Prometheus } from "../../sim/prometheus-operator/objects/object.ts";
import { compileRegex } from "../../sim/regex.ts";
import { readAlertmanagerConfig } from "../alertmanager/alertmanager-config.ts";
import { formatProblem } from "../input-error.ts";
import { manifestsOf } from "../manifests/manifest.ts";
import { loadOperated, type OperatedPrometheus } from "./load-operated.ts";
import { manifestAssets } from "./manifest-assets.ts";
import { readMonitoringObjects } from "./read-monitoring-objects.ts";

const manifests = `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: k8s, namespace: monitoring}
spec:
  replicas: 2
  shards: 2
  serviceMonitorSelector: {}
  serviceMonitorNamespaceSelector: {}
  ruleSelector: {matchLabels: {role: alert-rules}}
  enforcedNamespaceLabel: namespace
  additionalScrapeConfigs: {name: additional, key: scrape.yaml}
  alerting: {alertmanagers: [{name: alertmanager-main, port: web}]}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  endpoints: [{port: http, interval: 15s, basicAuth: {username: {name: creds, key: user}, password: {name: creds, key: pass}}}]
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: web, namespace: monitoring, labels: {role: alert-rules}}
spec:
  groups: [{name: web, rules: [{alert: WebDown, expr: 'up{job="web"} == 0', for: 1m}]}]
---
apiVersion: v1
kind: Secret
metadata: {name: additional, namespace: monitoring}
stringData: {scrape.yaml: "- job_name: own\\n  static_configs: [{targets: [a:1]}]\\n"}
---
apiVersion: v1
kind: Secret
metadata: {name: creds, namespace: shop}
data: {user: YWRtaW4=, pass: w6k=}
`;

const read = (text: string): ReturnType<typeof readMonitoringObjects> =>
  readMonitoringObjects(manifestsOf({ file: "monitoring.yaml", text }), "default");

const isPrometheus = (object: MonitoringObject): object is Prometheus => object.kind === "Prometheus";

function operated(text: string, pod = { shard: 0, replica: 0 }): OperatedPrometheus | undefined {
  const { objects, others } = read(text);
  const prometheus = objects.find(isPrometheus);
  if (prometheus === undefined) throw new Error("the manifests have a Prometheus");
  return loadOperated(prometheus, {
    ...{ objects, pod, namespaces: [{ name: "shop", labels: {} }], uidOf: () => "uid" },
    assets: manifestAssets({ manifests: others, namespace: "default", others: assumedAssets }),
    settings: { compile: compileRegex, environment: () => undefined },
  });
}

test("a Prometheus runs with what the operator makes of its objects", () => {
  const { config, source, ruleGroups, rejected, leftOut } = operated(manifests, { shard: 1, replica: 1 })!;
  expect(config.jobs.map(({ scrape }) => scrape.jobName)).toEqual(["serviceMonitor/shop/web/0", "own"]);
  expect(config.externalLabels).toEqual([
    ["prometheus", "monitoring/k8s"],
    ["prometheus_replica", "prometheus-k8s-shard-1-1"],
  ]);
  expect(config.ruleFiles[0]).toBe("/etc/prometheus/rules/prometheus-k8s-rulefiles-0/*.yaml");
  expect(source.text).toContain("    username: admin\n    password: é\n");
  expect(source.text).toContain("    regex: 1;|.+;.+\n");
  expect(ruleGroups.map(({ name, file, rules }) => ({ name, file, rules }))).toEqual([
    {
      name: "web",
      file: "/etc/prometheus/rules/prometheus-k8s-rulefiles-0/monitoring-web-uid.yaml",
      rules: [
        {
          kind: "alerting",
          alert: "WebDown",
          expression: 'up{job="web",namespace="monitoring"} == 0',
          forMs: 60_000,
          keepFiringForMs: 0,
          labels: [["namespace", "monitoring"]],
          annotations: [],
        },
      ],
    },
  ]);
  expect([rejected, leftOut]).toEqual([[], []]);
});

test("an object that the operator refuses is named with its words", () => {
  const { rejected, config } = operated(manifests.replace("interval: 15s", "interval: 15s, scrapeTimeout: 20s"))!;
  expect(rejected.map(({ object, because }) => `${object.meta.name}: ${because}`)).toEqual([
    'web: endpoints[0]: scrapeTimeout "20s" greater than scrapeInterval "15s"',
  ]);
  expect(config.jobs.map(({ scrape }) => scrape.jobName)).toEqual(["own"]);
});

test("what is not turned into configuration is named", () => {
  const { leftOut } = operated(manifests.replace("  replicas: 2", "  remoteWrite: [{url: 'http://x/write'}]"))!;
  expect(leftOut).toEqual(["remoteWrite"]);
});

test("a Prometheus without selectors is left to the user", () => {
  expect(operated(manifests.replace("  serviceMonitorSelector: {}\n", ""))).toBeUndefined();
});

test("a selector that cannot be read stops the operator", () => {
  const broken = manifests.replace("{matchLabels: {role: alert-rules}}", "{matchLabels: {-x: web}}");
  expect(() => operated(broken)).toThrow("Prometheus monitoring/k8s: initializing PrometheusRules failed");
});

const problemsOf = (spec: string, kind = "ServiceMonitor"): readonly string[] =>
  read(`apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: {name: web}\nspec:\n${spec}`).problems.map(
    formatProblem,
  );

test("a field that the CRD does not know is refused where it stands", () => {
  expect(problemsOf("  selector: {}\n  endpoints:\n  - port: http\n    intervall: 15s\n")).toEqual([
    'monitoring.yaml:8:5: ServiceMonitor "web": unknown field "spec.endpoints[0].intervall"\n' +
      '  intervall: 15s\n  ^\n  Did you mean "interval"?',
  ]);
  const listed = problemsOf("  namespaceSelector: {matchExpressions: []}\n  selector: {}\n  endpoints: []\n");
  expect(listed[0]).toMatch(/Known here: any, matchNames\.$/);
});

test("a value that the schema does not allow is refused where it stands", () => {
  expect(problemsOf("  selector: {}\n  endpoints:\n  - interval: 15\n    scheme: ftp\n    path: /\n")).toEqual([
    expect.stringContaining(
      'monitoring.yaml:7:15: The ServiceMonitor "web" is invalid: spec.endpoints[0].interval: Invalid value: "integer": ' +
        'spec.endpoints[0].interval in body must be of type string: "integer"',
    ),
    expect.stringContaining(
      'monitoring.yaml:8:13: The ServiceMonitor "web" is invalid: spec.endpoints[0].scheme: Unsupported value: "ftp": ' +
        'supported values: "http", "https", "HTTP", "HTTPS"',
    ),
  ]);
  expect(problemsOf("  endpoints: []\n")[0]).toContain("spec.selector: Required value");
  expect(problemsOf("  scrapeInterval: soon\n", "Prometheus")[0]).toContain(
    "spec.scrapeInterval in body should match '^(0|",
  );
});

test("objects of other groups and unknown versions are left to others", () => {
  const text = `${manifests}---\napiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: {name: x}\n`;
  const { objects, others } = read(text);
  expect(objects.map(({ kind, meta }) => `${kind} ${meta.namespace}/${meta.name}`)).toEqual([
    "Prometheus monitoring/k8s",
    "ServiceMonitor shop/web",
    "PrometheusRule monitoring/web",
  ]);
  expect(others).toHaveLength(3);
});

test("an Alertmanager runs with what its Secret holds, or with a route to nobody", () => {
  const text = `apiVersion: monitoring.coreos.com/v1\nkind: Alertmanager\nmetadata: {name: main}\nspec: {alertmanagerConfigSelector: {}}\n`;
  const [object] = read(text).objects;
  if (object?.kind !== "Alertmanager") throw new Error("the manifest is an Alertmanager");
  const answer = alertmanagerConfig(object, noAssets);
  expect(answer).toEqual({
    kind: "text",
    text: "route:\n  receiver: 'null'\nreceivers:\n- name: 'null'",
    isPartial: true,
  });
  if (answer.kind !== "text") throw new Error("there is a text");
  expect(readAlertmanagerConfig({ file: "a.yaml", text: answer.text }).receivers.map(({ name }) => name)).toEqual([
    "null",
  ]);
  const named = { ...object, spec: { configSecret: "mine" } };
  expect(alertmanagerConfig(named, assumedAssets)).toMatchObject({
    text: "<mine/alertmanager.yaml>",
    isPartial: false,
  });
  const global = { ...object, spec: { alertmanagerConfiguration: { name: "all" } } };
  expect(alertmanagerConfig(global, noAssets)).toEqual({ kind: "not-modelled", name: "all" });
});
