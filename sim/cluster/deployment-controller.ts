import { maxInt32 } from "../int64.ts";
import {
  findCondition,
  hasProgressDeadline,
  isComplete,
  type NewCondition,
  withCondition,
} from "./deployment-conditions.ts";
import {
  calculateStatus,
  progressCheckAfter,
  type ReplicaSets,
  rolloutConditions,
  writeStatus,
} from "./deployment-status.ts";
import {
  createNewReplicaSet,
  findReplicaSets,
  noteSize,
  type RevisionSettings,
  syncRevision,
} from "./new-replica-set.ts";
import { planScale } from "./proportional-scaling.ts";
import type { DeploymentRecord, ReplicaSetRecord } from "./records.ts";
import { oldPodsRunning } from "./recreate.ts";
import { activeOf, byCreation } from "./replica-set-order.ts";
import { planNewReplicaSet, planOldReplicaSets, type Resize } from "./rolling-update.ts";
import { createWorkQueue, type WorkQueue } from "./work-queue.ts";

/**
 * Brings the ReplicaSets of each Deployment in line with its spec, one step a sync; each step's writes call for the
 * next.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment.
 */
export function runDeploymentController(settings: RevisionSettings): void {
  const queue: WorkQueue<DeploymentRecord> = createWorkQueue(settings.kernel, (deployment) => {
    if (!deployment.deleted) syncDeployment(deployment, { ...settings, queue });
  });
  settings.changes.subscribe((deployment) => queue.add(deployment));
  settings.replicaSets.changes.subscribe(({ deployment }) => {
    if (deployment) queue.add(deployment);
  });
}

type ControllerSettings = RevisionSettings & { readonly queue: WorkQueue<DeploymentRecord> };

function syncDeployment(deployment: DeploymentRecord, settings: ControllerSettings): void {
  checkPaused(deployment, settings);
  const sets = findReplicaSets(deployment);
  syncRevision(deployment, sets, settings);
  const { spec } = deployment;
  if (spec.paused || wasScaled(deployment, sets)) {
    followScale(deployment, sets, settings);
    return;
  }
  if (spec.strategy.type === "Recreate") rolloutRecreate(deployment, sets, settings);
  else rolloutRolling(deployment, sets, settings);
}

/** A pause, and its end, start the progress deadline anew. Source: the same package, sync.go checkPausedConditions. */
function checkPaused(deployment: DeploymentRecord, settings: ControllerSettings): void {
  const { spec, status } = deployment;
  const condition = findCondition(status.conditions, "Progressing");
  if (!hasProgressDeadline(spec) || condition?.reason === "ProgressDeadlineExceeded") return;
  const isReported = condition?.reason === "DeploymentPaused";
  if (spec.paused === isReported) return;
  const news: NewCondition = spec.paused
    ? { type: "Progressing", status: "Unknown", reason: "DeploymentPaused", message: "Deployment is paused" }
    : { type: "Progressing", status: "Unknown", reason: "DeploymentResumed", message: "Deployment is resumed" };
  writeStatus(
    deployment,
    { ...status, conditions: withCondition(status.conditions, news, settings.kernel.now()) },
    settings,
  );
}

/** An active ReplicaSet was sized for another size of the Deployment. Source: the same file, isScalingEvent. */
const wasScaled = ({ spec }: DeploymentRecord, { newReplicaSet, old }: ReplicaSets): boolean =>
  activeOf(newReplicaSet ? [...old, newReplicaSet] : old).some(
    ({ desiredReplicas }) => desiredReplicas !== undefined && desiredReplicas !== spec.replicas,
  );

/** Source: the same file, sync. */
function followScale(deployment: DeploymentRecord, sets: ReplicaSets, settings: ControllerSettings): void {
  const { spec, status } = deployment;
  for (const { replicaSet, replicas, note } of planScale({ spec, statusReplicas: status.replicas, ...sets })) {
    if (replicaSet.replicas !== replicas) resize(deployment, { replicaSet, replicas }, settings);
    else if (note) noteSize(replicaSet, deployment);
  }
  if (spec.paused) cleanUpHistory(deployment, sets.old, settings);
  writeStatus(deployment, calculateStatus(deployment, sets, settings.kernel), settings);
}

