import { InvariantError } from "../invariant.ts";
import { type Kernel, LimitError } from "../kernel/kernel.ts";
import { type ObjectReference, objectKey } from "../kubernetes/object.ts";
import type { PodLifecycle } from "../scenario.ts";
import { between, type Duration, plus, type SimTime, seconds, zeroDuration } from "../units.ts";
import { generateName } from "./identity.ts";
import { isActive, podsToDelete } from "./pod-ranking.ts";
import type { PodStore } from "./pod-store.ts";
import type { Recorder } from "./recorder.ts";
import type { PodRecord, ReplicaSetRecord, ReplicaSetStatus } from "./records.ts";
import type { ReplicaSetStore } from "./replica-set-store.ts";
import { createWorkQueue } from "./work-queue.ts";

export type ReplicaSetSettings = {
  readonly kernel: Kernel;
  readonly pods: PodStore;
  readonly replicaSets: ReplicaSetStore;
  readonly record: Recorder;
  readonly lifecycleOf: (workload: ObjectReference) => PodLifecycle;
  /** Most pods of one workload. */
  readonly podsPerWorkloadMax: number;
};

/**
 * Pods that a ReplicaSet creates or deletes in one sync.
 *
 * Source: kubernetes v1.36.3 pkg/controller/replicaset BurstReplicas.
 */
const burstReplicas = 500;

/**
 * Gives each ReplicaSet as many pods as its spec says, and counts them in its status.
 *
 * Pods that are over or being deleted do not count. Pods of nobody that match the selector are not adopted.
 * Source: kubernetes v1.36.3 pkg/controller/replicaset.
 */
export function runReplicaSetController(settings: ReplicaSetSettings): void {
  const { kernel, pods, replicaSets } = settings;
  const queue = createWorkQueue<ReplicaSetRecord>(kernel, (replicaSet) => {
    if (replicaSet.deleted) return;
    manageReplicas(replicaSet, settings);
    const { status, nextCheck } = calculateStatus(replicaSet, kernel.now());
    replicaSets.writeStatus(replicaSet, status);
    if (nextCheck !== undefined) queue.addAfter(replicaSet, nextCheck);
  });

  replicaSets.changes.subscribe((replicaSet, change) => {
    if (change === "created" || change === "spec") queue.add(replicaSet);
    // The garbage collector deletes what the ReplicaSet owned.
    if (change === "deleted") for (const pod of [...replicaSet.pods]) pods.requestDeletion(pod);
  });
  pods.changes.subscribe(({ replicaSet }) => {
    if (replicaSet) queue.add(replicaSet);
  });
}

/** Source: the same package, replica_set.go manageReplicas. */
function manageReplicas(replicaSet: ReplicaSetRecord, settings: ReplicaSetSettings): void {
  const active = [...replicaSet.pods].filter(isActive);
  const missing = replicaSet.replicas - active.length;
  if (missing > 0) {
    createPods(replicaSet, Math.min(missing, burstReplicas), settings);
  } else if (missing < 0) {
    const choice = { count: Math.min(-missing, burstReplicas), now: settings.kernel.now() };
    for (const pod of podsToDelete(active, relatedPods(replicaSet), choice)) {
      settings.pods.requestDeletion(pod);
      settings.record(replicaSet.reference, { reason: "SuccessfulDelete", message: `Deleted pod: ${pod.name}` });
    }
  }
}

function createPods(replicaSet: ReplicaSetRecord, count: number, settings: ReplicaSetSettings): void {
  const { reference, deployment, template, replicas } = replicaSet;
  const { namespace } = reference;
  const workload = deployment?.reference ?? reference;
  if (replicas > settings.podsPerWorkloadMax) {
    throw new LimitError(
      `${workload.kind} ${objectKey(workload)} asks for ${replicas} pods, ` +
        `more than ${settings.podsPerWorkloadMax}, the limit "podsPerWorkloadMax" of the cluster`,
    );
  }
  for (let index = 0; index < count; index++) {
    const name = freeName(reference, settings);
    const lifecycle = settings.lifecycleOf(workload);
    settings.pods.create({ namespace, name, template, workload, lifecycle, replicaSet });
    settings.record(reference, { reason: "SuccessfulCreate", message: `Created pod: ${name}` });
  }
}

/** A generated name that no pod has. The API server tries eight times. */
function freeName({ namespace, name }: ObjectReference, { kernel, pods }: ReplicaSetSettings): string {
  const random = kernel.stream(`cluster/name/${namespace}/${name}`);
  for (let attempt = 0; attempt < 8; attempt++) {
    const generated = generateName(`${name}-`, random);
    if (!pods.get(objectKey({ namespace, name: generated }))) return generated;
  }
  throw new InvariantError("one of eight generated names is free");
}

/** Pods of all ReplicaSets of the same Deployment. Source: the same file, getIndirectlyRelatedPods. */
function* relatedPods({ deployment }: ReplicaSetRecord): Generator<PodRecord> {
  for (const { pods } of deployment?.replicaSets ?? []) yield* pods;
}

/**
 * Source: the same package, replica_set_utils.go calculateStatus, and when to look again for pods that become
 * available.
 */
function calculateStatus(
  { pods, generation, minReadySeconds }: ReplicaSetRecord,
  now: SimTime,
): { readonly status: ReplicaSetStatus; readonly nextCheck: Duration | undefined } {
  let [replicas, readyReplicas, availableReplicas, terminatingReplicas] = [0, 0, 0, 0];
  let nextCheck: Duration | undefined;
  for (const pod of pods) {
    if (!isActive(pod)) {
      if (pod.phase !== "Succeeded" && pod.phase !== "Failed") terminatingReplicas++;
      continue;
    }
    replicas++;
    if (pod.ready !== "True") continue;
    readyReplicas++;
    const wait =
      minReadySeconds === 0 ? zeroDuration : between(now, plus(pod.readyChangedAt, seconds(minReadySeconds)));
    if (wait <= 0) availableReplicas++;
    else if (nextCheck === undefined || wait < nextCheck) nextCheck = wait;
  }
  const status = { observedGeneration: generation, replicas, readyReplicas, availableReplicas, terminatingReplicas };
  return { status, nextCheck };
}
