import type { Kernel } from "../kernel/kernel.ts";
import type { ObjectReference } from "../kubernetes/object.ts";
import type { Namespace } from "../kubernetes/workload.ts";
import type { FactBody } from "../trace/fact.ts";
import { toWholeSecond } from "../units.ts";
import { type Channel, createChannel } from "./channel.ts";
import type { PodStore } from "./pod-store.ts";
import type {
  DeploymentRecord,
  EndpointsRecord,
  HpaChange,
  NamespaceRecord,
  ServiceRecord,
  StoredHpa,
  StoredScaledObject,
  WorkloadChange,
} from "./records.ts";
import type { ReplicaSetStore } from "./replica-set-store.ts";

/** Every object of the cluster by `namespace/name`, and the channels on which their changes are heard. */
export type ObjectStore = {
  readonly kernel: Kernel;
  readonly emit: (body: FactBody) => void;
  readonly namespaces: Map<string, NamespaceRecord>;
  readonly deployments: Map<string, DeploymentRecord>;
  readonly services: Map<string, ServiceRecord>;
  /** Those that somebody made by hand. */
  readonly endpoints: Map<string, EndpointsRecord>;
  readonly hpas: Map<string, StoredHpa>;
  readonly scaledObjects: Map<string, StoredScaledObject>;
  readonly replicaSets: ReplicaSetStore;
  readonly pods: PodStore;
  readonly deploymentChanges: Channel<DeploymentRecord, WorkloadChange>;
  readonly serviceChanges: Channel<ServiceRecord, "changed">;
  readonly endpointsChanges: Channel<EndpointsRecord, "changed">;
  readonly hpaChanges: Channel<StoredHpa, HpaChange>;
  readonly scaledObjectChanges: Channel<StoredScaledObject, HpaChange>;
};

export type ObjectStoreSettings = Pick<ObjectStore, "kernel" | "emit" | "pods" | "replicaSets">;

/** A store with the namespaces that every cluster has. */
export function createObjectStore(settings: ObjectStoreSettings): ObjectStore {
  const namespaces = new Map<string, NamespaceRecord>();
  for (const name of ["default", "kube-node-lease", "kube-public", "kube-system"]) {
    namespaces.set(name, newNamespace(name, undefined, settings.kernel));
  }
  return {
    ...settings,
    namespaces,
    deployments: new Map(),
    services: new Map(),
    endpoints: new Map(),
    hpas: new Map(),
    scaledObjects: new Map(),
    deploymentChanges: createChannel(),
    serviceChanges: createChannel(),
    endpointsChanges: createChannel(),
    hpaChanges: createChannel(),
    scaledObjectChanges: createChannel(),
  };
}

export const namespaceReference = (name: string): ObjectReference => ({ kind: "Namespace", namespace: "", name });

/** A namespace that comes into being now; `applied` is its manifest, if it has one. */
export const newNamespace = (name: string, applied: Namespace | undefined, kernel: Kernel): NamespaceRecord => ({
  reference: namespaceReference(name),
  creationTimestamp: toWholeSecond(kernel.now()),
  applied,
  terminating: false,
});

/** How the API names each kind in its messages. */
const resources: ReadonlyMap<string, string> = new Map([
  ["DaemonSet", "daemonsets.apps"],
  ["Deployment", "deployments.apps"],
  ["Endpoints", "endpoints"],
  ["HorizontalPodAutoscaler", "horizontalpodautoscalers.autoscaling"],
  ["Namespace", "namespaces"],
  ["Pod", "pods"],
  ["ReplicaSet", "replicasets.apps"],
  ["ScaledObject", "scaledobjects.keda.sh"],
  ["Service", "services"],
  ["StatefulSet", "statefulsets.apps"],
]);

/**
 * `deployments.apps`.
 *
 * Source: apimachinery v0.36.3 GroupResource.String; any other kind as its plural in small letters.
 */
export const resourceName = (kind: string): string => resources.get(kind) ?? `${kind.toLowerCase()}s`;

/** `deployments.apps "web" not found`. Source: apimachinery v0.36.3 pkg/api/errors NewNotFound. */
export const notFound = ({ kind, name }: Pick<ObjectReference, "kind" | "name">): string =>
  `${resourceName(kind)} "${name}" not found`;
