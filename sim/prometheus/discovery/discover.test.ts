import { expect, test } from "vitest";
import { relabelRulesOf, scrapeConfigOf } from "../../../fixtures/prometheus.ts";
import { everything, selectorFromLabels } from "../../kubernetes/label-selector.ts";
import type { RelabelConfig } from "../relabel/relabel-config.ts";
import { targetsOf } from "../scrape/target.ts";
import { endpointSlicesOf, endpointsOf } from "./derive-endpoints.ts";
import { discoverKubernetes, type KubernetesRole, type KubernetesSdConfig, staticGroup } from "./discover.ts";
import type { ClusterView, DiscoveredMeta, DiscoveredPod, DiscoveredService } from "./objects.ts";

const metaOf = (name: string, others: Partial<DiscoveredMeta> = {}): DiscoveredMeta => ({
  ...{ namespace: "default", name, labels: {}, annotations: {} },
  ...others,
});

const podOf = (name: string, others: Partial<DiscoveredPod> = {}): DiscoveredPod => ({
  meta: metaOf(name, { labels: { "app.kubernetes.io/name": "web" } }),
  ...{ uid: `uid-${name}`, podIp: "10.0.0.1", hostIp: "192.168.0.1", nodeName: "node-1", phase: "Running" },
  ...{ ready: "True", deleting: false, controller: { kind: "ReplicaSet", name: "web-6d4b" } },
  containers: [
    {
      ...{ name: "app", image: "web:1", containerId: "containerd://1" },
      ports: [
        { containerPort: 8080, name: "http", protocol: "TCP" },
        { containerPort: 9090, name: "metrics", protocol: "TCP" },
      ],
    },
  ],
  initContainers: [{ name: "init", image: "busybox", containerId: "", ports: [] }],
  ...others,
});

const service: DiscoveredService = {
  meta: metaOf("web", { labels: { team: "a" }, annotations: { "prometheus.io/scrape": "true" } }),
  ...{ type: "ClusterIP", clusterIp: "10.96.0.10", externalName: "", loadBalancerIps: [] },
  ...{ selector: { "app.kubernetes.io/name": "web" }, publishNotReadyAddresses: false },
  ports: [{ name: "web", port: 80, protocol: "TCP", targetPort: "http" }],
};

const pods = [
  podOf("web-1"),
  podOf("web-2", { podIp: "10.0.0.2", ready: "False" }),
  podOf("web-3", { podIp: "10.0.0.3", deleting: true }),
];

const cluster: ClusterView = {
  pods: () => pods,
  services: () => [service],
  endpoints: () => [endpointsOf(service, pods) ?? { meta: service.meta, subsets: [] }],
  endpointSlices: () => endpointSlicesOf(service, pods),
  nodes: () => [
    {
      meta: metaOf("node-1", { namespace: "", labels: { "kubernetes.io/os": "linux" } }),
      providerId: "kind://node-1",
      conditions: [{ type: "Ready", status: "True" }],
      addresses: [
        { type: "Hostname", address: "node-1" },
        { type: "InternalIP", address: "192.168.0.1" },
      ],
      kubeletPort: 10_250,
    },
  ],
  ingresses: () => [
    {
      meta: metaOf("front"),
      className: "nginx",
      tlsHosts: ["*.example.org"],
      rules: [
        { host: "a.example.org", paths: ["/x", ""] },
        { host: "a.b.example.org", paths: undefined },
      ],
    },
  ],
};

const found = (role: KubernetesRole, changed: Partial<KubernetesSdConfig> = {}) =>
  discoverKubernetes({ role, namespaces: [], selectors: [], attachNodeMetadata: false, ...changed }, cluster);

/** Labels without what all of them begin with. */
const short = (labels: readonly (readonly [string, string])[]): Readonly<Record<string, string>> =>
  Object.fromEntries(labels.map(([name, value]) => [name.replace("__meta_kubernetes_", "~"), value]));

const podLabels = {
  ...{ "~pod_ip": "10.0.0.1", "~pod_ready": "true", "~pod_phase": "Running", "~pod_node_name": "node-1" },
  ...{ "~pod_host_ip": "192.168.0.1", "~pod_uid": "uid-web-1", "~pod_name": "web-1" },
  ...{ "~pod_label_app_kubernetes_io_name": "web", "~pod_labelpresent_app_kubernetes_io_name": "true" },
  ...{ "~pod_controller_kind": "ReplicaSet", "~pod_controller_name": "web-6d4b" },
};

const portLabels = (number: string, name: string) => ({
  ...{ "~pod_container_name": "app", "~pod_container_image": "web:1", "~pod_container_init": "false" },
  ...{ "~pod_container_port_number": number, "~pod_container_port_name": name, "~pod_container_port_protocol": "TCP" },
});

const serviceLabels = {
  ...{ "~namespace": "default", "~service_name": "web", "~service_label_team": "a" },
  ...{ "~service_labelpresent_team": "true", "~service_annotation_prometheus_io_scrape": "true" },
  "~service_annotationpresent_prometheus_io_scrape": "true",
};

