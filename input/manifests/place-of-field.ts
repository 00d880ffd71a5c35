import type { Node } from "../node.ts";
import type { Place } from "../place.ts";
import { parsePath } from "../set/path.ts";
import type { Manifest } from "./manifest.ts";

/**
 * Where a field such as `spec.metrics[0].resource.name` stands: its value if that is a scalar, otherwise its key.
 *
 * For a field that is not there: the nearest one above it.
 */
export function placeOfField(manifest: Manifest, field: string): Place {
  const { place, node } = find(manifest, field);
  return node?.kind === "scalar" && node.value !== null ? node.place : place;
}

/** Where the key of a field stands, rather than its value. */
export const placeOfKey = (manifest: Manifest, field: string): Place => find(manifest, field).place;

type Found = { readonly place: Place /** Absent for a field that is not there. */; readonly node: Node | undefined };

function find(manifest: Manifest, field: string): Found {
  let node: Node = manifest;
  let { place } = manifest;
  for (const step of parsePath(field) ?? []) {
    const found = below(node, step);
    if (found === undefined) return { place, node: undefined };
    [node, place] = [found.value, found.keyPlace];
  }
  return { place, node };
}

function below(node: Node, step: string | number): { readonly keyPlace: Place; readonly value: Node } | undefined {
  if (node.kind === "map") return node.entries.get(String(step));
  const item = node.kind === "list" && typeof step === "number" ? node.items[step] : undefined;
  return item === undefined ? undefined : { keyPlace: item.place, value: item };
}
