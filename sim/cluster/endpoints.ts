import { matches, selectorFromLabels } from "../kubernetes/label-selector.ts";
import { byCodeUnit, type Labels, type ObjectReference } from "../kubernetes/object.ts";
import type { ClusterPod, PodChange, PodRecord, ServiceRecord } from "./records.ts";

/**
 * Hears behind what a pod stands, whenever that changes: `Service default/web`, and the workload itself, `Deployment
 * default/web`. Nothing while it is not ready or is being deleted.
 */
export type EndpointListener = (pod: ClusterPod, targets: readonly string[]) => void;

/** Which pods take requests, and from where. */
export type Endpoints = {
  readonly subscribe: (listener: EndpointListener) => void;
  readonly podChanged: (pod: PodRecord, change: PodChange) => void;
  /** A Service came, went or got another selector. */
  readonly servicesChanged: (namespace: string) => void;
};

/** `services` are those that exist now. */
export function createEndpoints(services: () => Iterable<ServiceRecord>): Endpoints {
  const listeners: EndpointListener[] = [];
  /** What each pod that takes requests stands behind. */
  const joined = new Map<PodRecord, readonly string[]>();
  /** By namespace, then by the labels that the pods of one template share. */
  const serviceTargets = new Map<string, WeakMap<Labels, readonly string[]>>();

  const targetsOf = (pod: PodRecord): readonly string[] => {
    const known = serviceTargets.get(pod.namespace) ?? new WeakMap<Labels, readonly string[]>();
    serviceTargets.set(pod.namespace, known);
    const targets = known.get(pod.labels) ?? servicesOf(services(), pod).map(({ reference }) => targetName(reference));
    known.set(pod.labels, targets);
    return [...targets, targetName(pod.workload)];
  };

  const tell = (pod: PodRecord, targets: readonly string[]): void => {
    if (targets.length > 0) joined.set(pod, targets);
    else joined.delete(pod);
    for (const listener of listeners) listener(pod, targets);
  };

  const podChanged = (pod: PodRecord, change: PodChange): void => {
    if (change === "ready" && !pod.deleting) tell(pod, targetsOf(pod));
    if ((change === "terminating" || change === "gone" || change === "unready") && joined.has(pod)) tell(pod, []);
  };

  const servicesChanged = (namespace: string): void => {
    serviceTargets.delete(namespace);
    for (const [pod, before] of [...joined]) {
      if (pod.namespace !== namespace) continue;
      const targets = targetsOf(pod);
      if (targets.join() !== before.join()) tell(pod, targets);
    }
  };

  return {
    subscribe: (listener) => {
      listeners.push(listener);
    },
    podChanged,
    servicesChanged,
  };
}

const targetName = ({ kind, namespace, name }: ObjectReference): string => `${kind} ${namespace}/${name}`;

/** Services whose selector matches the pod, in order of name. One without a selector has no endpoints of its own. */
export function servicesOf(services: Iterable<ServiceRecord>, pod: PodRecord): readonly ServiceRecord[] {
  return [...services]
    .filter(({ reference, applied: { selector = {} } }) => {
      const selects = Object.keys(selector).length > 0 && matches(selectorFromLabels(selector), pod.labels);
      return selects && reference.namespace === pod.namespace;
    })
    .toSorted((a, b) => byCodeUnit(a.reference.name, b.reference.name));
}
