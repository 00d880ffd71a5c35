import type { TargetName } from "../../sim/checks/expectation.ts";
import type { ContainerSpec, PodSpec } from "../../sim/kubernetes/pod.ts";
import type { ClusterObject } from "../../sim/kubernetes/workload.ts";
import { nearestName } from "../nearest-name.ts";
import { errorAt, type Place } from "../place.ts";
import { quote } from "../visible-text.ts";

/** The containers of a workload that keep running, sidecars included. */
export function runningContainers(objects: readonly ClusterObject[], target: TargetName): readonly ContainerSpec[] {
  return objects
    .filter(({ meta }) => meta.namespace === target.namespace && meta.name === target.name)
    .flatMap(podSpec)
    .flatMap(({ containers, initContainers }) => [
      ...containers,
      ...initContainers.filter(({ restartPolicyAlways }) => restartPolicyAlways),
    ]);
}

/** Their names. */
export const containersOf = (objects: readonly ClusterObject[], target: TargetName): readonly string[] => [
  ...new Set(runningContainers(objects, target).map(({ name }) => name)),
];

function podSpec(object: ClusterObject): readonly PodSpec[] {
  if (object.kind === "Deployment" || object.kind === "ReplicaSet") return [object.template.spec];
  return object.kind === "Pod" ? [object.spec] : [];
}

/** A name that one of the containers has. */
export function containerName(
  name: string,
  at: { readonly containers: readonly string[]; readonly place: Place },
): string {
  const { containers, place } = at;
  if (containers.includes(name)) return name;
  const near = nearestName(name, containers);
  const guess = near === undefined ? "" : `, did you mean ${quote(near)}?`;
  throw errorAt(place, `the pods have no container ${quote(name)}${guess}`, `They have ${containers.join(", ")}.`);
}
