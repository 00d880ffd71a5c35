import { type Finding, type LintRule, type LintSubject, nameOf, referenceTo, type TargetedHpa } from "./finding.ts";
import { measuredContainers, templateRequest, type UtilizationMetric, utilizationMetrics } from "./utilization.ts";

/** A share of requests, where not every container has one. Source: kubernetes/kubernetes#79365 */
export const missingRequest: LintRule = (subject) =>
  subject.hpas.flatMap((hpa) => {
    const { object, target } = hpa;
    if (target === undefined) return [];
    return utilizationMetrics(hpa).flatMap((metric): readonly Finding[] => {
      const request = templateRequest(target, metric, subject.behaviours);
      if (request.ok) return [];
      const reason = metric.container === "" ? "FailedGetResourceMetric" : "FailedGetContainerResourceMetric";
      const who = nameOf(object);
      const cause = `${who} wants ${metric.target} % of the ${metric.resource} that pods request, but: ${request.because}. It will say ScalingActive=False ${reason}, and not scale by this metric`;
      return [{ severity: "error", cause, ...remedy(hpa, metric, subject) }];
    });
  });

function remedy(
  { object, target }: TargetedHpa,
  metric: UtilizationMetric,
  { behaviours }: LintSubject,
): Pick<Finding, "rule" | "object" | "field" | "fix"> {
  const { resource } = metric;
  const measured = target === undefined ? [] : measuredContainers(target, metric, behaviours);
  const lacking = measured.find(({ container }) => !container.requests.has(resource));
  if (target === undefined || lacking === undefined) {
    const names = target?.template.spec.containers.map(({ name }) => name).join(", ");
    const field = `${metric.field}.container`;
    return { rule: "unknown-container", object: referenceTo(object), field, fix: `The containers are ${names}.` };
  }
  const oneOnly = measured.length > 1 ? ", or go by one container with a metric of type ContainerResource" : "";
  return {
    rule: "missing-request",
    object: referenceTo(target),
    field: `${lacking.field}.resources.requests`,
    fix: `Give container ${lacking.container.name} a request for ${resource}${oneOnly}, or use averageValue.`,
  };
}
