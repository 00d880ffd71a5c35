import { invariant } from "../invariant.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Condition } from "../kubernetes/autoscaling.ts";
import { type ObjectReference, objectKey } from "../kubernetes/object.ts";
import type { PodTemplate } from "../kubernetes/workload.ts";
import type { PodLifecycle } from "../scenario.ts";
import type { FactBody } from "../trace/fact.ts";
import { plus, type SimTime, seconds, simTime, toWholeSecond } from "../units.ts";
import { type Channel, createChannel } from "./channel.ts";
import { generateUid, uidStream } from "./identity.ts";
import type { PodChange, PodRecord, ReplicaSetRecord } from "./records.ts";

/** Every pod, and the only place where a pod's state changes. Each change is a fact, and is published. */
export type PodStore = {
  readonly create: (pod: NewPod) => PodRecord;
  /** `namespace/name`. */
  readonly get: (key: string) => PodRecord | undefined;
  /** In order of creation. */
  readonly all: () => IterableIterator<PodRecord>;
  /** The scheduler says what it came to. */
  readonly setScheduled: (pod: PodRecord, condition: PodScheduled) => void;
  /** Binds the pod to a node, whose kubelet takes it on in the same instant. */
  readonly bind: (pod: PodRecord, node: string) => void;
  /** Its containers run. */
  readonly start: (pod: PodRecord) => void;
  readonly becomeReady: (pod: PodRecord) => void;
  /**
   * DELETE: a pod on a node gets its grace period, any other is gone at once. No effect on a pod that is deleted
   * already.
   */
  readonly requestDeletion: (pod: PodRecord) => void;
  /** Nothing is left of it. */
  readonly remove: (pod: PodRecord) => void;
  readonly changes: Channel<PodRecord, PodChange>;
};

export type NewPod = {
  readonly namespace: string;
  readonly name: string;
  readonly template: PodTemplate;
  readonly workload: ObjectReference;
  readonly lifecycle: PodLifecycle;
  readonly replicaSet: ReplicaSetRecord | undefined;
};

export type PodScheduled = Pick<Condition, "status" | "reason" | "message">;

export type PodStoreSettings = { readonly kernel: Kernel; readonly emit: (body: FactBody) => void };

export function createPodStore({ kernel, emit }: PodStoreSettings): PodStore {
  const pods = new Map<string, PodRecord>();
  const changes = createChannel<PodRecord, PodChange>();

  const publish = (pod: PodRecord, state: PodChange): void => {
    emit({ kind: "pod", pod: pod.reference, workload: objectKey(pod.workload), state, node: pod.node });
    changes.publish(pod, state);
  };

  const create = (request: NewPod): PodRecord => {
    const key = objectKey(request);
    invariant(!pods.has(key), "a pod's name is free when it is created");
    const pod = newPodRecord(request, kernel);
    pods.set(key, pod);
    request.replicaSet?.pods.add(pod);
    publish(pod, "created");
    return pod;
  };

  const bind = (pod: PodRecord, node: string): void => {
    invariant(pod.node === "" && !pod.deleting, "a pod is bound once, while nobody has asked to delete it");
    setScheduled(pod, { status: "True", reason: "", message: "" }, kernel.now());
    pod.node = node;
    // The kubelet acknowledges the pod with its first status: a start time, and not ready.
    pod.startTime = toWholeSecond(kernel.now());
    pod.ready = "False";
    pod.readyChangedAt = pod.startTime;
    publish(pod, "scheduled");
  };

  const start = (pod: PodRecord): void => {
    invariant(pod.node !== "" && pod.startedAt === undefined, "the containers of a bound pod start once");
    pod.phase = "Running";
    pod.startedAt = kernel.now();
    publish(pod, "started");
  };

  const becomeReady = (pod: PodRecord): void => {
    if (pod.ready === "True") return;
    pod.ready = "True";
    pod.readyChangedAt = toWholeSecond(kernel.now());
    publish(pod, "ready");
  };

  const remove = (pod: PodRecord): void => {
    if (!pods.delete(objectKey(pod))) return;
    pod.deleting = true;
    pod.replicaSet?.pods.delete(pod);
    publish(pod, "gone");
  };

  const requestDeletion = (pod: PodRecord): void => {
    if (pod.deleting) return;
    // Source: kubernetes v1.36.3 pkg/registry/core/pod/strategy.go CheckGracefulDelete.
    if (pod.node === "" || pod.spec.terminationGracePeriodSeconds === 0) {
      remove(pod);
      return;
    }
    pod.deleting = true;
    // Source: apiserver v0.36.3 pkg/registry/rest/delete.go BeforeDelete.
    pod.deletionTimestamp = toWholeSecond(plus(kernel.now(), seconds(pod.spec.terminationGracePeriodSeconds)));
    publish(pod, "terminating");
  };

  return {
    create,
    get: (key) => pods.get(key),
    all: () => pods.values(),
    setScheduled: (pod, condition) => setScheduled(pod, condition, kernel.now()),
    bind,
    start,
    becomeReady,
    requestDeletion,
    remove,
    changes,
  };
}

function setScheduled(pod: PodRecord, condition: PodScheduled, now: SimTime): void {
  const old = pod.podScheduled;
  const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : toWholeSecond(now);
  pod.podScheduled = { type: "PodScheduled", ...condition, lastTransitionTime };
}

function newPodRecord(request: NewPod, kernel: Kernel): PodRecord {
  const { namespace, name, template, workload, lifecycle, replicaSet } = request;
  return {
    name,
    namespace,
    labels: template.labels,
    phase: "Pending",
    deleting: false,
    ready: undefined,
    readyChangedAt: simTime(0),
    startTime: undefined,
    spec: template.spec,
    uid: generateUid(uidStream(kernel, workload)),
    creationTimestamp: toWholeSecond(kernel.now()),
    annotations: template.annotations,
    workload,
    node: "",
    startedAt: undefined,
    deletionTimestamp: undefined,
    podScheduled: undefined,
    reference: { kind: "Pod", namespace, name },
    lifecycle,
    replicaSet,
  };
}
