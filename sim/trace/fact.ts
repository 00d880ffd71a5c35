import type { ObjectReference } from "../kubernetes/object.ts";
import type { ConditionStatus } from "../kubernetes/pod.ts";
import type { ServingSegment } from "../load/segment.ts";
import type { SimTime } from "../units.ts";

/** One thing that happened, or one value that changed, at one instant. */
export type Fact = { readonly at: SimTime } & FactBody;

export type FactBody =
  /** An object came into the cluster, or got a new spec. */
  | {
      readonly kind: "applied";
      readonly object: ObjectReference;
      readonly change: "created" | "configured" | "unchanged";
    }
  | { readonly kind: "deleted"; readonly object: ObjectReference }
  /** A load began or ended. */
  | { readonly kind: "load"; readonly name: string; readonly edge: "start" | "end" }
  /** Somebody did something that the scenario says. */
  | { readonly kind: "action"; readonly name: string }
  /** A component logged an error. */
  | { readonly kind: "log"; readonly component: string; readonly text: string }
  /** The API server refused what somebody asked for. */
  | { readonly kind: "refused"; readonly what: string; readonly message: string }
  /** `spec.replicas` of a workload was written. */
  | {
      readonly kind: "scaled";
      readonly target: ObjectReference;
      readonly from: number;
      readonly to: number;
      readonly by: string;
    }
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
  /** A pass of the HPA that rescaled, or that came out otherwise than the one before. */
  | {
      readonly kind: "decision";
      readonly hpa: ObjectReference;
      readonly decision: Decision;
    }
  | {
      readonly kind: "condition";
      readonly object: ObjectReference;
      readonly type: string;
      readonly status: ConditionStatus;
      readonly reason: string;
      readonly message: string;
    }
  | { readonly kind: "serving"; readonly segment: ServingSegment }
  /** A fault of the scenario began or was mended. */
  | { readonly kind: "fault"; readonly name: string; readonly edge: "start" | "end" }
  /** An alert of Prometheus began to wait, fired, or was gone. */
  | {
      readonly kind: "alert";
      readonly name: string;
      readonly state: "pending" | "firing" | "inactive";
      /** Of the alert, its name included: `{alertname="HighCPU", pod="web-1"}`. */
      readonly labels: string;
    }
  /** Alertmanager told a receiver of a group of alerts. */
  | {
      readonly kind: "notification";
      readonly receiver: string;
      readonly status: "firing" | "resolved";
      /** Names of the alerts, each once, in order. */
      readonly alerts: readonly string[];
    };

export type PodFact = {
  readonly kind: "pod";
  readonly pod: ObjectReference;
  /** The Deployment, ReplicaSet or bare pod to which it belongs: `default/web`. */
  readonly workload: string;
  readonly state: "created" | "scheduled" | "started" | "ready" | "unready" | "terminating" | "gone";
  /** Empty before the pod is bound. */
  readonly node: string;
};

/** An HPA's reasoning in numbers; `kubewind explain` gives it in full. */
export type Decision = {
  readonly currentReplicas: number;
  /** Empty where the pass did not look at metrics. */
  readonly metrics: readonly DecisionMetric[];
  readonly path: DecisionPath | undefined;
  /** In words: `2 -> 4 replicas: cpu resource utilization (percentage of request) above target`. */
  readonly outcome: string;
};

/** From the largest proposal to the count that was written. */
export type DecisionPath = {
  readonly proposed: number;
  /** After the recommendations of the stabilisation windows. */
  readonly stabilized: number;
  /** Reason of the condition AbleToScale at that point. */
  readonly stabilization: string;
  /** When the older recommendation was made that changed the proposal. */
  readonly heldBy: SimTime | undefined;
  /** After rates, minimum and maximum. */
  readonly limited: number;
  /** Which limiter spoke: the reason of the condition ScalingLimited. */
  readonly limiter: string;
};

/** How one metric led to its proposal, or why it could not. */
export type DecisionMetric = { readonly name: string; readonly target: string } & (
  | { readonly kind: "failure"; readonly cause: string }
  | {
      readonly kind: "proposal";
      readonly current: string;
      readonly usageRatio: number;
      /** The ratio with missing and unready pods filled in; undefined when none was. */
      readonly filledUsageRatio: number | undefined;
      /** The rule that decided, in upstream's words: `within-tolerance`, `ratio-times-ready-pods`, … */
      readonly rule: string;
      readonly replicas: number;
      /** Pods by group; undefined where the metric does not look at pods one by one. */
      readonly pods: Readonly<Record<"ready" | "unready" | "missing" | "ignored", number>> | undefined;
    }
);

/** One metric as the HPA saw it: the current value beside its target, as text of the API. */
export type MetricReadingFact = {
  /** `cpu`, `http_requests`, … */
  readonly name: string;
  readonly current: string;
  readonly target: string;
  /** current / target; undefined when the metric could not be read. */
  readonly ratio: number | undefined;
};
