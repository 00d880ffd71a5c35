import type { DiscoveredContainer, DiscoveredMeta } from "../../sim/prometheus/discovery/objects.ts";
import { type Manifest, referenceOf } from "../manifests/manifest.ts";
import { childOf, type Node } from "../node.ts";

/** The node at a path of keys, if there is one. */
export const nodeAt = (node: Node | undefined, ...keys: readonly string[]): Node | undefined =>
  keys.reduce<Node | undefined>((at, key) => (at === undefined ? undefined : childOf(at, key)), node);

/** The items of a list; none for anything else. */
export const itemsOf = (node: Node | undefined): readonly Node[] => (node?.kind === "list" ? node.items : []);

/** A scalar as it is written; empty for anything else. */
export const writtenText = (node: Node | undefined): string =>
  node?.kind === "scalar" && node.value !== null ? node.text : "";

/** A mapping of texts, as labels are. */
export const textsOf = (node: Node | undefined): Readonly<Record<string, string>> =>
  node?.kind === "map"
    ? Object.fromEntries([...node.entries].map(([key, { value }]) => [key, writtenText(value)]))
    : {};

/** Metadata as discovery reads it. */
export function metaOf(manifest: Manifest, defaultNamespace: string): DiscoveredMeta {
  const { namespace, name } = referenceOf(manifest, defaultNamespace);
  const metadata = nodeAt(manifest, "metadata");
  const [labels, annotations] = [nodeAt(metadata, "labels"), nodeAt(metadata, "annotations")];
  return { namespace, name, labels: textsOf(labels), annotations: textsOf(annotations) };
}

/** The containers of a list, with their ports. */
export const containersOf = (list: Node | undefined): readonly DiscoveredContainer[] =>
  itemsOf(list).map((container) => ({
    name: writtenText(nodeAt(container, "name")),
    image: writtenText(nodeAt(container, "image")),
    containerId: "",
    ports: itemsOf(nodeAt(container, "ports")).map((port) => ({
      containerPort: Number(writtenText(nodeAt(port, "containerPort"))),
      name: writtenText(nodeAt(port, "name")),
      protocol: writtenText(nodeAt(port, "protocol")) || "TCP",
    })),
  }));
