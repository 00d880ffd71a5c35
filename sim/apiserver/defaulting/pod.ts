import type { Api } from "../decoding/api-types.table.ts";
import type { Release } from "../release.ts";
import { dropDisabledFields } from "./disabled-fields.ts";
import { withPodResources } from "./pod-resources.ts";
import { defaultPodSpec } from "./pod-spec.ts";
import { withoutAbsent } from "./without-absent.ts";

type PodSpec = Api["v1.PodSpec"];
type Container = Api["v1.Container"];

/**
 * What the API server fills in for a pod, on top of what a template gets.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/v1 SetDefaults_Pod
 */
export function defaultPod(spec: PodSpec, release: Release): PodSpec {
  const templated = defaultPodSpec(spec);
  const gracePeriod = templated.terminationGracePeriodSeconds;
  const prepare = (container: Container): Container =>
    withHostPorts(withRequests(container), templated.hostNetwork ?? false);
  const pod = withoutAbsent<PodSpec>({
    ...templated,
    enableServiceLinks: templated.enableServiceLinks ?? true,
    terminationGracePeriodSeconds: (gracePeriod ?? 0) < 0 ? 1 : gracePeriod,
    containers: templated.containers?.map(prepare),
    initContainers: templated.initContainers?.map(prepare),
  });
  const enabled = dropDisabledFields(pod, release);
  return release.podLevelResources ? withPodResources(enabled, release) : enabled;
}

/** A limit without a request asks for the limit. */
function withRequests(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  return limits
    ? { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } }
    : container;
}

function withHostPorts(container: Container, hostNetwork: boolean): Container {
  const { ports } = container;
  if (!hostNetwork || !ports) return container;
  return {
    ...container,
    ports: ports.map((port) =>
      withoutAbsent<Api["v1.ContainerPort"]>({ ...port, hostPort: port.hostPort || port.containerPort }),
    ),
  };
}
