import { invariant } from "../invariant.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { LabelSelector } from "../kubernetes/autoscaling.ts";
import { selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import { findCondition, hasProgressDeadline, type NewCondition, withCondition } from "./deployment-conditions.ts";
import { type ReplicaSets, type StatusSettings, writeStatus } from "./deployment-status.ts";
import { fencepostsOf } from "./fenceposts.ts";
import { replicaSetName, templateHash } from "./identity.ts";
import type { Recorder } from "./recorder.ts";
import type { DeploymentRecord, ReplicaSetRecord } from "./records.ts";
import { byCreation, replicasOf } from "./replica-set-order.ts";
import type { ReplicaSetStore } from "./replica-set-store.ts";
import { newReplicaSetReplicas } from "./rolling-update.ts";

export type RevisionSettings = StatusSettings & {
  readonly kernel: Kernel;
  readonly replicaSets: ReplicaSetStore;
  readonly record: Recorder;
};

/** A Deployment's ReplicaSets, oldest first. The new one is the oldest that has the Deployment's template. */
export function findReplicaSets({ replicaSets, spec }: DeploymentRecord): ReplicaSets {
  const oldestFirst = [...replicaSets].toSorted(byCreation);
  const newReplicaSet = oldestFirst.find(({ template }) => template.identity === spec.template.identity);
  return { newReplicaSet, old: oldestFirst.filter((replicaSet) => replicaSet !== newReplicaSet) };
}

/**
 * Makes an existing new ReplicaSet the latest revision, with the Deployment's `minReadySeconds`.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/sync.go getNewReplicaSet.
 */
export function syncRevision(
  deployment: DeploymentRecord,
  { newReplicaSet, old }: ReplicaSets,
  settings: RevisionSettings,
): void {
  if (!newReplicaSet) return;
  const { spec, status } = deployment;
  newReplicaSet.revision = Math.max(newReplicaSet.revision, latestRevision(old) + 1);
  deployment.revision = newReplicaSet.revision;
  if (newReplicaSet.minReadySeconds !== spec.minReadySeconds) {
    newReplicaSet.minReadySeconds = spec.minReadySeconds;
    settings.replicaSets.specWritten(newReplicaSet);
  }
  if (hasProgressDeadline(spec) && !findCondition(status.conditions, "Progressing")) {
    const message = `Found new replica set "${newReplicaSet.reference.name}"`;
    report(deployment, { reason: "FoundNewReplicaSet", message }, settings);
  }
}

/**
 * Creates the ReplicaSet of the Deployment's template, as large as the rollout allows at once.
 *
 * `collision` when another template has taken the name; the Deployment has then counted it, and the next name differs.
 * Source: the same function.
 */
export function createNewReplicaSet(
  deployment: DeploymentRecord,
  old: readonly ReplicaSetRecord[],
  settings: RevisionSettings,
): { readonly kind: "created"; readonly replicaSet: ReplicaSetRecord } | { readonly kind: "collision" } {
  const { spec, status, reference } = deployment;
  const hash = templateHash(spec.template.identity, status.collisionCount);
  const name = replicaSetName(reference.name, hash);
  if (settings.replicaSets.get(`${reference.namespace}/${name}`)) {
    writeStatus(deployment, { ...status, collisionCount: status.collisionCount + 1 }, settings);
    return { kind: "collision" };
  }
  const replicas = newReplicaSetReplicas(spec, 0, replicasOf(old));
  const replicaSet = settings.replicaSets.create({
    namespace: reference.namespace,
    name,
    deployment,
    applied: undefined,
    selector: compiled(withHash(spec.selector, hash)),
    template: { ...spec.template, labels: { ...spec.template.labels, [hashLabel]: hash } },
    replicas,
    minReadySeconds: spec.minReadySeconds,
  });
  replicaSet.revision = latestRevision(old) + 1;
  noteSize(replicaSet, deployment);
  if (replicas > 0) {
    settings.record(reference, {
      reason: "ScalingReplicaSet",
      message: `Scaled up replica set ${name} from 0 to ${replicas}`,
    });
  }
  deployment.revision = replicaSet.revision;
  if (hasProgressDeadline(spec)) {
    report(deployment, { reason: "NewReplicaSetCreated", message: `Created new replica set "${name}"` }, settings);
  }
  return { kind: "created", replicaSet };
}

/** Notes on a ReplicaSet the size of its Deployment, by which a later sync knows whether that was scaled since. */
export function noteSize(replicaSet: ReplicaSetRecord, { spec }: DeploymentRecord): void {
  replicaSet.desiredReplicas = spec.replicas;
  replicaSet.maxReplicas = spec.replicas + fencepostsOf(spec).maxSurge;
}

const hashLabel = "pod-template-hash";

const withHash = (selector: LabelSelector, hash: string): LabelSelector => ({
  ...selector,
  matchLabels: { ...selector.matchLabels, [hashLabel]: hash },
});

function compiled(labelSelector: LabelSelector): ReplicaSetRecord["selector"] {
  const parsed = selectorFromLabelSelector(labelSelector);
  invariant(parsed.ok, "the selector of an admitted workload is valid");
  return parsed.selector;
}

const latestRevision = (replicaSets: readonly ReplicaSetRecord[]): number =>
  replicaSets.reduce((latest, { revision }) => Math.max(latest, revision), 0);

function report(
  deployment: DeploymentRecord,
  news: Pick<NewCondition, "reason" | "message">,
  settings: StatusSettings,
): void {
  const { status } = deployment;
  const condition: NewCondition = { type: "Progressing", status: "True", ...news };
  const conditions = withCondition(status.conditions, condition, settings.kernel.now());
  writeStatus(deployment, { ...status, conditions }, settings);
}
