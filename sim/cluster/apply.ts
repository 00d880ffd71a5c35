import { unreachable } from "../invariant.ts";
import { type ObjectMeta, type ObjectReference, objectKey } from "../kubernetes/object.ts";
import type {
  ClusterObject,
  Endpoints,
  HorizontalPodAutoscalerObject,
  Namespace,
  Pod,
  ScaledObjectManifest,
  Service,
} from "../kubernetes/workload.ts";
import type { PodLifecycle } from "../scenario.ts";
import { toWholeSecond } from "../units.ts";
import { applyDeployment } from "./apply-deployment.ts";
import { applyReplicaSet } from "./apply-replica-set.ts";
import { generateUid, uidStream } from "./identity.ts";
import { namespaceReference, newNamespace, type ObjectStore, resourceName } from "./object-store.ts";
import type { ServiceRecord } from "./records.ts";
import { sameValue } from "./same-value.ts";

/** What `kubectl apply` says of an object; `refused` with the API server's text. */
export type ApplyResult =
  | { readonly kind: "created" | "configured" | "unchanged" }
  | { readonly kind: "refused"; readonly message: string };

export type ApplySettings = {
  readonly store: ObjectStore;
  readonly lifecycleOf: (workload: ObjectReference) => PodLifecycle;
  /** KEDA's admission webhook: why it denies a ScaledObject. Absent where KEDA is not installed. */
  readonly scaledObjectDenial?: (scaledObject: ScaledObjectManifest) => string | undefined;
};

/**
 * Creates an object, or changes it to what the manifest says, as client-side `kubectl apply` does: what the manifest
 * does not mention stays, and what the last manifest mentioned and this one does not is removed.
 *
 * A namespace comes into being with its first object.
 */
export function applyObject(object: ClusterObject, settings: ApplySettings): ApplyResult {
  const result = admit(object, settings.store) ?? applyKind(object, settings);
  if (result.kind !== "refused") {
    settings.store.emit({ kind: "applied", object: referenceOf(object), change: result.kind });
  }
  return result;
}

const referenceOf = ({ kind, meta: { namespace, name } }: ClusterObject): ObjectReference =>
  kind === "Namespace" ? namespaceReference(name) : { kind, namespace, name };

/** Source: apiserver v0.36.3 pkg/admission/plugin/namespace/lifecycle. */
function admit(object: ClusterObject, { kernel, namespaces }: ObjectStore): ApplyResult | undefined {
  if (object.kind === "Namespace") return undefined;
  const { namespace, name } = object.meta;
  const known = namespaces.get(namespace);
  if (!known) {
    namespaces.set(namespace, newNamespace(namespace, undefined, kernel));
  } else if (known.terminating) {
    const reason = `unable to create new content in namespace ${namespace} because it is being terminated`;
    return { kind: "refused", message: `${resourceName(object.kind)} "${name}" is forbidden: ${reason}` };
  }
  return undefined;
}

function applyKind(object: ClusterObject, settings: ApplySettings): ApplyResult {
  const { store } = settings;
  switch (object.kind) {
    case "Namespace":
      return applyNamespace(object, store);
    case "Deployment":
      return applyDeployment(object, store);
    case "ReplicaSet":
      return applyReplicaSet(object, store);
    case "Pod":
      return applyPod(object, settings);
    case "Service":
      return applyService(object, store);
    case "Endpoints":
      return applyEndpoints(object, store);
    case "HorizontalPodAutoscaler":
      return applyHpa(object, store);
    case "ScaledObject":
      return applyScaledObject(object, settings);
    default:
      return unreachable(object);
  }
}

function applyNamespace(manifest: Namespace, { kernel, namespaces }: ObjectStore): ApplyResult {
  const { name } = manifest.meta;
  const known = namespaces.get(name);
  if (!known) {
    namespaces.set(name, newNamespace(name, manifest, kernel));
    return { kind: "created" };
  }
  if (sameValue(known.applied, manifest)) return { kind: "unchanged" };
  known.applied = manifest;
  return { kind: "configured" };
}

function applyPod(manifest: Pod, { store, lifecycleOf }: ApplySettings): ApplyResult {
  const { namespace, name, labels, annotations } = manifest.meta;
  const reference: ObjectReference = { kind: "Pod", namespace, name };
  const known = store.pods.get(objectKey(reference));
  if (known) {
    const isSame =
      sameValue(known.spec, manifest.spec) &&
      sameValue(known.labels, labels) &&
      sameValue(known.annotations, annotations);
    if (isSame) return { kind: "unchanged" };
    return {
      kind: "refused",
      message: `Pod "${name}" is invalid: kubewind does not change a pod that runs; delete it first`,
    };
  }
  store.pods.create({
    namespace,
    name,
    template: { labels, annotations, spec: manifest.spec, identity: "" },
    workload: reference,
    lifecycle: lifecycleOf(reference),
    replicaSet: undefined,
  });
  return { kind: "created" };
}

