import { ceilToInt32, maxInt32, minInt32, truncateToInt32 } from "../int64.ts";
import { minus, type SimTime, seconds } from "../units.ts";
import type { HpaChanges } from "./changes.ts";
import type { ConditionCause } from "./conditions.ts";
import type { History, ScaleEvent } from "./history.ts";
import type { BehaviorPlan, RulesPlan } from "./plan.ts";

/** A replica count after rates, minimum and maximum, with the cause for the condition ScalingLimited. */
export type Limited = { readonly replicas: number; readonly cause: ConditionCause };

const withinRange: ConditionCause = {
  reason: "DesiredWithinRange",
  message: "the desired count is within the acceptable range",
};
const tooMany: ConditionCause = {
  reason: "TooManyReplicas",
  message: "the desired replica count is more than the maximum replica count",
};
const tooFew: ConditionCause = {
  reason: "TooFewReplicas",
  message: "the desired replica count is less than the minimum replica count",
};
const upLimit: ConditionCause = {
  reason: "ScaleUpLimit",
  message: "the desired replica count is increasing faster than the maximum scale rate",
};
const downLimit: ConditionCause = {
  reason: "ScaleDownLimit",
  message: "the desired replica count is decreasing faster than the maximum scale rate",
};

export type Bounds = {
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
};

/**
 * Without `spec.behavior`: at most twice the current count, or 4 where that is more; then minimum and maximum.
 *
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal.go convertDesiredReplicasWithRules.
 */
export function limitByFactor(bounds: Bounds, tooFewText: HpaChanges["tooFewText"]): Limited {
  const { currentReplicas, desiredReplicas, minReplicas, maxReplicas } = bounds;
  const scaleUpLimit = truncateToInt32(Math.max(2 * currentReplicas, 4));
  if (desiredReplicas < minReplicas) {
    const upper = maxReplicas > scaleUpLimit ? upLimit : tooMany;
    const message = tooFewText === "own" ? tooFew.message : upper.message;
    return { replicas: minReplicas, cause: { reason: tooFew.reason, message } };
  }
  if (maxReplicas > scaleUpLimit) {
    if (desiredReplicas > scaleUpLimit) return { replicas: scaleUpLimit, cause: upLimit };
  } else if (desiredReplicas > maxReplicas) {
    return { replicas: maxReplicas, cause: tooMany };
  }
  return { replicas: desiredReplicas, cause: withinRange };
}

/**
 * With `spec.behavior`: the policies of the direction, then the maximum going up and the minimum going down.
 *
 * Source: as above, convertDesiredReplicasWithBehaviorRate.
 */
export function limitByPolicies(bounds: Bounds, behavior: BehaviorPlan, events: EventsAt): Limited {
  const { currentReplicas, desiredReplicas, minReplicas, maxReplicas } = bounds;
  if (desiredReplicas > currentReplicas) {
    const limit = Math.max(scaleUpLimit(currentReplicas, behavior.scaleUp, events), currentReplicas);
    const allowed = Math.min(maxReplicas, limit);
    if (desiredReplicas > allowed) return { replicas: allowed, cause: maxReplicas > limit ? upLimit : tooMany };
  } else if (desiredReplicas < currentReplicas) {
    const limit = Math.min(scaleDownLimit(currentReplicas, behavior.scaleDown, events), currentReplicas);
    const allowed = Math.max(minReplicas, limit);
    if (desiredReplicas < allowed) return { replicas: allowed, cause: minReplicas < limit ? downLimit : tooFew };
  }
  return { replicas: desiredReplicas, cause: withinRange };
}

/** What the controller remembers, seen from one instant. */
export type EventsAt = {
  readonly history: History;
  readonly now: SimTime;
  readonly policyCounts: HpaChanges["policyCounts"];
};

/** The most replicas that the scale-up policies allow now. */
function scaleUpLimit(currentReplicas: number, { selectPolicy, policies }: RulesPlan, events: EventsAt): number {
  if (selectPolicy === "Disabled") return currentReplicas;
  let result = selectPolicy === "Min" ? maxInt32 : minInt32;
  for (const { type, value, periodSeconds } of policies) {
    const start = periodStartReplicas(currentReplicas, periodSeconds, { ...events, direction: "up" });
    // Rounded up: otherwise a small percentage of few replicas would never add one.
    const proposed = type === "Pods" ? (start + value) | 0 : ceilToInt32(start * (1 + value / 100));
    result = selectPolicy === "Min" ? Math.min(result, proposed) : Math.max(result, proposed);
  }
  return result;
}

/** The fewest replicas that the scale-down policies allow now. */
function scaleDownLimit(currentReplicas: number, { selectPolicy, policies }: RulesPlan, events: EventsAt): number {
  if (selectPolicy === "Disabled") return currentReplicas;
  let result = selectPolicy === "Min" ? minInt32 : maxInt32;
  for (const { type, value, periodSeconds } of policies) {
    const start = periodStartReplicas(currentReplicas, periodSeconds, { ...events, direction: "down" });
    const proposed = type === "Pods" ? (start - value) | 0 : truncateToInt32(start * (1 - value / 100));
    result = selectPolicy === "Min" ? Math.max(result, proposed) : Math.min(result, proposed);
  }
  return result;
}

/** How many replicas there were when the period began, as far as this HPA's own rescales tell. */
function periodStartReplicas(
  currentReplicas: number,
  periodSeconds: number,
  { history, now, policyCounts, direction }: EventsAt & { readonly direction: "up" | "down" },
): number {
  const cutoff = minus(now, seconds(periodSeconds));
  const counts = (events: "up" | "down"): boolean => policyCounts === "both-directions" || events === direction;
  const added = counts("up") ? changeSince(history.scaleUpEvents, cutoff) : 0;
  const removed = counts("down") ? changeSince(history.scaleDownEvents, cutoff) : 0;
  return (currentReplicas - added + removed) | 0;
}

/** An event at the very instant of the cutoff no longer counts. */
function changeSince(events: readonly ScaleEvent[], cutoff: SimTime): number {
  let sum = 0;
  for (const { change, at } of events) if (at > cutoff) sum = (sum + change) | 0;
  return sum;
}

/**
 * Remembers a successful rescale for the policies; without `spec.behavior` nothing is remembered.
 *
 * The last event that is older than every policy's period is overwritten. Source: as above, storeScaleEvent.
 */
export function storeScaleEvent(
  { history, now }: Pick<EventsAt, "history" | "now">,
  behavior: BehaviorPlan | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  if (behavior === undefined) return;
  const isUp = to > from;
  const events = isUp ? history.scaleUpEvents : history.scaleDownEvents;
  const cutoff = minus(now, (isUp ? behavior.scaleUp : behavior.scaleDown).longestPeriod);
  let outdated = -1;
  for (let index = 0; index < events.length; index++) {
    const event = events[index]!;
    if (event.at < cutoff) event.isOutdated = true;
    if (event.isOutdated) outdated = index;
  }
  const event: ScaleEvent = { change: Math.abs(to - from), at: now, isOutdated: false };
  if (outdated >= 0) events[outdated] = event;
  else events.push(event);
}
