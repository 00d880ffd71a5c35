import { selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import { byCodeUnit, type ObjectReference, objectKey } from "../kubernetes/object.ts";
import { formatTimestamp } from "../kubernetes/timestamp.ts";
import type { Deployment, PodTemplate } from "../kubernetes/workload.ts";
import { toWholeSecond } from "../units.ts";
import type { ApplyResult } from "./apply.ts";
import { generateUid, uidStream } from "./identity.ts";
import { notFound, type ObjectStore } from "./object-store.ts";
import type { DeploymentRecord } from "./records.ts";
import { sameValue } from "./same-value.ts";

/** Creates a Deployment, or gives it the manifest's spec. */
export function applyDeployment(manifest: Deployment, store: ObjectStore): ApplyResult {
  const { namespace, name } = manifest.meta;
  const reference: ObjectReference = { kind: "Deployment", namespace, name };
  const known = store.deployments.get(objectKey(reference));
  if (!known) return createDeployment(reference, manifest, store);
  if (!sameValue(known.applied.selector, manifest.selector)) {
    return { kind: "refused", message: immutableSelector("Deployment.apps", manifest) };
  }
  const spec = merged(manifest, known);
  const isSame = sameValue(known.spec, spec);
  known.applied = manifest;
  if (isSame) return { kind: "unchanged" };
  const isNewSpec = !sameValue({ ...known.spec, meta: undefined }, { ...spec, meta: undefined });
  writeSpec(known, spec, { store, by: "kubectl apply", isNewSpec });
  return { kind: "configured" };
}

/**
 * `spec.selector` of a workload cannot change.
 *
 * Source: kubernetes v1.36.3 pkg/registry/apps, ValidateImmutableField.
 */
export function immutableSelector(kind: string, { meta, selector }: Pick<Deployment, "meta" | "selector">): string {
  const { matchLabels, matchExpressions } = selector;
  const sorted = matchLabels && Object.entries(matchLabels).toSorted(([a], [b]) => byCodeUnit(a, b));
  const value = JSON.stringify({ matchLabels: sorted && Object.fromEntries(sorted), matchExpressions });
  return `${kind} "${meta.name}" is invalid: spec.selector: Invalid value: ${value}: field is immutable`;
}

function createDeployment(reference: ObjectReference, manifest: Deployment, store: ObjectStore): ApplyResult {
  const parsed = selectorFromLabelSelector(manifest.selector);
  if (!parsed.ok) return { kind: "refused", message: parsed.error };
  const { kernel } = store;
  const deployment: DeploymentRecord = {
    reference,
    uid: generateUid(uidStream(kernel, reference)),
    creationTimestamp: toWholeSecond(kernel.now()),
    selector: parsed.selector,
    generation: 1,
    applied: manifest,
    spec: manifest,
    revision: 0,
    status: {
      observedGeneration: 0,
      replicas: 0,
      updatedReplicas: 0,
      readyReplicas: 0,
      availableReplicas: 0,
      unavailableReplicas: 0,
      terminatingReplicas: 0,
      collisionCount: 0,
      conditions: [],
    },
    replicaSets: new Set(),
    deleted: false,
  };
  store.deployments.set(objectKey(reference), deployment);
  store.emit({ kind: "scaled", target: reference, from: 0, to: manifest.replicas, by: "kubectl apply" });
  store.deploymentChanges.publish(deployment, "created");
  return { kind: "created" };
}

/**
 * The manifest over what holds: it has a say in the replicas when it mentions them, or when the last manifest did (then
 * they fall back to the default), and it leaves the annotation of a restart alone.
 */
function merged(manifest: Deployment, { spec, applied }: DeploymentRecord): Deployment {
  const keepsReplicas = manifest.replicasDefaulted === true && applied.replicasDefaulted === true;
  const [live, before, after] = [spec, applied, manifest].map(
    ({ template }) => template.annotations[restartAnnotation],
  );
  const keepsRestart = live !== undefined && before === undefined && after === undefined;
  return {
    ...manifest,
    replicas: keepsReplicas ? spec.replicas : manifest.replicas,
    template: keepsRestart ? withRestart(manifest.template, live) : manifest.template,
  };
}

const restartAnnotation = "kubectl.kubernetes.io/restartedAt";

const withRestart = (template: PodTemplate, restartedAt: string): PodTemplate => ({
  ...template,
  annotations: { ...template.annotations, [restartAnnotation]: restartedAt },
  identity: `${template.identity} ${restartAnnotation}=${restartedAt}`,
});

export type RestartResult = { readonly kind: "restarted" } | { readonly kind: "refused"; readonly message: string };

/**
 * `kubectl rollout restart`: a new pod template that differs in an annotation.
 *
 * Source: kubectl v0.36.3 pkg/cmd/rollout/rollout_restart.go, for the texts too.
 */
export function restartDeployment(reference: ObjectReference, store: ObjectStore): RestartResult {
  const deployment = store.deployments.get(objectKey(reference));
  if (!deployment) return { kind: "refused", message: notFound(reference) };
  const { spec, applied } = deployment;
  const restartedAt = formatTimestamp(store.kernel.now());
  if (spec.paused) {
    const message = `deployments.apps "${reference.name}" can't restart paused deployment (run rollout resume first)`;
    return { kind: "refused", message };
  }
  if (spec.template.annotations[restartAnnotation] === restartedAt) {
    const advice =
      "if restart has already been triggered within the past second, please wait before attempting to trigger another";
    return { kind: "refused", message: `failed to create patch for ${reference.name}: ${advice}` };
  }
  const restarted = { ...spec, template: withRestart(applied.template, restartedAt) };
  writeSpec(deployment, restarted, { store, by: "kubectl rollout restart", isNewSpec: true });
  return { kind: "restarted" };
}

export type SpecWrite = { readonly store: ObjectStore; readonly by: string; readonly isNewSpec: boolean };

/**
 * Stores a new spec, as a new generation if it is more than labels and annotations, and says when the replicas changed.
 */
export function writeSpec(deployment: DeploymentRecord, spec: Deployment, { store, by, isNewSpec }: SpecWrite): void {
  const from = deployment.spec.replicas;
  deployment.spec = spec;
  if (isNewSpec) deployment.generation++;
  if (spec.replicas !== from) {
    store.emit({ kind: "scaled", target: deployment.reference, from, to: spec.replicas, by });
  }
  store.deploymentChanges.publish(deployment, "spec");
}
