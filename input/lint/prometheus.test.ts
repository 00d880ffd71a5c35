import { expect, test } from "vitest";
import {
  adapterYaml,
  foundIn,
  type MonitoredFiles,
  prometheusYml,
  rulesIn,
  shopManifests,
} from "../test-monitoring.ts";

function prometheusWith(given: string | RegExp, instead: string, files: MonitoredFiles = {}): MonitoredFiles {
  const prometheus = prometheusYml.replace(given, instead);
  if (prometheus === prometheusYml) throw new Error(`the config does not have ${given}`);
  return { ...files, prometheus };
}

function shopWith(given: string | RegExp, instead: string, files: MonitoredFiles = {}): MonitoredFiles {
  const shop = shopManifests.replace(given, instead);
  if (shop === shopManifests) throw new Error(`the manifests do not have ${given}`);
  return { ...files, shop };
}

const podLabel = "      - {source_labels: [__meta_kubernetes_pod_name], target_label: pod}\n";
const stateMetrics = `rules:
  - seriesQuery: 'kube_pod_container_status_restarts_total{namespace!="",pod!=""}'
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
    name: {as: restarts_per_second}
    metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'
`;
const stateMetricsJob = `scrape_configs:
  - job_name: kube-state-metrics
    scrape_interval: 15s
    kubernetes_sd_configs: [{role: endpoints}]
    relabel_configs:
      - {source_labels: [__meta_kubernetes_namespace], target_label: namespace}
      - {source_labels: [__meta_kubernetes_pod_name], target_label: pod}
`;

test.each<[string, MonitoredFiles, readonly string[]]>([
  ["no job attaches the pod's name", prometheusWith(podLabel, ""), ["prometheus.yml:8:5 missing-target-label"]],
  [
    "the pod's name has another name",
    prometheusWith("target_label: pod}", "target_label: kubernetes_pod_name}"),
    ["prometheus.yml:8:5 missing-target-label"],
  ],
  [
    "the namespace is dropped again",
    prometheusWith(podLabel, `${podLabel}      - {action: labeldrop, regex: "name.*"}\n`),
    ["prometheus.yml:8:5 missing-target-label"],
  ],
  [
    "a labelmap attaches all",
    prometheusWith(podLabel, "      - {action: labelmap, regex: __meta_kubernetes_(pod)_name}\n"),
    [],
  ],
  [
    "no job attaches the Service's name",
    prometheusWith("      - {source_labels: [__meta_kubernetes_pod_label_app], target_label: service}\n", ""),
    ["prometheus.yml:8:5 missing-target-label"],
  ],
  [
    "no job attaches the labels of a template",
    {
      adapter: adapterYaml.replace(
        / {4}resources:\n {6}overrides:\n.*\n.*\n/,
        '    resources: {template: "kube_<<.Resource>>"}\n',
      ),
    },
    ["prometheus.yml:8:5 missing-target-label"],
  ],
  [
    "jobs come from files of their own as well",
    {
      prometheus: prometheusYml
        .replace(podLabel, "")
        .replace("rule_files", "scrape_config_files: [jobs/*.yml]\nrule_files"),
    },
    [],
  ],
  [
    "kube-state-metrics keeps its labels",
    {
      adapter: stateMetrics,
      shop: "",
      prometheus: stateMetricsJob.replace("scrape_interval", "honor_labels: true\n    scrape_interval"),
    },
    [],
  ],
  [
    "kube-state-metrics gets labels of its own pod",
    { adapter: stateMetrics, shop: "", prometheus: stateMetricsJob },
    ["adapter.yaml:3:5 exported-label"],
  ],
  [
    "kubelets are scraped where they do not listen",
    prometheusWith(
      "relabel_configs: [{action: labelmap, regex: __meta_kubernetes_node_label_(.+)}]",
      "relabel_configs: [{source_labels: [__address__], regex: '(.*):10250', replacement: $1:10255, target_label: __address__}]",
    ),
    ["prometheus.yml:26:23 kubelet-read-only-port"],
  ],
  [
    "a kubelet is named with its closed port",
    prometheusWith("kube-state-metrics.kube-system.svc:8080", "10.0.0.1:10255"),
    ["prometheus.yml:29:23 kubelet-read-only-port"],
  ],
  [
    "a job scrapes more seldom than the window asks",
    prometheusWith("  - job_name: kubernetes-pods\n", "  - job_name: kubernetes-pods\n    scrape_interval: 90s\n"),
    ["adapter.yaml:10:19 rate-window"],
  ],
])("Prometheus: %s", (_, files, expected) => {
  expect(rulesIn(files)).toEqual(expected);
});

