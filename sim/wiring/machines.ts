import type { ClusterNode } from "../cluster/nodes.ts";
import { createLoadTracker, type LoadTracker } from "../exporters/node-exporter/load-tracker.ts";
import type { Machine, Traffic } from "../exporters/node-exporter/machine.ts";
import { requestTraffic, userModeShare } from "../kubelet/assumptions.ts";
import type { Kubelet } from "../kubelet/kubelet.ts";
import { minus, type SimTime } from "../units.ts";
import { nodeAge } from "./node-age.ts";

/** The machines under the nodes, for whoever asks about them. */
export type Machines = {
  /** A node's machine now. Its load averages begin when somebody first asks. */
  readonly machine: (node: ClusterNode) => Machine;
  /** A pod on the node is about to stop: nobody can tell afterwards what was used before. */
  readonly beforeStop: (node: string) => void;
};

export type MachinesSettings = {
  readonly now: () => SimTime;
  readonly kubeletOf: (node: string) => Kubelet;
};

export function createMachines({ now, kubeletOf }: MachinesSettings): Machines {
  const trackers = new Map<string, LoadTracker>();
  const cpuSecondsOf = (node: string, at: SimTime): number => kubeletOf(node).usage(at).cpuNanoseconds / 1e9;

  const trackerOf = (node: string): LoadTracker => {
    const tracker = trackers.get(node) ?? createLoadTracker(now(), (at) => cpuSecondsOf(node, at));
    trackers.set(node, tracker);
    return tracker;
  };

  const machine = ({ name, creationTimestamp, allocatable }: ClusterNode): Machine => {
    const { cpuNanoseconds, workingSetBytes, answeredRequests } = kubeletOf(name).usage(now());
    const cpuSeconds = cpuNanoseconds / 1e9;
    return {
      node: name,
      now: now(),
      bootTime: minus(creationTimestamp, nodeAge),
      cores: Math.ceil(allocatable.cpu / 1000),
      cpuSeconds: { user: cpuSeconds * userModeShare, system: cpuSeconds * (1 - userModeShare) },
      memoryBytes: allocatable.memory,
      usedMemoryBytes: workingSetBytes,
      network: {
        received: trafficOf(answeredRequests, requestTraffic.received),
        transmitted: trafficOf(answeredRequests, requestTraffic.transmitted),
      },
      loadAverages: trackerOf(name).at(now()),
    };
  };

  return {
    machine,
    beforeStop: (node) => {
      trackers.get(node)?.at(now());
    },
  };
}

const trafficOf = (requests: number, perRequest: Traffic): Traffic => ({
  bytes: requests * perRequest.bytes,
  packets: requests * perRequest.packets,
});
