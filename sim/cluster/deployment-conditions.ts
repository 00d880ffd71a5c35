import { maxInt32 } from "../int64.ts";
import type { ConditionStatus } from "../kubernetes/pod.ts";
import type { Deployment } from "../kubernetes/workload.ts";
import { plus, type SimTime, seconds, toWholeSecond } from "../units.ts";
import type { DeploymentCondition, DeploymentStatus } from "./records.ts";

/**
 * Whether lack of progress is to be reported at all: the largest int32 stands for never.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/util/deployment_util.go HasProgressDeadline.
 */
export const hasProgressDeadline = ({ progressDeadlineSeconds }: Deployment): boolean =>
  progressDeadlineSeconds !== maxInt32;

export const findCondition = (
  conditions: readonly DeploymentCondition[],
  type: string,
): DeploymentCondition | undefined => conditions.find((condition) => condition.type === type);

export const withoutCondition = (
  conditions: readonly DeploymentCondition[],
  type: string,
): readonly DeploymentCondition[] => conditions.filter((condition) => condition.type !== type);

export type NewCondition = {
  readonly type: "Progressing" | "Available";
  readonly status: ConditionStatus;
  readonly reason: string;
  readonly message: string;
};

/**
 * The conditions with a new one, at the end. One with the same status and reason stays as it is, text and times
 * included.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/util/deployment_util.go SetDeploymentCondition.
 */
export function withCondition(
  conditions: readonly DeploymentCondition[],
  condition: NewCondition,
  now: SimTime,
): readonly DeploymentCondition[] {
  const old = findCondition(conditions, condition.type);
  if (old?.status === condition.status && old.reason === condition.reason) return conditions;
  return [...withoutCondition(conditions, condition.type), stamped(condition, old, now)];
}

/** The same, but a condition with the same status and reason is written anew: it tells when there was progress last. */
export function withFreshCondition(
  conditions: readonly DeploymentCondition[],
  condition: NewCondition,
  now: SimTime,
): readonly DeploymentCondition[] {
  const old = findCondition(conditions, condition.type);
  return [...withoutCondition(conditions, condition.type), stamped(condition, old, now)];
}

function stamped(condition: NewCondition, old: DeploymentCondition | undefined, now: SimTime): DeploymentCondition {
  const second = toWholeSecond(now);
  const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : second;
  return { ...condition, lastUpdateTime: second, lastTransitionTime };
}

/**
 * All replicas are of the new template and available, and nothing else is left.
 *
 * Source: the same file, DeploymentComplete.
 */
export const isComplete = (spec: Deployment, generation: number, status: DeploymentStatus): boolean =>
  status.updatedReplicas === spec.replicas &&
  status.replicas === spec.replicas &&
  status.availableReplicas === spec.replicas &&
  status.observedGeneration >= generation;

/** New pods came, old ones went, or some became ready or available. Source: the same file, DeploymentProgressing. */
export const isProgressing = (before: DeploymentCounts, now: DeploymentCounts): boolean =>
  now.updatedReplicas > before.updatedReplicas ||
  now.replicas - now.updatedReplicas < before.replicas - before.updatedReplicas ||
  now.readyReplicas > before.readyReplicas ||
  now.availableReplicas > before.availableReplicas;

type DeploymentCounts = Pick<DeploymentStatus, "replicas" | "updatedReplicas" | "readyReplicas" | "availableReplicas">;

/** The last sign of progress lies longer back than the deadline. Source: the same file, DeploymentTimedOut. */
export function isTimedOut(spec: Deployment, conditions: readonly DeploymentCondition[], now: SimTime): boolean {
  const condition = findCondition(conditions, "Progressing");
  if (!hasProgressDeadline(spec) || condition === undefined) return false;
  if (condition.reason === "NewReplicaSetAvailable") return false;
  if (condition.reason === "ProgressDeadlineExceeded") return true;
  return plus(condition.lastUpdateTime, seconds(spec.progressDeadlineSeconds)) < now;
}
