import type { SimTime } from "../units.ts";
import type { ConditionStatus } from "./pod.ts";

/** `autoscaling/v2` as JSON carries it. Field names and omissions are the API's. */
export type HorizontalPodAutoscaler = {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly generation?: number;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: HorizontalPodAutoscalerSpec;
};

export type HorizontalPodAutoscalerSpec = {
  readonly scaleTargetRef: CrossVersionObjectReference;
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly metrics?: readonly MetricSpec[];
  readonly behavior?: HorizontalPodAutoscalerBehavior;
};

export type CrossVersionObjectReference = {
  readonly kind: string;
  readonly name: string;
  readonly apiVersion?: string;
};

export type MetricSpec = {
  readonly type: string;
  readonly resource?: { readonly name: string; readonly target: MetricTarget };
  readonly containerResource?: { readonly name: string; readonly container: string; readonly target: MetricTarget };
  readonly pods?: { readonly metric: MetricIdentifier; readonly target: MetricTarget };
  readonly object?: {
    readonly describedObject: CrossVersionObjectReference;
    readonly metric: MetricIdentifier;
    readonly target: MetricTarget;
  };
  readonly external?: { readonly metric: MetricIdentifier; readonly target: MetricTarget };
};

export type MetricIdentifier = { readonly name: string; readonly selector?: LabelSelector };

/** Quantities are text, as the API carries them. */
export type MetricTarget = {
  readonly type: string;
  readonly value?: string;
  readonly averageValue?: string;
  readonly averageUtilization?: number;
};

/** `metav1.LabelSelector`. */
export type LabelSelector = {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
};

export type LabelSelectorRequirement = {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
};

export type HorizontalPodAutoscalerBehavior = {
  readonly scaleUp?: HPAScalingRules;
  readonly scaleDown?: HPAScalingRules;
};

export type HPAScalingRules = {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: string;
  readonly policies?: readonly HPAScalingPolicy[];
  readonly tolerance?: string;
};

export type HPAScalingPolicy = { readonly type: string; readonly value: number; readonly periodSeconds: number };

/** One condition of an object's status. */
export type Condition = {
  readonly type: string;
  readonly status: ConditionStatus;
  readonly lastTransitionTime: SimTime;
  readonly reason: string;
  readonly message: string;
};

/** What the scale subresource says of a workload. */
export type Scale = {
  /** `spec.replicas`. */
  readonly specReplicas: number;
  /** `status.replicas`. */
  readonly statusReplicas: number;
  /** `status.selector`, as text. */
  readonly selector: string;
};

/** An event as the controller's recorder takes it, before any aggregation. */
export type RecordedEvent = {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
};
