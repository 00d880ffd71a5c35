import { formatSpan, type Nanoseconds } from "../generic-apiserver/go-duration.ts";
import { add, formatQuantity, type Quantity } from "../quantity/index.ts";
import type { SimTime } from "../units.ts";
import type { NodeItem, PodItem, UsageList } from "./item.ts";
import { groupVersion, metadata, nodeMetricsFields, podMetricsFields } from "./objects.ts";

/** What `kubectl get` prints a line from. */
export type TableRow = {
  readonly name: string;
  readonly usage: UsageList;
  readonly window: Nanoseconds;
  /** The object of the row in full, and its metadata alone. */
  readonly full: () => object;
  readonly metadata: () => object;
};

/** `v1` or `v1beta1` of `meta.k8s.io`, and how much of the object a row carries. */
export type TableForm = { readonly version: string; readonly includeObject: "None" | "Metadata" | "Object" };

/** A row about a pod: the sum over its containers. */
export const podRow =
  (now: SimTime) =>
  (item: PodItem): TableRow => ({
    name: item.name,
    usage: item.containers.map(({ usage }) => usage).reduce(sum, []),
    window: item.window,
    full: () => ({ kind: "PodMetrics", apiVersion: groupVersion, ...podMetricsFields(item, now) }),
    metadata: () => metadata({ name: item.name, namespace: item.namespace, labels: item.labels }, now),
  });

export const nodeRow =
  (now: SimTime) =>
  (item: NodeItem): TableRow => ({
    name: item.name,
    usage: item.usage,
    window: item.window,
    full: () => ({ kind: "NodeMetrics", apiVersion: groupVersion, ...nodeMetricsFields(item, now) }),
    metadata: () => metadata({ name: item.name, labels: item.labels }, now),
  });

/**
 * A `Table` in the order of fields in which Go prints it. Its columns are the resources of the first row that has any.
 *
 * Source: metrics-server v0.9.0 pkg/api/table.go
 */
export function table(rows: readonly TableRow[], { version, includeObject }: TableForm): object {
  const apiVersion = `meta.k8s.io/${version}`;
  const head = { kind: "Table", apiVersion, metadata: {} };
  if (rows.length === 0) return { ...head, columnDefinitions: null, rows: null };
  let resources: readonly string[] = [];
  const printed = rows.map(({ name, usage, window, full, metadata: meta }) => {
    if (resources.length === 0) resources = usage.map(([resource]) => resource);
    const object =
      includeObject === "None"
        ? null
        : includeObject === "Object"
          ? full()
          : { kind: "PartialObjectMetadata", apiVersion, metadata: meta() };
    return { cells: [name, ...resources.map((resource) => cell(usage, resource)), formatSpan(window)], object };
  });
  return { ...head, columnDefinitions: columns(resources), rows: printed };
}

const cell = (usage: UsageList, resource: string): string => {
  const amount = usage.find(([name]) => name === resource)?.[1];
  return amount === undefined ? "0" : formatQuantity(amount);
};

const columns = (resources: readonly string[]): readonly object[] => [
  column("Name", "name", "Name of the resource"),
  ...resources.map((resource) => column(resource, "quantity", "")),
  column("Window", "duration", ""),
];

const column = (name: string, format: string, description: string): object => ({
  name,
  type: "string",
  format,
  description,
  priority: 0,
});

function sum(total: UsageList, usage: UsageList): UsageList {
  const amounts = new Map<string, Quantity>(total);
  for (const [resource, amount] of usage) {
    const before = amounts.get(resource);
    amounts.set(resource, before === undefined ? amount : add(before, amount));
  }
  return [...amounts];
}
