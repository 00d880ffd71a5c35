import { planHpa } from "../hpa/plan.ts";
import { toFloat64 } from "../int64.ts";
import { formatMilli, milliValue, parseQuantity } from "../quantity/index.ts";
import {
  type Finding,
  type LintRule,
  type LintSubject,
  referenceTo,
  type Scalable,
  type TargetedHpa,
} from "./finding.ts";
import {
  measuredContainers,
  templateRequest,
  type UsageMetric,
  type UtilizationMetric,
  usageMetrics,
  utilizationMetrics,
} from "./utilization.ts";

/** A target that usage can never pass far enough, because limits hold it back first. Source: kubernetes/kubernetes#78761 */
export const unreachableTarget: LintRule = (subject) =>
  subject.hpas.flatMap((hpa) => [
    ...utilizationMetrics(hpa).flatMap((metric) => unreachable(hpa, metric, subject)),
    ...usageMetrics(hpa).flatMap((metric) => unreachableAmount(hpa, metric, subject)),
  ]);

function unreachable(hpa: TargetedHpa, metric: UtilizationMetric, { behaviours }: LintSubject): readonly Finding[] {
  const { object, target } = hpa;
  const highest = target && highestPercent(hpa, metric, behaviours);
  if (highest === undefined) return [];
  const { scaleUp: tolerance } = planHpa(object.hpa, behaviours).tolerances;
  const needed = metric.target * (1 + tolerance);
  if (highest > needed) return [];
  const { resource } = metric;
  return [
    {
      rule: "unreachable-target",
      severity: "error",
      object: referenceTo(object),
      field: metric.field,
      cause: `the limits let pods use at most ${percent(highest)} % of their request for ${resource}, ${ceilingOf(resource)}; a scale-up needs more than ${percent(needed)} % (the target of ${metric.target} % and the tolerance of ${percent(tolerance * 100)} %)`,
      fix: "Lower the target, lower the requests, or raise the limits.",
    },
  ];
}

const ceilingOf = (resource: string): string =>
  resource === "memory" ? "where the kernel kills them" : "where they are throttled";

function unreachableAmount(hpa: TargetedHpa, metric: UsageMetric, { behaviours }: LintSubject): readonly Finding[] {
  const { object, target } = hpa;
  const parsed = parseQuantity(metric.target);
  const limit = target && limitOf(target, metric, behaviours);
  if (!parsed.ok || limit === undefined) return [];
  const { scaleUp: tolerance } = planHpa(object.hpa, behaviours).tolerances;
  // What is measured is rounded up to whole milli-units.
  if (limit + 1 > toFloat64(milliValue(parsed.quantity)) * (1 + tolerance)) return [];
  const { resource } = metric;
  const most = formatMilli(limit, resource === "memory" ? "BinarySI" : "DecimalSI");
  return [
    {
      rule: "unreachable-target",
      severity: "error",
      object: referenceTo(object),
      field: metric.field,
      cause: `the limits let pods use at most ${most} of ${resource}, ${ceilingOf(resource)}; a scale-up needs more than the target of ${metric.target} and the tolerance of ${percent(tolerance * 100)} %`,
      fix: "Lower the target, or raise the limits.",
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
  const limit = limitOf(target, metric, behaviours);
  return limit === undefined ? undefined : (limit / toFloat64(request.milli)) * 100;
}

/** Most that a pod can use, in milli-units; undefined if a limit is missing. */
function limitOf(
  target: Scalable,
  metric: Pick<UtilizationMetric, "resource" | "container">,
  behaviours: LintSubject["behaviours"],
): number | undefined {
  const ofPod = metric.container === "" && behaviours.podLevelResources ? podLimit(target, metric.resource) : undefined;
  if (ofPod !== undefined) return ofPod;
  let sum = 0;
  for (const { container } of measuredContainers(target, metric, behaviours)) {
    const limit = container.limits.get(metric.resource);
    if (limit === undefined) return undefined;
    sum += toFloat64(limit);
  }
  return sum;
}

/** The limit of the pod as a whole, if it has one. */
function podLimit({ template }: Scalable, resource: string): number | undefined {
  const limit = template.spec.podLimits?.get(resource);
  return limit === undefined ? undefined : toFloat64(limit);
}

const percent = (value: number): string => String(Math.round(value * 10) / 10);

/** A tolerance under which no load, however low, is low enough. Source: kubernetes v1.36.3 pkg/controller/podautoscaler isWithin */
export const toleranceTooWide: LintRule = ({ hpas, behaviours }) =>
  hpas.flatMap(({ object }): readonly Finding[] => {
    const { scaleDown } = planHpa(object.hpa, behaviours).tolerances;
    if (scaleDown < 1) return [];
    return [
      {
        rule: "tolerance-too-wide",
        severity: "error",
        object: referenceTo(object),
        field: "spec.behavior.scaleDown.tolerance",
        cause: `the tolerance for scaling down is ${percent(scaleDown * 100)} %: even a load of nothing is within it, and the HPA never scales down`,
        fix: 'Write a share of one: "0.05" is 5 %.',
      },
    ];
  });
