import { expect, test } from "vitest";
import { rulesIn } from "../test-monitoring.ts";

/** Targets with the labels that older charts attach. */
const olderPrometheus = `global: {scrape_interval: 30s}
scrape_configs:
  - job_name: kubernetes-service-endpoints
    kubernetes_sd_configs: [{role: endpoints}]
    relabel_configs:
      - {source_labels: [__meta_kubernetes_service_annotation_prometheus_io_scrape], action: keep, regex: "true"}
      - {source_labels: [__meta_kubernetes_service_annotation_prometheus_io_scheme], target_label: __scheme__, regex: (https?)}
      - source_labels: [__address__, __meta_kubernetes_service_annotation_prometheus_io_port]
        target_label: __address__
        regex: ([^:]+)(?::\\d+)?;(\\d+)
        replacement: $1:$2
      - {action: labelmap, regex: __meta_kubernetes_service_label_(.+)}
      - {source_labels: [__meta_kubernetes_namespace], target_label: kubernetes_namespace}
      - {source_labels: [__meta_kubernetes_service_name], target_label: kubernetes_name}
  - job_name: kubernetes-pods
    kubernetes_sd_configs: [{role: pod}]
    relabel_configs:
      - {source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: "true"}
      - {action: labelmap, regex: __meta_kubernetes_pod_label_(.+)}
      - {source_labels: [__meta_kubernetes_namespace], target_label: kubernetes_namespace}
      - {source_labels: [__meta_kubernetes_pod_name], target_label: kubernetes_pod_name}
  - job_name: blackbox
    metrics_path: /probe
    params: {module: [http_2xx]}
    static_configs: [{targets: [https://example.com]}]
    relabel_configs:
      - {source_labels: [__address__], target_label: __param_target}
      - {source_labels: [__param_target], target_label: instance}
      - {target_label: __address__, replacement: "blackbox:9115"}
  - job_name: pushgateway
    honor_labels: true
    static_configs: [{targets: [pushgateway:9091]}]
`;

const deployment = (name: string, annotations: string, ports: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}, annotations: {${annotations}}}
    spec:
      containers: [{name: ${name}, image: "example.com/${name}:1", ports: [${ports}], resources: {requests: {cpu: 100m}}}]
---
`;

const hpa = (name: string, ...metrics: readonly string[]): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}
  minReplicas: 1
  maxReplicas: 10
  metrics: [${metrics.join(", ")}]
`;

const podsMetric = (name: string): string =>
  `{type: Pods, pods: {metric: {name: ${name}}, target: {type: AverageValue, averageValue: "10"}}}`;
const external = (name: string, selector = ""): string =>
  `{type: External, external: {metric: {name: ${name}${selector}}, target: {type: AverageValue, averageValue: "10"}}}`;

const scraped = 'prometheus.io/scrape: "true", prometheus.io/port: "9898"';
const podinfo = `${deployment("podinfo", scraped, "{name: http, containerPort: 9898}, {name: grpc, containerPort: 9999}")}${hpa("podinfo", podsMetric("http_requests_per_second"))}`;

test("podinfo by its requests, with the labels of older charts", () => {
  const adapter = `rules:
  - seriesQuery: 'http_requests_total{kubernetes_namespace!="",kubernetes_pod_name!=""}'
    resources:
      overrides:
        kubernetes_namespace: {resource: namespace}
        kubernetes_pod_name: {resource: pod}
    name: {matches: "^(.*)_total", as: "\${1}_per_second"}
    metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
`;
  expect(rulesIn({ prometheus: olderPrometheus, adapter, shop: podinfo })).toEqual([]);
});