test("a label of another name is told", () => {
  expect(foundIn(prometheusWith("target_label: pod}", "target_label: kubernetes_pod_name}"), "hint")).toEqual([
    "Map kubernetes_pod_name in the rule's overrides, as the job calls it, or add to relabel_configs: {source_labels: [__meta_kubernetes_pod_name], target_label: pod}.",
  ]);
});

const annotations = 'annotations: {prometheus.io/scrape: "true", prometheus.io/port: "9797"}';

test.each<[string, MonitoredFiles, readonly string[]]>([
  [
    "are not annotated, and the job keeps those that are",
    shopWith(`      ${annotations}\n`, ""),
    ["shop.yaml:7:5 unscraped-pods"],
  ],
  [
    "are annotated on the Deployment",
    {
      shop: shopManifests
        .replace(`      ${annotations}\n`, "")
        .replace("{name: shop, namespace: shop}", `{name: shop, namespace: shop, ${annotations}}`),
    },
    ["shop.yaml:3:77 scrape-annotation", "shop.yaml:7:5 unscraped-pods"],
  ],
  [
    "are annotated with a port that they do not have",
    shopWith('"9797"}', '"9000"}'),
    ["shop.yaml:9:71 scrape-annotation"],
  ],
  ["are annotated with a port's name", shopWith('"9797"}', '"metrics"}'), ["shop.yaml:9:71 scrape-annotation"]],
  [
    "are annotated without a port, and have two",
    shopWith(', prometheus.io/port: "9797"', ""),
    ["shop.yaml:9:43 scrape-annotation"],
  ],
  [
    "are annotated without a port, and have one",
    {
      shop: shopManifests
        .replace(', prometheus.io/port: "9797"', "")
        .replace("{name: http, containerPort: 9898}, ", "")
        .replace("{name: http, port: 80, targetPort: http}, ", ""),
    },
    [],
  ],
  [
    "are annotated, and no job looks at annotations",
    {
      ...shopWith('"9797"}', '"9000"}'),
      prometheus: prometheusYml.replace(
        / {6}- .*prometheus_io_scrape.*\n.*prometheus_io_path.*\n {6}- source_labels(.*\n){5}/,
        "",
      ),
    },
    [],
  ],
  [
    "have no port of the name that their Service leads to",
    shopWith("targetPort: metrics", "targetPort: prom"),
    ["shop.yaml:22:93 missing-port-name"],
  ],
])("pods that %s", (_, files, expected) => {
  expect(rulesIn(files)).toEqual(expected);
});

const servicePort = shopManifests.replace(
  "labels: {app: shop}}\nspec:\n  selector: {app: shop}",
  `labels: {app: shop}, ${annotations.replace("9797", "9090")}}\nspec:\n  selector: {app: shop}`,
);

test("a Service that is annotated with its own port instead of its pods'", () => {
  expect(rulesIn({ shop: servicePort })).toEqual(["shop.yaml:19:126 scrape-annotation"]);
  expect(rulesIn({ shop: servicePort.replace('"9090"', '"9797"') })).toEqual([]);
});

const monitor = `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: shop, namespace: monitoring}
spec:
  namespaceSelector: {matchNames: [shop]}
  selector: {matchLabels: {app: shop}}
  endpoints: [{port: metrics}]
`;

