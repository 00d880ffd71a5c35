import type { Kernel } from "../kernel/kernel.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import type { ObjectReference } from "../kubernetes/object.ts";
import type { ClusterObject } from "../kubernetes/workload.ts";
import type { NodeGroup, PodLifecycle } from "../scenario.ts";
import type { FactBody } from "../trace/fact.ts";
import type { KubernetesVersion } from "../version.ts";
import { type ApplyResult, type ApplySettings, applyObject } from "./apply.ts";
import { type RestartResult, restartDeployment } from "./apply-deployment.ts";
import { runDeploymentController } from "./deployment-controller.ts";
import { createEndpoints, type EndpointListener, type Endpoints } from "./endpoints.ts";
import { type ClusterNode, createNodeStore, type NodeStore } from "./nodes.ts";
import { createObjectStore, type ObjectStore } from "./object-store.ts";
import { createPodIndex, type PodIndex } from "./pod-index.ts";
import { defaultPodLifecycle, runPodLifecycles } from "./pod-lifecycle.ts";
import { createPodStore } from "./pod-store.ts";
import { createRecorder } from "./recorder.ts";
import type {
  ClusterPod,
  DeploymentRecord,
  EndpointsRecord,
  HpaChange,
  NamespaceRecord,
  PodRecord,
  ReplicaSetRecord,
  ServiceRecord,
  StoredHpa,
  StoredScaledObject,
} from "./records.ts";
import { finishNamespace, type RemoveResult, removeObject } from "./remove.ts";
import { runReplicaSetController } from "./replica-set-controller.ts";
import { createReplicaSetStore } from "./replica-set-store.ts";
import { getScale, type ScaleReply, type ScaleUpdate, updateScale } from "./scale.ts";
import { createScheduler } from "./scheduler.ts";
import { createSpreadCounts, type SpreadCounts } from "./topology-spread.ts";

export type ClusterSettings = {
  readonly kernel: Kernel;
  readonly emit: (body: FactBody) => void;
  readonly nodes: readonly NodeGroup[];
  /** How the pods of a workload behave; undefined for one that nobody describes. */
  readonly lifecycleOf: (workload: ObjectReference) => PodLifecycle | undefined;
  readonly kubernetes: KubernetesVersion;
  readonly scaledObjectDenial?: ApplySettings["scaledObjectDenial"];
  /** Most pods of one workload; a controller that asks for more ends the run with a `LimitError`. */
  readonly podsPerWorkloadMax?: number;
};

/** A kubelet's view of the containers of its pods. */
export type ContainerListener = {
  /** All containers of the pod run, since `pod.startedAt`. */
  readonly started: (pod: ClusterPod) => void;
  readonly stopped: (pod: ClusterPod) => void;
};

/**
 * The simulated cluster: its API objects, the controllers that act on them, the scheduler, and the life of the pods.
 *
 * Everything answers at once. What follows from a change is queued for the same instant.
 */
export type Cluster = {
  readonly apply: (object: ClusterObject) => ApplyResult;
  readonly remove: (target: ObjectReference) => RemoveResult;
  /** `kubectl rollout restart` of a Deployment. */
  readonly restart: (target: Omit<ObjectReference, "kind">) => RestartResult;
  readonly scale: {
    readonly get: (target: ObjectReference) => ScaleReply;
    readonly update: (target: ObjectReference, update: ScaleUpdate) => ScaleReply;
  };
  /** By name, the same array as long as no matching pod comes or goes. */
  readonly pods: (namespace: string, selector: Selector) => readonly ClusterPod[];
  readonly pod: (namespace: string, name: string) => ClusterPod | undefined;
  readonly nodes: () => readonly ClusterNode[];
  readonly node: (name: string) => ClusterNode | undefined;
  /** A node more, or several. Pods that had no room are tried again. */
  readonly addNodes: (group: NodeGroup) => void;
  /** What is stored, in the order in which it was created. */
  readonly stored: StoredObjects;
  /** In the order in which they were created. */
  readonly hpas: () => readonly StoredHpa[];
  /** Listeners hear of what happens from now on. */
  readonly onHpa: (listener: (hpa: StoredHpa, change: HpaChange) => void) => void;
  /** The same for KEDA's ScaledObjects. */
  readonly onScaledObject: (listener: (scaledObject: StoredScaledObject, change: HpaChange) => void) => void;
  readonly onContainers: (listener: ContainerListener) => void;
  readonly onEndpoints: (listener: EndpointListener) => void;
  /** A pod, a Service or a node came, went, or changed. */
  readonly onObjects: (listener: () => void) => void;
};

/** The objects themselves, to be looked at: they change in place. */
export type StoredObjects = {
  readonly namespaces: () => Iterable<Readonly<NamespaceRecord>>;
  readonly deployments: () => Iterable<Readonly<DeploymentRecord>>;
  readonly replicaSets: () => Iterable<Readonly<ReplicaSetRecord>>;
  readonly services: () => Iterable<Readonly<ServiceRecord>>;
  /** Those that somebody made by hand. */
  readonly endpoints: () => Iterable<Readonly<EndpointsRecord>>;
  readonly scaledObjects: () => Iterable<StoredScaledObject>;
  readonly pods: () => Iterable<Readonly<PodRecord>>;
};

