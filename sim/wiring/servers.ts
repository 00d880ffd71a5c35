import type { ApiHandler } from "../api.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { defaultPodLifecycle } from "../cluster/pod-lifecycle.ts";
import type { ClusterPod, ServiceRecord } from "../cluster/records.ts";
import { matches, selectorFromLabels } from "../kubernetes/label-selector.ts";
import type { ServicePort } from "../kubernetes/workload.ts";
import type { DiscoveredEndpoints, DiscoveredMeta } from "../prometheus/discovery/objects.ts";
import { plus, type SimTime } from "../units.ts";
import type { Addresses } from "./addresses.ts";
import { type BuiltInService, clusterIpOf } from "./cluster-view.ts";
import type { Exporters } from "./exporters.ts";
import { noIpAddresses } from "./kubelet-certificate.ts";
import type { MetricsPath } from "./metrics-path.ts";
import type { Models } from "./models.ts";
import type { NetworkPorts, OutsideServer, Server, ServiceName } from "./network.ts";

export type ServersSettings = {
  readonly now: () => SimTime;
  readonly cluster: Cluster;
  readonly addresses: Addresses;
  readonly models: Models;
  readonly kubelet: MetricsPath["kubelet"];
  readonly exporters: Exporters;
  readonly controllerManager: ApiHandler;
  /** What stands beside the cluster, by host and port. */
  readonly outside: ReadonlyMap<string, OutsideServer>;
};

/** Who listens where, and the Services that no manifest has. */
export type Servers = NetworkPorts & { readonly builtIn: () => readonly BuiltInService[] };

/** Puts servers behind addresses: kubelets, exporters, the control plane, and the pods' own pages. */
export function createServers(settings: ServersSettings): Servers {
  const { cluster, addresses, outside } = settings;
  const recordOf = ({ namespace, name }: ServiceName): Readonly<ServiceRecord> | undefined =>
    [...cluster.stored.services()].find(({ applied: { meta } }) => meta.namespace === namespace && meta.name === name);
  const stateMetrics: ServiceName = { namespace: "kube-system", name: "kube-state-metrics" };
  const builtIn = (): readonly BuiltInService[] => [
    apiserverService(addresses),
    ...(recordOf(stateMetrics) === undefined ? [stateMetricsService(stateMetrics, addresses)] : []),
  ];
  const builtInNamed = (service: ServiceName): BuiltInService | undefined =>
    builtIn().find(({ service: { meta } }) => meta.namespace === service.namespace && meta.name === service.name);
  return {
    builtIn,
    at: (ip, port) => serverAt(settings, ip, port),
    behind: (service, port) => {
      const record = recordOf(service);
      if (record !== undefined) return serverBehind(settings, record, port);
      const isApiserver = service.name === "kubernetes";
      if (isApiserver) return port === 443 ? apiserver(settings) : "nowhere";
      return port === 8080 ? plain(settings.exporters.kubeStateMetrics) : "nowhere";
    },
    serviceIp: (service) => {
      const record = recordOf(service);
      const exposure = record?.applied.exposure;
      if (exposure !== undefined) return clusterIpOf(exposure, addresses.service(service.namespace, service.name));
      return builtInNamed(service)?.service.clusterIp;
    },
    serviceAt: (ip) =>
      builtIn().find(({ service }) => service.clusterIp === ip)?.service.meta ?? addresses.serviceAt(ip),
    outside: (host) => outside.get(host.replace(/\.cluster\.local$/, "")),
  };
}

const plain = (handle: ApiHandler, place?: Server["place"]): Server => ({
  ...{ scheme: "http", handle, asksWho: false, certificateFault: undefined },
  ...(place === undefined ? {} : { place }),
});

const secure = (handle: ApiHandler, certificateFault?: string): Server => ({
  ...{ scheme: "https", handle, asksWho: true, certificateFault },
});

const apiserverIp = "10.96.0.1";

function apiserverService({ controlPlane }: Addresses): BuiltInService {
  const meta = { namespace: "default", name: "kubernetes", labels: apiserverLabels, annotations: {} };
  return {
    service: {
      ...{ meta, type: "ClusterIP", clusterIp: apiserverIp, externalName: "", loadBalancerIps: [] },
      ...{ selector: undefined, publishNotReadyAddresses: false },
      ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: 6443 }],
    },
    endpoints: endpointsAt(meta, controlPlane, { name: "https", port: 6443 }),
  };
}

const apiserverLabels = { component: "apiserver", provider: "kubernetes" };

/** As the manifests in examples/standard of its repository have it. It stands on no node, so it has the first Service's own address. */
function stateMetricsService({ namespace, name }: ServiceName, addresses: Addresses): BuiltInService {
  const meta = { namespace, name, labels: { "app.kubernetes.io/name": name }, annotations: {} };
  const clusterIp = addresses.service(namespace, name);
  return {
    service: {
      ...{ meta, type: "ClusterIP", clusterIp, externalName: "", loadBalancerIps: [] },
      ...{ selector: undefined, publishNotReadyAddresses: false },
      ports: [{ name: "http-metrics", port: 8080, protocol: "TCP", targetPort: 8080 }],
    },
    endpoints: endpointsAt(meta, clusterIp, { name: "http-metrics", port: 8080 }),
  };
}

