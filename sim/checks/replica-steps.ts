import type { ObjectReference } from "../kubernetes/object.ts";
import type { Trace } from "../trace/trace.ts";
import { between, type SimTime } from "../units.ts";
import type { TargetName } from "./expectation.ts";
import type { Interval } from "./moment.ts";

/** A count that holds from `at` until the next step. */
export type Step = { readonly at: SimTime; readonly value: number };

/** Counts of a workload: what was asked for, and what its status said. */
export type ReplicaField = "replicas" | "readyReplicas" | "statusReplicas";

export type ReplicaTarget = TargetName & { readonly kind?: string };

/**
 * A workload's count over the run, as steps; 0 before the first. A Deployment's, unless the target names another kind.
 *
 * `replicas` is `spec.replicas`; the other two are `status.readyReplicas` and `status.replicas`. Of several changes at one
 * instant the last counts.
 */
export function replicaSteps({ facts }: Trace, target: ReplicaTarget, field: ReplicaField): readonly Step[] {
  const { kind = "Deployment", namespace, name } = target;
  const steps: Step[] = [];
  const push = (at: SimTime, value: number): void => {
    if (steps.at(-1)?.at === at) steps.pop();
    if (steps.at(-1)?.value !== value) steps.push({ at, value });
  };
  const isNamed = (object: ObjectReference): boolean =>
    object.kind === kind && object.namespace === namespace && object.name === name;
  for (const fact of facts) {
    if (fact.kind === "deleted" && isNamed(fact.object)) push(fact.at, 0);
    if ((fact.kind !== "scaled" && fact.kind !== "counts") || !isNamed(fact.target)) continue;
    if (fact.kind === "scaled" && field === "replicas") push(fact.at, fact.to);
    if (fact.kind === "counts" && field === "readyReplicas") push(fact.at, fact.readyReplicas);
    if (fact.kind === "counts" && field === "statusReplicas") push(fact.at, fact.replicas);
  }
  return steps;
}

/** The steps within an interval: what held at its beginning, then every change. */
export function stepsWithin(steps: readonly Step[], { from, to }: Interval): readonly Step[] {
  let before: Step = { at: from, value: 0 };
  const within: Step[] = [];
  for (const step of steps) {
    if (step.at <= from) before = { at: from, value: step.value };
    else if (step.at <= to) within.push(step);
  }
  return [before, ...within];
}

/** Replica-hours within an interval: the integral of a count. */
export function replicaHours(steps: readonly Step[], { from, to }: Interval): number {
  const within = stepsWithin(steps, { from, to });
  let microseconds = 0;
  within.forEach(({ at, value }, index) => {
    microseconds += value * between(at, within[index + 1]?.at ?? to);
  });
  return microseconds / 3_600_000_000;
}
