import { matches, type Selector, selectorFromLabels } from "../kubernetes/label-selector.ts";
import type { Labels } from "../kubernetes/object.ts";
import { log } from "../math.ts";
import { servicesOf } from "./endpoints.ts";
import { hasLabels } from "./node-fit.ts";
import type { NodeRecord } from "./nodes.ts";
import type { PodRecord, ServiceRecord } from "./records.ts";

/**
 * Counts, for each node, the pods that an incoming pod is to be kept apart from. Pods that share their labels are
 * counted together, so that a change costs the same however many pods there are.
 */
export type SpreadCounts = {
  readonly bound: (pod: PodRecord) => void;
  /** A terminating pod no longer counts. */
  readonly leaving: (pod: PodRecord) => void;
  /** By node name; undefined when the pod belongs to nothing that is spread. */
  readonly countsFor: (pod: PodRecord) => ReadonlyMap<string, number> | undefined;
};

export function createSpreadCounts(services: () => Iterable<ServiceRecord>): SpreadCounts {
  /** By namespace, then labels, then node. */
  const counts = new Map<string, Map<Labels, Map<string, number>>>();
  const counted = new Set<PodRecord>();

  const bound = (pod: PodRecord): void => {
    const groups = counts.get(pod.namespace) ?? new Map<Labels, Map<string, number>>();
    counts.set(pod.namespace, groups);
    const group = groups.get(pod.labels) ?? new Map<string, number>();
    groups.set(pod.labels, group);
    group.set(pod.node, (group.get(pod.node) ?? 0) + 1);
    counted.add(pod);
  };

  const leaving = (pod: PodRecord): void => {
    if (!counted.delete(pod)) return;
    const groups = counts.get(pod.namespace);
    const group = groups?.get(pod.labels);
    const left = (group?.get(pod.node) ?? 0) - 1;
    if (left > 0) group?.set(pod.node, left);
    else group?.delete(pod.node);
    if (group?.size === 0) groups?.delete(pod.labels);
  };

  const countsFor = (pod: PodRecord): ReadonlyMap<string, number> | undefined => {
    const selectors = spreadSelectors(pod, services());
    if (selectors.length === 0) return undefined;
    const groups = [...(counts.get(pod.namespace) ?? [])]
      .filter(([labels]) => selectors.every((selector) => matches(selector, labels)))
      .map(([, group]) => group);
    const [only] = groups;
    if (groups.length === 1 && only) return only;
    const total = new Map<string, number>();
    for (const group of groups) for (const [node, count] of group) total.set(node, (total.get(node) ?? 0) + count);
    return total;
  };

  return { bound, leaving, countsFor };
}

/**
 * The pod's Services and ReplicaSet.
 *
 * Source: kubernetes v1.36.3 pkg/scheduler/framework/plugins/helper/spread.go DefaultSelector.
 */
function spreadSelectors(pod: PodRecord, services: Iterable<ServiceRecord>): readonly Selector[] {
  const ofServices = servicesOf(services, pod).map(({ applied }) => selectorFromLabels(applied.selector ?? {}));
  return pod.replicaSet ? [...ofServices, pod.replicaSet.selector] : ofServices;
}

const zoneLabel = "topology.kubernetes.io/zone";

/** Skews that the default spreading lets pass: so many pods of difference between nodes, and between zones. */
const maxSkew = { node: 3, zone: 5 } as const;

export type SpreadQuestion = {
  readonly pod: PodRecord;
  readonly counts: ReadonlyMap<string, number>;
  readonly feasible: readonly NodeRecord[];
  readonly all: readonly NodeRecord[];
};

/**
 * How well each feasible node spreads the pods, from 0 to 100, by the constraints that every pod has by default.
 *
 * Source: kubernetes v1.36.3 pkg/scheduler/framework/plugins/podtopologyspread, scoring.go and
 * systemDefaultConstraints.
 */
export function spreadScores({ pod, counts, feasible, all }: SpreadQuestion): readonly number[] {
  const zones = new Map(feasible.map(({ labels }) => [labels[zoneLabel] ?? "", 0]));
  for (const { name, labels } of all) {
    const zone = labels[zoneLabel] ?? "";
    const count = zones.get(zone);
    if (count === undefined || !hasLabels(labels, pod.spec.nodeSelector)) continue;
    zones.set(zone, count + (counts.get(name) ?? 0));
  }
  const nodeWeight = log(feasible.length + 2);
  const zoneWeight = log(zones.size + 2);
  const raw = feasible.map(({ name, labels }) => {
    const zone = labels[zoneLabel];
    const ofNode = (counts.get(name) ?? 0) * nodeWeight + (maxSkew.node - 1);
    const ofZone = zone === undefined ? 0 : (zones.get(zone) ?? 0) * zoneWeight + (maxSkew.zone - 1);
    return Math.round(ofNode + ofZone);
  });
  const [least, most] = [Math.min(...raw), Math.max(...raw)];
  return raw.map((score) => (most === 0 ? 100 : Math.trunc((100 * (most + least - score)) / most)));
}