const endpointsAt = (
  meta: DiscoveredMeta,
  ip: string,
  port: { readonly name: string; readonly port: number },
): DiscoveredEndpoints => ({
  meta,
  subsets: [
    {
      addresses: [{ ip, hostname: undefined, nodeName: undefined, targetRef: undefined }],
      notReadyAddresses: [],
      ports: [{ ...port, protocol: "TCP" }],
    },
  ],
});

type Found = Server | "nothing" | "nowhere";

function serverAt(settings: ServersSettings, ip: string, port: number): Found {
  const { addresses, exporters, controllerManager } = settings;
  if (ip === addresses.controlPlane) {
    if (port === 6443) return apiserver(settings);
    if (port === 2381) return plain(exporters.etcd);
    return port === 10257 ? secure(controllerManager, "x509: certificate signed by unknown authority") : "nothing";
  }
  const node = addresses.nodeAt(ip);
  if (node !== undefined) {
    const kubelet = settings.kubelet(node);
    if (port === 10250 && kubelet !== undefined) return secure(kubelet, noIpAddresses(ip));
    const nodeExporter = exporters.nodeExporter(node);
    return port === 9100 && nodeExporter !== undefined ? plain(nodeExporter) : "nothing";
  }
  const pod = addresses.podAt(ip);
  return pod === undefined ? "nowhere" : serverOf(settings, pod, port);
}

/** kube-apiserver: its own page, and those of kubelets through its proxy. */
function apiserver({ exporters, kubelet }: ServersSettings): Server {
  return secure((request) => {
    const [, node, path] = /^\/api\/v1\/nodes\/([^/:]+)(?::10250)?\/proxy(\/.*)$/.exec(request.path) ?? [];
    if (node === undefined || path === undefined) return exporters.apiserver(request);
    const handle = kubelet(node);
    if (handle !== undefined) return handle({ ...request, path });
    const message = `nodes "${node}" not found`;
    return { kind: "whole", status: 404, headers: { "content-type": "application/json" }, body: message };
  });
}

/** What a container's image says that it is; anything else serves what the scenario declares. */
const isStateMetrics = (image: string): boolean => /(^|\/)kube-state-metrics(:|@|$)/.test(image);

/** An application listens when it would answer its readiness probe: on the ports that it declares, or on any. */
function serverOf({ now, models, exporters }: ServersSettings, pod: ClusterPod, port: number): Found {
  const { startedAt, workload, spec, namespace, name } = pod;
  const { readyAfter } = models.lifecycleOf(workload) ?? defaultPodLifecycle;
  if (startedAt === undefined || now() < plus(startedAt, readyAfter)) return "nothing";
  const ports = spec.containers.flatMap((container) => container.ports ?? []).map(({ containerPort }) => containerPort);
  if (ports.length > 0 && !ports.includes(port)) return "nothing";
  const isExporter = spec.containers.some(({ image }) => isStateMetrics(image));
  const handle = isExporter ? exporters.kubeStateMetrics : exporters.application(namespace, name);
  return plain(handle ?? notFound, { kind: "workload", namespace: workload.namespace, name: workload.name });
}

const notFound: ApiHandler = () => ({
  ...{ kind: "whole", status: 404, body: "404 page not found\n" },
  headers: { "content-type": "text/plain; charset=utf-8" },
});

/** Of several ready pods the first by name answers. */
function serverBehind(settings: ServersSettings, { applied }: Readonly<ServiceRecord>, port: number): Found {
  const { cluster } = settings;
  const { selector, exposure, meta } = applied;
  const isHeadless = exposure?.clusterIp === "None";
  const found = exposure?.ports.find((each) => each.port === port);
  if (found === undefined && !isHeadless) return "nowhere";
  if (selector === undefined) return serverByHand(settings, applied.meta, found?.name ?? "");
  const pods = cluster.pods(meta.namespace, selectorFromLabels(selector)).filter(({ ready }) => ready === "True");
  const [pod] = pods.filter(({ labels }) => matches(selectorFromLabels(selector), labels));
  if (pod === undefined) return "nothing";
  const target = found === undefined ? port : targetPortOf(pod, found);
  return target === undefined ? "nothing" : serverOf(settings, pod, target);
}

/** A Service without a selector leads to endpoints made by hand; to the port of the same name, or to the only one. */
function serverByHand(settings: ServersSettings, { namespace, name }: ServiceName, portName: string): Found {
  const byHand = [...settings.cluster.stored.endpoints()].map(({ applied }) => applied);
  const endpoints = byHand.find(({ meta }) => meta.namespace === namespace && meta.name === name);
  const [subset] = endpoints?.subsets ?? [];
  const port = subset?.ports.find((each) => each.name === portName);
  const [address] = subset?.addresses ?? [];
  return address === undefined || port === undefined ? "nothing" : serverAt(settings, address.ip, port.port);
}

function targetPortOf({ spec }: ClusterPod, { targetPort }: ServicePort): number | undefined {
  if (typeof targetPort === "number") return targetPort;
  const ports = spec.containers.flatMap((container) => container.ports ?? []);
  return ports.find(({ name }) => name === targetPort)?.containerPort;
}
