import type { Int64 } from "../int64.ts";
import type { CrossVersionObjectReference, RecordedEvent, Scale } from "../kubernetes/autoscaling.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import type { PodMetrics } from "../kubernetes/metrics.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { Duration, SimTime } from "../units.ts";
import type { Explanation } from "./explanation.ts";
import type { HpaStatus } from "./status.ts";

/** An answer to a call: the value, or the error text that the caller sees. */
export type Reply<Value> =
  | { readonly kind: "value"; readonly value: Value }
  | {
      readonly kind: "error";
      readonly message: string;
      /** Another write came first (409). */
      readonly isConflict?: boolean;
    };

/** What a call gives its answer to: in the same event when nothing delays it, in a later one when something does. */
export type Done<Value> = (reply: Reply<Value>) => void;

/** One value of a custom metric about a pod. */
export type PodMetricValue = {
  /** The pod's name. */
  readonly name: string;
  readonly milli: Int64;
  readonly timestamp: SimTime;
  readonly window: Duration;
};

export type CustomPodsQuery = {
  readonly namespace: string;
  readonly metric: string;
  readonly selector: Selector;
  readonly metricSelector: Selector;
};

export type CustomObjectQuery = {
  readonly namespace: string;
  readonly metric: string;
  readonly object: CrossVersionObjectReference;
  readonly metricSelector: Selector;
};

export type ExternalQuery = { readonly namespace: string; readonly metric: string; readonly metricSelector: Selector };

/** Names the workload whose scale subresource is meant, and the HPA that asks. */
export type ScaleTarget = {
  readonly namespace: string;
  readonly reference: CrossVersionObjectReference;
  readonly hpa: HpaName;
};

/** Everything that the HPA controller asks of the world. A real component can stand behind each. */
export type HpaPorts = {
  readonly getScale: (target: ScaleTarget, done: Done<Scale>) => void;
  readonly updateScale: (target: ScaleTarget, replicas: number, done: Done<undefined>) => void;
  /** Pods from the informer's cache, at once, in the order in which messages may name them. */
  readonly listPods: (namespace: string, selector: Selector) => readonly PodView[];
  /** GET metrics.k8s.io/v1beta1 pods. */
  readonly resourceMetrics: (
    query: { readonly namespace: string; readonly selector: Selector },
    done: Done<readonly PodMetrics[]>,
  ) => void;
  /** GET custom.metrics.k8s.io …/pods/*. */
  readonly customPodsMetric: (query: CustomPodsQuery, done: Done<readonly PodMetricValue[]>) => void;
  /** GET custom.metrics.k8s.io of one object; milli-units. */
  readonly customObjectMetric: (query: CustomObjectQuery, done: Done<Int64>) => void;
  /** GET external.metrics.k8s.io; milli-units of each series. */
  readonly externalMetric: (query: ExternalQuery, done: Done<readonly Int64[]>) => void;
  readonly recordEvent: (hpa: HpaName, event: RecordedEvent) => void;
  /** Why the status cannot be written just now; asked before each write. Absent where no write fails. */
  readonly statusError?: (hpa: HpaName) => string | undefined;
  /** PUT of the status, when it differs from the stored one. */
  readonly updateStatus: (hpa: HpaName, status: HpaStatus) => void;
  /** A pass over an HPA whose scale could be read is through; `explain` tells why it came out so, if asked at once. */
  readonly passed?: (hpa: HpaName, explain: () => Explanation) => void;
};

export type HpaName = { readonly namespace: string; readonly name: string };
