import { type ObjectReference, objectKey } from "../kubernetes/object.ts";
import { namespaceReference, notFound, type ObjectStore } from "./object-store.ts";

/** What `kubectl delete` says; `refused` with the API server's text. */
export type RemoveResult = { readonly kind: "deleted" } | { readonly kind: "refused"; readonly message: string };

/**
 * Deletes an object, and in the background what it owns: a Deployment's ReplicaSets, their pods.
 *
 * Pods get their grace period. A namespace goes when the last of its pods has gone.
 */
export function removeObject(target: ObjectReference, store: ObjectStore): RemoveResult {
  const reference = target.kind === "Namespace" ? namespaceReference(target.name) : target;
  if (target.kind === "Namespace" && immortalNamespaces.has(target.name)) {
    return { kind: "refused", message: `namespaces "${target.name}" is forbidden: this namespace may not be deleted` };
  }
  if (!removers.get(target.kind)?.(reference, store)) return { kind: "refused", message: notFound(target) };
  if (target.kind !== "Namespace") store.emit({ kind: "deleted", object: reference });
  return { kind: "deleted" };
}

/** Source: apiserver v0.36.3 pkg/admission/plugin/namespace/lifecycle/admission.go. */
const immortalNamespaces: ReadonlySet<string> = new Set(["default", "kube-public", "kube-system"]);

/** Takes an object out of the store; false when there is none. */
type Remover = (reference: ObjectReference, store: ObjectStore) => boolean;

const removers: ReadonlyMap<string, Remover> = new Map<string, Remover>([
  ["Namespace", removeNamespace],
  ["Deployment", removeDeployment],
  ["ReplicaSet", removeReplicaSet],
  ["Pod", removePod],
  ["Service", removeService],
  ["Endpoints", removeEndpoints],
  ["HorizontalPodAutoscaler", removeHpa],
  ["ScaledObject", removeScaledObject],
]);

function removeDeployment(reference: ObjectReference, store: ObjectStore): boolean {
  const deployment = store.deployments.get(objectKey(reference));
  if (!deployment) return false;
  deployment.deleted = true;
  store.deployments.delete(objectKey(reference));
  for (const replicaSet of [...deployment.replicaSets]) store.replicaSets.remove(replicaSet);
  store.deploymentChanges.publish(deployment, "deleted");
  return true;
}

function removeReplicaSet(reference: ObjectReference, { replicaSets }: ObjectStore): boolean {
  const replicaSet = replicaSets.get(objectKey(reference));
  if (replicaSet) replicaSets.remove(replicaSet);
  return replicaSet !== undefined;
}

function removePod(reference: ObjectReference, { pods }: ObjectStore): boolean {
  const pod = pods.get(objectKey(reference));
  if (pod) pods.requestDeletion(pod);
  return pod !== undefined;
}

function removeService(reference: ObjectReference, { services, serviceChanges }: ObjectStore): boolean {
  const service = services.get(objectKey(reference));
  if (!service) return false;
  services.delete(objectKey(reference));
  serviceChanges.publish(service, "changed");
  return true;
}

function removeEndpoints(reference: ObjectReference, { endpoints, endpointsChanges }: ObjectStore): boolean {
  const record = endpoints.get(objectKey(reference));
  if (!record) return false;
  endpoints.delete(objectKey(reference));
  endpointsChanges.publish(record, "changed");
  return true;
}

function removeHpa(reference: ObjectReference, { hpas, hpaChanges }: ObjectStore): boolean {
  const hpa = hpas.get(objectKey(reference));
  if (!hpa) return false;
  hpas.delete(objectKey(reference));
  hpaChanges.publish(hpa, "deleted");
  return true;
}

function removeScaledObject(reference: ObjectReference, { scaledObjects, scaledObjectChanges }: ObjectStore): boolean {
  const scaledObject = scaledObjects.get(objectKey(reference));
  if (!scaledObject) return false;
  scaledObjects.delete(objectKey(reference));
  scaledObjectChanges.publish(scaledObject, "deleted");
  return true;
}

function removeNamespace({ name }: ObjectReference, store: ObjectStore): boolean {
  const namespace = store.namespaces.get(name);
  if (!namespace) return false;
  const contents = [
    ...store.scaledObjects.values(),
    ...store.hpas.values(),
    ...store.services.values(),
    ...store.endpoints.values(),
    ...store.deployments.values(),
    ...[...store.replicaSets.all()].filter(({ deployment }) => deployment === undefined),
    ...[...store.pods.all()].filter(({ replicaSet }) => replicaSet === undefined),
  ].map(({ reference }) => reference);
  for (const reference of contents) if (reference.namespace === name) removeObject(reference, store);
  namespace.terminating = true;
  finishNamespace(name, store);
  return true;
}

/** Lets a terminating namespace go once it is empty. */
export function finishNamespace(name: string, store: ObjectStore): void {
  const namespace = store.namespaces.get(name);
  if (!namespace?.terminating) return;
  for (const pod of store.pods.all()) if (pod.namespace === name) return;
  store.namespaces.delete(name);
  store.emit({ kind: "deleted", object: namespace.reference });
}
