import type { Labels } from "../kubernetes/object.ts";
import type { PodSpec } from "../kubernetes/pod.ts";
import type { NodeGroup } from "../scenario.ts";
import { type Bytes, bytes, type Millicores, millicores, type SimTime, toWholeSecond } from "../units.ts";
import { type Amounts, type PodResources, podResources } from "./pod-resources.ts";
import type { ClusterPod, PodRecord } from "./records.ts";

/** A node, and what is on it. */
export type ClusterNode = {
  readonly name: string;
  readonly labels: Labels;
  /** Whole seconds. */
  readonly creationTimestamp: SimTime;
  /** What pods may request, whole, and how many may be there. */
  readonly allocatable: { readonly cpu: Millicores; readonly memory: Bytes; readonly pods: number };
  /** Bound pods in the order in which they came, terminating ones included. The array changes as they come and go. */
  readonly pods: readonly ClusterPod[];
};

/** A node with what its pods request, for the scheduler. */
export type NodeRecord = Omit<ClusterNode, "pods"> & {
  readonly pods: PodRecord[];
  requested: Amounts;
  nonZero: Amounts;
};

export type NodeStore = {
  /** In the order in which the scheduler looks at them: one of each zone in turn. */
  readonly nodes: () => readonly NodeRecord[];
  readonly get: (name: string) => NodeRecord | undefined;
  /** Adds the nodes of a group, `name-1`, `name-2` and so on, and returns them. */
  readonly addGroup: (group: NodeGroup, now: SimTime) => readonly NodeRecord[];
  readonly bound: (pod: PodRecord) => void;
  readonly gone: (pod: PodRecord) => void;
  /** Computed once for each spec. */
  readonly resourcesOf: (spec: PodSpec) => PodResources;
};

export function createNodeStore(): NodeStore {
  const byName = new Map<string, NodeRecord>();
  const groupSizes = new Map<string, number>();
  let inTurn: readonly NodeRecord[] = [];
  const resources = new WeakMap<PodSpec, PodResources>();

  const resourcesOf = (spec: PodSpec): PodResources => {
    let known = resources.get(spec);
    if (!known) {
      known = podResources(spec);
      resources.set(spec, known);
    }
    return known;
  };

  const account = (node: NodeRecord, pod: PodRecord, sign: 1 | -1): void => {
    const { requested, nonZero } = resourcesOf(pod.spec);
    node.requested = sum(node.requested, requested, sign);
    node.nonZero = sum(node.nonZero, nonZero, sign);
  };

  return {
    nodes: () => inTurn,
    get: (name) => byName.get(name),
    addGroup: (group, now) => {
      const first = (groupSizes.get(group.name) ?? 0) + 1;
      groupSizes.set(group.name, first + group.count - 1);
      const added = Array.from({ length: group.count }, (_, index) => newNode(group, first + index, now));
      for (const node of added) byName.set(node.name, node);
      inTurn = zonesInTurn([...byName.values()]);
      return added;
    },
    bound: (pod) => {
      const node = byName.get(pod.node);
      if (!node) return;
      node.pods.push(pod);
      account(node, pod, 1);
    },
    gone: (pod) => {
      const node = byName.get(pod.node);
      if (!node) return;
      node.pods.splice(node.pods.indexOf(pod), 1);
      account(node, pod, -1);
    },
    resourcesOf,
  };
}

const sum = (a: Amounts, b: Amounts, sign: 1 | -1): Amounts => ({
  cpu: a.cpu + sign * b.cpu,
  memory: a.memory + sign * b.memory,
});

function newNode(group: NodeGroup, number: number, now: SimTime): NodeRecord {
  const name = `${group.name}-${number}`;
  return {
    name,
    // What a kubelet says of itself. Source: kubernetes v1.36.3 pkg/kubelet/kubelet_node_status.go initialNode.
    labels: {
      "beta.kubernetes.io/arch": "amd64",
      "beta.kubernetes.io/os": "linux",
      "kubernetes.io/arch": "amd64",
      "kubernetes.io/hostname": name,
      "kubernetes.io/os": "linux",
      ...group.labels,
    },
    creationTimestamp: toWholeSecond(now),
    allocatable: {
      cpu: millicores(Math.floor(group.cpu)),
      memory: bytes(Math.floor(group.memory)),
      pods: group.podsMax,
    },
    pods: [],
    requested: { cpu: 0, memory: 0 },
    nonZero: { cpu: 0, memory: 0 },
  };
}

/** Source: kubernetes v1.36.3 pkg/scheduler/backend/cache/node_tree.go list. */
function zonesInTurn(nodes: readonly NodeRecord[]): readonly NodeRecord[] {
  const zones = new Map<string, NodeRecord[]>();
  for (const node of nodes) {
    const zone = [node.labels["topology.kubernetes.io/region"], node.labels["topology.kubernetes.io/zone"]].join("/");
    zones.set(zone, [...(zones.get(zone) ?? []), node]);
  }
  const longest = Math.max(0, ...[...zones.values()].map(({ length }) => length));
  const turns = Array.from({ length: longest }, (_, turn) => [...zones.values()].flatMap((zone) => zone[turn] ?? []));
  return turns.flat();
}
