import type { Label } from "../promql/labels.ts";
import type { TargetGroup } from "../scrape/target.ts";
import { joinHostPort, metaLabel, namespaceLabel, objectLabels, optionalLabel } from "./meta-labels.ts";
import type {
  DiscoveredEndpointSlice,
  DiscoveredEndpoints,
  DiscoveredMeta,
  DiscoveredNode,
  DiscoveredPod,
  DiscoveredService,
  EndpointAddress,
  EndpointPort,
  SliceEndpoint,
  TargetReference,
} from "./objects.ts";
import { matchingContainerLabels, type NodeByName, podLabels, uncoveredTargets } from "./pod-targets.ts";
import { serviceLabels } from "./service-targets.ts";

/** Finds what endpoints refer to. */
export interface EndpointReferences {
  readonly podOf: (namespace: string, name: string) => DiscoveredPod | undefined;
  readonly serviceOf: (namespace: string, name: string) => DiscoveredService | undefined;
  /** Undefined when labels of nodes are not attached. */
  readonly nodeOf: NodeByName | undefined;
}

/** The targets of Endpoints, and the other ports of the pods behind. Source: prometheus v0.315.0 discovery/kubernetes/endpoints.go */
export function endpointsGroup({ meta, subsets }: DiscoveredEndpoints, references: EndpointReferences): TargetGroup {
  const collected = collector(references);
  const add = (address: EndpointAddress, port: EndpointPort, ready: boolean): void => {
    const { ip, hostname, nodeName, targetRef } = address;
    const labels: readonly Label[] = [
      ["__address__", joinHostPort(ip, port.port)],
      metaLabel("endpoint_port_name", port.name),
      metaLabel("endpoint_port_protocol", port.protocol),
      metaLabel("endpoint_ready", String(ready)),
      ...optionalLabel("endpoint_address_target_kind", targetRef?.kind),
      ...optionalLabel("endpoint_address_target_name", targetRef?.name),
      ...optionalLabel("endpoint_node_name", nodeName),
      ...optionalLabel("endpoint_hostname", hostname),
    ];
    const node = nodeName ?? (targetRef?.kind === "Node" ? targetRef.name : undefined);
    collected.add({ labels, targetRef, node, port: port.port, protocol: port.protocol });
  };
  for (const { addresses, notReadyAddresses, ports } of subsets) {
    for (const port of ports) {
      for (const address of addresses) add(address, port, true);
      for (const address of notReadyAddresses) add(address, port, false);
    }
  }
  const service = references.serviceOf(meta.namespace, meta.name);
  const shared = service === undefined ? [] : serviceLabels(service);
  return {
    source: `endpoints/${meta.namespace}/${meta.name}`,
    labels: [namespaceLabel(meta), ...shared, ...objectLabels(meta, "endpoints")],
    targets: collected.targets(),
  };
}

/** The targets of a slice, and the other ports of the pods behind. Source: prometheus v0.315.0 discovery/kubernetes/endpointslice.go */
export function endpointSliceGroup(slice: DiscoveredEndpointSlice, references: EndpointReferences): TargetGroup {
  const { meta, addressType, endpoints, ports } = slice;
  const collected = collector(references);
  for (const endpoint of endpoints) {
    for (const port of ports) {
      for (const address of endpoint.addresses) {
        const { targetRef, nodeName } = endpoint;
        const labels: readonly Label[] = [
          ["__address__", joinHostPort(address, port.port)],
          metaLabel("endpointslice_port_name", port.name),
          metaLabel("endpointslice_port_protocol", port.protocol),
          metaLabel("endpointslice_port", String(port.port)),
          ...optionalLabel("endpointslice_port_app_protocol", port.appProtocol),
          ...sliceEndpointLabels(endpoint),
        ];
        const node = targetRef?.kind === "Node" ? targetRef.name : nodeName;
        collected.add({ labels, targetRef, node, port: port.port, protocol: undefined });
      }
    }
  }
  return {
    source: `endpointslice/${meta.namespace}/${meta.name}`,
    labels: [
      namespaceLabel(meta),
      metaLabel("endpointslice_address_type", addressType),
      ...objectLabels(meta, "endpointslice"),
      ...sliceServiceLabels(meta, references),
    ],
    targets: collected.targets(),
  };
}

const sliceEndpointLabels = (endpoint: SliceEndpoint): readonly Label[] => [
  ...optionalLabel("endpointslice_endpoint_conditions_ready", endpoint.ready),
  ...optionalLabel("endpointslice_endpoint_conditions_serving", endpoint.serving),
  ...optionalLabel("endpointslice_endpoint_conditions_terminating", endpoint.terminating),
  ...optionalLabel("endpointslice_endpoint_hostname", endpoint.hostname),
  ...optionalLabel("endpointslice_address_target_kind", endpoint.targetRef?.kind),
  ...optionalLabel("endpointslice_address_target_name", endpoint.targetRef?.name),
  ...optionalLabel("endpointslice_endpoint_node_name", endpoint.nodeName),
  ...optionalLabel("endpointslice_endpoint_zone", endpoint.zone),
];

function sliceServiceLabels(
  { namespace, labels }: DiscoveredMeta,
  { serviceOf }: EndpointReferences,
): readonly Label[] {
  const name = labels["kubernetes.io/service-name"];
  const service = name === undefined ? undefined : serviceOf(namespace, name);
  return service === undefined ? [] : serviceLabels(service);
}

interface EndpointTarget {
  readonly labels: readonly Label[];
  readonly targetRef: TargetReference | undefined;
  readonly node: string | undefined;
  readonly port: number;
  /** Of the endpoint, where it counts instead of the container's. */
  readonly protocol: string | undefined;
}

interface TargetCollector {
  readonly add: (target: EndpointTarget) => void;
  readonly targets: () => readonly (readonly Label[])[];
}

/** Adds what is known of node and pod to each target, and notes which ports of the pods are covered. */
function collector({ podOf, nodeOf }: EndpointReferences): TargetCollector {
  const targets: (readonly Label[])[] = [];
  const covered = new Map<DiscoveredPod, Set<number>>();
  const nodeLabels = (node: DiscoveredNode | undefined): readonly Label[] =>
    node === undefined ? [] : objectLabels(node.meta, "node");
  return {
    add: ({ labels, targetRef, node, port, protocol }) => {
      const known = [...labels, ...nodeLabels(node === undefined ? undefined : nodeOf?.(node))];
      const pod = targetRef?.kind === "Pod" ? podOf(targetRef.namespace, targetRef.name) : undefined;
      if (pod === undefined) {
        targets.push(known);
        return;
      }
      covered.set(pod, (covered.get(pod) ?? new Set()).add(port));
      targets.push([...known, ...podLabels(pod), ...matchingContainerLabels(pod, port, protocol)]);
    },
    targets: () => [...targets, ...uncoveredTargets(covered)],
  };
}
