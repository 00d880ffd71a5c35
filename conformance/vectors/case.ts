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
  /** Other HPAs, each with a name of its own. The first appears 1 ms after `hpa`, the second 2 ms after it, and so on. */
  readonly hpas?: readonly HorizontalPodAutoscaler[];
  /** `spec.replicas` of the scale at the start. */
  readonly replicas: number;
  /** Other scales, by the name of the target; every other name means the scale that the case and its ticks speak of. */
  readonly targets?: Readonly<Record<string, VectorTarget>>;
  readonly ticks: readonly VectorTick[];
};

/** A scale beside the usual one. Its status says what its spec says. */
export type VectorTarget = {
  /** `spec.replicas` at the start. */
  readonly replicas: number;
  /** Absent: `app=web`. */
  readonly selector?: string;
};

export type VectorFlags = {
  readonly syncPeriodSeconds: number;
  readonly downscaleStabilizationSeconds: number;
  readonly tolerance: number;
  readonly cpuInitializationPeriodSeconds: number;
  readonly initialReadinessDelaySeconds: number;
  readonly featureGates?: Readonly<Record<string, boolean>>;
};

/** What becomes of an HPA half a period before a sync; before the first one, nothing does. */
export type HpaChange = {
  /** The HPA goes. */
  readonly deleted?: boolean;
  /** The new spec; where there is no HPA (any more), a new object. Its name stays. Each new spec counts `generation` up. */
  readonly hpa?: HorizontalPodAutoscaler;
};

export type VectorTick = HpaChange & {
  /** What becomes of the other HPAs, by name. */
  readonly others?: Readonly<Record<string, HpaChange>>;
  /** Somebody else sets `spec.replicas` before the sync. */
  readonly replicas?: number;
  /** Absent: equal to `spec.replicas`. */
  readonly statusReplicas?: number;
  /** Absent: `app=web`. */
  readonly selector?: string;
  readonly scaleError?: string;
  readonly updateError?: string;
  /** So many writes of a scale are refused first, as in conflict with another write (409). */
  readonly updateConflicts?: number;
  /** Every write of a status fails with this text. */
  readonly statusError?: string;
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
  /** Absent: `app=web`. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly phase: "Pending" | "Running" | "Succeeded" | "Failed" | "Unknown";
  /** Absent: no condition Ready. */
  readonly ready?: boolean;
  readonly readyChangedSecondsAgo?: number;
  readonly startedSecondsAgo?: number;
  readonly deleting?: boolean;
  readonly containers: readonly VectorContainer[];
  /** Init containers with restartPolicy Always. */
  readonly sidecars?: readonly VectorContainer[];
  /** Init containers that end, before the sidecars. */
  readonly init?: readonly VectorContainer[];
  /** Pod-level requests. */
  readonly requests?: Readonly<Record<string, string>>;
  readonly overhead?: Readonly<Record<string, string>>;
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
  /** The whole status as `autoscaling/v2` JSON; absent when the HPA is not there. */
  readonly status?: object;
  readonly events?: readonly VectorEvent[];
  /** The same of the other HPAs, by name. */
  readonly others?: Readonly<Record<string, { readonly status?: object; readonly events?: readonly VectorEvent[] }>>;
  /** `spec.replicas` of the other scales, by name. */
  readonly targets?: Readonly<Record<string, number>>;
};

export type VectorEvent = { readonly type: string; readonly reason: string; readonly message: string };
