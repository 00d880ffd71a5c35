import type { HorizontalPodAutoscaler, LabelSelector } from "./autoscaling.ts";
import type { Labels, ManifestMeta, ObjectReference } from "./object.ts";
import type { PodSpec } from "./pod.ts";
import type { ScaledObject } from "./scaled-object.ts";

/** The pod template of a workload. */
export type PodTemplate = {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly spec: PodSpec;
  /** Canonical JSON of the whole defaulted template: two templates are the same revision when these are equal. */
  readonly identity: string;
};

/** An absolute count of pods, or a percentage of the replicas. */
export type IntOrPercent = { readonly count: number } | { readonly percent: number };

export type DeploymentStrategy =
  | { readonly type: "RollingUpdate"; readonly maxSurge: IntOrPercent; readonly maxUnavailable: IntOrPercent }
  | { readonly type: "Recreate" };

/** A Deployment as admitted: defaulted and valid. Seconds as in the API. */
export type Deployment = {
  readonly kind: "Deployment";
  readonly meta: ManifestMeta;
  readonly replicas: number;
  /** The manifest does not mention `spec.replicas`: the number above is the default, and leaves a live one alone. */
  readonly replicasDefaulted?: boolean;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly strategy: DeploymentStrategy;
  readonly minReadySeconds: number;
  readonly progressDeadlineSeconds: number;
  readonly revisionHistoryLimit: number;
  readonly paused: boolean;
};

/** A ReplicaSet that a user wrote. */
export type ReplicaSet = {
  readonly kind: "ReplicaSet";
  readonly meta: ManifestMeta;
  readonly replicas: number;
  /** The manifest does not mention `spec.replicas`: the number above is the default, and leaves a live one alone. */
  readonly replicasDefaulted?: boolean;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly minReadySeconds: number;
};

/** A pod that a user wrote, without a controller. */
export type Pod = {
  readonly kind: "Pod";
  readonly meta: ManifestMeta;
  readonly spec: PodSpec;
};

export type Service = {
  readonly kind: "Service";
  readonly meta: ManifestMeta;
  /** Absent for a Service whose endpoints somebody else maintains. */
  readonly selector: Labels | undefined;
  /** How it can be reached; absent for one that nobody connects to. */
  readonly exposure?: ServiceExposure;
};

export type ServiceExposure = {
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";
  /** As the manifest has it: `None` for a headless one, empty where the cluster chooses. */
  readonly clusterIp: string;
  readonly externalName: string;
  readonly publishNotReadyAddresses: boolean;
  readonly ports: readonly ServicePort[];
};

export type ServicePort = {
  /** Empty when it has none. */
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** A number, or the name of a container's port. */
  readonly targetPort: number | string;
};

/** Endpoints that somebody made by hand, for the Service of their name. */
export type Endpoints = {
  readonly kind: "Endpoints";
  readonly meta: ManifestMeta;
  readonly subsets: readonly EndpointSubset[];
};

export type EndpointSubset = {
  readonly addresses: readonly EndpointAddress[];
  readonly notReadyAddresses: readonly EndpointAddress[];
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
};

export type EndpointAddress = {
  readonly ip: string;
  readonly hostname: string | undefined;
  readonly nodeName: string | undefined;
  readonly targetRef: ObjectReference | undefined;
};

export type Namespace = {
  readonly kind: "Namespace";
  readonly meta: ManifestMeta;
};

/** An HPA in the hub form, `autoscaling/v2`, defaulted. */
export type HorizontalPodAutoscalerObject = {
  readonly kind: "HorizontalPodAutoscaler";
  readonly meta: ManifestMeta;
  readonly hpa: HorizontalPodAutoscaler;
};

/** KEDA's ScaledObject with the defaults of its CustomResourceDefinition. */
export type ScaledObjectManifest = { readonly kind: "ScaledObject" } & ScaledObject;

/** Every kind of object that the wind tunnel acts on. */
export type ClusterObject =
  | Namespace
  | Deployment
  | ReplicaSet
  | Pod
  | Service
  | Endpoints
  | HorizontalPodAutoscalerObject
  | ScaledObjectManifest;
