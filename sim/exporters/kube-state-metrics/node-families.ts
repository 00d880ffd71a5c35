import { byCodeUnit } from "../../kubernetes/object.ts";
import { conditionReadings, type Family, info, instant, none, one, type Reading } from "./family.ts";
import type { NodeObject } from "./objects.ts";
import { resourceReadings } from "./resource-readings.ts";

/** Source: kube-state-metrics v2.20.0 internal/store/node.go */
export const nodeFamilies: readonly Family<NodeObject>[] = [
  {
    name: "kube_node_annotations",
    help: "Kubernetes annotations converted to Prometheus labels.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_node_created",
    help: "Unix creation timestamp",
    isStable: true,
    readings: ({ creationTimestamp }) => instant(creationTimestamp),
  },
  { name: "kube_node_deletion_timestamp", help: "Unix deletion timestamp", isStable: false, readings: none },
  {
    name: "kube_node_info",
    help: "Information about a cluster node.",
    isStable: true,
    readings: (node) => infoReadings(node),
  },
  {
    name: "kube_node_labels",
    help: "Kubernetes labels converted to Prometheus labels.",
    isStable: true,
    readings: none,
  },
  {
    name: "kube_node_role",
    help: "The role of a cluster node.",
    isStable: false,
    readings: (node) => roleReadings(node),
  },
  { name: "kube_node_spec_pod_cidrs", help: "The pod CIDRs of a cluster node.", isStable: false, readings: none },
  { name: "kube_node_spec_taint", help: "The taint of a cluster node.", isStable: true, readings: none },
  {
    name: "kube_node_spec_unschedulable",
    help: "Whether a node can schedule new pods.",
    isStable: true,
    readings: () => one(0),
  },
  {
    name: "kube_node_status_allocatable",
    help: "The allocatable for different resources of a node that are available for scheduling.",
    isStable: true,
    readings: ({ status }) => resourceReadings(status.allocatable, {}),
  },
  {
    name: "kube_node_status_capacity",
    help: "The capacity for different resources of a node.",
    isStable: true,
    readings: ({ status }) => resourceReadings(status.capacity, {}),
  },
  {
    name: "kube_node_status_condition",
    help: "The condition of a cluster node.",
    isStable: true,
    readings: ({ status: { conditions } }) =>
      conditions.flatMap(({ type, status }) => conditionReadings(status, { condition: type }, "status")),
  },
  {
    name: "kube_node_status_addresses",
    help: "Node address information.",
    isStable: false,
    readings: ({ status }) => status.addresses.flatMap(({ type, address }) => info({ type, address })),
  },
];

const rolePrefix = "node-role.kubernetes.io/";

/** By name; upstream's order is that of Go's maps: any. */
const roleReadings = ({ labels }: NodeObject): readonly Reading[] =>
  Object.keys(labels)
    .filter((label) => label.startsWith(rolePrefix))
    .sort(byCodeUnit)
    .flatMap((label) => info({ role: label.slice(rolePrefix.length) }));

function infoReadings({ status: { nodeInfo, addresses } }: NodeObject): readonly Reading[] {
  const { kernelVersion, osImage, containerRuntimeVersion, kubeletVersion, systemUUID } = nodeInfo;
  return info({
    kernel_version: kernelVersion,
    os_image: osImage,
    container_runtime_version: containerRuntimeVersion,
    kubelet_version: kubeletVersion,
    kubeproxy_version: "deprecated",
    provider_id: "",
    pod_cidr: "",
    system_uuid: systemUUID,
    internal_ip: addresses.findLast(({ type }) => type === "InternalIP")?.address ?? "",
  });
}