/** Source: prometheus v0.315.0 discovery/kubernetes/pod.go */
test("a pod has a target for each port of each container, and one for a container without", () => {
  const [group] = found("pod");
  expect({ source: group?.source, labels: short(group?.labels ?? []) }).toEqual({
    source: "pod/default/web-1",
    labels: { ...podLabels, "~namespace": "default" },
  });
  expect(group?.targets.map(short)).toEqual([
    { __address__: "10.0.0.1:8080", "~pod_container_id": "containerd://1", ...portLabels("8080", "http") },
    { __address__: "10.0.0.1:9090", "~pod_container_id": "containerd://1", ...portLabels("9090", "metrics") },
    {
      ...{ __address__: "10.0.0.1", "~pod_container_id": "", "~pod_container_name": "init" },
      ...{ "~pod_container_image": "busybox", "~pod_container_init": "true" },
    },
  ]);
});

test("a pod without an address, or on a node that is not looked at, has none", () => {
  const config: KubernetesSdConfig = { role: "pod", namespaces: [], selectors: [], attachNodeMetadata: false };
  const pending = { ...cluster, pods: () => [podOf("web-9", { podIp: "" })] };
  expect(discoverKubernetes(config, pending).map(({ targets }) => targets)).toEqual([[]]);
  const attached = { ...config, attachNodeMetadata: true };
  const elsewhere = { ...cluster, pods: () => [podOf("web-9", { nodeName: "node-9" })] };
  expect(discoverKubernetes(attached, elsewhere).map(({ targets }) => targets)).toEqual([[]]);
  const [group] = discoverKubernetes(attached, cluster);
  expect(short(group?.labels ?? [])).toMatchObject({ "~node_name": "node-1", "~node_label_kubernetes_io_os": "linux" });
});

/** Source: prometheus v0.315.0 discovery/kubernetes/node.go */
test("a node is its kubelet, under the node's name", () => {
  expect(found("node").map(({ labels, targets }) => ({ labels: short(labels), targets: targets.map(short) }))).toEqual([
    {
      labels: {
        ...{ "~node_provider_id": "kind://node-1", "~node_condition_ready": "true", "~node_name": "node-1" },
        ...{ "~node_label_kubernetes_io_os": "linux", "~node_labelpresent_kubernetes_io_os": "true" },
      },
      targets: [
        {
          ...{ __address__: "192.168.0.1:10250", instance: "node-1" },
          ...{ "~node_address_Hostname": "node-1", "~node_address_InternalIP": "192.168.0.1" },
        },
      ],
    },
  ]);
});

/** Source: prometheus v0.315.0 discovery/kubernetes/service.go, ingress.go */
test("a Service is known by its name, an Ingress by its hosts and paths", () => {
  const [web] = found("service");
  expect(short(web?.labels ?? [])).toEqual(serviceLabels);
  expect(web?.targets.map(short)).toEqual([
    {
      ...{ __address__: "web.default.svc:80", "~service_port_name": "web", "~service_port_number": "80" },
      ...{ "~service_port_protocol": "TCP", "~service_type": "ClusterIP", "~service_cluster_ip": "10.96.0.10" },
    },
  ]);
  const [front] = found("ingress");
  expect(front?.targets.map((target) => target.map(([, value]) => value).join(" "))).toEqual([
    "a.example.org https a.example.org /x",
    "a.example.org https a.example.org /",
    "a.b.example.org http a.b.example.org /",
  ]);
});

/** Source: prometheus v0.315.0 discovery/kubernetes/endpoints.go */
test("Endpoints lead to ready pods and others, and to the ports that the Service leaves out", () => {
  const [group] = found("endpoints");
  expect(short(group?.labels ?? [])).toEqual({
    ...serviceLabels,
    ...{ "~endpoints_name": "web", "~endpoints_label_team": "a", "~endpoints_labelpresent_team": "true" },
  });
  expect(short(group?.targets[0] ?? [])).toEqual({
    ...{ __address__: "10.0.0.1:8080", "~endpoint_port_name": "web", "~endpoint_port_protocol": "TCP" },
    ...{ "~endpoint_ready": "true", "~endpoint_address_target_kind": "Pod", "~endpoint_address_target_name": "web-1" },
    ...{ "~endpoint_node_name": "node-1", ...podLabels, ...portLabels("8080", "http") },
  });
  expect(group?.targets.map((target) => [short(target)["__address__"], short(target)["~endpoint_ready"]])).toEqual([
    ["10.0.0.1:8080", "true"],
    ["10.0.0.2:8080", "false"],
    ["10.0.0.1:9090", undefined],
    ["10.0.0.2:9090", undefined],
  ]);
});