test("latencies, quotients, values by name, nodes, namespaces and labels that samples bring themselves", () => {
  const objects = "{namespace: {resource: namespace}, pod: {resource: pod}}";
  const adapter = `rules:
  - seriesQuery: 'http_request_duration_seconds_bucket{namespace!="",pod!=""}'
    resources: {overrides: ${objects}}
    name: {as: http_request_duration_p95}
    metricsQuery: histogram_quantile(0.95, sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (le, <<.GroupBy>>))
  - seriesQuery: 'http_request_duration_seconds_sum{namespace!="",pod!=""}'
    resources: {overrides: ${objects}}
    name: {matches: "^(.*)_seconds_sum$", as: "\${1}_average"}
    metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>) / sum(rate(http_request_duration_seconds_count{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
  - seriesQuery: 'phpfpm_active_processes{namespace!="",pod!=""}'
    resources: {overrides: ${objects}}
    metricsQuery: avg(avg_over_time(<<.Series>>{namespace="<<index .LabelValuesByName "namespace">>",pod=~"<<index .LabelValuesByName "pod">>"}[1m])) by (<<.GroupBy>>)
  - seriesQuery: 'DCGM_FI_DEV_GPU_UTIL{exported_namespace!="",exported_pod!=""}'
    resources: {overrides: {exported_namespace: {resource: namespace}, exported_pod: {resource: pod}}}
    metricsQuery: max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
  - seriesQuery: 'nginx_ingress_controller_requests{exported_namespace!="",ingress!=""}'
    resources: {overrides: {exported_namespace: {resource: namespace}, ingress: {group: networking.k8s.io, resource: ingress}}}
    name: {as: requests_per_second}
    metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>) or vector(0)
  - seriesQuery: 'node_load1{node!=""}'
    resources: {overrides: {node: {resource: node}}}
    metricsQuery: avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
  - seriesQuery: 'jobs_waiting{namespace!=""}'
    resources: {overrides: {namespace: {resource: namespace}}}
    metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
externalRules:
  - seriesQuery: '{__name__="kafka_consumergroup_lag",consumergroup!=""}'
    resources: {namespaced: false}
    name: {as: consumer_lag}
    metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (consumergroup)
  - seriesQuery: '{__name__=~"^sqs_.*_visible$",namespace!=""}'
    resources: {overrides: {namespace: {resource: namespace}}}
    metricsQuery: max_over_time(sum(<<.Series>>{<<.LabelMatchers>>})[5m:30s])
`;
  const prometheus = olderPrometheus
    .replaceAll("kubernetes_namespace", "namespace")
    .replaceAll("__meta_namespace", "__meta_kubernetes_namespace")
    .replace("kubernetes_pod_name}", "pod}")
    .replace("kubernetes_name}", "service}");
  const metrics = ["http_request_duration_p95", "http_request_duration_average", "phpfpm_active_processes"].map(
    podsMetric,
  );
  const ingress = `{type: Object, object: {describedObject: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: podinfo}, metric: {name: requests_per_second}, target: {type: Value, value: "10"}}}`;
  const others = [
    external("consumer_lag", ", selector: {matchLabels: {consumergroup: a}}"),
    external("sqs_orders_visible"),
  ];
  const shop = podinfo.replace(podsMetric("http_requests_per_second"), [...metrics, ingress, ...others].join(", "));
  expect(rulesIn({ prometheus, adapter, shop })).toEqual([]);
});

test("rules for every metric by templates and patterns, as the adapter was long shipped with, are worth two warnings", () => {
  const rule = (query: string, rest: string): string => `  - seriesQuery: '${query}'\n${rest}`;
  const cadvisor = '{__name__=~"^container_.*",container!="POD",namespace!="",pod!=""}';
  const overrides = "    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}\n";
  const byTemplate = '    resources: {template: "<<.Resource>>"}\n';
  const [rate, sum] = [
    'sum(rate(<<.Series>>{<<.LabelMatchers>>,container!="POD"}[5m])) by (<<.GroupBy>>)',
    'sum(<<.Series>>{<<.LabelMatchers>>,container!="POD"}) by (<<.GroupBy>>)',
  ];
  const [plainRate, plainSum] = [
    "sum(rate(<<.Series>>{<<.LabelMatchers>>}[5m])) by (<<.GroupBy>>)",
    "sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)",
  ];
  const others = '{namespace!="",__name__!~"^container_.*"}';
  const adapter = `rules:
${rule(cadvisor, `    seriesFilters: []\n${overrides}    name: {matches: "^container_(.*)_seconds_total$", as: ""}\n    metricsQuery: '${rate}'\n`)}${rule(cadvisor, `    seriesFilters: [{isNot: "^container_.*_seconds_total$"}]\n${overrides}    name: {matches: "^container_(.*)_total$", as: ""}\n    metricsQuery: '${rate}'\n`)}${rule(cadvisor, `    seriesFilters: [{isNot: "^container_.*_total$"}]\n${overrides}    name: {matches: "^container_(.*)$", as: ""}\n    metricsQuery: '${sum}'\n`)}${rule(others, `    seriesFilters: [{isNot: ".*_total$"}]\n${byTemplate}    name: {matches: "", as: ""}\n    metricsQuery: '${plainSum}'\n`)}${rule(others, `    seriesFilters: [{isNot: ".*_seconds_total"}]\n${byTemplate}    name: {matches: "^(.*)_total$", as: ""}\n    metricsQuery: '${plainRate}'\n`)}${rule(others, `    seriesFilters: []\n${byTemplate}    name: {matches: "^(.*)_seconds_total$", as: ""}\n    metricsQuery: '${plainRate}'\n`)}`;
  const found = rulesIn({ adapter, shop: podinfo.replace("http_requests_per_second", "http_requests") });
  expect([...new Set(found.map((text) => text.split(" ")[1]))]).toEqual(["pod-counted-twice", "label-is-resource"]);
});
