import { planHpa } from "../hpa/plan.ts";
import { toFloat64 } from "../int64.ts";
import {
  type Finding,
  type LintRule,
  type LintSubject,
  referenceTo,
  type Scalable,
  type TargetedHpa,
} from "./finding.ts";
import { measuredContainers, templateRequest, type UtilizationMetric, utilizationMetrics } from "./utilization.ts";

/** A target that usage can never pass far enough, because limits hold it back first. Source: kubernetes/kubernetes#78761 */
export const unreachableTarget: LintRule = (subject) =>
  subject.hpas.flatMap((hpa) => utilizationMetrics(hpa).flatMap((metric) => unreachable(hpa, metric, subject)));

function unreachable(hpa: TargetedHpa, metric: UtilizationMetric, { behaviours }: LintSubject): readonly Finding[] {
  const { object, target } = hpa;
  const highest = target && highestPercent(hpa, metric, behaviours);
  if (highest === undefined) return [];
  const { scaleUp: tolerance } = planHpa(object.hpa, behaviours).tolerances;
  const needed = metric.target * (1 + tolerance);
  if (highest > needed) return [];
  const { resource } = metric;
  const ceiling = resource === "memory" ? "where the kernel kills them" : "where they are throttled";
  return [
    {
      rule: "unreachable-target",
      severity: "error",
      object: referenceTo(object),
      field: metric.field,
      cause: `the limits let pods use at most ${percent(highest)} % of their request for ${resource}, ${ceiling}; a scale-up needs more than ${percent(needed)} % (the target of ${metric.target} % and the tolerance of ${percent(tolerance * 100)} %)`,
      fix: "Lower the target, lower the requests, or raise the limits.",
    },
  ];
}

/** Most that a pod can use, in percent of its request; undefined if a limit is missing. */
function highestPercent(
  { target }: TargetedHpa,
  metric: UtilizationMetric,
  behaviours: LintSubject["behaviours"],
): number | undefined {
  if (target === undefined) return undefined;
  const request = templateRequest(target, metric, behaviours);
  if (!request.ok || toFloat64(request.milli) <= 0) return undefined;
  const ofPod = metric.container === "" && behaviours.podLevelResources ? podLimit(target, metric.resource) : undefined;
  if (ofPod !== undefined) return (ofPod / toFloat64(request.milli)) * 100;
  let sum = 0;
  for (const { container } of measuredContainers(target, metric, behaviours)) {
    const limit = container.limits.get(metric.resource);
    if (limit === undefined) return undefined;
    sum += toFloat64(limit);
  }
  return (sum / toFloat64(request.milli)) * 100;
}

/** The limit of the pod as a whole, if it has one. */
function podLimit({ template }: Scalable, resource: string): number | undefined {
  const limit = template.spec.podLimits?.get(resource);
  return limit === undefined ? undefined : toFloat64(limit);
}

const percent = (value: number): string => String(Math.round(value * 10) / 10);
