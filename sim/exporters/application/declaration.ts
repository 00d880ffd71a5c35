import type { Labels } from "../../kubernetes/object.ts";

/**
 * A metric that the pods of a workload serve themselves. Several of one name, with different labels, make one family; they are
 * of one kind.
 */
export type ApplicationMetric = {
  readonly name: string;
  readonly help: string;
  /** Those of the pod's own making, the same for all pods. */
  readonly labels: Labels;
} & ApplicationAmount;

/** What a metric counts or shows of one pod. */
type ApplicationAmount =
  /** Grows by `perRequest` with each request that is answered: 0.99 for those that end well, 1500 for bytes sent. Whole. */
  | { readonly kind: "counter"; readonly perRequest: number }
  /** Requests in the pod, in work and waiting, or those that wait. A mean, so not whole. */
  | { readonly kind: "gauge"; readonly of: "in-flight" | "queue-length" }
  /** The same all the time. */
  | { readonly kind: "gauge"; readonly of: "constant"; readonly value: number }
  /** When the containers started, in seconds since the epoch. */
  | { readonly kind: "gauge"; readonly of: "start-time" }
  /** Seconds from a request to its answer, of a share of the requests. Bounds ascend; the last bucket has none. */
  | { readonly kind: "histogram"; readonly buckets: readonly number[]; readonly share: number };
