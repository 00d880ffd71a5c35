import { expect, test } from "vitest";
import {
  adapterYaml,
  foundIn,
  type MonitoredFiles,
  prometheusYml,
  rulesIn,
  shopManifests,
} from "../test-monitoring.ts";

function shopWith(given: string | RegExp, instead: string, files: MonitoredFiles = {}): MonitoredFiles {
  const shop = shopManifests.replace(given, instead);
  if (shop === shopManifests) throw new Error(`the manifests do not have ${given}`);
  return { ...files, shop };
}

const fixes = (files: MonitoredFiles): readonly string[] => foundIn(files, "hint");

test.each<[string, MonitoredFiles, readonly string[], string?]>([
  [
    "a name in another case",
    shopWith("http_requests_per_second", "http_Requests_per_second"),
    ["shop.yaml:33:29 unmade-metric"],
    "Ask for http_requests_per_second: that is what rules[0] calls it.",
  ],
  [
    "the counter's own name",
    shopWith("http_requests_per_second", "http_requests_total"),
    ["shop.yaml:33:29 unmade-metric"],
    "Ask for http_requests_per_second: that is what rules[0] calls it.",
  ],
  [
    "the counter's name without _total",
    shopWith("http_requests_per_second", "http_requests"),
    ["shop.yaml:33:29 unmade-metric"],
    "Ask for http_requests_per_second: that is what rules[0] calls it.",
  ],
  ["a name that a pattern can make", shopWith("memory_working_set_bytes", "memory_rss"), []],
  [
    "a name that a pattern filters out",
    shopWith("memory_working_set_bytes", "cpu_usage_seconds_total"),
    ["shop.yaml:35:29 unmade-metric"],
  ],
  [
    "a metric of pods asked for as an external one",
    shopWith(
      "{name: rabbitmq_queue_messages_ready, selector: {matchLabels: {queue: orders}}}",
      "{name: http_requests_per_second}",
    ),
    ["shop.yaml:43:24 unmade-metric"],
    "rules[0] makes it a custom metric: ask for it with type Pods or Object, or move the rule to externalRules.",
  ],
  [
    "an external metric asked for as one of pods",
    shopWith("http_requests_per_second", "rabbitmq_queue_messages_ready"),
    ["shop.yaml:33:29 unmade-metric"],
    "externalRules[0] makes it an external metric: ask for it with type External, or move the rule to rules.",
  ],
  [
    "a metric of pods asked for of a Service",
    shopWith("http_requests_in_flight", "http_requests_per_second"),
    ["shop.yaml:39:24 unmade-metric"],
    "rules[0] makes it of other objects: add a label for services to its resources.overrides, if the series have one.",
  ],
  [
    "KEDA's own metrics",
    shopWith(
      "{name: rabbitmq_queue_messages_ready, selector: {matchLabels: {queue: orders}}}",
      "{name: s0-rabbitmq-orders, selector: {matchLabels: {scaledobject.keda.sh/name: shop}}}",
    ),
    [],
  ],
  ["no adapter's config", { adapter: "" }, []],
])("an HPA asks for %s", (_, files, expected, fix) => {
  expect(rulesIn(files)).toEqual(expected);
  if (fix !== undefined) expect(fixes(files)).toEqual([fix]);
});

const selecting = (labels: string): string => `{name: http_requests_per_second, selector: {matchLabels: {${labels}}}}`;
const recorded = `groups:
  - name: shop
    rules:
      - {record: http_requests_total, expr: 'sum by (namespace, pod, code) (http_requests_raw_total)'}
`;

test.each<[string, MonitoredFiles, readonly string[]]>([
  ["with LabelMatchers in the query", shopWith("{name: http_requests_per_second}", selecting("code: '500'")), []],
  [
    "that a fixed condition contradicts",
    shopWith("{name: http_requests_per_second}", selecting("code: '500'"), {
      adapter: adapterYaml.replace("{<<.LabelMatchers>>}[2m]", '{<<.LabelMatchers>>,code="200"}[2m]'),
    }),
    ["shop.yaml:33:55 metric-selector"],
  ],
  [
    "of an external query without LabelMatchers",
    { adapter: adapterYaml.replace("{<<.LabelMatchers>>}) by (queue)", ") by (queue)") },
    ["shop.yaml:43:55 metric-selector"],
  ],
  [
    "on a label that a recording rule keeps",
    shopWith("{name: http_requests_per_second}", selecting("code: '500'"), { others: { "rules.yml": recorded } }),
    [],
  ],
  [
    "on a label that a recording rule adds up over",
    shopWith("{name: http_requests_per_second}", selecting("path: a"), { others: { "rules.yml": recorded } }),
    ["shop.yaml:33:55 metric-selector"],
  ],
  [
    "on a label that relabelling drops",
    shopWith("{name: http_requests_per_second}", selecting("code: '500'"), {
      prometheus: prometheusYml.replaceAll(
        /^( {2}- job_name: .*)$/gm,
        "$1\n    metric_relabel_configs: [{action: labeldrop, regex: code}]",
      ),
    }),
    ["shop.yaml:33:55 metric-selector"],
  ],
])("a selector of a metric %s", (_, files, expected) => {
  expect(rulesIn(files)).toEqual(expected);
});

const namespacedQueue = adapterYaml.replace("{namespaced: false}", "{overrides: {namespace: {resource: namespace}}}");
const other = shopManifests
  .split("---\n")[2]!
  .replace("{name: shop, namespace: shop}", "{name: other, namespace: other}")
  .replace(/ {2}metrics:\n[\s\S]*?(?= {4}- type: External)/, "  metrics:\n")
  .replace("kind: Deployment", "kind: Rollout")
  .replace(", selector: {matchLabels: {queue: orders}}", "");

test.each<[string, MonitoredFiles, readonly string[]]>([
  [
    "is looked for in the HPA's namespace, and belongs to another",
    { adapter: namespacedQueue.replace('{queue!=""}', '{queue!="",namespace="rabbit"}') },
    ["shop.yaml:43:24 external-namespace"],
  ],
  [
    "is looked for in the HPA's namespace, and belongs to it",
    { adapter: namespacedQueue.replace('{queue!=""}', '{queue!="",namespace="shop"}') },
    [],
  ],
  [
    "is looked for in a namespace, and its job says none",
    {
      adapter: namespacedQueue.replace('{queue!=""}', '{queue!="",job="rabbit"}'),
      prometheus: `${prometheusYml}  - {job_name: rabbit, static_configs: [{targets: [rabbit:15692]}]}\n`,
    },
    ["shop.yaml:43:24 external-namespace"],
  ],
  [
    "is looked for in a namespace, and its job says which",
    {
      adapter: namespacedQueue.replace('{queue!=""}', '{queue!="",job="rabbit"}'),
      prometheus: `${prometheusYml}  - {job_name: rabbit, static_configs: [{targets: [rabbit:15692], labels: {namespace: shop}}]}\n`,
    },
    [],
  ],
  [
    "goes to HPAs of two namespaces",
    { shop: `${shopManifests.replace(", selector: {matchLabels: {queue: orders}}", "")}---\n${other}` },
    ["shop.yaml:43:24 external-namespace", "shop.yaml:56:24 external-namespace"],
  ],
])("an external metric that %s", (_, files, expected) => {
  expect(rulesIn(files)).toEqual(expected);
});
