import type { HorizontalPodAutoscalerSpec } from "../../kubernetes/autoscaling.ts";
import type { Labels } from "../../kubernetes/object.ts";
import type { ConditionStatus, PodPhase } from "../../kubernetes/pod.ts";
import type { SimTime } from "../../units.ts";

/**
 * The objects that kube-state-metrics watches, as the API server has them at one instant: plain values with as much of each
 * object as the cluster knows.
 *
 * An object that did not change since the last time is the same value as then.
 */
export type WatchedObjects = {
  readonly deployments: readonly DeploymentObject[];
  readonly horizontalPodAutoscalers: readonly HpaObject[];
  readonly namespaces: readonly NamespaceObject[];
  readonly nodes: readonly NodeObject[];
  readonly pods: readonly PodObject[];
  readonly replicaSets: readonly ReplicaSetObject[];
  readonly services: readonly ServiceObject[];
};

type Named = { readonly namespace: string; readonly name: string; readonly creationTimestamp: SimTime };

/** The controller that owns an object. */
export type OwnerReference = { readonly kind: string; readonly name: string };

export type ObjectCondition = { readonly type: string; readonly status: ConditionStatus };

export type DeploymentObject = Named & {
  readonly generation: number;
  readonly spec: {
    readonly replicas: number;
    readonly paused: boolean;
    /** In pods, at the present size; undefined for the strategy `Recreate`. */
    readonly rollingUpdate: { readonly maxUnavailable: number; readonly maxSurge: number } | undefined;
  };
  readonly status: {
    readonly observedGeneration: number;
    readonly replicas: number;
    readonly readyReplicas: number;
    readonly availableReplicas: number;
    readonly unavailableReplicas: number;
    readonly updatedReplicas: number;
    /** Undefined in releases whose controllers do not count them. */
    readonly terminatingReplicas: number | undefined;
    readonly conditions: readonly (ObjectCondition & { readonly reason: string })[];
  };
};

export type ReplicaSetObject = Named & {
  readonly generation: number;
  readonly owner: OwnerReference | undefined;
  readonly spec: { readonly replicas: number };
  readonly status: {
    readonly observedGeneration: number;
    readonly replicas: number;
    readonly fullyLabeledReplicas: number;
    readonly readyReplicas: number;
    readonly terminatingReplicas: number | undefined;
  };
};

export type HpaObject = Named & {
  readonly generation: number;
  readonly spec: HorizontalPodAutoscalerSpec;
  readonly status: {
    readonly currentReplicas: number;
    readonly desiredReplicas: number;
    /** Those that could be read. */
    readonly currentMetrics: readonly MetricAmounts[];
    readonly conditions: readonly ObjectCondition[];
  };
};

/** One metric of an HPA: what it aims at, or what it is. Amounts are in units, utilization in percent. */
export type MetricAmounts = {
  readonly name: string;
  /** Empty unless the metric is that of one container. */
  readonly container: string;
  readonly value?: number;
  readonly utilization?: number;
  readonly average?: number;
};

export type NamespaceObject = Omit<Named, "namespace"> & { readonly phase: "Active" | "Terminating" };

/** Amounts by resource name: cores, bytes, counts. */
export type ResourceAmounts = Readonly<Record<string, number>>;

export type NodeObject = Omit<Named, "namespace"> & {
  readonly labels: Labels;
  readonly status: {
    readonly allocatable: ResourceAmounts;
    readonly capacity: ResourceAmounts;
    readonly conditions: readonly ObjectCondition[];
    readonly addresses: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo: {
      readonly kernelVersion: string;
      readonly osImage: string;
      readonly containerRuntimeVersion: string;
      readonly kubeletVersion: string;
      readonly systemUUID: string;
    };
  };
};

export type ServiceObject = Named & {
  readonly uid: string;
  readonly clusterIP: string;
  readonly type: string;
};

export type PodObject = Named & {
  readonly uid: string;
  readonly deletionTimestamp: SimTime | undefined;
  readonly owner: OwnerReference | undefined;
  readonly spec: {
    readonly nodeName: string;
    readonly containers: readonly ContainerObject[];
    readonly initContainers: readonly InitContainerObject[];
    readonly overhead: ResourceAmounts;
    readonly restartPolicy: string;
    readonly serviceAccountName: string;
    readonly schedulerName: string;
    readonly tolerations: readonly Toleration[];
  };
  readonly status: {
    readonly phase: PodPhase;
    readonly qosClass: "BestEffort" | "Burstable" | "Guaranteed";
    readonly hostIP: string;
    readonly podIP: string;
    readonly startTime: SimTime | undefined;
    readonly conditions: readonly (ObjectCondition & { readonly lastTransitionTime: SimTime })[];
    readonly containerStatuses: readonly ContainerStatus[];
    readonly initContainerStatuses: readonly ContainerStatus[];
  };
};

export type ContainerObject = {
  readonly name: string;
  readonly image: string;
  readonly requests: ResourceAmounts;
  readonly limits: ResourceAmounts;
};

export type InitContainerObject = ContainerObject & { readonly restartPolicy: "Always" | "" };

export type ContainerStatus = {
  readonly name: string;
  readonly image: string;
  readonly imageID: string;
  readonly containerID: string;
  readonly ready: boolean;
  readonly state: ContainerState;
};

export type ContainerState =
  | { readonly kind: "waiting"; readonly reason: string }
  | { readonly kind: "running"; readonly startedAt: SimTime }
  | {
      readonly kind: "terminated";
      readonly reason: string;
      readonly startedAt: SimTime;
      readonly finishedAt: SimTime;
    };

export type Toleration = {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly effect: string;
  readonly tolerationSeconds: number | undefined;
};
