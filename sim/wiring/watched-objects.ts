import type { Cluster } from "../cluster/cluster.ts";
import { scaledValue } from "../cluster/fenceposts.ts";
import type {
  DeploymentRecord,
  NamespaceRecord,
  ReplicaSetRecord,
  ServiceRecord,
  StoredHpa,
} from "../cluster/records.ts";
import { serviceDefaults } from "../exporters/assumptions.ts";
import type {
  DeploymentObject,
  NamespaceObject,
  ReplicaSetObject,
  ServiceObject,
  WatchedObjects,
} from "../exporters/kube-state-metrics/objects.ts";
import type { HpaStatus } from "../hpa/status.ts";
import type { KubernetesVersion } from "../version.ts";
import { hpaObject } from "./hpa-object.ts";
import { nodeObject } from "./node-object.ts";
import { oncePerChange } from "./once-per-change.ts";
import { partsOfPod, podObject } from "./pod-object.ts";

export type WatchedObjectsSettings = {
  readonly cluster: Cluster;
  readonly kubernetes: KubernetesVersion;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly hpaStatus: (hpa: StoredHpa["meta"]) => HpaStatus;
};

/** Looks at the cluster as a client of its API server does. */
export function createWatchedObjects(settings: WatchedObjectsSettings): () => WatchedObjects {
  const { cluster, kubernetes, hpaStatus } = settings;
  const { stored } = cluster;
  const countsTerminating = hasTerminatingReplicas(settings);
  const deployment = oncePerChange<Readonly<DeploymentRecord>, DeploymentObject>(
    ({ generation, spec, status }) => [generation, spec, status],
    (record) => deploymentObject(record, countsTerminating),
  );
  const replicaSet = oncePerChange<Readonly<ReplicaSetRecord>, ReplicaSetObject>(
    ({ generation, replicas, status }) => [generation, replicas, status],
    (record) => replicaSetObject(record, countsTerminating),
  );
  const hpa = oncePerChange(
    (record: StoredHpa) => [hpaStatus(record.meta)],
    (record) => hpaObject(record, hpaStatus(record.meta)),
  );
  const namespace = oncePerChange(({ terminating }: Readonly<NamespaceRecord>) => [terminating], namespaceObject);
  const service = oncePerChange(({ applied }: Readonly<ServiceRecord>) => [applied], serviceObject);
  const node = oncePerChange(
    () => [],
    (record: ReturnType<Cluster["nodes"]>[number]) => nodeObject(record, kubernetes.text),
  );
  const pod = oncePerChange(partsOfPod, podObject);
  return () => ({
    deployments: Array.from(stored.deployments(), deployment),
    horizontalPodAutoscalers: cluster.hpas().map(hpa),
    namespaces: Array.from(stored.namespaces(), namespace),
    nodes: cluster.nodes().map(node),
    pods: Array.from(stored.pods(), pod),
    replicaSets: Array.from(stored.replicaSets(), replicaSet),
    services: Array.from(stored.services(), service),
  });
}

/** Source: kubernetes v1.36.3 pkg/features/kube_features.go */
const hasTerminatingReplicas = ({ kubernetes, featureGates }: WatchedObjectsSettings): boolean =>
  kubernetes.minor >= 33 && (featureGates.DeploymentReplicaSetTerminatingReplicas ?? kubernetes.minor >= 35);

function deploymentObject(record: Readonly<DeploymentRecord>, countsTerminating: boolean): DeploymentObject {
  const { reference, creationTimestamp, generation, spec, status } = record;
  const { namespace, name } = reference;
  const { replicas, paused, strategy } = spec;
  const rollingUpdate =
    strategy.type === "Recreate"
      ? undefined
      : {
          maxUnavailable: scaledValue(strategy.maxUnavailable, replicas, Math.floor),
          maxSurge: scaledValue(strategy.maxSurge, replicas, Math.ceil),
        };
  const terminatingReplicas = countsTerminating ? status.terminatingReplicas : undefined;
  return {
    namespace,
    name,
    creationTimestamp,
    generation,
    spec: { replicas, paused, rollingUpdate },
    status: { ...status, terminatingReplicas },
  };
}

/** A ReplicaSet's pods have the labels of its template, unless somebody gave it another one. */
function replicaSetObject(record: Readonly<ReplicaSetRecord>, countsTerminating: boolean): ReplicaSetObject {
  const { reference, creationTimestamp, generation, deployment, replicas, status } = record;
  const { namespace, name } = reference;
  const terminatingReplicas = countsTerminating ? status.terminatingReplicas : undefined;
  return {
    namespace,
    name,
    creationTimestamp,
    generation,
    owner: deployment && { kind: "Deployment", name: deployment.reference.name },
    spec: { replicas },
    status: { ...status, fullyLabeledReplicas: status.replicas, terminatingReplicas },
  };
}

const namespaceObject = ({
  reference: { name },
  creationTimestamp,
  terminating,
}: Readonly<NamespaceRecord>): NamespaceObject => ({
  name,
  creationTimestamp,
  phase: terminating ? "Terminating" : "Active",
});

const serviceObject = ({
  reference: { namespace, name },
  uid,
  creationTimestamp,
}: Readonly<ServiceRecord>): ServiceObject => ({ namespace, name, uid, creationTimestamp, ...serviceDefaults });
