import type { Labels } from "../../kubernetes/object.ts";
import type { ConditionStatus, PodPhase } from "../../kubernetes/pod.ts";

/** What discovery reads of any object's metadata; an object without a namespace has the empty one. */
export interface DiscoveredMeta {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

export interface ContainerPort {
  readonly containerPort: number;
  /** Empty when it has none. */
  readonly name: string;
  readonly protocol: string;
}

export interface DiscoveredContainer {
  readonly name: string;
  readonly image: string;
  /** Empty before the container was started. */
  readonly containerId: string;
  readonly ports: readonly ContainerPort[];
}

/** A pod as discovery reads it; addresses are empty as long as there are none. */
export interface DiscoveredPod {
  readonly meta: DiscoveredMeta;
  readonly uid: string;
  readonly podIp: string;
  readonly hostIp: string;
  readonly nodeName: string;
  readonly phase: PodPhase;
  /** Of the condition Ready. */
  readonly ready: ConditionStatus | undefined;
  readonly deleting: boolean;
  readonly controller: { readonly kind: string; readonly name: string } | undefined;
  readonly containers: readonly DiscoveredContainer[];
  readonly initContainers: readonly DiscoveredContainer[];
}

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** A number, or the name of a container's port. */
  readonly targetPort: number | string;
}

export interface DiscoveredService {
  readonly meta: DiscoveredMeta;
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";
  readonly clusterIp: string;
  readonly externalName: string;
  readonly loadBalancerIps: readonly string[];
  /** Undefined or empty: its endpoints are made by hand. */
  readonly selector: Labels | undefined;
  readonly publishNotReadyAddresses: boolean;
  readonly ports: readonly ServicePort[];
}

/** Whom an address belongs to. */
export interface TargetReference {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface EndpointAddress {
  readonly ip: string;
  readonly hostname: string | undefined;
  readonly nodeName: string | undefined;
  readonly targetRef: TargetReference | undefined;
}

export interface EndpointPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

export interface EndpointSubset {
  readonly addresses: readonly EndpointAddress[];
  readonly notReadyAddresses: readonly EndpointAddress[];
  readonly ports: readonly EndpointPort[];
}

/** An object of the kind Endpoints. */
export interface DiscoveredEndpoints {
  readonly meta: DiscoveredMeta;
  readonly subsets: readonly EndpointSubset[];
}

/** One endpoint of a slice. */
export interface SliceEndpoint {
  readonly addresses: readonly string[];
  readonly ready: boolean | undefined;
  readonly serving: boolean | undefined;
  readonly terminating: boolean | undefined;
  readonly hostname: string | undefined;
  readonly nodeName: string | undefined;
  readonly zone: string | undefined;
  readonly targetRef: TargetReference | undefined;
}

/** An object of the kind EndpointSlice. */
export interface DiscoveredEndpointSlice {
  readonly meta: DiscoveredMeta;
  readonly addressType: "IPv4" | "IPv6" | "FQDN";
  readonly endpoints: readonly SliceEndpoint[];
  readonly ports: readonly (EndpointPort & { readonly appProtocol?: string })[];
}

export interface DiscoveredNode {
  readonly meta: DiscoveredMeta;
  readonly providerId: string;
  readonly conditions: readonly { readonly type: string; readonly status: ConditionStatus }[];
  readonly addresses: readonly { readonly type: string; readonly address: string }[];
  readonly kubeletPort: number;
}

export interface DiscoveredIngress {
  readonly meta: DiscoveredMeta;
  readonly className: string | undefined;
  /** Hosts that have a certificate; `*.example.org` for all of one level. */
  readonly tlsHosts: readonly string[];
  /** Undefined paths: the rule has no HTTP part. */
  readonly rules: readonly { readonly host: string; readonly paths: readonly string[] | undefined }[];
}

/** What discovery sees of the cluster at one instant. */
export interface ClusterView {
  readonly pods: () => readonly DiscoveredPod[];
  readonly services: () => readonly DiscoveredService[];
  readonly endpoints: () => readonly DiscoveredEndpoints[];
  readonly endpointSlices: () => readonly DiscoveredEndpointSlice[];
  readonly nodes: () => readonly DiscoveredNode[];
  readonly ingresses: () => readonly DiscoveredIngress[];
}
