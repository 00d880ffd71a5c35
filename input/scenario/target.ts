import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import { atMostOne } from "../fields/read.ts";
import { childOf, isNull, type MapNode } from "../node.ts";
import { errorAt } from "../place.ts";
import { anyName, nameOf, type World } from "./names.ts";

/** Keys that name an object, and the kinds that they mean. */
const kinds = {
  service: "Service",
  deployment: "Deployment",
  replicaSet: "ReplicaSet",
  pod: "Pod",
  hpa: "HorizontalPodAutoscaler",
  scaledObject: "ScaledObject",
} as const;

export type TargetKey = keyof typeof kinds;

export const targetKeys: readonly TargetKey[] = Object.keys(kinds) as TargetKey[];

/** The object that a mapping such as `{deployment: web, …}` names with one of some keys. */
export function targetOf(node: MapNode, keys: readonly TargetKey[], world: World): ObjectReference {
  const { key, value } = targetNode(node, keys);
  return { kind: kinds[key], ...nameOf(world, [kinds[key]])(value) };
}

/** The same, but pods and ReplicaSets need not be in the manifests: controllers make them. */
export function involvedOf(node: MapNode, keys: readonly TargetKey[], world: World): ObjectReference {
  const { key, value } = targetNode(node, keys);
  const isMade = key === "pod" || key === "replicaSet";
  return { kind: kinds[key], ...(isMade ? anyName(world) : nameOf(world, [kinds[key]]))(value) };
}

function targetNode(node: MapNode, keys: readonly TargetKey[]) {
  atMostOne(node, keys);
  const key = keys.find((each) => node.entries.has(each));
  const value = key === undefined ? undefined : childOf(node, key);
  if (key !== undefined && value !== undefined && !isNull(value)) return { key, value };
  throw errorAt(
    node.place,
    "nothing says what this is about",
    `Name it: ${keys.map((each) => `${each}: …`).join(" or ")}.`,
  );
}
