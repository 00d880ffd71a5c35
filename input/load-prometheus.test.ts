import { join } from "node:path";
import { expect, test } from "vitest";
import type { RuleGroup } from "../sim/prometheus/rules/rule.ts";
import type { PrometheusSettings, Scenario } from "../sim/scenario.ts";
import { minutes, seconds } from "../sim/units.ts";
import { type LoadedScenario, loadScenario } from "./load-scenario.ts";
import { createTestFolder, problemsOf } from "./test-folder.ts";
import { loadFiles, scenarioHead, webManifests } from "./test-scenario.ts";

type Files = Readonly<Record<string, string>>;

const loaded = (body: string, files: Files = {}, sets: readonly string[] = []): LoadedScenario =>
  loadFiles({ "scenario.yaml": `${scenarioHead}${body}`, "web.yaml": webManifests, ...files }, { sets });

const load = (body: string, files: Files = {}): Scenario => loaded(body, files).scenario;

function prometheusOf({ cluster: { prometheus } }: Scenario): PrometheusSettings {
  if (prometheus === undefined) throw new Error("the scenario has no Prometheus");
  return prometheus;
}

const jobsOf = ({ config }: Pick<PrometheusSettings, "config">): readonly string[] =>
  config.jobs.map(({ scrape }) => scrape.jobName);

const alert = (name: string): string => `groups: [{name: ${name}, rules: [{alert: ${name}, expr: up == 0}]}]\n`;

const groupNames = (groups: readonly RuleGroup[]): readonly string[] =>
  groups.map(({ file, name, rules }) => `${file}: ${name} (${rules.length})`);

const withConfig = "cluster: {prometheus: {config: prometheus.yml}}\n";

test("a cluster has no Prometheus and no adapter unless it says so", () => {
  const { cluster } = load("");
  expect([cluster.prometheus, cluster.prometheusAdapter]).toEqual([undefined, undefined]);
  expect(load("cluster: {prometheus: null}\n").cluster.prometheus).toBe(undefined);
});

test("a Prometheus about which nothing is said has the jobs of the tutorials", () => {
  const { address, config, ruleGroups, alertmanager } = prometheusOf(load("cluster: {prometheus: {}}\n"));
  expect([address, config.scrapeInterval, config.evaluationInterval]).toEqual([
    "prometheus.monitoring.svc:9090",
    seconds(15),
    seconds(15),
  ]);
  expect(
    config.jobs.map(({ scrape, kubernetesSdConfigs: [sd] }) => [scrape.jobName, sd?.role, scrape.metricsPath]),
  ).toEqual([
    ["kubernetes-apiservers", "endpoints", "/metrics"],
    ["kubernetes-nodes", "node", "/metrics"],
    ["kubernetes-cadvisor", "node", "/metrics/cadvisor"],
    ["kubernetes-service-endpoints", "endpoints", "/metrics"],
    ["kubernetes-pods", "pod", "/metrics"],
  ]);
  expect([ruleGroups, alertmanager]).toEqual([[], undefined]);
});

test("a config beside the scenario is read with its rules, and is no manifest", () => {
  const { scenario, files, notes, ignored } = loaded(
    "cluster: {prometheus: {address: prom.shop.svc:80, config: prometheus.yml, alertmanager: alertmanager.yml}}\n",
    {
      "prometheus.yml": `global: {evaluation_interval: 30s, rule_query_offset: 1s}
rule_files: [/etc/prometheus/rules/*.yml, alerts.yml, "rec?rding.yaml"]
scrape_config_files: [/etc/prometheus/more-*.yml]
scrape_configs: [{job_name: own, kubernetes_sd_configs: [{role: pod, namespaces: {own_namespace: true}}]}]
`,
      "more-a.yml": "scrape_configs: [{job_name: other, scrape_interval: 5s}]\n",
      "alerts.yml": alert("Down"),
      "recording.yaml": "groups: [{name: r, interval: 10s, rules: [{record: a:b, expr: sum(up)}]}]\n",
      "rules/b.yml": alert("B"),
      "rules/a.yml": alert("A"),
      "alertmanager.yml": "route: {receiver: team}\nreceivers: [{name: team}]\n",
    },
  );
  const prometheus = prometheusOf(scenario);
  expect(prometheus.address).toBe("prom.shop.svc:80");
  expect(prometheus.config.jobs.map(({ scrape: { jobName, scrapeInterval } }) => [jobName, scrapeInterval])).toEqual([
    ["own", minutes(1)],
    ["other", seconds(5)],
  ]);
  expect(prometheus.config.jobs[0]?.kubernetesSdConfigs[0]?.namespaces).toEqual(["shop"]);
  expect(
    prometheus.ruleGroups.map(({ file, name, intervalMs, queryOffsetMs }) => [file, name, intervalMs, queryOffsetMs]),
  ).toEqual([
    ["/etc/prometheus/rules/a.yml", "A", 30_000, 1000],
    ["/etc/prometheus/rules/b.yml", "B", 30_000, 1000],
    ["alerts.yml", "Down", 30_000, 1000],
    ["recording.yaml", "r", 10_000, 1000],
  ]);
  expect(prometheus.alertmanager?.receivers.map(({ name }) => name)).toEqual(["team"]);
  expect(scenario.objects).toHaveLength(3);
  expect([notes, ignored]).toEqual([[], []]);
  expect(files.toSorted()).toEqual([
    "alertmanager.yml",
    "alerts.yml",
    "more-a.yml",
    "prometheus.yml",
    "recording.yaml",
    "rules/a.yml",
    "rules/b.yml",
    "scenario.yaml",
    "web.yaml",
  ]);
});

