import type { ClusterNode } from "../cluster/nodes.ts";
import { operatingSystem } from "../exporters/assumptions.ts";
import type { NodeObject } from "../exporters/kube-state-metrics/objects.ts";
import { machineIdentity } from "../kubelet/machine-metrics.ts";

/** A node as its kubelet registered it in a release: it is well, and all of it is there for pods. */
export function nodeObject({ name, labels, creationTimestamp, allocatable }: ClusterNode, release: string): NodeObject {
  const { cpu, memory, pods } = allocatable;
  const resources = { cpu: cpu / 1000, memory, pods };
  const { kernelVersion, osImage, containerRuntimeVersion } = operatingSystem;
  return {
    name,
    labels,
    creationTimestamp,
    status: {
      allocatable: resources,
      capacity: resources,
      conditions: [
        { type: "MemoryPressure", status: "False" },
        { type: "DiskPressure", status: "False" },
        { type: "PIDPressure", status: "False" },
        { type: "Ready", status: "True" },
      ],
      addresses: [{ type: "Hostname", address: name }],
      nodeInfo: {
        kernelVersion,
        osImage,
        containerRuntimeVersion,
        kubeletVersion: `v${release}`,
        systemUUID: machineIdentity(name).system_uuid,
      },
    },
  };
}
