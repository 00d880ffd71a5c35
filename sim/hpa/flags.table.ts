import type { HpaFlags } from "./behaviours.ts";

/** A flag of kube-controller-manager; one that a release does not know keeps it from starting. */
export type HpaFlagEntry = {
  readonly key: keyof HpaFlags;
  /** The first minor that has it. */
  readonly sinceMinor: number;
  /** The last minor that has it; absent: every one since. */
  readonly untilMinor?: number;
};

/**
 * The flags that matter to an HPA, by their upstream names. The two delays do nothing since 1.12.
 *
 * Source: kubernetes v1.11.10 to v1.37.0 cmd/kube-controller-manager/app/options/hpacontroller.go AddFlags
 */
export const hpaFlagTable: Readonly<Record<string, HpaFlagEntry>> = {
  "horizontal-pod-autoscaler-sync-period": { key: "syncPeriod", sinceMinor: 11 },
  "horizontal-pod-autoscaler-upscale-delay": { key: "upscaleDelay", sinceMinor: 11, untilMinor: 30 },
  "horizontal-pod-autoscaler-downscale-delay": { key: "downscaleDelay", sinceMinor: 11, untilMinor: 30 },
  "horizontal-pod-autoscaler-downscale-stabilization": { key: "downscaleStabilization", sinceMinor: 12 },
  "horizontal-pod-autoscaler-tolerance": { key: "tolerance", sinceMinor: 11 },
  "horizontal-pod-autoscaler-cpu-initialization-period": { key: "cpuInitializationPeriod", sinceMinor: 12 },
  "horizontal-pod-autoscaler-initial-readiness-delay": { key: "initialReadinessDelay", sinceMinor: 12 },
  "concurrent-horizontal-pod-autoscaler-syncs": { key: "concurrentSyncs", sinceMinor: 26 },
};