test("a ConfigMap gives the config and the rules that it holds, and stays a manifest", () => {
  const configMap = `apiVersion: v1
kind: ConfigMap
metadata: {name: prometheus-server-conf}
data:
  prometheus.rules: |
    groups:
      - name: pods
        rules: [{alert: Crashing, expr: up == 0}]
  prometheus.yml: |
    rule_files:
      - /etc/prometheus/prometheus.rules
    scrape_configs:
      - job_name: pods
`;
  const { scenario, ignored } = loaded("cluster: {prometheus: {config: config-map.yaml}}\n", {
    "config-map.yaml": configMap,
  });
  const prometheus = prometheusOf(scenario);
  expect(jobsOf(prometheus)).toEqual(["pods"]);
  expect(groupNames(prometheus.ruleGroups)).toEqual(["/etc/prometheus/prometheus.rules: pods (1)"]);
  expect(ignored.map(({ reference: { kind, name } }) => `${kind} ${name}`)).toEqual([
    "ConfigMap prometheus-server-conf",
  ]);
});

test("rules that are not there are no error, and a note tells of them", () => {
  const { scenario, notes } = loaded(withConfig, {
    "prometheus.yml": "rule_files: [/etc/prometheus/rules.yml, 'none/*.yaml']\n",
  });
  expect(prometheusOf(scenario).ruleGroups).toEqual([]);
  expect(notes).toEqual([
    "rule_files of prometheus.yml names /etc/prometheus/rules.yml, which is not there: nothing is read",
    "rule_files of prometheus.yml names none/*.yaml, which is not there: nothing is read",
  ]);
});

test("a wildcard beside the config means no scenario, no manifest and not the config itself", () => {
  const { scenario } = loaded(withConfig, {
    "prometheus.yml":
      "rule_files: ['/etc/rules/*']\nscrape_config_files: ['*.y*ml']\nscrape_configs: [{job_name: a}]\n",
    "web-rules.yaml": alert("Web"),
    "jobs.yaml": "scrape_configs: [{job_name: b}]\n",
  });
  expect(groupNames(prometheusOf(scenario).ruleGroups)).toEqual(["/etc/rules/web-rules.yaml: Web (1)"]);
  expect(jobsOf(prometheusOf(scenario))).toEqual(["a", "b"]);
});

test("files that no scenario names are no manifests either when they are configs", () => {
  const { scenario } = loaded("", {
    "prometheus.yml": "global: {}\nscrape_configs: []\n",
    "rules.yml": alert("Down"),
    "alertmanager.yml": "route: {receiver: team}\nreceivers: [{name: team}]\n",
    "adapter.yaml": "rules: []\n",
  });
  expect(scenario.objects).toHaveLength(3);
});

const adapter = "rules: [{seriesQuery: http_requests_total, metricsQuery: 'sum(<<.Series>>)'}]\n";

test("the adapter has the defaults of its binary, and asks the scenario's Prometheus", () => {
  const { cluster } = load(
    "cluster: {prometheus: {address: prom.shop.svc:80}, prometheusAdapter: {config: adapter.yml}}\n",
    { "adapter.yml": adapter },
  );
  expect(cluster.prometheusAdapter).toMatchObject({
    version: "0.12.0",
    config: { rules: [{ seriesQuery: "http_requests_total" }], externalRules: [], resourceRules: undefined },
    prometheusUrl: "http://prom.shop.svc:80",
    metricsRelistInterval: minutes(10),
    metricsMaxAge: minutes(10),
  });
});

