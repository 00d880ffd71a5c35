import type { Condition, HorizontalPodAutoscaler } from "../kubernetes/autoscaling.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import type { Labels, ObjectMeta, ObjectReference } from "../kubernetes/object.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type {
  Deployment,
  Endpoints,
  HorizontalPodAutoscalerObject,
  Namespace,
  PodTemplate,
  ReplicaSet,
  ScaledObjectManifest,
  Service,
} from "../kubernetes/workload.ts";
import type { PodLifecycle } from "../scenario.ts";
import type { PodFact } from "../trace/fact.ts";
import type { SimTime } from "../units.ts";

/** A pod as the cluster stores it. What it is stays; its state changes in place. */
export type ClusterPod = PodView & {
  readonly uid: string;
  /** Whole seconds. */
  readonly creationTimestamp: SimTime;
  readonly annotations: Labels;
  /** The Deployment or ReplicaSet that a user wrote, or the pod itself. */
  readonly workload: ObjectReference;
  /** Where it is bound; empty before. */
  readonly node: string;
  /** When its containers started, to the microsecond; undefined before. */
  readonly startedAt: SimTime | undefined;
  /** When its grace period ends, in whole seconds; undefined until somebody asks to delete it. */
  readonly deletionTimestamp: SimTime | undefined;
  /** How it behaves. */
  readonly lifecycle: PodLifecycle;
  /** The condition PodScheduled; undefined until the scheduler has had its turn. */
  readonly podScheduled: Condition | undefined;
};

type PodState = Pick<
  ClusterPod,
  | "phase"
  | "deleting"
  | "ready"
  | "readyChangedAt"
  | "startTime"
  | "node"
  | "startedAt"
  | "deletionTimestamp"
  | "podScheduled"
>;

/** The same pod for those who write its state, which only `pod-store.ts` does. */
export type PodRecord = Omit<ClusterPod, keyof PodState> & { -readonly [Key in keyof PodState]: PodState[Key] } & {
  readonly reference: ObjectReference;
  /** Its controller; undefined for a pod that a user wrote. */
  readonly replicaSet: ReplicaSetRecord | undefined;
};

/** What happened to a pod. */
export type PodChange = PodFact["state"];

/** What happened to a Deployment or a ReplicaSet. */
export type WorkloadChange = "created" | "spec" | "status" | "deleted";

export type ReplicaSetStatus = {
  readonly observedGeneration: number;
  readonly replicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly terminatingReplicas: number;
};

export type ReplicaSetRecord = {
  readonly reference: ObjectReference;
  readonly uid: string;
  readonly creationTimestamp: SimTime;
  /** Its controller; undefined for a ReplicaSet that a user wrote. */
  readonly deployment: DeploymentRecord | undefined;
  readonly selector: Selector;
  generation: number;
  template: PodTemplate;
  replicas: number;
  minReadySeconds: number;
  /** The annotations that a Deployment keeps on it: its place in the history, and its own size when it wrote them. */
  revision: number;
  desiredReplicas: number | undefined;
  maxReplicas: number | undefined;
  status: ReplicaSetStatus;
  /** Terminating ones included, in order of creation. */
  readonly pods: Set<PodRecord>;
  /** The manifest as a user applied it last. */
  applied: ReplicaSet | undefined;
  deleted: boolean;
};

export type DeploymentCondition = Condition & { readonly lastUpdateTime: SimTime };

export type DeploymentStatus = {
  readonly observedGeneration: number;
  readonly replicas: number;
  readonly updatedReplicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly unavailableReplicas: number;
  readonly terminatingReplicas: number;
  readonly collisionCount: number;
  readonly conditions: readonly DeploymentCondition[];
};

export type DeploymentRecord = {
  readonly reference: ObjectReference;
  readonly uid: string;
  readonly creationTimestamp: SimTime;
  readonly selector: Selector;
  generation: number;
  /** The manifest as it was applied last. */
  applied: Deployment;
  /** What holds: the manifest, with the replicas that were written since and the restart that was asked for. */
  spec: Deployment;
  /** The annotation `deployment.kubernetes.io/revision`. */
  revision: number;
  status: DeploymentStatus;
  readonly replicaSets: Set<ReplicaSetRecord>;
  deleted: boolean;
};

export type ServiceRecord = {
  readonly reference: ObjectReference;
  readonly uid: string;
  readonly creationTimestamp: SimTime;
  applied: Service;
};

export type EndpointsRecord = { readonly reference: ObjectReference; applied: Endpoints };

/** A HorizontalPodAutoscaler as the cluster stores it. */
export type StoredHpa = {
  readonly reference: ObjectReference;
  readonly meta: ObjectMeta;
  readonly hpa: HorizontalPodAutoscaler;
  readonly applied: HorizontalPodAutoscalerObject;
};

/** A ScaledObject as the cluster stores it. */
export type StoredScaledObject = {
  readonly reference: ObjectReference;
  readonly meta: ObjectMeta;
  readonly applied: ScaledObjectManifest;
};

/** What became of an object that a controller watches. */
export type HpaChange = "added" | "changed" | "deleted";

export type NamespaceRecord = {
  readonly reference: ObjectReference;
  readonly creationTimestamp: SimTime;
  applied: Namespace | undefined;
  terminating: boolean;
};
