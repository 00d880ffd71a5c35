import type { ConditionStatus } from "../../kubernetes/pod.ts";
import { containerFamilies, initContainerFamilies } from "./container-families.ts";
import { conditionReadings, type Family, info, instant, none, one, oneOf, type Reading, unix } from "./family.ts";
import type { ContainerStatus, PodObject, ResourceAmounts, Toleration } from "./objects.ts";
import { ownerLabels } from "./owner-labels.ts";

const conditionOf =
  (type: string) =>
  ({ status: { conditions } }: PodObject): readonly Reading[] =>
    conditions
      .filter((condition) => condition.type === type)
      .flatMap(({ status }) => conditionReadings(status, {}, "condition"));

const sinceCondition =
  (type: string, status: ConditionStatus) =>
  ({ status: { conditions } }: PodObject): readonly Reading[] =>
    conditions
      .filter((condition) => condition.type === type && condition.status === status)
      .flatMap(({ lastTransitionTime }) => instant(lastTransitionTime));

/** Source: kube-state-metrics v2.20.0 internal/store/pod.go */
export const podFamilies: readonly Family<PodObject>[] = [
  {
    name: "kube_pod_completion_time",
    help: "Completion time in unix timestamp for a pod.",
    isStable: true,
    readings: ({ status }) => completionReadings(status.containerStatuses),
  },
  ...containerFamilies,
  {
    name: "kube_pod_created",
    help: "Unix creation timestamp",
    isStable: true,
    readings: ({ creationTimestamp }) => instant(creationTimestamp),
  },
  {
    name: "kube_pod_deletion_timestamp",
    help: "Unix deletion timestamp",
    isStable: false,
    readings: ({ deletionTimestamp }) => instant(deletionTimestamp),
  },
  { name: "kube_pod_info", help: "Information about pod.", isStable: true, readings: (pod) => infoReadings(pod) },
  {
    name: "kube_pod_ips",
    help: "Pod IP addresses",
    isStable: false,
    readings: ({ status: { podIP } }) =>
      podIP === "" ? [] : info({ ip: podIP, ip_family: podIP.includes(":") ? "6" : "4" }),
  },
  ...initContainerFamilies,
  {
    name: "kube_pod_annotations",
    help: "Kubernetes annotations converted to Prometheus labels.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_labels",
    help: "Kubernetes labels converted to Prometheus labels.",
    isStable: true,
    readings: none,
  },
  {
    name: "kube_pod_overhead_cpu_cores",
    help: "The pod overhead in regards to cpu cores associated with running a pod.",
    isStable: false,
    readings: ({ spec }) => amount(spec.overhead, "cpu"),
  },
  {
    name: "kube_pod_overhead_memory_bytes",
    help: "The pod overhead in regards to memory associated with running a pod.",
    isStable: false,
    readings: ({ spec }) => amount(spec.overhead, "memory"),
  },
  {
    name: "kube_pod_owner",
    help: "Information about the Pod's owner.",
    isStable: true,
    readings: ({ owner }) => info(ownerLabels(owner)),
  },
  {
    name: "kube_pod_resourceclaim_info",
    help: "Information about a DRA ResourceClaim referenced by a pod, one series per pod.spec.resourceClaims entry; claim_name is the pod-local reference and resourceclaim_name is the resolved ResourceClaim object name.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_restart_policy",
    help: "Describes the restart policy in use by this pod.",
    isStable: true,
    readings: ({ spec }) => info({ type: spec.restartPolicy }),
  },
  {
    name: "kube_pod_runtimeclass_name_info",
    help: "The runtimeclass associated with the pod.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_spec_volumes_persistentvolumeclaims_info",
    help: "Information about persistentvolumeclaim and ephemeral volumes in a pod.",
    isStable: true,
    readings: none,
  },
  {
    name: "kube_pod_spec_volumes_persistentvolumeclaims_readonly",
    help: "Describes whether a persistentvolumeclaim is mounted read only. Ephemeral volumes always report 0 since the ephemeral volume source does not support a read-only flag.",
    isStable: true,
    readings: none,
  },
  {
    name: "kube_pod_start_time",
    help: "Start time in unix timestamp for a pod.",
    isStable: true,
    readings: ({ status }) => instant(status.startTime),
  },
  {
    name: "kube_pod_status_phase",
    help: "The pods current phase.",
    isStable: true,
    readings: ({ status }) => oneOf("phase", ["Pending", "Succeeded", "Failed", "Unknown", "Running"], status.phase),
  },
  {
    name: "kube_pod_status_qos_class",
    help: "The pods current qosClass.",
    isStable: false,
    readings: ({ status }) => oneOf("qos_class", ["BestEffort", "Burstable", "Guaranteed"], status.qosClass),
  },
  {
    name: "kube_pod_status_ready",
    help: "Describes whether the pod is ready to serve requests.",
    isStable: true,
    readings: conditionOf("Ready"),
  },
  {
    name: "kube_pod_status_ready_time",
    help: "Readiness achieved time in unix timestamp for a pod.",
    isStable: false,
    readings: sinceCondition("Ready", "True"),
  },
  {
    name: "kube_pod_status_initialized_time",
    help: "Initialized time in unix timestamp for a pod.",
    isStable: false,
    readings: sinceCondition("Initialized", "True"),
  },
  {
    name: "kube_pod_status_container_ready_time",
    help: "Readiness achieved time in unix timestamp for a pod containers.",
    isStable: false,
    readings: sinceCondition("ContainersReady", "True"),
  },
  { name: "kube_pod_status_reason", help: "The pod status reasons", isStable: false, readings: none },
  {
    name: "kube_pod_status_disruption_reason",
    help: "The pod disruption condition reason",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_status_scheduled",
    help: "Describes the status of the scheduling process for the pod.",
    isStable: true,
    readings: conditionOf("PodScheduled"),
  },
  {
    name: "kube_pod_status_scheduled_time",
    help: "Unix timestamp when pod moved into scheduled status",
    isStable: true,
    readings: sinceCondition("PodScheduled", "True"),
  },
  {
    name: "kube_pod_status_unschedulable",
    help: "Describes the unschedulable status for the pod.",
    isStable: true,
    readings: (pod) => sinceCondition("PodScheduled", "False")(pod).map(({ labels }) => ({ labels, value: 1 })),
  },
  {
    name: "kube_pod_status_unscheduled_time",
    help: "Unix timestamp when pod moved into unscheduled status",
    isStable: false,
    readings: sinceCondition("PodScheduled", "False"),
  },
  {
    name: "kube_pod_tolerations",
    help: "Information about the pod tolerations",
    isStable: false,
    readings: ({ spec }) => spec.tolerations.flatMap(tolerationReadings),
  },
  {
    name: "kube_pod_service_account",
    help: "The service account for a pod.",
    isStable: false,
    readings: ({ spec }) => info({ service_account: spec.serviceAccountName }),
  },
  {
    name: "kube_pod_scheduler",
    help: "The scheduler for a pod.",
    isStable: false,
    readings: ({ spec }) => info({ name: spec.schedulerName }),
  },
];

/** When the last of its containers ended, if one has. */
function completionReadings(statuses: readonly ContainerStatus[]): readonly Reading[] {
  const ends = statuses.flatMap(({ state }) => (state.kind === "terminated" ? [unix(state.finishedAt)] : []));
  return ends.length === 0 ? [] : one(Math.max(...ends));
}

const infoReadings = ({ spec, status, owner }: PodObject): readonly Reading[] =>
  info({
    host_ip: status.hostIP,
    pod_ip: status.podIP,
    node: spec.nodeName,
    created_by_kind: owner?.kind ?? "",
    created_by_name: owner?.name ?? "",
    priority_class: "",
    host_network: "false",
  });

function amount(amounts: ResourceAmounts, resource: string): readonly Reading[] {
  const value = amounts[resource];
  return value === undefined ? [] : one(value);
}

const tolerationReadings = ({ key, operator, value, effect, tolerationSeconds }: Toleration): readonly Reading[] =>
  info({
    key,
    operator,
    value,
    effect,
    toleration_seconds: tolerationSeconds === undefined ? "" : String(tolerationSeconds),
  });
