import { matches, selectorFromLabels } from "../../kubernetes/label-selector.ts";
import type {
  DiscoveredEndpointSlice,
  DiscoveredEndpoints,
  DiscoveredPod,
  DiscoveredService,
  EndpointAddress,
  EndpointPort,
  SliceEndpoint,
} from "./objects.ts";
import { allContainers } from "./pod-targets.ts";

/** A pod behind a Service, and where the Service's ports lead. */
interface Backend {
  readonly pod: DiscoveredPod;
  readonly ports: readonly EndpointPort[];
}

/**
 * The Endpoints that the cluster makes of a Service with a selector; undefined for one without.
 *
 * Pods with the same ports stand in one subset. A pod that is being deleted, or has ended, has no endpoint.
 * Source: kubernetes v1.36 pkg/controller/endpoint/endpoints_controller.go
 */
export function endpointsOf(
  service: DiscoveredService,
  pods: readonly DiscoveredPod[],
): DiscoveredEndpoints | undefined {
  if (!hasSelector(service)) return undefined;
  const subsets = groupedByPorts(backendsOf(service, pods).filter(({ pod }) => !pod.deleting)).map(
    ({ ports, backends }) => ({
      ports,
      addresses: backends.filter(({ pod }) => isServed(service, pod)).map(addressOf),
      notReadyAddresses: backends.filter(({ pod }) => !isServed(service, pod)).map(addressOf),
    }),
  );
  const { namespace, name, labels } = service.meta;
  return { meta: { namespace, name, labels, annotations: {} }, subsets };
}

/**
 * The slices that the cluster makes of a Service with a selector, one for each set of ports.
 *
 * A pod that is being deleted stays, terminating. Their names end in the place of the slice, where the cluster draws five letters.
 * Source: kubernetes v1.36 staging/src/k8s.io/endpointslice
 */
export function endpointSlicesOf(
  service: DiscoveredService,
  pods: readonly DiscoveredPod[],
): readonly DiscoveredEndpointSlice[] {
  if (!hasSelector(service)) return [];
  const { namespace, name, labels } = service.meta;
  return groupedByPorts(backendsOf(service, pods)).map(({ ports, backends }, index) => ({
    meta: {
      ...{ namespace, name: `${name}-${index}`, annotations: {} },
      labels: {
        ...labels,
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
        "kubernetes.io/service-name": name,
      },
    },
    addressType: "IPv4",
    endpoints: backends.map(({ pod }) => sliceEndpointOf(service, pod)),
    ports,
  }));
}

const hasSelector = ({ selector = {} }: DiscoveredService): boolean => Object.keys(selector).length > 0;

const isServed = ({ publishNotReadyAddresses }: DiscoveredService, { ready }: DiscoveredPod): boolean =>
  publishNotReadyAddresses || ready === "True";

function backendsOf(service: DiscoveredService, pods: readonly DiscoveredPod[]): readonly Backend[] {
  const selector = selectorFromLabels(service.selector ?? {});
  return pods
    .filter(({ meta, podIp, phase }) => {
      const isSelected = meta.namespace === service.meta.namespace && matches(selector, meta.labels);
      return isSelected && podIp !== "" && phase !== "Succeeded" && phase !== "Failed";
    })
    .map((pod) => ({ pod, ports: service.ports.flatMap((port) => portOf(pod, port)) }));
}

/** Where a Service's port leads in a pod; nowhere when it names a port that the pod does not have. */
function portOf(
  pod: DiscoveredPod,
  { name, protocol, targetPort }: DiscoveredService["ports"][number],
): readonly EndpointPort[] {
  if (typeof targetPort === "number") return [{ name, port: targetPort, protocol }];
  const named = allContainers(pod)
    .flatMap(({ container }) => container.ports)
    .find((port) => port.name === targetPort && port.protocol === protocol);
  return named === undefined ? [] : [{ name, port: named.containerPort, protocol }];
}

interface PortGroup {
  readonly ports: readonly EndpointPort[];
  readonly backends: readonly Backend[];
}

function groupedByPorts(backends: readonly Backend[]): readonly PortGroup[] {
  const groups = new Map<string, { readonly ports: readonly EndpointPort[]; readonly backends: Backend[] }>();
  for (const backend of backends) {
    const key = JSON.stringify(backend.ports);
    const group = groups.get(key) ?? { ports: backend.ports, backends: [] };
    group.backends.push(backend);
    groups.set(key, group);
  }
  return [...groups.values()].filter(({ ports }) => ports.length > 0);
}

const referenceOf = ({ meta: { namespace, name } }: DiscoveredPod) => ({ kind: "Pod", namespace, name });

const addressOf = ({ pod }: Backend): EndpointAddress => ({
  ip: pod.podIp,
  hostname: undefined,
  nodeName: pod.nodeName,
  targetRef: referenceOf(pod),
});

function sliceEndpointOf(service: DiscoveredService, pod: DiscoveredPod): SliceEndpoint {
  const serving = pod.ready === "True";
  return {
    addresses: [pod.podIp],
    ready: service.publishNotReadyAddresses || (serving && !pod.deleting),
    serving,
    terminating: pod.deleting,
    hostname: undefined,
    nodeName: pod.nodeName,
    zone: undefined,
    targetRef: referenceOf(pod),
  };
}
