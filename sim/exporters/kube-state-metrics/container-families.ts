import { type Family, flag, info, none, type Reading, unix } from "./family.ts";
import type { ContainerObject, ContainerState, ContainerStatus, PodObject } from "./objects.ts";
import { resourceReadings } from "./resource-readings.ts";

const ofContainer = (container: string, value: number): readonly Reading[] => [{ labels: { container }, value }];

const isIn =
  (kind: ContainerState["kind"]) =>
  ({ name, state }: ContainerStatus): readonly Reading[] =>
    ofContainer(name, flag(state.kind === kind));

const reasonReadings =
  (kind: "waiting" | "terminated") =>
  ({ name, state }: ContainerStatus): readonly Reading[] =>
    state.kind === kind ? info({ container: name, reason: state.reason }) : [];

const startedReadings = ({ name, state }: ContainerStatus): readonly Reading[] =>
  state.kind === "waiting" ? [] : ofContainer(name, unix(state.startedAt));

/** Source: kube-state-metrics v2.20.0 internal/store/pod.go */
export const containerFamilies: readonly Family<PodObject>[] = [
  {
    name: "kube_pod_container_info",
    help: "Information about a container in a pod.",
    isStable: true,
    readings: ({ spec, status }) => infoReadings(spec.containers, status.containerStatuses),
  },
  {
    name: "kube_pod_container_resource_limits",
    help: "The number of requested limit resource by a container. It is recommended to use the kube_pod_resource_limits metric exposed by kube-scheduler instead, as it is more precise.",
    isStable: true,
    readings: ({ spec }) =>
      spec.containers.flatMap((container) =>
        resourceReadings(container.limits, { container: container.name, node: spec.nodeName }),
      ),
  },
  {
    name: "kube_pod_container_resource_requests",
    help: "The number of requested request resource by a container. It is recommended to use the kube_pod_resource_requests metric exposed by kube-scheduler instead, as it is more precise.",
    isStable: true,
    readings: ({ spec }) =>
      spec.containers.flatMap((container) =>
        resourceReadings(container.requests, { container: container.name, node: spec.nodeName }),
      ),
  },
  {
    name: "kube_pod_container_state_started",
    help: "Start time in unix timestamp for a pod container.",
    isStable: true,
    readings: ({ status }) => status.containerStatuses.flatMap(startedReadings),
  },
  {
    name: "kube_pod_container_status_last_terminated_reason",
    help: "Describes the last reason the container was in terminated state.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_container_status_last_terminated_exitcode",
    help: "Describes the exit code for the last container in terminated state.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_container_status_last_terminated_timestamp",
    help: "Last terminated time for a pod container in unix timestamp.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_container_status_ready",
    help: "Describes whether the containers readiness check succeeded.",
    isStable: true,
    readings: ({ status }) => status.containerStatuses.flatMap(({ name, ready }) => ofContainer(name, flag(ready))),
  },
  {
    name: "kube_pod_container_status_restarts_total",
    help: "The number of container restarts per container.",
    isStable: true,
    isCounter: true,
    readings: ({ status }) => status.containerStatuses.flatMap(({ name }) => ofContainer(name, 0)),
  },
  {
    name: "kube_pod_container_status_running",
    help: "Describes whether the container is currently in running state.",
    isStable: true,
    readings: ({ status }) => status.containerStatuses.flatMap(isIn("running")),
  },
  {
    name: "kube_pod_container_status_terminated",
    help: "Describes whether the container is currently in terminated state.",
    isStable: true,
    readings: ({ status }) => status.containerStatuses.flatMap(isIn("terminated")),
  },
  {
    name: "kube_pod_container_status_terminated_reason",
    help: "Describes the reason the container is currently in terminated state.",
    isStable: false,
    readings: ({ status }) => status.containerStatuses.flatMap(reasonReadings("terminated")),
  },
  {
    name: "kube_pod_container_status_waiting",
    help: "Describes whether the container is currently in waiting state.",
    isStable: true,
    readings: ({ status }) => status.containerStatuses.flatMap(isIn("waiting")),
  },
  {
    name: "kube_pod_container_status_waiting_reason",
    help: "Describes the reason the container is currently in waiting state.",
    isStable: true,
    readings: ({ status }) => status.containerStatuses.flatMap(reasonReadings("waiting")),
  },
];

