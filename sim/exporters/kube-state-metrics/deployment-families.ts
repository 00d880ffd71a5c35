import { conditionReadings, type Family, flag, info, instant, none, one, type Reading } from "./family.ts";
import type { DeploymentObject } from "./objects.ts";

/** Reasons that are named; any other is `unknown`. */
const knownReasons: ReadonlySet<string> = new Set([
  "",
  "ReplicaSetUpdated",
  "ReplicaSetCreateError",
  "NewReplicaSetCreated",
  "FoundNewReplicaSet",
  "NewReplicaSetAvailable",
  "ProgressDeadlineExceeded",
  "DeploymentPaused",
  "DeploymentResumed",
  "MinimumReplicasAvailable",
  "MinimumReplicasUnavailable",
]);

const perhaps = (value: number | undefined): readonly Reading[] => (value === undefined ? [] : one(value));

/** Source: kube-state-metrics v2.20.0 internal/store/deployment.go */
export const deploymentFamilies: readonly Family<DeploymentObject>[] = [
  {
    name: "kube_deployment_owner",
    help: "Information about the Deployment's owner.",
    isStable: false,
    readings: () => info({ owner_kind: "", owner_name: "" }),
  },
  {
    name: "kube_deployment_created",
    help: "Unix creation timestamp",
    isStable: true,
    readings: ({ creationTimestamp }) => instant(creationTimestamp),
  },
  {
    name: "kube_deployment_status_replicas",
    help: "The number of replicas per deployment.",
    isStable: true,
    readings: ({ status }) => one(status.replicas),
  },
  {
    name: "kube_deployment_status_replicas_ready",
    help: "The number of ready replicas per deployment.",
    isStable: true,
    readings: ({ status }) => one(status.readyReplicas),
  },
  {
    name: "kube_deployment_status_replicas_available",
    help: "The number of available replicas per deployment.",
    isStable: true,
    readings: ({ status }) => one(status.availableReplicas),
  },
  {
    name: "kube_deployment_status_replicas_unavailable",
    help: "The number of unavailable replicas per deployment.",
    isStable: true,
    readings: ({ status }) => one(status.unavailableReplicas),
  },
  {
    name: "kube_deployment_status_replicas_updated",
    help: "The number of updated replicas per deployment.",
    isStable: true,
    readings: ({ status }) => one(status.updatedReplicas),
  },
  {
    name: "kube_deployment_status_terminating_replicas",
    help: "The number of terminating replicas per deployment.",
    isStable: false,
    readings: ({ status }) => perhaps(status.terminatingReplicas),
  },
  {
    name: "kube_deployment_status_observed_generation",
    help: "The generation observed by the deployment controller.",
    isStable: true,
    readings: ({ status }) => one(status.observedGeneration),
  },
  {
    name: "kube_deployment_status_condition",
    help: "The current status conditions of a deployment.",
    isStable: true,
    readings: ({ status }) =>
      status.conditions.flatMap(({ type, status: is, reason }) =>
        conditionReadings(is, { reason: knownReasons.has(reason) ? reason : "unknown", condition: type }, "status"),
      ),
  },
  {
    name: "kube_deployment_spec_replicas",
    help: "Number of desired pods for a deployment.",
    isStable: true,
    readings: ({ spec }) => one(spec.replicas),
  },
  {
    name: "kube_deployment_spec_paused",
    help: "Whether the deployment is paused and will not be processed by the deployment controller.",
    isStable: true,
    readings: ({ spec }) => one(flag(spec.paused)),
  },
  {
    name: "kube_deployment_spec_strategy_rollingupdate_max_unavailable",
    help: "Maximum number of unavailable replicas during a rolling update of a deployment.",
    isStable: true,
    readings: ({ spec }) => perhaps(spec.rollingUpdate?.maxUnavailable),
  },
  {
    name: "kube_deployment_spec_strategy_rollingupdate_max_surge",
    help: "Maximum number of replicas that can be scheduled above the desired number of replicas during a rolling update of a deployment.",
    isStable: true,
    readings: ({ spec }) => perhaps(spec.rollingUpdate?.maxSurge),
  },
  {
    name: "kube_deployment_metadata_generation",
    help: "Sequence number representing a specific generation of the desired state.",
    isStable: true,
    readings: ({ generation }) => one(generation),
  },
  { name: "kube_deployment_deletion_timestamp", help: "Unix deletion timestamp", isStable: false, readings: none },
  {
    name: "kube_deployment_annotations",
    help: "Kubernetes annotations converted to Prometheus labels.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_deployment_labels",
    help: "Kubernetes labels converted to Prometheus labels.",
    isStable: true,
    readings: none,
  },
];
