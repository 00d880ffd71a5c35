import type { Cluster } from "../cluster/cluster.ts";
import type { ClusterNode } from "../cluster/nodes.ts";
import type { PodRecord, ServiceRecord } from "../cluster/records.ts";
import { containerId } from "../kubelet/control-groups.ts";
import type { ContainerSpec } from "../kubernetes/pod.ts";
import type { ServiceExposure } from "../kubernetes/workload.ts";
import { endpointSlicesOf, endpointsOf } from "../prometheus/discovery/derive-endpoints.ts";
import type {
  ClusterView,
  DiscoveredContainer,
  DiscoveredEndpointSlice,
  DiscoveredEndpoints,
  DiscoveredNode,
  DiscoveredPod,
  DiscoveredService,
} from "../prometheus/discovery/objects.ts";
import type { Addresses } from "./addresses.ts";
import { oncePerChange } from "./once-per-change.ts";

/** A Service that stands in every cluster, or beside it, and the endpoints that nobody's pods make. */
export type BuiltInService = { readonly service: DiscoveredService; readonly endpoints: DiscoveredEndpoints };

export type ClusterViewSettings = {
  readonly cluster: Cluster;
  readonly addresses: Addresses;
  readonly builtIn: () => readonly BuiltInService[];
};

/** The cluster as Prometheus' discovery sees it. There are no ingresses. */
export function createClusterView({ cluster, addresses, builtIn }: ClusterViewSettings): ClusterView {
  const pod = oncePerChange<Readonly<PodRecord>, DiscoveredPod>(
    (record) => [record.phase, record.ready, record.deletionTimestamp, record.node, addresses.pod(record)],
    (record) => podOf(record, addresses),
  );
  const service = oncePerChange(
    ({ applied }: Readonly<ServiceRecord>) => [applied],
    (record) => serviceOf(record, addresses),
  );
  const node = oncePerChange<ClusterNode, DiscoveredNode>(
    () => [],
    (found) => nodeOf(found, addresses),
  );
  const pods = (): readonly DiscoveredPod[] => Array.from(cluster.stored.pods(), pod);
  const own = (): readonly DiscoveredService[] => Array.from(cluster.stored.services(), service);
  const byHand = (): readonly DiscoveredEndpoints[] =>
    Array.from(cluster.stored.endpoints(), ({ applied: { meta, subsets } }) => ({ meta, subsets }));
  return {
    pods,
    services: () => [...builtIn().map((each) => each.service), ...own()],
    endpoints: () => {
      const all = pods();
      return [
        ...builtIn().map((each) => each.endpoints),
        ...byHand(),
        ...own().flatMap((each) => endpointsOf(each, all) ?? []),
      ];
    },
    endpointSlices: () => {
      const all = pods();
      return [...builtIn().map((each) => each.endpoints), ...byHand()]
        .flatMap(slicesOf)
        .concat(own().flatMap((each) => endpointSlicesOf(each, all)));
    },
    nodes: () => cluster.nodes().map(node),
    ingresses: () => [],
  };
}

function podOf(record: Readonly<PodRecord>, addresses: Addresses): DiscoveredPod {
  const { namespace, name, labels, annotations, uid, node, phase, ready, deletionTimestamp, replicaSet, spec } = record;
  const container = (each: ContainerSpec): DiscoveredContainer => ({
    name: each.name,
    image: each.image,
    containerId: record.startedAt === undefined ? "" : `containerd://${containerId(record, each.name)}`,
    ports: each.ports ?? [],
  });
  return {
    meta: { namespace, name, labels, annotations },
    uid,
    podIp: addresses.pod(record),
    hostIp: node === "" ? "" : addresses.node(node),
    nodeName: node,
    phase,
    ready,
    deleting: deletionTimestamp !== undefined,
    controller: replicaSet && { kind: "ReplicaSet", name: replicaSet.reference.name },
    containers: spec.containers.map(container),
    initContainers: spec.initContainers.map(container),
  };
}

function serviceOf({ applied }: Readonly<ServiceRecord>, addresses: Addresses): DiscoveredService {
  const { meta, selector, exposure } = applied;
  const { type, externalName, publishNotReadyAddresses, ports } = exposure ?? noExposure;
  return {
    meta,
    type,
    clusterIp: clusterIpOf(exposure ?? noExposure, addresses.service(meta.namespace, meta.name)),
    externalName,
    loadBalancerIps: [],
    selector,
    publishNotReadyAddresses,
    ports,
  };
}

const noExposure: ServiceExposure = {
  type: "ClusterIP",
  clusterIp: "",
  externalName: "",
  publishNotReadyAddresses: false,
  ports: [],
};

/** A Service's address: the manifest's own, or the one that the cluster chose; none for an ExternalName. */
export function clusterIpOf({ type, clusterIp }: Pick<ServiceExposure, "type" | "clusterIp">, chosen: string): string {
  if (type === "ExternalName") return "";
  return clusterIp === "" ? chosen : clusterIp;
}

const nodeOf = ({ name, labels }: ClusterNode, addresses: Addresses): DiscoveredNode => ({
  meta: { namespace: "", name, labels, annotations: {} },
  providerId: `kind://docker/kind/${name}`,
  conditions: [
    { type: "MemoryPressure", status: "False" },
    { type: "DiskPressure", status: "False" },
    { type: "PIDPressure", status: "False" },
    { type: "Ready", status: "True" },
  ],
  addresses: [
    { type: "InternalIP", address: addresses.node(name) },
    { type: "Hostname", address: name },
  ],
  kubeletPort: 10250,
});

/** The slices that mirror endpoints made by hand. */
function slicesOf({ meta, subsets }: DiscoveredEndpoints): readonly DiscoveredEndpointSlice[] {
  const { namespace, name, labels } = meta;
  return subsets.map(({ addresses, ports }, index) => ({
    meta: {
      ...{ namespace, name: index === 0 ? name : `${name}-${index}`, annotations: {} },
      labels: { ...labels, "kubernetes.io/service-name": name },
    },
    addressType: "IPv4",
    endpoints: addresses.map(({ ip, hostname, nodeName, targetRef }) => ({
      addresses: [ip],
      ...{ ready: true, serving: true, terminating: false },
      ...{ hostname, nodeName, zone: undefined, targetRef },
    })),
    ports,
  }));
}
