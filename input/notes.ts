import type { TargetName } from "../sim/checks/expectation.ts";
import { defaultPodLifecycle } from "../sim/cluster/pod-lifecycle.ts";
import { scaleTarget } from "../sim/keda/hpa.ts";
import { byCodeUnit, type Labels, objectKey } from "../sim/kubernetes/object.ts";
import { formatGoDuration } from "../sim/kubernetes/timestamp.ts";
import type { ClusterObject } from "../sim/kubernetes/workload.ts";
import type { Load, WorkloadModel } from "../sim/scenario.ts";
import type { Duration } from "../sim/units.ts";
import { runningContainers } from "./scenario/container-names.ts";
import { visible } from "./visible-text.ts";

/** Namespaces that every cluster has. */
const builtInNamespaces: readonly string[] = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Namespaces that objects stand in and that no manifest declares. */
export function namespaceNotes(objects: readonly ClusterObject[]): readonly string[] {
  const declared = objects.filter(({ kind }) => kind === "Namespace").map(({ meta }) => meta.name);
  const used = objects.filter(({ kind }) => kind !== "Namespace").map(({ meta }) => meta.namespace);
  return [...new Set(used)]
    .filter((name) => !declared.includes(name) && !builtInNamespaces.includes(name))
    .sort(byCodeUnit)
    .map((name) => `namespace "${visible(name)}" is assumed to exist`);
}

/** Objects that the manifests hold more than once. */
export function duplicateNotes(objects: readonly ClusterObject[]): readonly string[] {
  const names = objects.map(({ kind, meta }) => `${kind} ${objectKey(meta)}`);
  const seen = new Set<string>();
  const twice = new Set(names.filter((name) => seen.size === seen.add(name).size));
  return [...twice].map((name) => `${name} is in the manifests more than once; the later one is applied over it`);
}

/** An HPA or a ScaledObject whose target is not among the objects, so that it will never find its scale. */
export function targetlessNotes(objects: readonly ClusterObject[]): readonly string[] {
  return objects.flatMap((object) => {
    if (object.kind !== "HorizontalPodAutoscaler" && object.kind !== "ScaledObject") return [];
    const { kind, name } = object.kind === "ScaledObject" ? scaleTarget(object) : object.hpa.spec.scaleTargetRef;
    const { namespace } = object.meta;
    const isThere = objects.some(
      (other) =>
        other.kind === kind && (kind === "Deployment" || kind === "ReplicaSet") && isNamed(other, { namespace, name }),
    );
    const target = `${visible(kind)} ${visible(name)}`;
    const scaler = object.kind === "ScaledObject" ? object.kind : "HPA";
    return isThere ? [] : [`${scaler} ${objectKey(object.meta)} scales ${target}, which is no workload of this run`];
  });
}

/** A workload whose pods take a while to become ready, which nothing would notice. */
export function probelessNotes(model: WorkloadModel, objects: readonly ClusterObject[]): readonly string[] {
  if (model.lifecycle.readyAfter === defaultPodLifecycle.readyAfter) return [];
  if (runningContainers(objects, model).some(({ readinessProbe }) => readinessProbe !== undefined)) return [];
  return [
    `start.readyAfter of ${objectKey(model)} changes nothing: without a readinessProbe its pods are ready at once`,
  ];
}

/** A load that the end of the run cuts off. */
export function cutNotes({ name, until }: Load, end: Duration): readonly string[] {
  if (until <= end) return [];
  return [`load.${name} goes on until ${formatGoDuration(until)}, but the run ends at ${formatGoDuration(end)}`];
}

/** A load whose target has no pods, and why. */
export function podlessNotes(load: Load, objects: readonly ClusterObject[]): readonly string[] {
  const { target } = load;
  if (target.kind === "Deployment" || podsBehind(load, objects).length > 0) return [];
  const service = objects.find((object) => object.kind === "Service" && isNamed(object, target));
  const selector = service?.kind === "Service" ? service.selector : undefined;
  const why = selector === undefined ? "has no selector" : "selects no pods of the manifests";
  return [`load.${load.name} goes to Service ${objectKey(target)}, which ${why}: every request is refused`];
}

/** The Deployments, ReplicaSets and pods that answer a load. */
export function podsBehind({ target }: Load, objects: readonly ClusterObject[]): readonly TargetName[] {
  const chosen = objects.filter((object) => {
    if (target.kind === "Deployment") return object.kind === "Deployment" && isNamed(object, target);
    return objects.some(
      (other) => other.kind === "Service" && isNamed(other, target) && selects(other.selector, object),
    );
  });
  const names = new Map(chosen.map(({ meta: { namespace, name } }) => [`${namespace}/${name}`, { namespace, name }]));
  return [...names.values()].filter(({ namespace }) => namespace === target.namespace);
}

const isNamed = ({ meta }: ClusterObject, { namespace, name }: TargetName): boolean =>
  meta.namespace === namespace && meta.name === name;

function selects(selector: Labels | undefined, object: ClusterObject): boolean {
  const labels = podLabels(object);
  if (selector === undefined || labels === undefined) return false;
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function podLabels(object: ClusterObject): Labels | undefined {
  if (object.kind === "Deployment" || object.kind === "ReplicaSet") return object.template.labels;
  return object.kind === "Pod" ? object.meta.labels : undefined;
}