/** Source: the same package, rolling.go rolloutRolling. */
function rolloutRolling(deployment: DeploymentRecord, found: ReplicaSets, settings: ControllerSettings): void {
  const sets = withNewReplicaSet(deployment, found, settings);
  if (!sets) return;
  const { spec } = deployment;
  const growth = planNewReplicaSet(spec, sets.newReplicaSet, sets.old);
  const steps = growth ? [growth] : planOldReplicaSets(spec, sets.newReplicaSet, sets.old);
  for (const step of steps) resize(deployment, step, settings);
  if (steps.length === 0) cleanUpWhenComplete(deployment, sets.old, settings);
  syncRolloutStatus(deployment, sets, settings);
}

/** Source: the same package, recreate.go rolloutRecreate. */
function rolloutRecreate(deployment: DeploymentRecord, found: ReplicaSets, settings: ControllerSettings): void {
  const active = activeOf(found.old);
  for (const replicaSet of active) resize(deployment, { replicaSet, replicas: 0 }, settings);
  if (active.length > 0 || oldPodsRunning(found.old)) {
    syncRolloutStatus(deployment, found, settings);
    return;
  }
  const sets = withNewReplicaSet(deployment, found, settings);
  if (!sets) return;
  const { replicas } = deployment.spec;
  if (sets.newReplicaSet.replicas !== replicas) {
    resize(deployment, { replicaSet: sets.newReplicaSet, replicas }, settings);
  }
  cleanUpWhenComplete(deployment, sets.old, settings);
  syncRolloutStatus(deployment, sets, settings);
}

/**
 * The ReplicaSets with a new one, created if need be; undefined when its name was taken and the next sync tries
 * another.
 */
function withNewReplicaSet(
  deployment: DeploymentRecord,
  { newReplicaSet, old }: ReplicaSets,
  settings: ControllerSettings,
): (ReplicaSets & { readonly newReplicaSet: ReplicaSetRecord }) | undefined {
  if (newReplicaSet) return { newReplicaSet, old };
  const creation = createNewReplicaSet(deployment, old, settings);
  return creation.kind === "created" ? { newReplicaSet: creation.replicaSet, old } : undefined;
}

/** Source: the same package, sync.go scaleReplicaSet. */
function resize(
  deployment: DeploymentRecord,
  { replicaSet, replicas }: Resize<ReplicaSetRecord>,
  settings: ControllerSettings,
): void {
  const from = replicaSet.replicas;
  replicaSet.replicas = replicas;
  noteSize(replicaSet, deployment);
  settings.replicaSets.specWritten(replicaSet);
  const direction = from < replicas ? "up" : "down";
  settings.record(deployment.reference, {
    reason: "ScalingReplicaSet",
    message: `Scaled ${direction} replica set ${replicaSet.reference.name} from ${from} to ${replicas}`,
  });
}

function syncRolloutStatus(deployment: DeploymentRecord, sets: ReplicaSets, settings: ControllerSettings): void {
  const status = calculateStatus(deployment, sets, settings.kernel);
  const conditions = rolloutConditions(deployment, status, sets.newReplicaSet, settings.kernel);
  if (writeStatus(deployment, { ...status, conditions }, settings)) return;
  const check = progressCheckAfter(deployment, settings.kernel);
  if (check !== undefined) settings.queue.addAfter(deployment, check);
}

function cleanUpWhenComplete(
  deployment: DeploymentRecord,
  old: readonly ReplicaSetRecord[],
  settings: ControllerSettings,
): void {
  if (isComplete(deployment.spec, deployment.generation, deployment.status)) cleanUpHistory(deployment, old, settings);
}

/**
 * Deletes the oldest revisions beyond `revisionHistoryLimit`, except those with pods.
 *
 * Source: the same file, cleanupDeployment.
 */
function cleanUpHistory(
  { spec }: DeploymentRecord,
  old: readonly ReplicaSetRecord[],
  { replicaSets }: ControllerSettings,
): void {
  if (spec.revisionHistoryLimit === maxInt32) return;
  const surplus = old.length - spec.revisionHistoryLimit;
  if (surplus <= 0) return;
  const oldestRevisionFirst = old.toSorted((a, b) => a.revision - b.revision || byCreation(a, b));
  for (const replicaSet of oldestRevisionFirst.slice(0, surplus)) {
    const { status, replicas, generation } = replicaSet;
    if (status.replicas === 0 && replicas === 0 && generation <= status.observedGeneration)
      replicaSets.remove(replicaSet);
  }
}