/** The same of init containers, sidecars included. */
export const initContainerFamilies: readonly Family<PodObject>[] = [
  {
    name: "kube_pod_init_container_info",
    help: "Information about an init container in a pod.",
    isStable: true,
    readings: (pod) => initInfoReadings(pod),
  },
  {
    name: "kube_pod_init_container_resource_limits",
    help: "The number of requested limit resource by an init container.",
    isStable: false,
    readings: ({ spec }) =>
      spec.initContainers.flatMap((container) =>
        resourceReadings(container.limits, { container: container.name, node: spec.nodeName }),
      ),
  },
  {
    name: "kube_pod_init_container_resource_requests",
    help: "The number of requested request resource by an init container.",
    isStable: false,
    readings: ({ spec }) =>
      spec.initContainers.flatMap((container) =>
        resourceReadings(container.requests, { container: container.name, node: spec.nodeName }),
      ),
  },
  {
    name: "kube_pod_init_container_state_started",
    help: "Start time in unix timestamp for a pod init container.",
    isStable: false,
    readings: ({ status }) => status.initContainerStatuses.flatMap(startedReadings),
  },
  {
    name: "kube_pod_init_container_status_last_terminated_reason",
    help: "Describes the last reason the init container was in terminated state.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_init_container_status_last_terminated_exitcode",
    help: "Describes the exit code for the last init container in terminated state.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_init_container_status_last_terminated_timestamp",
    help: "Last terminated time for a pod init container in unix timestamp.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_pod_init_container_status_ready",
    help: "Describes whether the init containers readiness check succeeded.",
    isStable: true,
    readings: ({ status }) => status.initContainerStatuses.flatMap(({ name, ready }) => ofContainer(name, flag(ready))),
  },
  {
    name: "kube_pod_init_container_status_restarts_total",
    help: "The number of restarts for the init container.",
    isStable: true,
    isCounter: true,
    readings: ({ status }) => status.initContainerStatuses.flatMap(({ name }) => ofContainer(name, 0)),
  },
  {
    name: "kube_pod_init_container_status_running",
    help: "Describes whether the init container is currently in running state.",
    isStable: true,
    readings: ({ status }) => status.initContainerStatuses.flatMap(isIn("running")),
  },
  {
    name: "kube_pod_init_container_status_terminated",
    help: "Describes whether the init container is currently in terminated state.",
    isStable: true,
    readings: ({ status }) => status.initContainerStatuses.flatMap(isIn("terminated")),
  },
  {
    name: "kube_pod_init_container_status_terminated_reason",
    help: "Describes the reason the init container is currently in terminated state.",
    isStable: false,
    readings: ({ status }) => status.initContainerStatuses.flatMap(reasonReadings("terminated")),
  },
  {
    name: "kube_pod_init_container_status_waiting",
    help: "Describes whether the init container is currently in waiting state.",
    isStable: true,
    readings: ({ status }) => status.initContainerStatuses.flatMap(isIn("waiting")),
  },
  {
    name: "kube_pod_init_container_status_waiting_reason",
    help: "Describes the reason the init container is currently in waiting state.",
    isStable: false,
    readings: ({ status }) => status.initContainerStatuses.flatMap(reasonReadings("waiting")),
  },
];

/** A line for each container that has a status. */
const infoReadings = (
  containers: readonly ContainerObject[],
  statuses: readonly ContainerStatus[],
): readonly Reading[] =>
  containers.flatMap(({ name, image: specified }) =>
    statuses
      .filter((status) => status.name === name)
      .flatMap(({ image, imageID, containerID }) =>
        info({ container: name, image_spec: specified, image, image_id: imageID, container_id: containerID }),
      ),
  );

const initInfoReadings = ({ spec, status }: PodObject): readonly Reading[] =>
  spec.initContainers.flatMap((container) =>
    infoReadings([container], status.initContainerStatuses).map(({ labels, value }) => ({
      labels: { ...labels, restart_policy: container.restartPolicy },
      value,
    })),
  );
