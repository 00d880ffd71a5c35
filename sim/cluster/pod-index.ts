import { formatSelector, matches, type Selector } from "../kubernetes/label-selector.ts";
import { byCodeUnit, type Labels } from "../kubernetes/object.ts";
import type { ClusterPod } from "./records.ts";

/** Pods by namespace and selector, kept as pods come and go. */
export type PodIndex = {
  /**
   * Pods of the namespace that the selector matches, in order of name; terminating and unscheduled ones included.
   *
   * The same array as long as no such pod comes or goes; it is not written to afterwards.
   */
  readonly pods: (namespace: string, selector: Selector) => readonly ClusterPod[];
  readonly add: (pod: ClusterPod) => void;
  readonly remove: (pod: ClusterPod) => void;
};

/** The answer to one question, which stays up to date once it was asked. */
type Query = { readonly selector: Selector; readonly members: ClusterPod[]; answer: readonly ClusterPod[] | undefined };

/** Pods with one set of labels. Those of one template share the object, so selectors are tried once a template. */
type LabelGroup = { readonly pods: Set<ClusterPod>; readonly queries: Query[] };

type NamespaceIndex = {
  readonly groups: Map<Labels, LabelGroup>;
  readonly queries: Map<string, Query>;
  /** The same queries by the selector itself, to save formatting it. */
  readonly bySelector: Map<Selector, Query>;
};

export function createPodIndex(): PodIndex {
  const namespaces = new Map<string, NamespaceIndex>();

  const indexOf = (namespace: string): NamespaceIndex => {
    const known = namespaces.get(namespace);
    if (known) return known;
    const created = { groups: new Map(), queries: new Map(), bySelector: new Map() };
    namespaces.set(namespace, created);
    return created;
  };

  const pods = (namespace: string, selector: Selector): readonly ClusterPod[] => {
    const index = indexOf(namespace);
    const query = index.bySelector.get(selector) ?? openQuery(index, selector);
    query.answer ??= [...query.members];
    return query.answer;
  };

  const add = (pod: ClusterPod): void => {
    const { groups, queries } = indexOf(pod.namespace);
    let group = groups.get(pod.labels);
    if (!group) {
      group = {
        pods: new Set(),
        queries: [...queries.values()].filter(({ selector }) => matches(selector, pod.labels)),
      };
      groups.set(pod.labels, group);
    }
    group.pods.add(pod);
    for (const query of group.queries) {
      query.members.splice(position(query.members, pod.name), 0, pod);
      query.answer = undefined;
    }
  };

  const remove = (pod: ClusterPod): void => {
    const { groups } = indexOf(pod.namespace);
    const group = groups.get(pod.labels);
    if (!group?.pods.delete(pod)) return;
    if (group.pods.size === 0) groups.delete(pod.labels);
    for (const query of group.queries) {
      query.members.splice(position(query.members, pod.name), 1);
      query.answer = undefined;
    }
  };

  return { pods, add, remove };
}

/**
 * Most selectors remembered as they were given; a caller that makes a new one for each question costs a formatting
 * each.
 */
const selectorsMax = 1000;

function openQuery(index: NamespaceIndex, selector: Selector): Query {
  const text = selector.kind === "nothing" ? "nothing" : formatSelector(selector);
  let query = index.queries.get(text);
  if (!query) {
    query = { selector, members: [], answer: undefined };
    for (const [labels, group] of index.groups) {
      if (!matches(selector, labels)) continue;
      group.queries.push(query);
      query.members.push(...group.pods);
    }
    query.members.sort((a, b) => byCodeUnit(a.name, b.name));
    index.queries.set(text, query);
  }
  if (index.bySelector.size < selectorsMax) index.bySelector.set(selector, query);
  return query;
}

/** Where a name stands, or would stand, in pods sorted by name. */
function position(pods: readonly ClusterPod[], name: string): number {
  let low = 0;
  let high = pods.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pods[middle]!.name < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