/** Source: prometheus v0.315.0 discovery/kubernetes/endpointslice.go */
test("a slice tells of pods that are being deleted too", () => {
  const [group] = found("endpointslice");
  expect(short(group?.labels ?? [])).toMatchObject({
    ...serviceLabels,
    ...{ "~endpointslice_address_type": "IPv4", "~endpointslice_label_kubernetes_io_service_name": "web" },
  });
  const shown = ["__address__", "ready", "serving", "terminating"];
  expect(
    group?.targets
      .slice(0, 3)
      .map((target) =>
        shown.map((name) => short(target)[name] ?? short(target)[`~endpointslice_endpoint_conditions_${name}`]),
      ),
  ).toEqual([
    ["10.0.0.1:8080", "true", "true", "false"],
    ["10.0.0.2:8080", "false", "false", "false"],
    ["10.0.0.3:8080", "false", "true", "true"],
  ]);
});

test("endpoints made by hand have no Service and no pods behind", () => {
  const subset = {
    addresses: [{ ip: "172.16.0.9", hostname: "etcd", nodeName: undefined, targetRef: undefined }],
    ...{ notReadyAddresses: [], ports: [{ name: "metrics", port: 2381, protocol: "TCP" }] },
  };
  const view = { ...cluster, endpoints: () => [{ meta: metaOf("etcd"), subsets: [subset] }] };
  const config: KubernetesSdConfig = { role: "endpoints", namespaces: [], selectors: [], attachNodeMetadata: true };
  expect(discoverKubernetes(config, view)[0]?.targets.map(short)).toEqual([
    {
      ...{ __address__: "172.16.0.9:2381", "~endpoint_port_name": "metrics", "~endpoint_port_protocol": "TCP" },
      ...{ "~endpoint_ready": "true", "~endpoint_hostname": "etcd" },
    },
  ]);
  expect(endpointsOf({ ...service, selector: undefined }, pods)).toBeUndefined();
});

test("namespaces and selectors say which objects are looked at", () => {
  expect(found("pod", { namespaces: ["kube-system"] })).toEqual([]);
  expect(found("node", { namespaces: ["kube-system"] })).toHaveLength(1);
  const label = selectorFromLabels({ team: "b" });
  expect(found("service", { selectors: [{ role: "service", label }] })).toEqual([]);
  expect(found("service", { selectors: [{ role: "service", label: everything }] })).toHaveLength(1);
});

/** The convention of annotations, as the charts of Prometheus have it. */
const annotationConvention: readonly RelabelConfig[] = [
  { sourceLabels: ["__meta_kubernetes_pod_annotation_prometheus_io_scrape"], action: "keep", regex: "true" },
  {
    sourceLabels: ["__meta_kubernetes_pod_annotation_prometheus_io_path"],
    ...{ action: "replace", targetLabel: "__metrics_path__", regex: "(.+)" },
  },
  {
    sourceLabels: ["__address__", "__meta_kubernetes_pod_annotation_prometheus_io_port"],
    ...{ action: "replace", regex: "([^:]+)(?::\\d+)?;(\\d+)", replacement: "$1:$2", targetLabel: "__address__" },
  },
  { action: "labelmap", regex: "__meta_kubernetes_pod_label_(.+)" },
  { sourceLabels: ["__meta_kubernetes_namespace"], targetLabel: "namespace" },
  { sourceLabels: ["__meta_kubernetes_pod_name"], targetLabel: "pod" },
];

test("annotated pods are scraped where their annotations say", () => {
  const annotations = { "prometheus.io/scrape": "true", "prometheus.io/port": "9797", "prometheus.io/path": "/stats" };
  const annotated = podOf("podinfo", { meta: metaOf("podinfo", { labels: { app: "podinfo" }, annotations }) });
  const view = { ...cluster, pods: () => [annotated, podOf("web-1")] };
  const config = scrapeConfigOf({ jobName: "kubernetes-pods", relabelRules: relabelRulesOf(annotationConvention) });
  const sd: KubernetesSdConfig = { role: "pod", namespaces: [], selectors: [], attachNodeMetadata: false };
  const results = discoverKubernetes(sd, view).flatMap((group) => targetsOf(group, config));
  const targets = results.flatMap((result) => (result.kind === "target" ? [result.target] : []));
  expect(new Set(targets.map(({ hash }) => hash)).size).toBe(1);
  expect(targets[0]?.url).toBe("http://10.0.0.1:9797/stats");
  expect(Object.fromEntries(targets[0]?.publicLabels ?? [])).toEqual({
    ...{ app: "podinfo", instance: "10.0.0.1:9797", job: "kubernetes-pods", namespace: "default", pod: "podinfo" },
  });
  expect(results.filter(({ kind }) => kind === "dropped")).toHaveLength(3);
});

test("static targets are a group with the labels of their config", () => {
  expect(staticGroup({ targets: ["a:80", "b:80"], labels: [["env", "test"]] }, 1)).toEqual({
    source: "1",
    labels: [["env", "test"]],
    targets: [[["__address__", "a:80"]], [["__address__", "b:80"]]],
  });
});
