import { expect, test } from "vitest";
import { endpointsOf } from "../../sim/prometheus/discovery/derive-endpoints.ts";
import { discoverKubernetes } from "../../sim/prometheus/discovery/discover.ts";
import type { ClusterView, DiscoveredPod, DiscoveredService } from "../../sim/prometheus/discovery/objects.ts";
import { targetsOf } from "../../sim/prometheus/scrape/target.ts";
import { compileRegex } from "../../sim/regex.ts";
import { defaultPrometheusConfig } from "./default-config.ts";
import { loadPrometheusConfig } from "./load-prometheus-config.ts";

const { jobs } = loadPrometheusConfig(defaultPrometheusConfig, {
  compile: compileRegex,
  ownNamespace: "monitoring",
  environment: () => undefined,
});

const podOf = (
  name: string,
  annotations: Readonly<Record<string, string>>,
  ports: readonly number[],
): DiscoveredPod => ({
  meta: { namespace: "shop", name, labels: { app: name }, annotations },
  ...{ uid: `uid-${name}`, podIp: "10.0.0.1", hostIp: "192.168.0.1", nodeName: "node-1", phase: "Running" },
  ...{ ready: "True", deleting: false, controller: undefined },
  containers: [
    {
      ...{ name: "app", image: "web:1", containerId: "containerd://1" },
      ports: ports.map((containerPort) => ({ containerPort, name: `p${containerPort}`, protocol: "TCP" })),
    },
  ],
  initContainers: [],
});

const pods = [
  podOf("plain", {}, [8080]),
  podOf("off", { "prometheus.io/scrape": "false" }, [8080]),
  podOf("on", { "prometheus.io/scrape": "true" }, [8080]),
  podOf("portless", { "prometheus.io/scrape": "true", "prometheus.io/port": "9797" }, []),
  podOf(
    "all",
    {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "9898",
      "prometheus.io/path": "/stats",
      "prometheus.io/scheme": "https",
    },
    [8080, 9898],
  ),
  { ...podOf("done", { "prometheus.io/scrape": "true" }, [8080]), phase: "Succeeded" as const },
];

const serviceOf = (namespace: string, name: string, port: string): DiscoveredService => ({
  meta: {
    namespace,
    name,
    labels: { team: "a" },
    annotations: { "prometheus.io/scrape": "true", "prometheus.io/port": "9000" },
  },
  ...{ type: "ClusterIP", clusterIp: "10.96.0.10", externalName: "", loadBalancerIps: [] },
  ...{ selector: { app: "plain" }, publishNotReadyAddresses: false },
  ports: [{ name: port, port: 80, protocol: "TCP", targetPort: 8080 }],
});

const shop = serviceOf("shop", "plain", "web");
const kubernetes = serviceOf("default", "kubernetes", "https");
const apiserver: DiscoveredService = {
  ...kubernetes,
  meta: { ...kubernetes.meta, annotations: {} },
  selector: undefined,
};

const cluster: ClusterView = {
  pods: () => pods,
  services: () => [shop, apiserver],
  endpoints: () => [
    endpointsOf(shop, pods) ?? { meta: shop.meta, subsets: [] },
    {
      meta: apiserver.meta,
      subsets: [
        {
          addresses: [{ ip: "192.168.0.9", hostname: undefined, nodeName: undefined, targetRef: undefined }],
          notReadyAddresses: [],
          ports: [{ name: "https", port: 6443, protocol: "TCP" }],
        },
      ],
    },
  ],
  endpointSlices: () => [],
  nodes: () => [
    {
      meta: { namespace: "", name: "node-1", labels: { "kubernetes.io/os": "linux" }, annotations: {} },
      ...{ providerId: "", conditions: [], addresses: [{ type: "InternalIP", address: "192.168.0.1" }] },
      kubeletPort: 10_250,
    },
  ],
  ingresses: () => [],
};

/** What a job scrapes: addresses and labels. */
const scrapedBy = (jobName: string): readonly unknown[] =>
  jobs
    .filter(({ scrape }) => scrape.jobName === jobName)
    .flatMap(({ scrape, kubernetesSdConfigs }) =>
      kubernetesSdConfigs
        .flatMap((config) => discoverKubernetes(config, cluster))
        .flatMap((group) => targetsOf(group, scrape)),
    )
    .flatMap((result) => (result.kind === "target" ? [result.target] : []))
    .map(({ url, publicLabels }) => [url, Object.fromEntries(publicLabels)]);

test("a pod is scraped when its annotation asks for it, at the port, path and scheme that others name", () => {
  const shared = { job: "kubernetes-pods", namespace: "shop", node: "node-1" };
  const all = { ...shared, app: "all", pod: "all", instance: "10.0.0.1:9898" };
  expect(scrapedBy("kubernetes-pods")).toEqual([
    ["http://10.0.0.1:8080/metrics", { ...shared, app: "on", pod: "on", instance: "10.0.0.1:8080" }],
    ["http://10.0.0.1:9797/metrics", { ...shared, app: "portless", pod: "portless", instance: "10.0.0.1:9797" }],
    // A target for each port, and both are one.
    ["https://10.0.0.1:9898/stats", all],
    ["https://10.0.0.1:9898/stats", all],
  ]);
});

test("the pods of a Service are scraped when the Service asks for it", () => {
  expect(scrapedBy("kubernetes-service-endpoints")).toEqual([
    [
      "http://10.0.0.1:9000/metrics",
      {
        ...{ job: "kubernetes-service-endpoints", namespace: "shop", node: "node-1", team: "a" },
        ...{ service: "plain", pod: "plain", instance: "10.0.0.1:9000" },
      },
    ],
  ]);
});

test("every kubelet is scraped, with the containers that it watches, and the API server", () => {
  const node = { instance: "node-1", kubernetes_io_os: "linux" };
  expect(["kubernetes-nodes", "kubernetes-cadvisor", "kubernetes-apiservers"].flatMap(scrapedBy)).toEqual([
    ["https://192.168.0.1:10250/metrics", { ...node, job: "kubernetes-nodes" }],
    ["https://192.168.0.1:10250/metrics/cadvisor", { ...node, job: "kubernetes-cadvisor" }],
    ["https://192.168.0.9:6443/metrics", { job: "kubernetes-apiservers", instance: "192.168.0.9:6443" }],
  ]);
});
