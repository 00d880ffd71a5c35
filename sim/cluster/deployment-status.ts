import type { Kernel } from "../kernel/kernel.ts";
import type { FactBody } from "../trace/fact.ts";
import { between, type Duration, microseconds, milliseconds, plus, seconds } from "../units.ts";
import type { Channel } from "./channel.ts";
import {
  findCondition,
  hasProgressDeadline,
  isComplete,
  isProgressing,
  isTimedOut,
  type NewCondition,
  withCondition,
  withFreshCondition,
  withoutCondition,
} from "./deployment-conditions.ts";
import { fencepostsOf } from "./fenceposts.ts";
import type {
  DeploymentCondition,
  DeploymentRecord,
  DeploymentStatus,
  ReplicaSetRecord,
  ReplicaSetStatus,
  WorkloadChange,
} from "./records.ts";
import { replicasOf } from "./replica-set-order.ts";
import { sameValue } from "./same-value.ts";

/** The ReplicaSets of a Deployment: the one of its template, when there is one, and all others. */
export type ReplicaSets = {
  readonly newReplicaSet: ReplicaSetRecord | undefined;
  readonly old: readonly ReplicaSetRecord[];
};

export type StatusSettings = {
  readonly kernel: Kernel;
  readonly emit: (body: FactBody) => void;
  readonly changes: Channel<DeploymentRecord, WorkloadChange>;
};

/**
 * What a Deployment's status says besides its progress.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/sync.go calculateStatus.
 */
export function calculateStatus(
  deployment: DeploymentRecord,
  { newReplicaSet, old }: ReplicaSets,
  kernel: Kernel,
): DeploymentStatus {
  const all = newReplicaSet ? [...old, newReplicaSet] : old;
  const sum = (count: keyof ReplicaSetStatus): number => all.reduce((total, { status }) => total + status[count], 0);
  const { spec, status } = deployment;
  const availableReplicas = sum("availableReplicas");
  const isAvailable = availableReplicas >= spec.replicas - fencepostsOf(spec).maxUnavailable;
  return {
    observedGeneration: deployment.generation,
    replicas: sum("replicas"),
    updatedReplicas: newReplicaSet?.status.replicas ?? 0,
    readyReplicas: sum("readyReplicas"),
    availableReplicas,
    unavailableReplicas: Math.max(0, replicasOf(all) - availableReplicas),
    terminatingReplicas: sum("terminatingReplicas"),
    collisionCount: status.collisionCount,
    conditions: withCondition(status.conditions, isAvailable ? minimumAvailable : minimumUnavailable, kernel.now()),
  };
}

const minimumAvailable: NewCondition = {
  type: "Available",
  status: "True",
  reason: "MinimumReplicasAvailable",
  message: "Deployment has minimum availability.",
};

const minimumUnavailable: NewCondition = {
  type: "Available",
  status: "False",
  reason: "MinimumReplicasUnavailable",
  message: "Deployment does not have minimum availability.",
};

/**
 * The conditions after a step of a rollout: with news of its progress, or of the lack of it.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/progress.go syncRolloutStatus.
 */
export function rolloutConditions(
  deployment: DeploymentRecord,
  status: DeploymentStatus,
  newReplicaSet: ReplicaSetRecord | undefined,
  kernel: Kernel,
): readonly DeploymentCondition[] {
  const { spec, reference, generation } = deployment;
  const { conditions } = status;
  if (!hasProgressDeadline(spec)) return withoutCondition(conditions, "Progressing");
  const reported = findCondition(deployment.status.conditions, "Progressing");
  // The latest rollout is through; there is nothing to judge.
  if (status.replicas === status.updatedReplicas && reported?.reason === "NewReplicaSetAvailable") return conditions;
  const now = kernel.now();
  const who = newReplicaSet ? `ReplicaSet "${newReplicaSet.reference.name}"` : `Deployment "${reference.name}"`;
  const progressing = { type: "Progressing", status: "True" } as const;
  if (isComplete(spec, generation, status)) {
    const message = `${who} has successfully progressed.`;
    return withCondition(conditions, { ...progressing, reason: "NewReplicaSetAvailable", message }, now);
  }
  if (isProgressing(deployment.status, status)) {
    const message = `${who} is progressing.`;
    return withFreshCondition(conditions, { ...progressing, reason: "ReplicaSetUpdated", message }, now);
  }
  if (isTimedOut(spec, conditions, now)) {
    const message = `${who} has timed out progressing.`;
    const condition = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message } as const;
    return withCondition(conditions, condition, now);
  }
  return conditions;
}

/** After so long a Deployment that shows no progress is looked at again; undefined when nothing is to be found out. */
export function progressCheckAfter(deployment: DeploymentRecord, kernel: Kernel): Duration | undefined {
  const { spec, status, generation } = deployment;
  const condition = findCondition(status.conditions, "Progressing");
  if (!hasProgressDeadline(spec) || condition === undefined) return undefined;
  // Upstream also looks, in vain and without end, at a Deployment that was scaled after its rollout was through.
  const isJudged = condition.reason === "ProgressDeadlineExceeded" || condition.reason === "NewReplicaSetAvailable";
  if (isComplete(spec, generation, status) || isJudged) return undefined;
  const deadline = plus(condition.lastUpdateTime, seconds(spec.progressDeadlineSeconds));
  const left = between(kernel.now(), deadline);
  // Source: the same file, requeueStuckDeployment: with less than a second left it is retried again and again.
  if (left < seconds(1)) return microseconds((Math.max(0, Math.floor(left / retryDelay)) + 1) * retryDelay);
  return between(kernel.now(), plus(deadline, seconds(1)));
}

/** Between two retries of a work queue. Source: client-go v0.36.3 util/workqueue DefaultTypedControllerRateLimiter. */
const retryDelay = milliseconds(5);

/** Stores a new status and says what changed in it; true when anything did. */
export function writeStatus(deployment: DeploymentRecord, status: DeploymentStatus, settings: StatusSettings): boolean {
  const old = deployment.status;
  if (sameValue(old, status)) return false;
  deployment.status = status;
  const { reference } = deployment;
  if (counts.some((count) => old[count] !== status[count])) {
    const { replicas, updatedReplicas, readyReplicas, availableReplicas } = status;
    settings.emit({ kind: "counts", target: reference, replicas, updatedReplicas, readyReplicas, availableReplicas });
  }
  for (const { type, status: is, reason, message } of status.conditions) {
    const before = findCondition(old.conditions, type);
    if (before?.status === is && before.reason === reason && before.message === message) continue;
    settings.emit({ kind: "condition", object: reference, type, status: is, reason, message });
  }
  settings.changes.publish(deployment, "status");
  return true;
}

const counts = ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"] as const;
