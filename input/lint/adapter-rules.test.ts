import { expect, test } from "vitest";
import { adapterYaml, foundIn, type MonitoredFiles, rulesIn, shopManifests } from "../test-monitoring.ts";

/** The sound setup with one text of its adapter config changed; other files may be changed as well. */
function adapterWith(given: string | RegExp, instead: string, files: MonitoredFiles = {}): MonitoredFiles {
  const adapter = adapterYaml.replace(given, instead);
  if (adapter === adapterYaml) throw new Error(`the config does not have ${given}`);
  return { ...files, adapter };
}

const firstQuery = "sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)";
const braced = `\${1}_per_second`;
const naming = `matches: "^(.*)_total$"\n      as: "${braced}"`;
const shopBy = (metric: string): string => shopManifests.replace("http_requests_per_second", metric);

test.each<[string, MonitoredFiles, readonly string[]]>([
  // Starting.
  [
    "a resource that no cluster has",
    adapterWith("pod: {resource: pod}", "pod: {resource: podd}"),
    ["adapter.yaml:3:5 unknown-resource"],
  ],
  [
    "a resource of a group of its own",
    adapterWith("service: {resource: service}", "brand: {group: cheese.io, resource: brand}", { shop: "" }),
    [],
  ],
  ["a resource by its plural", adapterWith("pod: {resource: pod}", "pod: {resource: pods}"), []],
  ["a template that is none", adapterWith(firstQuery, "sum(<<.Series)"), ["adapter.yaml:2:5 adapter-does-not-start"]],
  [
    "two groups without an as",
    adapterWith(naming, 'matches: "^(.*)_(total)$"'),
    ["adapter.yaml:2:5 adapter-does-not-start"],
  ],
  [
    "a series query that is an expression",
    adapterWith(`'http_requests_total{namespace!="",pod!=""}'`, "rate(http_requests_total[1m])"),
    ["adapter.yaml:2:18 refused-series-query"],
  ],
  // Names.
  ["a group with a tail", adapterWith(braced, "$1_per_second", { shop: "" }), ["adapter.yaml:9:11 empty-metric-name"]],
  [
    "a name that is clipped to what matches",
    adapterWith(naming, 'matches: "_total$"', { shop: "" }),
    ["adapter.yaml:7:5 clipped-metric-name"],
  ],
  [
    "a name that is taken for a replacement",
    adapterWith(naming, 'matches: "_total$"\n      as: "_per_second"', {
      shop: "",
    }),
    ["adapter.yaml:7:5 clipped-metric-name"],
  ],
  [
    "a name of one's own for one series",
    adapterWith(naming, 'as: "orders_per_second"', {
      shop: shopBy("orders_per_second"),
    }),
    [],
  ],
  [
    "one name for many series",
    adapterWith('{matches: "^container_(.*)$"}', '{as: "container_usage"}', { shop: "" }),
    ["adapter.yaml:14:5 constant-metric-name"],
  ],
  [
    "a name that does not match the series",
    adapterWith('"^(.*)_total$"', '"^(.*)_count$"', { shop: "" }),
    ["adapter.yaml:7:5 rule-matches-nothing"],
  ],
  [
    "a filter that does not let the series through",
    adapterWith("    name:\n      matches", "    seriesFilters: [{isNot: _total$}]\n    name:\n      matches", {
      shop: "",
    }),
    ["adapter.yaml:8:5 rule-matches-nothing"],
  ],
  // Series queries.
  [
    "every series",
    adapterWith(`'{__name__=~"^container_.*",container!="",namespace!="",pod!=""}'`, `'{__name__=~".+"}'`, {
      shop: "",
    }),
    ["adapter.yaml:11:18 every-series"],
  ],
  [
    "a regular expression as text",
    adapterWith('__name__=~"^container_.*"', '__name__="^container_.*"', { shop: "" }),
    ["adapter.yaml:11:18 regex-as-text"],
  ],
  [
    "a condition against another",
    adapterWith('pod!=""}\'', 'pod!="",pod=""}\'', { shop: "" }),
    ["adapter.yaml:2:18 rule-matches-nothing"],
  ],
  [
    "a job that there is not",
    adapterWith('namespace!="",pod!=""}\'\n    resources:\n', 'namespace!="",job="shop"}\'\n    resources:\n', {
      shop: "",
    }),
    ["adapter.yaml:2:18 rule-matches-nothing"],
  ],
  [
    "a job that there is",
    adapterWith(
      'namespace!="",pod!=""}\'\n    resources:\n',
      'namespace!="",job="kubernetes-pods"}\'\n    resources:\n',
      { shop: "" },
    ),
    [],
  ],
  // Two rules.
  [
    "two rules for one metric",
    adapterWith(
      "externalRules:",
      `  - seriesQuery: 'http_requests_total{code=~"5.."}'
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
    name: {as: http_requests_per_second}
    metricsQuery: '${firstQuery}'
externalRules:`,
    ),
    ["adapter.yaml:19:5 same-metric"],
  ],
  // Resources.
  [
    "no label for namespaces",
    adapterWith("        namespace: {resource: namespace}\n", ""),
    ["adapter.yaml:3:5 missing-namespace-label"],
  ],
  [
    "no label for namespaces of an external metric",
    adapterWith("resources: {namespaced: false}", "name: {}"),
    ["adapter.yaml:20:5 missing-namespace-label"],
  ],
  [
    "no label for anything",
    adapterWith(/ {4}resources:\n {6}overrides:\n.*\n.*\n/, "", { shop: "" }),
    ["adapter.yaml:2:5 missing-resource-label"],
  ],
  [
    "a template that takes job for a resource",
    adapterWith(
      "    resources:\n      overrides:\n        namespace: {resource: namespace}\n        pod: {resource: pod}\n",
      '    resources: {template: "<<.Resource>>"}\n',
    ),
    ["adapter.yaml:3:27 label-is-resource"],
  ],
  [
    "a template with a beginning",
    adapterWith(
      "    resources:\n      overrides:\n        namespace: {resource: namespace}\n        pod: {resource: pod}\n",
      '    resources: {template: "kube_<<.Resource>>"}\n',
      { prometheus: "" },
    ),
    [],
  ],
  // Queries.
  [
    "a query without matchers",
    adapterWith("{<<.LabelMatchers>>}[2m]", "[2m]"),
    ["adapter.yaml:10:19 missing-label-matchers"],
  ],
  [
    "a query that adds up over pods",
    adapterWith(firstQuery, "sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m]))"),
    ["adapter.yaml:10:19 missing-group-by"],
  ],
  [
    "a query by another label",
    adapterWith(firstQuery, "sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (code)"),
    ["adapter.yaml:10:19 missing-group-by"],
  ],
  [
    "a query without all other labels",
    adapterWith(firstQuery, "sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) without (code, instance)"),
    [],
  ],
  [
    "a query that adds nothing up",
    adapterWith(firstQuery, "rate(<<.Series>>{<<.LabelMatchers>>}[2m])"),
    ["adapter.yaml:10:19 several-values"],
  ],
  [
    "a quotient of two sums",
    adapterWith(
      firstQuery,
      "sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>) / sum(http_limit{<<.LabelMatchers>>}) by (<<.GroupBy>>)",
    ),
    [],
  ],
  [
    "a query that is none",
    adapterWith(firstQuery, "sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m]) by (<<.GroupBy>>)"),
    ["adapter.yaml:10:19 refused-query"],
  ],
  [
    "a query that gives a number",
    adapterWith(firstQuery, "scalar(sum(<<.Series>>{<<.LabelMatchers>>}))"),
    ["adapter.yaml:10:19 refused-query", "adapter.yaml:10:19 counter-as-gauge"],
  ],
  // Kinds of metrics.
  [
    "a counter as it is",
    adapterWith(firstQuery, "sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)"),
    ["adapter.yaml:10:19 counter-as-gauge"],
  ],
  [
    "the number of a counter's series",
    adapterWith(firstQuery, "count(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)"),
    [],
  ],
  [
    "counters of a kind as they are",
    adapterWith('[{isNot: ".*_total$"}]', '[{is: ".*_total$"}]', { shop: "" }),
    ["adapter.yaml:15:19 counter-as-gauge"],
  ],
  [
    "a gauge by its rate",
    adapterWith(
      "'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'",
      "'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'",
    ),
    ["adapter.yaml:18:19 gauge-as-counter"],
  ],
  [
    "a gauge over time",
    adapterWith(
      "'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'",
      "'sum(avg_over_time(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'",
    ),
    [],
  ],
  // cAdvisor.
  [
    "the pause container left out",
    adapterWith('<<.LabelMatchers>>,container!=""}) by', '<<.LabelMatchers>>,container!="POD"}) by'),
    ["adapter.yaml:15:19 pod-counted-twice"],
  ],
  [
    "labels of kubelets before 1.16",
    adapterWith('container!="",namespace!="",pod!=""}\'', 'container_name!="",namespace!="",pod_name!=""}\'', {
      shop: "",
    }),
    ["adapter.yaml:11:18 old-cadvisor-label"],
  ],
  // Windows.
  ["a window of less than two scrapes", adapterWith("[2m]", "[25s]"), ["adapter.yaml:10:19 rate-window"]],
  ["a window of two scrapes", adapterWith("[2m]", "[30s]"), []],
  ["a window of a resource rule", adapterWith("[3m]))'", "[15s]))'"), ["adapter.yaml:25:21 rate-window"]],
])("the adapter's config: %s", (_, files, expected) => {
  expect(rulesIn(files)).toEqual(expected);
});

test("a finding says what comes of it and what to do", () => {
  expect(foundIn(adapterWith("[2m]", "[25s]"))).toEqual([
    "adapter.yaml:10:19 rate-window: rate() needs two samples, and job kubernetes-pods scrapes every 15s: a window of 25s holds them 67 % of the time, and without them there is no value",
  ]);
  expect(foundIn(adapterWith(braced, "$1_per_second", { shop: "" }))).toEqual([
    'adapter.yaml:9:11 empty-metric-name: "$1_per_second" puts in the group "1_per_second", which the expression does not have, so nothing is put in: Go reads letters, digits and _ after a $ as one name',
  ]);
});

test("without a Prometheus config nothing is said of windows", () => {
  expect(rulesIn({ ...adapterWith("[2m]", "[5s]"), prometheus: "" })).toEqual([]);
});
