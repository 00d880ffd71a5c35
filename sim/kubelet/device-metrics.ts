import type { MetricFamily, MetricSample } from "../exposition-format/family.ts";
import type { Labels } from "../kubernetes/object.ts";
import { networkInterface, requestTraffic, sandboxImage } from "./assumptions.ts";
import { type CadvisorRow, groupLabels } from "./cadvisor-rows.ts";
import { containerId, podGroupPath } from "./control-groups.ts";
import type { KubeletFilesystem } from "./ports.ts";
import type { Sample } from "./sampler.ts";
import type { KubeletView } from "./view.ts";

/**
 * The families of `/metrics/cadvisor` about filesystems, disks and network cards.
 *
 * Only the node's root has a filesystem, because cAdvisor measures none of containerd's containers. A pod's network is that of its
 * sandbox, and the node's what its pods receive and send.
 * Source: google/cadvisor v0.56.2 metrics/prometheus.go, container/containerd/handler.go, container/raw/handler.go
 */
export function deviceMetrics(view: KubeletView, rows: readonly CadvisorRow[]): readonly MetricFamily[] {
  return [...filesystemMetrics(view), ...diskMetrics(view, rows), ...networkMetrics(view)];
}

function filesystemMetrics({ node, nodeStats }: KubeletView): readonly MetricFamily[] {
  const { filesystem } = node;
  const labels = { ...groupLabels({ id: "/", pod: "", namespace: "" }), device: filesystem.device };
  const { timestampMilliseconds } = nodeStats;
  return filesystemFamilies.map(({ name, help, value }) => ({
    ...{ name, help, type: "gauge" },
    samples: [{ name, labels, value: value(filesystem), timestampMilliseconds }],
  }));
}

type FilesystemFamily = {
  readonly name: string;
  readonly help: string;
  readonly value: (filesystem: KubeletFilesystem) => number;
};

const filesystemFamilies: readonly FilesystemFamily[] = [
  {
    name: "container_fs_inodes_free",
    help: "Number of available Inodes",
    value: ({ filesFree }) => filesFree,
  },
  { name: "container_fs_inodes_total", help: "Number of Inodes", value: ({ files }) => files },
  {
    name: "container_fs_limit_bytes",
    help: "Number of bytes that can be consumed by the container on this filesystem.",
    value: ({ sizeBytes }) => sizeBytes,
  },
  {
    name: "container_fs_usage_bytes",
    help: "Number of bytes that are consumed by the container on this filesystem.",
    value: ({ usedBytes }) => usedBytes,
  },
];

/** Nothing is read or written. What the root's filesystem counts itself stands beside its disk. */
function diskMetrics({ node }: KubeletView, rows: readonly CadvisorRow[]): readonly MetricFamily[] {
  const { disk, device } = node.filesystem;
  return diskFamilies.map(({ name, help, countsFilesystem }) => ({
    ...{ name, help, type: "counter" },
    samples: rows.flatMap(({ labels, timestampMilliseconds }) =>
      (countsFilesystem && labels.id === "/" ? [disk, device] : [disk]).map((each) => ({
        ...{ name, value: 0, timestampMilliseconds },
        labels: { ...labels, device: each },
      })),
    ),
  }));
}

const diskFamilies = [
  { name: "container_fs_reads_bytes_total", help: "Cumulative count of bytes read", countsFilesystem: false },
  { name: "container_fs_reads_total", help: "Cumulative count of reads completed", countsFilesystem: true },
  { name: "container_fs_writes_bytes_total", help: "Cumulative count of bytes written", countsFilesystem: false },
  { name: "container_fs_writes_total", help: "Cumulative count of writes completed", countsFilesystem: true },
] as const;

/** A control group with a network of its own. */
type NetworkRow = { readonly labels: Labels; readonly sample: Sample };

function networkMetrics(view: KubeletView): readonly MetricFamily[] {
  const root = { labels: groupLabels({ id: "/", pod: "", namespace: "" }), sample: view.podsGroup };
  const rows = [root, ...view.pods.map(sandboxRow)];
  return networkFamilies.map(([name, help, perRequest]) => ({
    ...{ name, help, type: "counter" },
    samples: rows.map((row) => networkSample(name, perRequest, row)),
  }));
}

const networkSample = (name: string, perRequest: number, { labels, sample }: NetworkRow): MetricSample => ({
  name,
  labels: { ...labels, interface: networkInterface },
  value: sample.answeredRequests * perRequest,
  timestampMilliseconds: Math.floor(sample.at / 1000),
});

/** The sandbox is looked at together with the pod's control group. */
function sandboxRow({ pod, group }: KubeletView["pods"][number]): NetworkRow {
  const { namespace, name } = pod;
  const id = containerId(pod, "");
  return {
    labels: {
      container: "",
      id: `${podGroupPath(pod)}/cri-containerd-${id}.scope`,
      image: sandboxImage,
      name: id,
      namespace,
      pod: name,
    },
    sample: group,
  };
}

const { received, transmitted } = requestTraffic;

const networkFamilies = [
  ["container_network_receive_bytes_total", "Cumulative count of bytes received", received.bytes],
  ["container_network_receive_errors_total", "Cumulative count of errors encountered while receiving", 0],
  ["container_network_receive_packets_dropped_total", "Cumulative count of packets dropped while receiving", 0],
  ["container_network_receive_packets_total", "Cumulative count of packets received", received.packets],
  ["container_network_transmit_bytes_total", "Cumulative count of bytes transmitted", transmitted.bytes],
  ["container_network_transmit_errors_total", "Cumulative count of errors encountered while transmitting", 0],
  ["container_network_transmit_packets_dropped_total", "Cumulative count of packets dropped while transmitting", 0],
  ["container_network_transmit_packets_total", "Cumulative count of packets transmitted", transmitted.packets],
] as const;
