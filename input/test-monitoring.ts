import { lintPaths } from "./lint.ts";
import { createTestFolder } from "./test-folder.ts";

/** A Prometheus config as charts have it: annotated pods, kubelets' cAdvisor, kube-state-metrics and Services, every 15 s. */
export const prometheusYml = `global:
  scrape_interval: 15s
  evaluation_interval: 15s
rule_files: [rules/*.yml]
scrape_configs:
  - job_name: kubernetes-pods
    kubernetes_sd_configs: [{role: pod}]
    relabel_configs:
      - {source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: "true"}
      - {source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_path], action: replace, target_label: __metrics_path__, regex: (.+)}
      - source_labels: [__address__, __meta_kubernetes_pod_annotation_prometheus_io_port]
        action: replace
        regex: ([^:]+)(?::\\d+)?;(\\d+)
        replacement: $1:$2
        target_label: __address__
      - {action: labelmap, regex: __meta_kubernetes_pod_label_(.+)}
      - {source_labels: [__meta_kubernetes_namespace], target_label: namespace}
      - {source_labels: [__meta_kubernetes_pod_label_app], target_label: service}
      - {source_labels: [__meta_kubernetes_pod_name], target_label: pod}
  - job_name: kubernetes-cadvisor
    scheme: https
    metrics_path: /metrics/cadvisor
    kubernetes_sd_configs: [{role: node}]
    tls_config: {ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt}
    bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token
    relabel_configs: [{action: labelmap, regex: __meta_kubernetes_node_label_(.+)}]
  - job_name: kube-state-metrics
    honor_labels: true
    static_configs: [{targets: [kube-state-metrics.kube-system.svc:8080]}]
`;

/** An adapter config of which every rule is sound. */
export const adapterYaml = `rules:
  - seriesQuery: 'http_requests_total{namespace!="",pod!=""}'
    resources:
      overrides:
        namespace: {resource: namespace}
        pod: {resource: pod}
    name:
      matches: "^(.*)_total$"
      as: "\${1}_per_second"
    metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'
  - seriesQuery: '{__name__=~"^container_.*",container!="",namespace!="",pod!=""}'
    seriesFilters: [{isNot: ".*_total$"}]
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
    name: {matches: "^container_(.*)$"}
    metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>,container!=""}) by (<<.GroupBy>>)'
  - seriesQuery: 'http_requests_in_flight{namespace!="",service!=""}'
    resources: {overrides: {namespace: {resource: namespace}, service: {resource: service}}}
    metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'
externalRules:
  - seriesQuery: 'rabbitmq_queue_messages_ready{queue!=""}'
    resources: {namespaced: false}
    metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (queue)'
resourceRules:
  cpu:
    containerQuery: 'sum by (<<.GroupBy>>) (rate(container_cpu_usage_seconds_total{<<.LabelMatchers>>,container!="",pod!=""}[3m]))'
    nodeQuery: 'sum by (<<.GroupBy>>) (rate(node_cpu_seconds_total{<<.LabelMatchers>>,mode!="idle"}[3m]))'
    resources: {overrides: {namespace: {resource: namespace}, node: {resource: node}, pod: {resource: pod}}}
    containerLabel: container
  memory:
    containerQuery: 'sum by (<<.GroupBy>>) (container_memory_working_set_bytes{<<.LabelMatchers>>,container!="",pod!=""})'
    nodeQuery: 'sum by (<<.GroupBy>>) (node_memory_working_set_bytes{<<.LabelMatchers>>})'
    resources: {overrides: {namespace: {resource: namespace}, node: {resource: node}, pod: {resource: pod}}}
    containerLabel: container
  window: 3m
`;

/** A Deployment, its Service and an HPA by four metrics, in namespace shop. */
export const shopManifests = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata:
      labels: {app: shop}
      annotations: {prometheus.io/scrape: "true", prometheus.io/port: "9797"}
    spec:
      containers:
        - name: app
          image: example.com/shop:1
          ports: [{name: http, containerPort: 9898}, {name: metrics, containerPort: 9797}]
          resources: {requests: {cpu: 100m, memory: 64Mi}}
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: shop, labels: {app: shop}}
spec:
  selector: {app: shop}
  ports: [{name: http, port: 80, targetPort: http}, {name: metrics, port: 9090, targetPort: metrics}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: shop, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - type: Pods
      pods: {metric: {name: http_requests_per_second}, target: {type: AverageValue, averageValue: "10"}}
    - type: Pods
      pods: {metric: {name: memory_working_set_bytes}, target: {type: AverageValue, averageValue: 100Mi}}
    - type: Object
      object:
        describedObject: {apiVersion: v1, kind: Service, name: shop}
        metric: {name: http_requests_in_flight}
        target: {type: Value, value: "40"}
    - type: External
      external:
        metric: {name: rabbitmq_queue_messages_ready, selector: {matchLabels: {queue: orders}}}
        target: {type: AverageValue, averageValue: "30"}
`;

/** Files of a monitored application, by what they hold. */
export type MonitoredFiles = {
  readonly prometheus?: string;
  readonly adapter?: string;
  readonly shop?: string;
  /** By name. */
  readonly others?: Readonly<Record<string, string>>;
};

/** What is found in the sound setup with some files changed, in order: `adapter.yaml:9:19 rate-window: …`, or how to mend it. An empty text leaves a file out. */
export function foundIn(
  { prometheus = prometheusYml, adapter = adapterYaml, shop = shopManifests, others = {} }: MonitoredFiles,
  what: "message" | "hint" = "message",
): readonly string[] {
  const files = { "prometheus.yml": prometheus, "adapter.yaml": adapter, "shop.yaml": shop, ...others };
  const folder = createTestFolder(Object.fromEntries(Object.entries(files).filter(([, text]) => text !== "")));
  try {
    return lintPaths([folder.path], { sets: [] }).findings.map(
      ({ problem: { file = "", line, column, message, hint = "" } }) =>
        what === "hint" ? hint : folder.shown(`${file}:${line}:${column} ${message}`),
    );
  } finally {
    folder.remove();
  }
}

/** The places and names of what is found. */
export const rulesIn = (files: MonitoredFiles): readonly string[] =>
  foundIn(files).map((text) => text.replace(/^(\S+ [a-z-]+):.*$/s, "$1"));
