import type { Kernel } from "../kernel/kernel.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import { type ObjectReference, objectKey } from "../kubernetes/object.ts";
import type { PodTemplate, ReplicaSet } from "../kubernetes/workload.ts";
import type { FactBody } from "../trace/fact.ts";
import { toWholeSecond } from "../units.ts";
import { type Channel, createChannel } from "./channel.ts";
import { generateUid, uidStream } from "./identity.ts";
import type { DeploymentRecord, ReplicaSetRecord, ReplicaSetStatus, WorkloadChange } from "./records.ts";

/** Every ReplicaSet, those of Deployments included. */
export type ReplicaSetStore = {
  readonly create: (replicaSet: NewReplicaSet) => ReplicaSetRecord;
  /** `namespace/name`. */
  readonly get: (key: string) => ReplicaSetRecord | undefined;
  readonly all: () => IterableIterator<ReplicaSetRecord>;
  /** The spec was written: a new generation. */
  readonly specWritten: (replicaSet: ReplicaSetRecord) => void;
  readonly writeStatus: (replicaSet: ReplicaSetRecord, status: ReplicaSetStatus) => void;
  /** Takes the object out; the garbage collector does the same to its pods. */
  readonly remove: (replicaSet: ReplicaSetRecord) => void;
  readonly changes: Channel<ReplicaSetRecord, WorkloadChange>;
};

export type NewReplicaSet = {
  readonly namespace: string;
  readonly name: string;
  readonly deployment: DeploymentRecord | undefined;
  readonly applied: ReplicaSet | undefined;
  readonly selector: Selector;
  readonly template: PodTemplate;
  readonly replicas: number;
  readonly minReadySeconds: number;
};

export type ReplicaSetStoreSettings = { readonly kernel: Kernel; readonly emit: (body: FactBody) => void };

export function createReplicaSetStore({ kernel, emit }: ReplicaSetStoreSettings): ReplicaSetStore {
  const replicaSets = new Map<string, ReplicaSetRecord>();
  const changes = createChannel<ReplicaSetRecord, WorkloadChange>();

  const create = ({ namespace, name, ...given }: NewReplicaSet): ReplicaSetRecord => {
    const reference: ObjectReference = { kind: "ReplicaSet", namespace, name };
    const replicaSet: ReplicaSetRecord = {
      ...given,
      reference,
      uid: generateUid(uidStream(kernel, given.deployment?.reference ?? reference)),
      creationTimestamp: toWholeSecond(kernel.now()),
      generation: 1,
      revision: 0,
      desiredReplicas: undefined,
      maxReplicas: undefined,
      status: { observedGeneration: 0, replicas: 0, readyReplicas: 0, availableReplicas: 0, terminatingReplicas: 0 },
      pods: new Set(),
      deleted: false,
    };
    replicaSets.set(objectKey(reference), replicaSet);
    given.deployment?.replicaSets.add(replicaSet);
    changes.publish(replicaSet, "created");
    return replicaSet;
  };

  const specWritten = (replicaSet: ReplicaSetRecord): void => {
    replicaSet.generation++;
    changes.publish(replicaSet, "spec");
  };

  const writeStatus = (replicaSet: ReplicaSetRecord, status: ReplicaSetStatus): void => {
    const old = replicaSet.status;
    if (statusFields.every((field) => old[field] === status[field])) return;
    replicaSet.status = status;
    const { replicas, readyReplicas, availableReplicas } = status;
    // Those of a Deployment are counted in the Deployment's status.
    if (!replicaSet.deployment && countFields.some((field) => old[field] !== status[field])) {
      const counts = { replicas, updatedReplicas: replicas, readyReplicas, availableReplicas };
      emit({ kind: "counts", target: replicaSet.reference, ...counts });
    }
    changes.publish(replicaSet, "status");
  };

  const remove = (replicaSet: ReplicaSetRecord): void => {
    replicaSet.deleted = true;
    replicaSets.delete(objectKey(replicaSet.reference));
    replicaSet.deployment?.replicaSets.delete(replicaSet);
    changes.publish(replicaSet, "deleted");
  };

  return {
    create,
    get: (key) => replicaSets.get(key),
    all: () => replicaSets.values(),
    specWritten,
    writeStatus,
    remove,
    changes,
  };
}

const countFields = ["replicas", "readyReplicas", "availableReplicas"] as const;
const statusFields = ["observedGeneration", "terminatingReplicas", ...countFields] as const;
