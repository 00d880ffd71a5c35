import { type Duration, minus, type SimTime } from "../units.ts";
import type { ConditionCause } from "./conditions.ts";
import type { Recommendation } from "./history.ts";
import type { BehaviorPlan } from "./plan.ts";

/** A recommendation after the recent ones had their say. */
export type Stabilized = {
  readonly replicas: number;
  /** For the condition AbleToScale. */
  readonly cause: ConditionCause;
  /** When the recommendation was made that the new one had to yield to; undefined when it stands. */
  readonly heldBy: SimTime | undefined;
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
  let highest = recommended;
  let outdated = -1;
  for (let index = 0; index < recommendations.length; index++) {
    const recommendation = recommendations[index]!;
    if (recommendation.at < cutoff) outdated = index;
    else if (recommendation.replicas > highest.replicas) highest = recommendation;
  }
  remember(recommendations, recommended, outdated);
  if (highest === recommended) return { replicas: recommended.replicas, cause: matches, heldBy: undefined };
  return { replicas: highest.replicas, cause: heldUp, heldBy: highest.at };
}

/**
 * With `spec.behavior`, up to 1.20: the best recommendation of one window, that of the way a recommendation points.
 *
 * Source: kubernetes v1.18.20 pkg/controller/podautoscaler/horizontal.go stabilizeRecommendationWithBehaviors.
 */
export function stabilizeOneWindow(
  recommendations: Recommendation[],
  recommended: Recommendation & { readonly currentReplicas: number },
  { scaleUp, scaleDown }: BehaviorPlan,
): Stabilized {
  const { at: now, currentReplicas } = recommended;
  const isUp = recommended.replicas >= currentReplicas;
  const cutoff = minus(now, (isUp ? scaleUp : scaleDown).stabilizationWindow);
  const longest = Math.max(scaleUp.stabilizationWindow, scaleDown.stabilizationWindow);
  let best: Recommendation = recommended;
  let outdated = -1;
  for (let index = 0; index < recommendations.length; index++) {
    const recommendation = recommendations[index]!;
    const { replicas, at } = recommendation;
    const isBetter = isUp ? replicas < best.replicas : replicas > best.replicas;
    if (at > cutoff && isBetter) best = recommendation;
    if (at < now - longest) outdated = index;
  }
  remember(recommendations, recommended, outdated);
  if (best === recommended) return { replicas: recommended.replicas, cause: matches, heldBy: undefined };
  return { replicas: best.replicas, cause: isUp ? heldDown : heldUp, heldBy: best.at };
}

/**
 * With `spec.behavior`, since 1.21: the current count, moved only as far as every recommendation of the windows agrees.
 *
 * Up to the lowest recommendation of the scale-up window, down to the highest of the scale-down window. The new
 * recommendation is remembered. Source: as above, stabilizeRecommendationWithBehaviors.
 */
export function stabilizeWithBehavior(
  recommendations: Recommendation[],
  recommended: Recommendation & { readonly currentReplicas: number },
  { scaleUp, scaleDown }: BehaviorPlan,
): Stabilized {
  const { at: now, currentReplicas } = recommended;
  const upCutoff = minus(now, scaleUp.stabilizationWindow);
  const downCutoff = minus(now, scaleDown.stabilizationWindow);
  let lowest: Recommendation = recommended;
  let highest: Recommendation = recommended;
  let outdated = -1;
  for (let index = 0; index < recommendations.length; index++) {
    const recommendation = recommendations[index]!;
    const { replicas, at } = recommendation;
    if (at > upCutoff && replicas < lowest.replicas) lowest = recommendation;
    if (at > downCutoff && replicas > highest.replicas) highest = recommendation;
    if (at < upCutoff && at < downCutoff) outdated = index;
  }
  let replicas = currentReplicas;
  if (replicas < lowest.replicas) replicas = lowest.replicas;
  if (replicas > highest.replicas) replicas = highest.replicas;
  remember(recommendations, recommended, outdated);
  if (replicas === recommended.replicas) return { replicas, cause: matches, heldBy: undefined };
  return recommended.replicas >= currentReplicas
    ? { replicas, cause: heldDown, heldBy: lowest.at }
    : { replicas, cause: heldUp, heldBy: highest.at };
}

/** Overwrites the last outdated entry, if there is one, so that lists stop growing. */
function remember(recommendations: Recommendation[], { replicas, at }: Recommendation, outdated: number): void {
  if (outdated >= 0) recommendations[outdated] = { replicas, at };
  else recommendations.push({ replicas, at });
}