test("every setting of the adapter is read, and its max age follows the relist interval", () => {
  const text =
    'cluster: {prometheusAdapter: {version: "0.8.4", config: adapter.yml, prometheusUrl: "https://p:1/x", metricsRelistInterval: 1m}}\n';
  const settings = (sets: readonly string[]) => {
    const { config, ...rest } = loaded(text, { "adapter.yml": adapter }, sets).scenario.cluster.prometheusAdapter ?? {};
    return rest;
  };
  const given = { version: "0.8.4", prometheusUrl: "https://p:1/x" };
  expect(settings([])).toEqual({ ...given, metricsRelistInterval: minutes(1), metricsMaxAge: minutes(1) });
  expect(settings(["cluster.prometheusAdapter.metricsRelistInterval=10m"])).toEqual({
    ...{ ...given, metricsRelistInterval: minutes(10), metricsMaxAge: minutes(10) },
  });
  expect(settings(["cluster.prometheusAdapter.metricsMaxAge=3m"])).toEqual({
    ...{ ...given, metricsRelistInterval: minutes(1), metricsMaxAge: minutes(3) },
  });
});

test("a config is chosen by --set as in the file, and the other one is no manifest", () => {
  const files = {
    "prometheus.yml": "scrape_configs: [{job_name: a}]\n",
    "other.yml": "scrape_configs: [{job_name: b}]\n",
  };
  expect(jobsOf(prometheusOf(loaded(withConfig, files).scenario))).toEqual(["a"]);
  expect(jobsOf(prometheusOf(loaded(withConfig, files, ["cluster.prometheus.config=other.yml"]).scenario))).toEqual([
    "b",
  ]);
});

test("a reload reads a good config with its rules, and keeps why a bad one is not taken", () => {
  const { scenario, notes } = loaded(
    `cluster: {prometheus: {}}
actions:
  good: {at: 3m, reload: {prometheus: new.yml}}
  bad: {at: 4m, reload: {prometheus: wrong.yml}}
  broken: {at: 5m, reload: {prometheus: broken.yml}}
  badRules: {at: 6m, reload: {prometheus: bad-rules.yml}}
`,
    {
      "new.yml": "rule_files: [rules.yml, gone.yml]\nscrape_configs: [{job_name: new}]\n",
      "rules.yml": alert("Down"),
      "wrong.yml": "scrape_configs:\n  - job_name: a\n    scrape_timeot: 3s\n  - job_name: b\n    scrape_timeout: 2m\n",
      "broken.yml": 'scrape_configs: "\n',
      "bad-rules.yml": "rule_files: [bad.rules]\n",
      "bad.rules": "groups: [{name: g, rules: [{alert: A, expr: 'up =='}]}]\n",
    },
  );
  expect(scenario.actions.map((action) => (action.kind === "reload" ? action.prometheus : undefined))).toMatchObject([
    {
      kind: "config",
      config: { jobs: [{ scrape: { jobName: "new" } }] },
      ruleGroups: [{ file: "rules.yml", name: "Down" }],
    },
    {
      kind: "bad",
      because:
        'wrong.yml:3:5: field scrape_timeot not found in type config.ScrapeConfig; wrong.yml:5:21: scrape timeout greater than scrape interval for scrape config with job name "b"',
    },
    { kind: "bad", because: "broken.yml:1:17: broken YAML: this quote is never closed" },
    {
      kind: "bad",
      because:
        'bad.rules:1:45: group "g", rule 1, "A": could not parse expression: 1:6: parse error: unexpected end of input',
    },
  ]);
  expect(notes).toEqual(["rule_files of new.yml names gone.yml, which is not there: nothing is read"]);
});

test("a wildcard does not follow a link out of the config's folder", () => {
  const folder = createTestFolder({
    "a/scenario.yaml": `${scenarioHead}${withConfig}`,
    "a/web.yaml": webManifests,
    "a/prometheus.yml": "rule_files: ['*.rules']\n",
    "outside.rules": alert("Down"),
  });
  folder.link("a/link.rules", "../outside.rules");
  const problems = folder.shown(problemsOf(() => loadScenario(join(folder.path, "a"), { sets: [] })));
  folder.remove();
  expect(problems).toContain("a/link.rules: this is a symbolic link that leads out of a, to ");
});

test("a scenario whose manifests are named reads configs too", () => {
  const files = { "prometheus.yml": "scrape_configs: [{job_name: a}]\n", "adapter.yml": adapter };
  const { scenario } = loaded(`manifests: [.]\n${withConfig}`, files);
  expect([scenario.objects.length, jobsOf(prometheusOf(scenario))]).toEqual([3, ["a"]]);
});
