import type { Int64 } from "../int64.ts";
import type { SimTime } from "../units.ts";
import type { Labels } from "./object.ts";

/** Amounts of resources in milli-units (thousandths of a core, of a byte), by resource name. */
export type ResourceMilli = ReadonlyMap<string, Int64>;

/** One container of a pod template. */
export type ContainerSpec = {
  readonly name: string;
  readonly image: string;
  readonly requests: ResourceMilli;
  readonly limits: ResourceMilli;
  readonly readinessProbe?: ProbeSpec;
  /** Absent when it declares none. */
  readonly ports?: readonly ContainerPort[];
};

/** A port that a container says it listens on. */
export type ContainerPort = {
  /** Empty when it has none. */
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: string;
};

/** An init container; one with restartPolicy Always is a sidecar and keeps running. */
export type InitContainerSpec = ContainerSpec & { readonly restartPolicyAlways: boolean };

/** When the kubelet asks a container whether it is ready. Whole seconds, as in the API. */
export type ProbeSpec = {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
};

/** `spec` of a pod, as far as the wind tunnel reads it. Pods of one template share one value. */
export type PodSpec = {
  readonly containers: readonly ContainerSpec[];
  readonly initContainers: readonly InitContainerSpec[];
  /** Pod-level `spec.resources.requests`; absent when the manifest has none. */
  readonly podRequests?: ResourceMilli;
  readonly podLimits?: ResourceMilli;
  readonly overhead: ResourceMilli;
  readonly nodeSelector: Labels;
  readonly terminationGracePeriodSeconds: number;
};

export type PodPhase = "Pending" | "Running" | "Succeeded" | "Failed" | "Unknown";

export type ConditionStatus = "True" | "False" | "Unknown";

/**
 * What controllers read of a pod: flat, so that walking hundreds of pods stays cheap.
 *
 * Times have whole seconds, as the API server stores them.
 */
export type PodView = {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly phase: PodPhase;
  /** `metadata.deletionTimestamp` is set. */
  readonly deleting: boolean;
  /** Status of the condition Ready; absent when there is no such condition yet. */
  readonly ready: ConditionStatus | undefined;
  /** `lastTransitionTime` of the condition Ready. */
  readonly readyChangedAt: SimTime;
  /** `status.startTime`: when the kubelet acknowledged the pod. */
  readonly startTime: SimTime | undefined;
  readonly spec: PodSpec;
};
