import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import { childOf, type MapNode, type Node, textOf } from "../node.ts";
import { errorAt, type Source } from "../place.ts";
import { readDocuments } from "../yaml/documents.ts";

/** An object as a user wrote it. */
export type Manifest = MapNode;

/** The objects of a file in order, lists taken apart. */
export function manifestsOf(source: Source): readonly Manifest[] {
  return readDocuments(source, "kubectl").flatMap(expand);
}

/** Whether a document is a scenario of kubewind. */
export const isScenario = (node: Node): boolean =>
  textOf(childOf(node, "apiVersion"))?.startsWith("kubewind.dev/") ?? false;

/** What the manifest says it is; the namespace is the default one where it says none. */
export function referenceOf(manifest: Manifest, defaultNamespace: string): ObjectReference {
  const metadata = childOf(manifest, "metadata");
  const kind = textOf(childOf(manifest, "kind")) ?? "";
  const name = metadata === undefined ? "" : (textOf(childOf(metadata, "name")) ?? "");
  const namespace = metadata === undefined ? undefined : textOf(childOf(metadata, "namespace"));
  // An empty one is none.
  return { kind, namespace: namespace || defaultNamespace, name };
}

/** A `List`, or a `DeploymentList` as an API server answers, is its items. */
function expand(node: Node): readonly Manifest[] {
  if (node.kind !== "map") {
    const hint = "A manifest is a mapping with apiVersion, kind and metadata.";
    throw errorAt(node.place, "this document is not a Kubernetes object", hint);
  }
  const items = childOf(node, "items");
  if (items === undefined || !(textOf(childOf(node, "kind"))?.endsWith("List") ?? false)) return [node];
  if (items.kind === "list") return items.items.flatMap(expand);
  if (items.kind === "scalar" && items.value === null) return [];
  throw errorAt(items.place, "the items of a list are written as a list");
}
