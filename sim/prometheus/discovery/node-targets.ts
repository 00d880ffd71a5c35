import type { TargetGroup } from "../scrape/target.ts";
import { joinHostPort, metaLabel, objectLabels, sanitized } from "./meta-labels.ts";
import type { DiscoveredNode } from "./objects.ts";

/** Which address of a node counts. */
const addressTypes = ["InternalIP", "InternalDNS", "ExternalIP", "ExternalDNS", "LegacyHostIP", "Hostname"];

/** The kubelet of a node; undefined for a node without an address. Source: prometheus v0.315.0 discovery/kubernetes/node.go */
export function nodeGroup(node: DiscoveredNode): TargetGroup | undefined {
  const firstOf = (type: string): string | undefined => node.addresses.find((one) => one.type === type)?.address;
  const address = addressTypes.map(firstOf).find((found) => found !== undefined);
  if (address === undefined) return undefined;
  const types = new Set(node.addresses.map(({ type }) => type));
  return {
    source: `node/${node.meta.name}`,
    labels: [
      metaLabel("node_provider_id", node.providerId),
      ...node.conditions.map(({ type, status }) =>
        metaLabel(`node_condition_${sanitized(type.toLowerCase())}`, status.toLowerCase()),
      ),
      ...objectLabels(node.meta, "node"),
    ],
    targets: [
      [
        ["__address__", joinHostPort(address, node.kubeletPort)],
        ["instance", node.meta.name],
        ...[...types].map((type) => metaLabel(sanitized(`node_address_${type}`), firstOf(type) ?? "")),
      ],
    ],
  };
}
