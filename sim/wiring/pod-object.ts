import type { ClusterPod, PodRecord } from "../cluster/records.ts";
import { podDefaults } from "../exporters/assumptions.ts";
import type {
  ContainerObject,
  ContainerState,
  ContainerStatus,
  InitContainerObject,
  PodObject,
  ResourceAmounts,
} from "../exporters/kube-state-metrics/objects.ts";
import { type Int64, toFloat64 } from "../int64.ts";
import { containerId } from "../kubelet/control-groups.ts";
import type { ContainerSpec, InitContainerSpec, ResourceMilli } from "../kubernetes/pod.ts";
import { qosClassOf } from "../kubernetes/pod-qos.ts";
import { toWholeSecond } from "../units.ts";

/** What a pod's object depends on. */
export const partsOfPod = (pod: Readonly<PodRecord>): readonly unknown[] => [
  pod.phase,
  pod.deletionTimestamp,
  pod.ready,
  pod.readyChangedAt,
  pod.startTime,
  pod.node,
  pod.startedAt,
  pod.podScheduled,
];

/** A pod as the API server has it: its spec, and what scheduler and kubelet said of it. */
export function podObject(pod: Readonly<PodRecord>): PodObject {
  const { namespace, name, uid, creationTimestamp, deletionTimestamp, replicaSet, spec } = pod;
  return {
    namespace,
    name,
    uid,
    creationTimestamp,
    deletionTimestamp,
    owner: replicaSet && { kind: "ReplicaSet", name: replicaSet.reference.name },
    spec: {
      ...podDefaults,
      nodeName: pod.node,
      containers: spec.containers.map(containerObject),
      initContainers: spec.initContainers.map(initContainerObject),
      overhead: amountsOf(spec.overhead),
    },
    status: {
      phase: pod.phase,
      qosClass: qosClassOf(spec),
      hostIP: "",
      podIP: "",
      startTime: pod.startTime,
      conditions: conditionsOf(pod),
      containerStatuses: spec.containers.flatMap((container) => statusOf(container, pod)),
      initContainerStatuses: spec.initContainers.flatMap((container) => initStatusOf(container, pod)),
    },
  };
}

const containerObject = ({ name, image, requests, limits }: ContainerSpec): ContainerObject => ({
  name,
  image,
  requests: amountsOf(requests),
  limits: amountsOf(limits),
});

const initContainerObject = (container: InitContainerSpec): InitContainerObject => ({
  ...containerObject(container),
  restartPolicy: container.restartPolicyAlways ? "Always" : "",
});

/** Cores as a fraction, everything else rounded up to whole units. */
const amountsOf = (amounts: ResourceMilli): ResourceAmounts =>
  Object.fromEntries([...amounts].map(([resource, milli]) => [resource, amountOf(resource, milli)]));

const amountOf = (resource: string, milli: Int64): number => {
  const amount = toFloat64(milli) / 1000;
  return resource === "cpu" ? amount : Math.ceil(amount);
};

/** A pod has conditions besides that of the scheduler once a kubelet has taken it on. */
function conditionsOf(pod: ClusterPod): PodObject["status"]["conditions"] {
  const { podScheduled, startTime, startedAt, ready, readyChangedAt, spec } = pod;
  const scheduled = podScheduled === undefined ? [] : [podScheduled];
  if (startTime === undefined || ready === undefined) return scheduled;
  // Init containers are through when the others start.
  const initializedAt = spec.initContainers.length === 0 ? startTime : startedAt;
  return [
    initializedAt === undefined
      ? { type: "Initialized", status: "False", lastTransitionTime: startTime }
      : { type: "Initialized", status: "True", lastTransitionTime: toWholeSecond(initializedAt) },
    { type: "Ready", status: ready, lastTransitionTime: readyChangedAt },
    { type: "ContainersReady", status: ready, lastTransitionTime: readyChangedAt },
    ...scheduled,
  ];
}

/**
 * A container's status: waiting until the pod's containers run. None while no kubelet has the pod.
 *
 * Source: kubernetes v1.36.3 pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses, for the reasons.
 */
function statusOf(container: ContainerSpec, pod: ClusterPod): readonly ContainerStatus[] {
  const { startedAt, startTime, ready, spec } = pod;
  if (startTime === undefined) return [];
  const { name, image } = container;
  if (startedAt === undefined) {
    const reason = spec.initContainers.length > 0 ? "PodInitializing" : "ContainerCreating";
    const state: ContainerState = { kind: "waiting", reason };
    return [{ name, image, imageID: "", containerID: "", ready: false, state }];
  }
  return [
    {
      name,
      image,
      imageID: "",
      containerID: `containerd://${containerId(pod, name)}`,
      ready: ready === "True",
      state: { kind: "running", startedAt: toWholeSecond(startedAt) },
    },
  ];
}

/** A sidecar goes on; any other init container has ended, and counts as ready, when the pod's containers run. */
function initStatusOf(container: InitContainerSpec, pod: ClusterPod): readonly ContainerStatus[] {
  const statuses = statusOf(container, pod);
  if (container.restartPolicyAlways || pod.startedAt === undefined) return statuses;
  const at = toWholeSecond(pod.startedAt);
  const state: ContainerState = { kind: "terminated", reason: "Completed", startedAt: at, finishedAt: at };
  return statuses.map((status) => ({ ...status, ready: true, state }));
}
