import type { ConditionStatus } from "../kubernetes/pod.ts";
import type { ObjectReference } from "../kubernetes/object.ts";
import type { ServingSegment } from "../load/segment.ts";
import type { SimTime } from "../units.ts";

/** One thing that happened, or one value that changed, at one instant. */
export type Fact = { readonly at: SimTime } & FactBody;

export type FactBody =
  /** An object came into the cluster, or got a new spec. */
  | { readonly kind: "applied"; readonly object: ObjectReference; readonly change: "created" | "configured" | "unchanged" }
  | { readonly kind: "deleted"; readonly object: ObjectReference }
  /** A load began or ended. */
  | { readonly kind: "load"; readonly name: string; readonly edge: "start" | "end" }
  /** Somebody did something that the scenario says. */
  | { readonly kind: "action"; readonly name: string }
  /** `spec.replicas` of a workload was written. */
  | { readonly kind: "scaled"; readonly target: ObjectReference; readonly from: number; readonly to: number; readonly by: string }
  /** The counts in a workload's status changed. */
  | {
      readonly kind: "counts";
      readonly target: ObjectReference;
      readonly replicas: number;
      readonly updatedReplicas: number;
      readonly readyReplicas: number;
      readonly availableReplicas: number;
    }
  | PodFact
  /** An event as a controller recorded it, before any aggregation. */
  | {
      readonly kind: "event";
      readonly involved: ObjectReference;
      readonly component: string;
      readonly type: "Normal" | "Warning";
      readonly reason: string;
      readonly message: string;
    }
  /** The status that an HPA's controller wrote. */
  | {
      readonly kind: "hpa-status";
      readonly hpa: ObjectReference;
      readonly currentReplicas: number;
      readonly desiredReplicas: number;
      /** In the order of `spec.metrics`; empty when the pass read none. */
      readonly metrics: readonly MetricReadingFact[];
    }
  | {
      readonly kind: "condition";
      readonly object: ObjectReference;
      readonly type: string;
      readonly status: ConditionStatus;
      readonly reason: string;
      readonly message: string;
    }
  | { readonly kind: "serving"; readonly segment: ServingSegment };

export type PodFact = {
  readonly kind: "pod";
  readonly pod: ObjectReference;
  /** The Deployment, ReplicaSet or bare pod to which it belongs: `default/web`. */
  readonly workload: string;
  readonly state: "created" | "scheduled" | "started" | "ready" | "unready" | "terminating" | "gone";
  /** Empty before the pod is bound. */
  readonly node: string;
};

/** One metric as the HPA saw it: the current value beside its target, as text of the API. */
export type MetricReadingFact = {
  /** `cpu`, `http_requests`, … */
  readonly name: string;
  readonly current: string;
  readonly target: string;
  /** current / target; undefined when the metric could not be read. */
  readonly ratio: number | undefined;
};
