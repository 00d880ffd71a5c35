import type { Fact } from "../sim/trace/fact.ts";
import { subjectOf } from "./subject.ts";
import type { TimelineLine } from "./timeline.ts";

type ConditionFact = Extract<Fact, { readonly kind: "condition" }>;

/** Conditions whose healthy status is not True. */
const healthyWhenFalse: ReadonlySet<string> = new Set(["ScalingLimited", "ScaledToZero", "ReplicaFailure"]);

/**
 * Lets the conditions through that are news: a status other than before, and every new reason of one that is not healthy.
 *
 * The message is left out where an event with the same reason has just said it. What a healthy condition gives as its reason changes with every other pass and only repeats what the pass did.
 */
export function conditionFilter(): (fact: ConditionFact, isToldByEvent: boolean) => readonly TimelineLine[] {
  const known = new Map<string, { readonly status: string; readonly reason: string }>();
  return ({ at, object, type, status, reason, message }, isToldByEvent) => {
    const key = `${subjectOf(object)} ${type}`;
    const before = known.get(key);
    known.set(key, { status, reason });
    const isHealthy = status === (healthyWhenFalse.has(type) ? "False" : "True");
    const isNews = before?.status !== status || (!isHealthy && before.reason !== reason);
    // A condition that begins healthy is what everybody expects.
    if (!isNews || (before === undefined && isHealthy)) return [];
    const why = isHealthy || isToldByEvent ? reason : `${reason}: ${message}`;
    const tone = isHealthy || type === "ScalingLimited" ? "plain" : "warning";
    return [{ at, subject: subjectOf(object), what: `${type}=${status}`, why, tone }];
  };
}
