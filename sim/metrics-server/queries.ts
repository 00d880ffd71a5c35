import { everything, matches, type Selector } from "../kubernetes/label-selector.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { SingleAnswer } from "../resource-metrics-api/item.ts";
import type { MetricsServerPorts, NodeView } from "./ports.ts";
import type { Storage } from "./storage.ts";
import type { NodeItem, PodItem } from "./usage.ts";

/** What can be asked of `metrics.k8s.io`, and the answers before they are printed. */
export type Queries = {
  /** Of all namespaces for the empty one; in order of namespace and name. */
  readonly pods: (namespace: string, selector: Selector) => readonly PodItem[];
  /** In order of name. */
  readonly nodes: (selector: Selector) => readonly NodeItem[];
  readonly pod: (namespace: string, name: string) => SingleAnswer<PodItem>;
  readonly node: (name: string) => SingleAnswer<NodeItem>;
};

/**
 * Answers from the storage about pods that run and nodes that are there.
 *
 * Source: metrics-server v0.9.0 pkg/api/pod.go, node.go; pkg/server/informer.go
 */
export function createQueries(ports: Pick<MetricsServerPorts, "listPods" | "listNodes">, storage: Storage): Queries {
  const pods = (namespace: string, selector: Selector): readonly PodItem[] => {
    const answers: PodItem[] = [];
    for (const pod of ports.listPods(namespace, selector)) {
      const answer = isRunning(pod) ? storage.pod(pod) : undefined;
      if (answer !== undefined) answers.push(answer);
    }
    return namespace === "" ? answers.sort(byNamespaceAndName) : answers;
  };

  const nodes = (selector: Selector): readonly NodeItem[] => {
    const answers: NodeItem[] = [];
    for (const node of ports.listNodes()) {
      const answer = matches(selector, node.labels) ? storage.node(node) : undefined;
      if (answer !== undefined) answers.push(answer);
    }
    return answers;
  };

  const pod = (namespace: string, name: string): SingleAnswer<PodItem> => {
    const known = ports.listPods(namespace, everything).find((one: PodView) => one.name === name && isRunning(one));
    return known === undefined ? { kind: "unknown" } : single(storage.pod(known));
  };

  const node = (name: string): SingleAnswer<NodeItem> => {
    const known = ports.listNodes().find((one: NodeView) => one.name === name);
    return known === undefined ? { kind: "unknown" } : single(storage.node(known));
  };

  return { pods, nodes, pod, node };
}

const isRunning = ({ phase }: PodView): boolean => phase === "Running";

const single = <Found>(answer: Found | undefined): SingleAnswer<Found> =>
  answer === undefined ? { kind: "no-metrics" } : { kind: "found", answer };

const byNamespaceAndName = (a: PodItem, b: PodItem): number =>
  byCodeUnit(a.metrics.namespace, b.metrics.namespace) || byCodeUnit(a.metrics.name, b.metrics.name);
