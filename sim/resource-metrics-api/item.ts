import type { FieldSelector } from "../generic-apiserver/field-selector.ts";
import type { Nanoseconds } from "../generic-apiserver/go-duration.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { Quantity } from "../quantity/index.ts";
import type { SimTime } from "../units.ts";

/** Amounts by resource, in order of name. */
export type UsageList = readonly (readonly [resource: string, amount: Quantity])[];

/** A `PodMetrics` before it is printed. */
export type PodItem = {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Undefined is Go's zero time, which is printed as `null`. */
  readonly timestamp: SimTime | undefined;
  readonly window: Nanoseconds;
  readonly containers: readonly { readonly name: string; readonly usage: UsageList }[];
};

/** A `NodeMetrics` before it is printed. */
export type NodeItem = Omit<PodItem, "namespace" | "containers"> & { readonly usage: UsageList };

/** One object, or why there is none: nobody knows it, or nothing is known of its usage. */
export type SingleAnswer<Found> =
  | { readonly kind: "found"; readonly answer: Found }
  | { readonly kind: "unknown" | "no-metrics" };

export type PodsRequest = {
  /** Empty for all. */
  readonly namespace: string;
  readonly selector: Selector;
  readonly selects: FieldSelector;
};

/** What `metrics.k8s.io` is served from. Each answers in the same event, or in a later one. */
export type ResourceMetricsSource = {
  /** In order of namespace and name. */
  readonly pods: (request: PodsRequest, done: (items: readonly PodItem[]) => void) => void;
  /** In order of name. */
  readonly nodes: (request: Omit<PodsRequest, "namespace">, done: (items: readonly NodeItem[]) => void) => void;
  readonly pod: (
    of: { readonly namespace: string; readonly name: string },
    done: (answer: SingleAnswer<PodItem>) => void,
  ) => void;
  readonly node: (of: { readonly name: string }, done: (answer: SingleAnswer<NodeItem>) => void) => void;
};
