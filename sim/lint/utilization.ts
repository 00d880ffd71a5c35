import type { HpaBehaviours } from "../hpa/behaviours.ts";
import { requestsOf } from "../hpa/requests.ts";
import type { Int64 } from "../int64.ts";
import type { ContainerSpec, PodView } from "../kubernetes/pod.ts";
import { simTime } from "../units.ts";
import type { Scalable, TargetedHpa } from "./finding.ts";

/** A metric of an HPA that is a share of what pods request. */
export type UtilizationMetric = {
  readonly resource: string;
  /** Empty for the whole pod. */
  readonly container: string;
  /** Percent of the request. */
  readonly target: number;
  /** `spec.metrics[0].resource`. */
  readonly field: string;
};

/** The metrics of an HPA with a target of type Utilization, in order. */
export function utilizationMetrics({ object }: TargetedHpa): readonly UtilizationMetric[] {
  return (object.hpa.spec.metrics ?? []).flatMap(({ resource, containerResource }, index) => {
    const source = resource ?? containerResource;
    const target = source?.target.averageUtilization;
    if (source === undefined || target === undefined) return [];
    const container = containerResource?.container ?? "";
    const member = resource === undefined ? "containerResource" : "resource";
    return [{ resource: source.name, container, target, field: `spec.metrics[${index}].${member}` }];
  });
}

/** A metric of an HPA that is an amount of a resource for each pod. */
export type UsageMetric = Omit<UtilizationMetric, "target"> & {
  /** As the manifest has it: `500m`. */
  readonly target: string;
};

/** The metrics of an HPA with a resource's amount as target, in order. */
export function usageMetrics({ object }: TargetedHpa): readonly UsageMetric[] {
  return (object.hpa.spec.metrics ?? []).flatMap(({ resource, containerResource }, index) => {
    const source = resource ?? containerResource;
    const target = source?.target.averageValue;
    if (source === undefined || target === undefined) return [];
    const container = containerResource?.container ?? "";
    const member = resource === undefined ? "containerResource" : "resource";
    return [{ resource: source.name, container, target, field: `spec.metrics[${index}].${member}` }];
  });
}

/** What a pod of the workload requests for such a metric, in milli-units, or why the HPA cannot tell. */
export type TemplateRequest =
  | { readonly ok: true; readonly milli: Int64 }
  | { readonly ok: false; readonly because: string };

/** Asks as the HPA of the release asks, with a pod named after the workload. */
export function templateRequest(
  workload: Scalable,
  { resource, container }: UtilizationMetric,
  behaviours: HpaBehaviours,
): TemplateRequest {
  const { namespace, name } = workload.meta;
  const { podLevelResources } = behaviours;
  const question = { resource, container, podLevelResources, namespace, rules: behaviours };
  const requests = requestsOf([podOf(workload, `${name}-…`)], question);
  if (requests.kind === "missing") return { ok: false, because: requests.because };
  return { ok: true, milli: requests.kind === "same" ? requests.milli : requests.milli[0]! };
}

const podOf = ({ meta, template }: Scalable, name: string): PodView => ({
  name,
  namespace: meta.namespace,
  labels: template.labels,
  phase: "Running",
  deleting: false,
  ready: "True",
  readyChangedAt: simTime(0),
  startTime: simTime(0),
  spec: template.spec,
});

/** A container that runs as long as the pod, and its place in the workload. */
export type PlacedContainer = { readonly container: ContainerSpec; readonly field: string };

/** The containers that such a metric is about: one, or all that run as long as the pod. */
export function measuredContainers(
  { template: { spec } }: Scalable,
  { container: name }: Pick<UtilizationMetric, "container">,
  { sidecarRequests }: HpaBehaviours,
): readonly PlacedContainer[] {
  const own = spec.containers.map((container, index) => ({ container, field: `containers[${index}]` }));
  const sidecars = spec.initContainers.flatMap((container, index) =>
    container.restartPolicyAlways && sidecarRequests ? [{ container, field: `initContainers[${index}]` }] : [],
  );
  return [...own, ...sidecars]
    .filter(({ container }) => name === "" || container.name === name)
    .map(({ container, field }) => ({ container, field: `spec.template.spec.${field}` }));
}
