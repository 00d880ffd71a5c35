import type { HorizontalPodAutoscaler } from "../../sim/kubernetes/autoscaling.ts";

/**
 * A case of the HPA vectors: what the world looked like before each sync of one HPA.
 *
 * Ages are in seconds before the instant of their sync.
 */
export type VectorCase = {
  readonly name: string;
  readonly flags: VectorFlags;
  /** As a user writes it: the API's defaulting is still to be applied. */
  readonly hpa: HorizontalPodAutoscaler;
  /** `spec.replicas` of the scale at the start. */
  readonly replicas: number;
  readonly ticks: readonly VectorTick[];
};

export type VectorFlags = {
  readonly syncPeriodSeconds: number;
  readonly downscaleStabilizationSeconds: number;
  readonly tolerance: number;
  readonly cpuInitializationPeriodSeconds: number;
  readonly initialReadinessDelaySeconds: number;
  readonly featureGates?: Readonly<Record<string, boolean>>;
};

export type VectorTick = {
  /** Somebody else sets `spec.replicas` before the sync. */
  readonly replicas?: number;
  /** Absent: equal to `spec.replicas`. */
  readonly statusReplicas?: number;
  /** Absent: `app=web`. */
  readonly selector?: string;
  readonly scaleError?: string;
  readonly updateError?: string;
  readonly pods?: readonly VectorPod[];
  readonly resource?: readonly VectorSample[];
  readonly resourceError?: string;
  readonly custom?: Readonly<Record<string, readonly VectorCustomValue[]>>;
  readonly customError?: Readonly<Record<string, string>>;
  readonly external?: Readonly<Record<string, readonly string[]>>;
  readonly externalError?: Readonly<Record<string, string>>;
  /** Instead of pods and samples: totals shared by as many healthy pods as `spec.replicas` says. */
  readonly closed?: VectorClosed;
};

export type VectorPod = {
  readonly name: string;
  readonly phase: "Pending" | "Running" | "Succeeded" | "Failed" | "Unknown";
  /** Absent: no condition Ready. */
  readonly ready?: boolean;
  readonly readyChangedSecondsAgo?: number;
  readonly startedSecondsAgo?: number;
  readonly deleting?: boolean;
  readonly containers: readonly VectorContainer[];
  readonly sidecars?: readonly VectorContainer[];
};

export type VectorContainer = { readonly name: string; readonly requests?: Readonly<Record<string, string>> };

export type VectorSample = {
  readonly pod: string;
  readonly ageSeconds: number;
  readonly windowSeconds: number;
  readonly containers: readonly { readonly name: string; readonly usage: Readonly<Record<string, string>> }[];
};

export type VectorCustomValue = {
  readonly kind: string;
  readonly name: string;
  readonly value: string;
  readonly ageSeconds?: number;
  readonly windowSeconds?: number;
};

export type VectorClosed = {
  readonly requests: Readonly<Record<string, string>>;
  readonly totalCpuMilli: number;
  readonly totalMemoryBytes: number;
  readonly totalCustomMilli?: Readonly<Record<string, number>>;
};

/** What the controller did in each sync of a case. */
export type VectorResult = { readonly name: string; readonly ticks: readonly VectorSync[] };

export type VectorSync = {
  /** Of the sync, from the start of the case. */
  readonly second: number;
  /** `spec.replicas` after it. */
  readonly replicas: number;
  /** The whole status as `autoscaling/v2` JSON. */
  readonly status: object;
  readonly events?: readonly { readonly type: string; readonly reason: string; readonly message: string }[];
};
