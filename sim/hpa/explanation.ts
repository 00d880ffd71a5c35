import type { Tolerances } from "./plan.ts";
import type { PodNames } from "./pod-groups.ts";
import type { ProposalRule } from "./replica-calculator.ts";

/** Why one pass of the HPA came out as it did: every number that mattered, in the order in which it mattered. */
export type Explanation = {
  readonly currentReplicas: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly MetricExplanation[];
  /** The largest proposal. This and what follows is absent where the pass did not get so far. */
  readonly proposed?: number;
  /** The proposal after the recommendations of the stabilisation windows. */
  readonly stabilized?: number;
  /** Reason of the condition AbleToScale at that point. */
  readonly stabilization?: string;
  /** The count after rates, minimum and maximum. */
  readonly limited?: number;
  /** Which limiter spoke: the reason of the condition ScalingLimited. */
  readonly limiter?: string;
  /** What came of it, in words. */
  readonly outcome: string;
};

/** How one metric led to its proposal. */
export type MetricExplanation = {
  readonly name: string;
  readonly target: string;
  readonly tolerances: Tolerances;
} & (
  | { readonly kind: "failure"; readonly cause: string }
  | {
      readonly kind: "proposal";
      readonly current: string;
      /** current / target over the pods with a sample. */
      readonly usageRatio: number;
      /** The ratio with missing and unready pods filled in; absent when none was. */
      readonly filledUsageRatio: number | undefined;
      readonly rule: ProposalRule;
      readonly proposal: number;
      /** Absent where the metric does not look at pods one by one. */
      readonly pods: PodNames | undefined;
    }
);
