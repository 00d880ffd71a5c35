import { afterAll, expect, test } from "vitest";
import { formatProblem } from "../input-error.ts";
import { lintPaths } from "../lint.ts";
import { createTestFolder, problemsOf } from "../test-folder.ts";
import { adapterYaml, prometheusYml, shopManifests } from "../test-monitoring.ts";
import { scenarioHead } from "../test-scenario.ts";

const indented = (text: string): string => text.replace(/^(?=.)/gm, "    ");
const short = adapterYaml.replace("[2m]", "[20s]");

const inMap = (name: string, key: string, text: string): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: monitoring}
data:
  ${key}: |
${indented(text)}`;

/** Values of the adapter's chart, with the rules of an adapter's config. */
const chartValues = (of: string): string =>
  of.replace("rules:\n", "custom:\n").replace("externalRules:", "external:").replace("resourceRules:", "resource:");

const folder = createTestFolder({
  "maps/all.yaml": `${inMap("prometheus", "prometheus.yml", prometheusYml)}---\n${inMap("adapter", "config.yaml", short)}---\n${shopManifests}`,
  "quoted/all.yaml": `${inMap("prometheus", "prometheus.yml", prometheusYml)}---
apiVersion: v1
kind: ConfigMap
metadata: {name: adapter}
data:
  other.conf: "scrape_configs {"
  config.yaml: ${JSON.stringify(short)}
`,
  "values/values.yaml": `prometheus: {url: http://prometheus.monitoring.svc}
metricsRelistInterval: 10s
rules:
  default: false
${chartValues(short).replace(/^(?=.)/gm, "  ")}`,
  "values/prometheus.yml": prometheusYml,
  "values/shop.yaml": shopManifests,
  "chart/values.yaml": `rules:\n  custom:\n    - seriesQuery: 'a{namespace!="",pod!=""}'\n      resources: {template: "kube_<<.Resource>>"}\n      metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'\n  external: []\n`,
  "chart/shop.yaml": shopManifests,
  "objects/rule.yaml": `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: shop}
spec:
  groups:
    - name: shop
      rules:
        - {record: a, expr: 'rate(http_requests_total[5s])'}
`,
  "objects/prometheus.yml": prometheusYml,
  "scenario/scenario.yaml": `${scenarioHead}cluster:
  prometheus: {config: maps/prometheus.yaml}
  prometheusAdapter: {config: adapter.yaml, metricsRelistInterval: 10s}
manifests: [shop.yaml]
`,
  "scenario/shop.yaml": shopManifests,
  "scenario/maps/prometheus.yaml": `${inMap("prometheus", "prometheus.yml", prometheusYml)}`,
  "scenario/maps/rules/shop.yml":
    "groups:\n  - name: shop\n    rules:\n      - {record: a, expr: 'rate(http_requests_total[5s])'}\n",
  "scenario/adapter.yaml": short,
  "own/scenario.yaml": `${scenarioHead}cluster: {prometheus: {}, prometheusAdapter: {config: adapter.yaml}}\nmanifests: [shop.yaml]\n`,
  "own/shop.yaml": shopManifests,
  "own/adapter.yaml": short,
  "wrong/adapter.yaml": adapterYaml.replace("seriesQuery", "serieQuery"),
  "wrong/prometheus.yaml": prometheusYml.replace("scrape_interval: 15s", "scrape_interval: 15"),
});
afterAll(() => folder.remove());

const found = (name: string): readonly string[] =>
  lintPaths([`${folder.path}/${name}`], { sets: [] }).findings.map(({ problem }) =>
    folder.shown(formatProblem(problem)).replace(/^([^ ]+ [a-z-]+):.*/s, "$1"),
  );

test("configs in ConfigMaps are found, and findings stand in their text", () => {
  expect(found("maps")).toEqual(["maps/all.yaml:50:23: rate-window"]);
  expect(lintPaths([`${folder.path}/maps`], { sets: [] })).toMatchObject({ hpas: 1, configs: 2 });
});

test("in text between quotes, findings stand at its beginning", () => {
  expect(found("quoted")).toEqual(["quoted/all.yaml:41:16: rate-window"]);
});

test("values of the adapter's chart are found, with its settings", () => {
  expect(found("values")).toEqual([
    "values/values.yaml:2:24: relist-interval",
    "values/values.yaml:14:21: rate-window",
  ]);
});

test("the chart's own rules may make any metric", () => {
  expect(found("chart")).toEqual([]);
});

test("a PrometheusRule is a rule file", () => {
  expect(found("objects")).toEqual(["objects/rule.yaml:8:29: rate-window"]);
});

test("the files that a scenario names are looked at with its manifests", () => {
  expect(found("scenario")).toEqual([
    "scenario/adapter.yaml:10:19: rate-window",
    "scenario/maps/rules/shop.yml:4:27: rate-window",
    "scenario/scenario.yaml:6:68: relist-interval",
  ]);
});

test("a scenario's Prometheus without a config has the wind tunnel's own", () => {
  expect(found("own")).toEqual(["own/adapter.yaml:10:19: rate-window"]);
});

test("a config that its reader refuses is bad input", () => {
  const problems = folder.shown(problemsOf(() => lintPaths([`${folder.path}/wrong/*.yaml`], { sets: [] })));
  expect(problems).toMatch(/^wrong\/prometheus.yaml:2:20: not a valid duration string: "15"/);
  const adapter = folder.shown(problemsOf(() => lintPaths([`${folder.path}/wrong/adapter.yaml`], { sets: [] })));
  expect(adapter).toMatch(/^wrong\/adapter.yaml:2:5: unknown field "serieQuery", did you mean "seriesQuery"\?/);
});