/** Far beyond what the model was made for, and a sign of a runaway autoscaler. */
const podsPerWorkloadMaxDefault = 10_000;

/** An empty cluster with its nodes. */
export function createCluster(settings: ClusterSettings): Cluster {
  const { kernel, emit, podsPerWorkloadMax = podsPerWorkloadMaxDefault } = settings;
  const lifecycleOf = (workload: ObjectReference): PodLifecycle =>
    settings.lifecycleOf(workload) ?? defaultPodLifecycle;
  const store = createObjectStore({
    kernel,
    emit,
    pods: createPodStore({ kernel, emit }),
    replicaSets: createReplicaSetStore({ kernel, emit }),
  });
  const views = createViews(store);
  const { pods, replicaSets } = store;
  runReplicaSetController({
    ...{ kernel, pods, replicaSets, lifecycleOf, podsPerWorkloadMax },
    record: createRecorder("replicaset-controller", emit),
  });
  runDeploymentController({
    ...{ kernel, emit, replicaSets },
    changes: store.deploymentChanges,
    record: createRecorder("deployment-controller", emit),
  });
  runPodLifecycles(kernel, store.pods);
  const scheduler = createScheduler({
    kernel,
    version: settings.kubernetes,
    pods: store.pods,
    nodes: views.nodes,
    spread: views.spread,
    record: createRecorder("default-scheduler", emit),
  });
  const nodeListeners: (() => void)[] = [];
  const addNodes = (group: NodeGroup): void => {
    scheduler.nodesAdded(views.nodes.addGroup(group, kernel.now()));
    for (const listener of nodeListeners) listener();
  };
  for (const group of settings.nodes) addNodes(group);

  const { scaledObjectDenial } = settings;
  const applySettings = { store, lifecycleOf, ...(scaledObjectDenial === undefined ? {} : { scaledObjectDenial }) };
  return {
    apply: (object) => applyObject(object, applySettings),
    remove: (target) => removeObject(target, store),
    restart: (target) => restartDeployment({ ...target, kind: "Deployment" }, store),
    scale: {
      get: (target) => getScale(target, store),
      update: (target, update) => updateScale(target, update, store),
    },
    pods: views.index.pods,
    pod: (namespace, name) => store.pods.get(`${namespace}/${name}`),
    nodes: views.nodes.nodes,
    node: views.nodes.get,
    addNodes,
    stored: storedIn(store),
    hpas: () => [...store.hpas.values()],
    onHpa: store.hpaChanges.subscribe,
    onScaledObject: store.scaledObjectChanges.subscribe,
    onContainers: ({ started, stopped }) =>
      store.pods.changes.subscribe((pod, change) => {
        if (change === "started") started(pod);
        if (change === "gone" && pod.startedAt !== undefined) stopped(pod);
      }),
    onEndpoints: views.endpoints.subscribe,
    onObjects: (listener) => {
      store.pods.changes.subscribe(listener);
      store.serviceChanges.subscribe(listener);
      store.endpointsChanges.subscribe(listener);
      nodeListeners.push(listener);
    },
  };
}

const storedIn = (store: ObjectStore): StoredObjects => ({
  namespaces: () => store.namespaces.values(),
  deployments: () => store.deployments.values(),
  replicaSets: store.replicaSets.all,
  services: () => store.services.values(),
  endpoints: () => store.endpoints.values(),
  scaledObjects: () => store.scaledObjects.values(),
  pods: store.pods.all,
});

type Views = {
  readonly index: PodIndex;
  readonly nodes: NodeStore;
  readonly spread: SpreadCounts;
  readonly endpoints: Endpoints;
};

/** What is kept up to date beside the objects. It hears of a change before any controller does. */
function createViews(store: ObjectStore): Views {
  const services = (): Iterable<ServiceRecord> => store.services.values();
  const views = {
    index: createPodIndex(),
    nodes: createNodeStore(),
    spread: createSpreadCounts(services),
    endpoints: createEndpoints(services),
  };
  store.pods.changes.subscribe((pod, change) => {
    if (change === "created") views.index.add(pod);
    if (change === "scheduled") {
      views.nodes.bound(pod);
      views.spread.bound(pod);
    }
    if (change === "terminating" || change === "gone") views.spread.leaving(pod);
    if (change === "gone") {
      views.index.remove(pod);
      views.nodes.gone(pod);
    }
    views.endpoints.podChanged(pod, change);
    if (change === "gone") finishNamespace(pod.namespace, store);
  });
  store.serviceChanges.subscribe(({ reference }) => views.endpoints.servicesChanged(reference.namespace));
  return views;
}
