import { type Family, info, instant, none, one } from "./family.ts";
import type { ReplicaSetObject } from "./objects.ts";
import { ownerLabels } from "./owner-labels.ts";

/** Source: kube-state-metrics v2.20.0 internal/store/replicaset.go */
export const replicaSetFamilies: readonly Family<ReplicaSetObject>[] = [
  {
    name: "kube_replicaset_created",
    help: "Unix creation timestamp",
    isStable: true,
    readings: ({ creationTimestamp }) => instant(creationTimestamp),
  },
  {
    name: "kube_replicaset_status_replicas",
    help: "The number of replicas per ReplicaSet.",
    isStable: true,
    readings: ({ status }) => one(status.replicas),
  },
  {
    name: "kube_replicaset_status_fully_labeled_replicas",
    help: "The number of fully labeled replicas per ReplicaSet.",
    isStable: true,
    readings: ({ status }) => one(status.fullyLabeledReplicas),
  },
  {
    name: "kube_replicaset_status_ready_replicas",
    help: "The number of ready replicas per ReplicaSet.",
    isStable: true,
    readings: ({ status }) => one(status.readyReplicas),
  },
  {
    name: "kube_replicaset_status_terminating_replicas",
    help: "The number of terminating replicas per ReplicaSet.",
    isStable: false,
    readings: ({ status: { terminatingReplicas } }) =>
      terminatingReplicas === undefined ? [] : one(terminatingReplicas),
  },
  {
    name: "kube_replicaset_status_observed_generation",
    help: "The generation observed by the ReplicaSet controller.",
    isStable: true,
    readings: ({ status }) => one(status.observedGeneration),
  },
  {
    name: "kube_replicaset_spec_replicas",
    help: "Number of desired pods for a ReplicaSet.",
    isStable: true,
    readings: ({ spec }) => one(spec.replicas),
  },
  {
    name: "kube_replicaset_metadata_generation",
    help: "Sequence number representing a specific generation of the desired state.",
    isStable: true,
    readings: ({ generation }) => one(generation),
  },
  {
    name: "kube_replicaset_owner",
    help: "Information about the ReplicaSet's owner.",
    isStable: true,
    readings: ({ owner }) => info(ownerLabels(owner)),
  },
  {
    name: "kube_replicaset_annotations",
    help: "Kubernetes annotations converted to Prometheus labels.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_replicaset_labels",
    help: "Kubernetes labels converted to Prometheus labels.",
    isStable: true,
    readings: none,
  },
];
