import type { MetricExplanation } from "./explanation.ts";
import type { MetricPlan } from "./metric-plan.ts";
import type { Tolerances } from "./plan.ts";
import { currentText, metricLabel, targetText } from "./reading-text.ts";
import type { MetricOutcome } from "./replica-calculator.ts";

/** The outcome of one metric in the words of an explanation. */
export function explainMetric(metric: MetricPlan, outcome: MetricOutcome, tolerances: Tolerances): MetricExplanation {
  const about = { name: metricLabel(metric), target: targetText(metric), tolerances };
  if (outcome.kind === "failure") return { ...about, kind: "failure", cause: outcome.cause };
  const { arithmetic, reading, replicas } = outcome;
  return {
    ...about,
    kind: "proposal",
    current: currentText(metric, reading),
    proposal: replicas,
    ...arithmetic,
  };
}
