import { type Duration, minus } from "../units.ts";
import type { ConditionCause } from "./conditions.ts";
import type { Recommendation } from "./history.ts";
import type { BehaviorPlan } from "./plan.ts";

/** A recommendation after the recent ones had their say. */
export type Stabilized = {
  readonly replicas: number;
  /** For the condition AbleToScale. */
  readonly cause: ConditionCause;
};

const matches: ConditionCause = { reason: "ReadyForNewScale", message: "recommended size matches current size" };
const heldUp: ConditionCause = {
  reason: "ScaleDownStabilized",
  message: "recent recommendations were higher than current one, applying the highest recent recommendation",
};
const heldDown: ConditionCause = {
  reason: "ScaleUpStabilized",
  message: "recent recommendations were lower than current one, applying the lowest recent recommendation",
};

/**
 * Without `spec.behavior`: the highest recommendation of the downscale window, the new one included.
 *
 * Being a maximum it can also scale up, on an older and higher recommendation. The new recommendation is remembered.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal.go stabilizeRecommendation.
 */
export function stabilizeDownscale(
  recommendations: Recommendation[],
  recommended: Recommendation,
  window: Duration,
): Stabilized {
  const cutoff = minus(recommended.at, window);
  let highest = recommended.replicas;
  let outdated = -1;
  for (let index = 0; index < recommendations.length; index++) {
    const { replicas, at } = recommendations[index]!;
    if (at < cutoff) outdated = index;
    else if (replicas > highest) highest = replicas;
  }
  remember(recommendations, recommended, outdated);
  return { replicas: highest, cause: highest === recommended.replicas ? matches : heldUp };
}

/**
 * With `spec.behavior`: the current count, moved only as far as every recommendation of the windows agrees.
 *
 * Up to the lowest recommendation of the scale-up window, down to the highest of the scale-down window. The new
 * recommendation is remembered. Source: as above, stabilizeRecommendationWithBehaviors.
 */
export function stabilizeWithBehavior(
  recommendations: Recommendation[],
  recommended: Recommendation & { readonly currentReplicas: number },
  { scaleUp, scaleDown }: BehaviorPlan,
): Stabilized {
  const { replicas: desired, at: now, currentReplicas } = recommended;
  const upCutoff = minus(now, scaleUp.stabilizationWindow);
  const downCutoff = minus(now, scaleDown.stabilizationWindow);
  let lowest = desired;
  let highest = desired;
  let outdated = -1;
  for (let index = 0; index < recommendations.length; index++) {
    const { replicas, at } = recommendations[index]!;
    if (at > upCutoff && replicas < lowest) lowest = replicas;
    if (at > downCutoff && replicas > highest) highest = replicas;
    if (at < upCutoff && at < downCutoff) outdated = index;
  }
  let replicas = currentReplicas;
  if (replicas < lowest) replicas = lowest;
  if (replicas > highest) replicas = highest;
  remember(recommendations, { replicas: desired, at: now }, outdated);
  if (replicas === desired) return { replicas, cause: matches };
  return { replicas, cause: desired >= currentReplicas ? heldDown : heldUp };
}

/** Overwrites the last outdated entry, if there is one, so that lists stop growing. */
function remember(recommendations: Recommendation[], { replicas, at }: Recommendation, outdated: number): void {
  if (outdated >= 0) recommendations[outdated] = { replicas, at };
  else recommendations.push({ replicas, at });
}