test.each<[string, string, readonly string[]]>([
  ["finds its Service", monitor, []],
  [
    "looks for it in its own namespace alone",
    monitor.replace("  namespaceSelector: {matchNames: [shop]}\n", ""),
    ["monitor.yaml:4:1 monitor-selects-nothing"],
  ],
  [
    "looks for labels that no Service has",
    monitor.replace("app: shop", "app: web"),
    ["monitor.yaml:6:3 monitor-selects-nothing"],
  ],
  [
    "names a port that the Service does not have",
    monitor.replace("port: metrics", "port: prom"),
    ["monitor.yaml:7:22 missing-port-name"],
  ],
  [
    "takes the kubelet's closed port",
    monitor
      .replace("app: shop", "k8s-app: kubelet")
      .replace("[shop]", "[kube-system]")
      .replace("port: metrics", "port: http-metrics"),
    ["monitor.yaml:6:3 monitor-selects-nothing", "monitor.yaml:7:15 kubelet-read-only-port"],
  ],
  [
    "takes the kubelet's open port",
    monitor
      .replace("app: shop", "k8s-app: kubelet")
      .replace("[shop]", "[kube-system]")
      .replace("port: metrics", "port: https-metrics"),
    ["monitor.yaml:6:3 monitor-selects-nothing"],
  ],
])("a ServiceMonitor that %s", (_, text, expected) => {
  expect(rulesIn({ prometheus: "", others: { "monitor.yaml": text } })).toEqual(expected);
});

const runs = (flags: string): MonitoredFiles => ({
  others: {
    "adapter-deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: prometheus-adapter, namespace: monitoring}
spec:
  selector: {matchLabels: {app: adapter}}
  template:
    metadata: {labels: {app: adapter}}
    spec:
      containers:
        - name: adapter
          image: example.com/prometheus-adapter:v0.12.0
          args: [--prometheus-url=http://prometheus.monitoring.svc:9090, ${flags}]
`,
  },
});

test.each<[string, MonitoredFiles, readonly string[]]>([
  ["as often as Prometheus scrapes", runs("--metrics-relist-interval=15s"), []],
  [
    "more often than Prometheus scrapes",
    runs("--metrics-relist-interval=10s"),
    ["adapter-deployment.yaml:12:74 relist-interval"],
  ],
  ["more often, and looks further back", runs("--metrics-relist-interval=10s, --metrics-max-age=1m"), []],
  [
    "more seldom than it looks back",
    runs("--metrics-relist-interval=1m, --metrics-max-age=30s"),
    ["adapter-deployment.yaml:12:104 adapter-does-not-start"],
  ],
])("an adapter that lists series %s", (_, files, expected) => {
  expect(rulesIn(files)).toEqual(expected);
});

const rules = `groups:
  - name: shop
    interval: 1m
    rules:
      - {record: 'shop:http_requests:rate', expr: 'sum by (namespace, pod) (rate(http_requests_total[2m]))'}
      - {alert: Slow, expr: 'increase(http_requests_total[20s]) > 5'}
`;

test("rule files are looked at, and what they record is evaluated as often as their group", () => {
  expect(rulesIn({ others: { "rules.yml": rules } })).toEqual(["rules.yml:6:29 rate-window"]);
  const adapter = adapterYaml
    .replace("http_requests_total{", "shop:http_requests:rate{")
    .replace(/ {4}name:\n.*\n.*\n/, "    name: {as: http_requests_per_second}\n");
  const good = rules.replace("[20s]", "[1m]");
  expect(rulesIn({ adapter, others: { "rules.yml": good } })).toEqual([]);
  expect(rulesIn({ adapter: adapter.replace("[2m]", "[90s]"), others: { "rules.yml": good } })).toEqual([
    "adapter.yaml:8:19 rate-window",
  ]);
  const lost = good.replace("by (namespace, pod)", "by (namespace)");
  expect(
    rulesIn({
      adapter: adapter.replace("rate(<<.Series>>{<<.LabelMatchers>>}[2m])", "<<.Series>>{<<.LabelMatchers>>}"),
      others: { "rules.yml": lost },
    }),
  ).toEqual(["adapter.yaml:3:5 missing-target-label"]);
});
