import type { HPAScalingRules } from "../sim/kubernetes/autoscaling.ts";
import type { DecisionPath } from "../sim/trace/fact.ts";
import { seconds } from "../sim/units.ts";
import { clock, durationText } from "./clock.ts";
import type { ExplainedPass } from "./explanation.ts";
import { plural } from "./numbers.ts";

/** What recent recommendations made of a proposal. */
export function stabilizationText(path: DecisionPath, { spec, zero }: ExplainedPass): readonly string[] {
  const { proposed, stabilized, stabilization, heldBy } = path;
  if (heldBy === undefined) return [`${stabilized}: no recent recommendation stands against it (${stabilization})`];
  const isDown = stabilization === "ScaleDownStabilized";
  const rules = isDown ? spec?.behavior?.scaleDown : spec?.behavior?.scaleUp;
  const length = rules?.stabilizationWindowSeconds;
  const window = length === undefined ? "the stabilisation window" : `the window of ${durationText(seconds(length))}`;
  return [
    `${proposed} becomes ${stabilized} (${stabilization})`,
    `the recommendation of ${clock(heldBy, zero)} lies within ${window}, and the ${isDown ? "highest" : "lowest"} one counts`,
  ];
}

/** What minimum, maximum and rates made of it. */
export function limitsText(path: DecisionPath, pass: ExplainedPass): readonly string[] {
  const { stabilized, limited, limiter } = path;
  const { minReplicas, maxReplicas } = pass.explanation;
  if (limited === stabilized)
    return [`${limited}: within ${minReplicas} to ${maxReplicas}, and no rate is exceeded (${limiter})`];
  return [`${stabilized} becomes ${limited} (${limiter})`, ...limiterLines(path, pass)];
}

function limiterLines({ limited, limiter }: DecisionPath, { explanation, spec }: ExplainedPass): readonly string[] {
  const { currentReplicas, minReplicas, maxReplicas } = explanation;
  switch (limiter) {
    case "TooManyReplicas":
      return [`maxReplicas is ${maxReplicas}`];
    case "TooFewReplicas":
      return [`minReplicas is ${minReplicas}`];
    case "ScaleUpLimit":
      return spec !== undefined && spec.behavior === undefined
        ? [
            "without spec.behavior one pass at most doubles the count, or goes to 4:",
            `max(2 × ${currentReplicas}, 4) = ${limited}`,
          ]
        : [`at most ${limited} now`, ...policyLines("scaleUp", spec?.behavior?.scaleUp)];
    case "ScaleDownLimit":
      return [`at least ${limited} now`, ...policyLines("scaleDown", spec?.behavior?.scaleDown)];
    default:
      return [];
  }
}

function policyLines(name: string, rules: HPAScalingRules | undefined): readonly string[] {
  if (rules?.selectPolicy === "Disabled") return [`${name}.selectPolicy is Disabled`];
  const policies = (rules?.policies ?? []).map(({ type, value, periodSeconds }) => {
    const amount = type === "Percent" ? `${value}%` : plural(value, "pod");
    return `${amount} in ${durationText(seconds(periodSeconds))}`;
  });
  if (policies.length === 0) return [];
  const choice =
    policies.length === 1 ? "" : `, the ${rules?.selectPolicy === "Min" ? "smallest" : "largest"} change counts`;
  return [`${name} allows ${policies.join(" or ")}${choice}; rescales within that time are already in it`];
}
