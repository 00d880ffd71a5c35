/**
 * The scrape configs of kube-prometheus: jobs, and the labels that its rules and dashboards pick series by.
 *
 * Source: prometheus-operator/kube-prometheus, its ServiceMonitors
 */
export const operatorConfig: string = `
global: {scrape_interval: 15s, evaluation_interval: 15s}
scrape_configs:
- job_name: apiserver
  kubernetes_sd_configs: [{role: endpoints}]
  ${secure()}
  relabel_configs:
  - source_labels: [__meta_kubernetes_namespace, __meta_kubernetes_service_name, __meta_kubernetes_endpoint_port_name]
    action: keep
    regex: default;kubernetes;https
- job_name: kube-controller-manager
  ${secure()}
  static_configs: [{targets: ['172.18.0.2:10257']}]
- job_name: etcd
  static_configs: [{targets: ['172.18.0.2:2381']}]
${kubelet("kubelet", "/metrics")}
${kubelet("cadvisor", "/metrics/cadvisor")}
- job_name: node-exporter
  kubernetes_sd_configs: [{role: node}]
  relabel_configs:
  - {source_labels: [__address__], regex: '(.*):10250', target_label: __address__, replacement: '$1:9100'}
  - {source_labels: [__meta_kubernetes_node_name], target_label: instance}
  - {source_labels: [__meta_kubernetes_node_name], target_label: node}
  - {source_labels: [__meta_kubernetes_node_name], target_label: pod, replacement: 'node-exporter-$1'}
  - {target_label: namespace, replacement: monitoring}
- job_name: kube-state-metrics
  honor_labels: true
  static_configs: [{targets: ['kube-state-metrics.kube-system.svc.cluster.local:8080']}]
- job_name: prometheus-k8s
  static_configs:
  - {targets: ['localhost:9090'], labels: {namespace: monitoring, pod: prometheus-k8s-0}}
- job_name: web
  kubernetes_sd_configs: [{role: pod}]
  relabel_configs:
  - {source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: "true"}
  - {source_labels: [__meta_kubernetes_namespace], target_label: namespace}
  - {source_labels: [__meta_kubernetes_pod_name], target_label: pod}
`;

function secure(): string {
  return [
    "scheme: https",
    "tls_config: {insecure_skip_verify: true}",
    "authorization: {credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token}",
  ].join("\n  ");
}

function kubelet(name: string, path: string): string {
  return [
    `- job_name: ${name}`,
    `  ${secure()}`,
    `  metrics_path: ${path}`,
    "  kubernetes_sd_configs: [{role: node}]",
    "  relabel_configs:",
    "  - {source_labels: [__metrics_path__], target_label: metrics_path}",
    "  - {source_labels: [__meta_kubernetes_node_name], target_label: node}",
    "  - {target_label: job, replacement: kubelet}",
  ].join("\n");
}
