import { selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import { type ObjectReference, objectKey } from "../kubernetes/object.ts";
import type { ReplicaSet } from "../kubernetes/workload.ts";
import type { ApplyResult } from "./apply.ts";
import { immutableSelector } from "./apply-deployment.ts";
import type { ObjectStore } from "./object-store.ts";
import type { ReplicaSetRecord } from "./records.ts";
import { sameValue } from "./same-value.ts";

/** Creates a ReplicaSet, or gives it the manifest's spec. A new template is for pods to come; those that exist stay. */
export function applyReplicaSet(manifest: ReplicaSet, store: ObjectStore): ApplyResult {
  const { namespace, name } = manifest.meta;
  const reference: ObjectReference = { kind: "ReplicaSet", namespace, name };
  const known = store.replicaSets.get(objectKey(reference));
  const parsed = selectorFromLabelSelector(manifest.selector);
  if (!parsed.ok) return { kind: "refused", message: parsed.error };
  if (!known) {
    const { template, replicas, minReadySeconds } = manifest;
    const { selector } = parsed;
    const deployment = undefined;
    store.emit({ kind: "scaled", target: reference, from: 0, to: replicas, by: "kubectl apply" });
    store.replicaSets.create({
      namespace,
      name,
      deployment,
      applied: manifest,
      selector,
      template,
      replicas,
      minReadySeconds,
    });
    return { kind: "created" };
  }
  if (!sameValue(known.selector, parsed.selector)) {
    return { kind: "refused", message: immutableSelector("ReplicaSet.apps", manifest) };
  }
  const keepsReplicas =
    manifest.replicasDefaulted === true && (known.applied === undefined || known.applied.replicasDefaulted === true);
  const replicas = keepsReplicas ? known.replicas : manifest.replicas;
  const isSame = sameValue(known.applied, manifest) && known.replicas === replicas;
  known.applied = manifest;
  if (isSame) return { kind: "unchanged" };
  known.template = manifest.template;
  known.minReadySeconds = manifest.minReadySeconds;
  setReplicas(known, replicas, { store, by: "kubectl apply" });
  store.replicaSets.specWritten(known);
  return { kind: "configured" };
}

/** Writes `spec.replicas` and says so when it changed; the caller makes it known as a new spec. */
export function setReplicas(
  replicaSet: ReplicaSetRecord,
  replicas: number,
  { store, by }: { readonly store: ObjectStore; readonly by: string },
): void {
  const from = replicaSet.replicas;
  if (from === replicas) return;
  replicaSet.replicas = replicas;
  store.emit({ kind: "scaled", target: replicaSet.reference, from, to: replicas, by });
}
