import { unreachable } from "../../invariant.ts";
import { matches, type Selector } from "../../kubernetes/label-selector.ts";
import type { Label } from "../promql/labels.ts";
import type { TargetGroup } from "../scrape/target.ts";
import { type EndpointReferences, endpointSliceGroup, endpointsGroup } from "./endpoint-targets.ts";
import { nodeGroup } from "./node-targets.ts";
import type { ClusterView, DiscoveredMeta } from "./objects.ts";
import { podGroup } from "./pod-targets.ts";
import { ingressGroup, serviceGroup } from "./service-targets.ts";

/** An entry of `static_configs`. */
export interface StaticConfig {
  readonly targets: readonly string[];
  readonly labels: readonly Label[];
}

export type KubernetesRole = "node" | "pod" | "service" | "endpoints" | "endpointslice" | "ingress";

/** An entry of `kubernetes_sd_configs`, as far as it says what is found. */
export interface KubernetesSdConfig {
  readonly role: KubernetesRole;
  /** Empty for all. */
  readonly namespaces: readonly string[];
  /** Objects of a role that are looked at; those of other roles are all. */
  readonly selectors: readonly { readonly role: KubernetesRole; readonly label: Selector }[];
  readonly attachNodeMetadata: boolean;
}

/** The targets of a static config, as a group that its place in the list names. */
export const staticGroup = ({ targets, labels }: StaticConfig, index: number): TargetGroup => ({
  source: String(index),
  labels,
  targets: targets.map((address) => [["__address__", address]]),
});

/** What a config finds in the cluster as it is. Source: prometheus v0.315.0 discovery/kubernetes */
export function discoverKubernetes(config: KubernetesSdConfig, cluster: ClusterView): readonly TargetGroup[] {
  const { role, namespaces, selectors } = config;
  const isWanted = (kind: KubernetesRole, { namespace, labels }: DiscoveredMeta): boolean => {
    const isNear = kind === "node" || namespaces.length === 0 || namespaces.includes(namespace);
    return isNear && selectors.every((selector) => selector.role !== kind || matches(selector.label, labels));
  };
  const wanted = <Object extends { readonly meta: DiscoveredMeta }>(
    kind: KubernetesRole,
    objects: readonly Object[],
  ): readonly Object[] => objects.filter(({ meta }) => isWanted(kind, meta));
  const nodeOf = config.attachNodeMetadata ? byName(wanted("node", cluster.nodes())) : undefined;
  const references = (): EndpointReferences => {
    const podOf = byNamespacedName(wanted("pod", cluster.pods()));
    return { podOf, serviceOf: byNamespacedName(wanted("service", cluster.services())), nodeOf };
  };
  switch (role) {
    case "node":
      return wanted(role, cluster.nodes()).flatMap((node) => nodeGroup(node) ?? []);
    case "pod":
      return wanted(role, cluster.pods()).map((pod) => podGroup(pod, nodeOf));
    case "service":
      return wanted(role, cluster.services()).map(serviceGroup);
    case "ingress":
      return wanted(role, cluster.ingresses()).map(ingressGroup);
    case "endpoints": {
      const known = references();
      return wanted(role, cluster.endpoints()).map((endpoints) => endpointsGroup(endpoints, known));
    }
    case "endpointslice": {
      const known = references();
      return wanted(role, cluster.endpointSlices()).map((slice) => endpointSliceGroup(slice, known));
    }
    default:
      return unreachable(role);
  }
}

function byName<Object extends { readonly meta: DiscoveredMeta }>(
  objects: readonly Object[],
): (name: string) => Object | undefined {
  const known = new Map(objects.map((object) => [object.meta.name, object]));
  return (name) => known.get(name);
}

function byNamespacedName<Object extends { readonly meta: DiscoveredMeta }>(
  objects: readonly Object[],
): (namespace: string, name: string) => Object | undefined {
  const known = new Map(objects.map((object) => [`${object.meta.namespace}/${object.meta.name}`, object]));
  return (namespace, name) => known.get(`${namespace}/${name}`);
}