function applyService(manifest: Service, store: ObjectStore): ApplyResult {
  const { namespace, name } = manifest.meta;
  const reference: ObjectReference = { kind: "Service", namespace, name };
  const known = store.services.get(objectKey(reference));
  if (known && sameValue(known.applied, manifest)) return { kind: "unchanged" };
  const service = known ?? newService(reference, manifest, store);
  service.applied = manifest;
  store.services.set(objectKey(reference), service);
  store.serviceChanges.publish(service, "changed");
  return { kind: known ? "configured" : "created" };
}

const newService = (reference: ObjectReference, applied: Service, { kernel }: ObjectStore): ServiceRecord => ({
  reference,
  uid: generateUid(uidStream(kernel, reference)),
  creationTimestamp: toWholeSecond(kernel.now()),
  applied,
});

function applyEndpoints(manifest: Endpoints, { endpoints, endpointsChanges }: ObjectStore): ApplyResult {
  const { namespace, name } = manifest.meta;
  const reference: ObjectReference = { kind: "Endpoints", namespace, name };
  const known = endpoints.get(objectKey(reference));
  if (known && sameValue(known.applied, manifest)) return { kind: "unchanged" };
  const record = known ?? { reference, applied: manifest };
  record.applied = manifest;
  endpoints.set(objectKey(reference), record);
  endpointsChanges.publish(record, "changed");
  return { kind: known ? "configured" : "created" };
}

function applyHpa(manifest: HorizontalPodAutoscalerObject, store: ObjectStore): ApplyResult {
  const { namespace, name } = manifest.meta;
  const reference: ObjectReference = { kind: "HorizontalPodAutoscaler", namespace, name };
  const known = store.hpas.get(objectKey(reference));
  if (known && sameValue(known.applied, manifest)) return { kind: "unchanged" };
  const { kernel } = store;
  const isNewSpec = !known || !sameValue(known.hpa.spec, manifest.hpa.spec);
  const meta = { ...manifest.meta, ...identityOf(reference, { known: known?.meta, isNewSpec, kernel }) };
  const stored = { reference, meta, hpa: manifest.hpa, applied: manifest };
  store.hpas.set(objectKey(reference), stored);
  store.hpaChanges.publish(stored, known ? "changed" : "added");
  return { kind: known ? "configured" : "created" };
}

function applyScaledObject(manifest: ScaledObjectManifest, settings: ApplySettings): ApplyResult {
  const { store, scaledObjectDenial } = settings;
  const { namespace, name } = manifest.meta;
  const reference: ObjectReference = { kind: "ScaledObject", namespace, name };
  if (scaledObjectDenial === undefined) {
    return { kind: "refused", message: 'no matches for kind "ScaledObject" in version "keda.sh/v1alpha1"' };
  }
  const known = store.scaledObjects.get(objectKey(reference));
  if (known && sameValue(known.applied, manifest)) return { kind: "unchanged" };
  const denial = scaledObjectDenial(manifest);
  if (denial !== undefined) {
    const message = `admission webhook "vscaledobject.kb.io" denied the request: ${denial}`;
    return { kind: "refused", message };
  }
  const isNewSpec = !known || !sameValue(known.applied.spec, manifest.spec);
  const identity = identityOf(reference, { known: known?.meta, isNewSpec, kernel: store.kernel });
  const stored = { reference, meta: { ...manifest.meta, ...identity }, applied: manifest };
  store.scaledObjects.set(objectKey(reference), stored);
  store.scaledObjectChanges.publish(stored, known ? "changed" : "added");
  return { kind: known ? "configured" : "created" };
}

type Before = {
  /** Undefined for an object that is new. */
  readonly known: ObjectMeta | undefined;
  readonly isNewSpec: boolean;
  readonly kernel: ObjectStore["kernel"];
};

/** What the API server itself writes into an object's metadata. */
const identityOf = (
  reference: ObjectReference,
  { known, isNewSpec, kernel }: Before,
): Pick<ObjectMeta, "uid" | "creationTimestamp" | "generation"> => ({
  uid: known?.uid ?? generateUid(uidStream(kernel, reference)),
  creationTimestamp: known?.creationTimestamp ?? toWholeSecond(kernel.now()),
  generation: (known?.generation ?? 0) + (isNewSpec ? 1 : 0),
});
