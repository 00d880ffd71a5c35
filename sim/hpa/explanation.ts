import type { DecisionPath } from "../trace/fact.ts";
import type { MetricPlan } from "./metric-plan.ts";
import type { ReadScale } from "./pass.ts";
import type { Tolerances } from "./plan.ts";
import { namesByGroup, type PodNames } from "./pod-groups.ts";
import { currentText, metricLabel, targetText } from "./reading-text.ts";
import type { MetricOutcome, ProposalRule } from "./replica-calculator.ts";

/** Why one pass of the HPA came out as it did: every number that mattered, in the order in which it mattered. */
export type Explanation = {
  readonly currentReplicas: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Empty where the pass did not look at metrics. */
  readonly metrics: readonly MetricExplanation[];
  /** The proposal on its way to the result; absent where the pass did not get so far. */
  readonly path?: DecisionPath;
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
      /** The ratio with missing and unready pods filled in; undefined when none was. */
      readonly filledUsageRatio: number | undefined;
      readonly rule: ProposalRule;
      readonly replicas: number;
      /** Undefined where the metric does not look at pods one by one. */
      readonly pods: PodNames | undefined;
    }
);

/** Puts the reasoning of a pass into words. */
export function explainPass({ plan, scale, outcomes, trail }: ReadScale, outcome: string): Explanation {
  const { minReplicas, maxReplicas, metrics, tolerances } = plan;
  return {
    currentReplicas: scale.specReplicas,
    minReplicas,
    maxReplicas,
    metrics: outcomes.map((of, index) => explainMetric(metrics[index]!, of, tolerances)),
    ...(trail.path === undefined ? {} : { path: trail.path }),
    outcome,
  };
}

function explainMetric(metric: MetricPlan, outcome: MetricOutcome, tolerances: Tolerances): MetricExplanation {
  const about = { name: metricLabel(metric), target: targetText(metric), tolerances };
  if (outcome.kind === "failure") return { ...about, kind: "failure", cause: outcome.cause };
  const { usageRatio, filledUsageRatio, rule, grouped } = outcome.arithmetic;
  return {
    ...about,
    kind: "proposal",
    current: currentText(metric, outcome.reading),
    replicas: outcome.replicas,
    usageRatio,
    filledUsageRatio,
    rule,
    pods: grouped && namesByGroup(grouped.pods, grouped.groups),
  };
}
