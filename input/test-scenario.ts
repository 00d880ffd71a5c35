import { type LoadedScenario, type LoadOptions, loadScenario } from "./load-scenario.ts";
import { createTestFolder, problemsOf } from "./test-folder.ts";

/** A Deployment, a Service and an HPA, all called web. */
export const webManifests = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: example.com/web:1
          resources: {requests: {cpu: 500m, memory: 128Mi}}
        - name: proxy
          image: example.com/proxy:1
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}
`;

/** The lines with which every scenario begins; three of them. */
export const scenarioHead = "apiVersion: kubewind.dev/v1alpha1\nkind: Scenario\nduration: 30m\n";

/** A scenario that uses most of the format; its manifests are `webManifests`. */
export const everyField = `apiVersion: kubewind.dev/v1alpha1
kind: Scenario
description: Everything at once
duration: 30m
warmup: 5m
seed: 7
start: 2000-01-01T00:00:00Z
eventsMax: 5000
namespace: default
cluster:
  kubernetes: "1.36"
  featureGates: {HPAScaleToZero: true}
  controllerManager: {horizontal-pod-autoscaler-sync-period: 10s, horizontal-pod-autoscaler-tolerance: 0.2}
  metricsServer: {version: "0.9.0", metricResolution: 20s}
  nodes: [{name: small, count: 5, cpu: 2, memory: 8Gi, pods: 50, labels: {size: small}}]
manifests: [web.yaml]
workloads:
  web:
    container: app
    start: {delay: 3s, readyAfter: 10s, cpu: 800m, cpuFor: 20s}
    stop: {after: 2s}
    idle: {cpu: 5m, memory: 60Mi}
    request: {cpu: 10ms, wait: 30ms, memory: 256Ki, concurrency: 50, queue: 200, timeout: 5s, variation: exponential}
    containers: {proxy: {idle: {cpu: 20m, memory: 50Mi}, request: {cpu: 1ms, memory: 16Ki}}}
load:
  spike: {service: web, from: 2m, until: 10m, spike: {base: 10/s, peak: 300/s, at: 1m, rise: 10s, hold: 2m, fall: 30s}}
  stairs: {deployment: web, steps: [{at: 0s, rate: 10/s}, {at: 5m, rate: 50/s}]}
  people: {service: default/web, for: 20m, clients: {count: 50, think: 1s}}
actions:
  restart: {at: 5m, restart: {deployment: web}}
  manual: {at: 6m, scale: {deployment: web, replicas: 1}}
expect:
  - reaches: {deployment: web, replicas: 4, within: 90s, after: load.spike}
  - never: {deployment: web, replicas: "> 8", until: end - 30s}
  - condition: {hpa: web, type: ScalingLimited, status: "True", reason: TooManyReplicas}
  - errors: {service: web, atMost: 0.1%}
`;

/** What a scenario can say of Prometheus, metrics and faults; its other files are `metricsFiles`. */
export const everyMetricsField = `apiVersion: kubewind.dev/v1alpha1
kind: Scenario
duration: 30m
cluster:
  prometheus: {address: "prom.shop.svc:80", config: prometheus.yml, alertmanager: alertmanager.yml}
  prometheusAdapter:
    version: "0.8.4"
    config: adapter.yml
    prometheusUrl: http://prom.shop.svc:80
    metricsRelistInterval: 1m
    metricsMaxAge: 2m
workloads:
  web:
    metrics:
      - {counter: http_requests_total, help: Requests., labels: {code: "200"}, perRequest: 0.9}
      - {gauge: in_flight, of: in-flight}
      - {gauge: build_info, value: 3}
      - {histogram: latency_seconds, buckets: [0.1, 0.3, 1], share: 0.5}
sources:
  queue:
    address: queue:80
    metrics:
      - {gauge: queue_length, labels: {queue: jobs}, value: {steps: [{at: 0s, value: 3}, {at: 1m, value: 5}]}}
      - {counter: jobs_total, help: Jobs., rate: 5/s}
actions:
  reload: {at: 3m, reload: {prometheus: new.yml}}
faults:
  outage: {at: 5m, for: 2m, prometheus: down}
  slow: {at: 5m, until: 9m, prometheusAdapter: {slow: 30s}}
  wrong: {at: 5m, workload: {web: {status: 500}}}
  nonsense: {at: 6m, source: {queue: {body: nonsense}}}
expect:
  - alert: {name: Down, state: resolved, receiver: team, atLeast: 1, after: fault.outage, until: fault.outage.end + 5m}
`;

export const metricsFiles: Readonly<Record<string, string>> = {
  "web.yaml": webManifests,
  "prometheus.yml": `global: {scrape_interval: 30s, external_labels: {cluster: a}}
rule_files: [/etc/prometheus/rules.yml]
scrape_configs:
  - job_name: pods
    kubernetes_sd_configs: [{role: pod}]
    relabel_configs: [{source_labels: [__meta_kubernetes_pod_name], regex: (.+)-0, target_label: pod}]
`,
  "rules.yml": "groups: [{name: web, rules: [{alert: Down, expr: up == 0, for: 1m, labels: {severity: page}}]}]\n",
  "new.yml": "scrape_configs: [{job_name: a, static_configs: [{targets: ['queue:80']}]}]\n",
  "alertmanager.yml": "route: {receiver: team}\nreceivers: [{name: team, webhook_configs: [{url: 'http://a'}]}]\n",
  "adapter.yml": `rules:
  - seriesQuery: http_requests_total{namespace!="",pod!=""}
    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
    metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
`,
};

type Files = Readonly<Record<string, string>>;

/** Loads the `scenario.yaml` of some files in a folder of their own. */
export function loadFiles(files: Files, options: Partial<LoadOptions> = {}): LoadedScenario {
  const folder = createTestFolder(files);
  try {
    const loaded = loadScenario(folder.path, { sets: [], ...options });
    return { ...loaded, files: loaded.files.map(folder.shown), notes: loaded.notes.map(folder.shown) };
  } finally {
    folder.remove();
  }
}

/** What is wrong with some files. */
export function problemsIn(files: Files, options: Partial<LoadOptions> = {}): string {
  const folder = createTestFolder(files);
  try {
    return folder.shown(problemsOf(() => loadScenario(folder.path, { sets: [], ...options })));
  } finally {
    folder.remove();
  }
}
