import type { HorizontalPodAutoscalerBehavior } from "./autoscaling.ts";
import type { ManifestMeta } from "./object.ts";

/** A ScaledObject of `keda.sh/v1alpha1`: what KEDA makes an HPA of. Field names and omissions are the API's. Seconds as in the API. */
export type ScaledObject = {
  readonly meta: ManifestMeta;
  readonly spec: ScaledObjectSpec;
};

export type ScaledObjectSpec = {
  readonly scaleTargetRef: ScaleTarget;
  readonly pollingInterval?: number;
  readonly initialCooldownPeriod?: number;
  readonly cooldownPeriod?: number;
  readonly idleReplicaCount?: number;
  readonly minReplicaCount?: number;
  readonly maxReplicaCount?: number;
  readonly advanced?: AdvancedConfig;
  readonly triggers: readonly ScaleTrigger[];
  readonly fallback?: Fallback;
};

export type ScaleTarget = {
  readonly name: string;
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly envSourceContainerName?: string;
};

export type AdvancedConfig = {
  readonly horizontalPodAutoscalerConfig?: {
    readonly behavior?: HorizontalPodAutoscalerBehavior;
    readonly name?: string;
  };
  readonly restoreToOriginalReplicaCount?: boolean;
  readonly scalingModifiers?: ScalingModifiers;
};

/** Read and validated; the formula itself is not evaluated. */
export type ScalingModifiers = {
  readonly formula?: string;
  readonly target?: string;
  readonly activationTarget?: string;
  readonly metricType?: string;
};

export type ScaleTrigger = {
  readonly type: string;
  readonly name?: string;
  readonly useCachedMetrics?: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly authenticationRef?: { readonly name: string; readonly kind?: string };
  readonly metricType?: string;
};

export type Fallback = {
  readonly failureThreshold: number;
  readonly replicas: number;
  /** The API server fills in `static`. */
  readonly behavior?: string;
};
