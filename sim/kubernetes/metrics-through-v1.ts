import type { MetricSpec } from "./autoscaling.ts";

/** The default of `autoscaling/v1`. */
const defaultUtilization = 80;

/**
 * What a list of metrics becomes on its way through `autoscaling/v1`.
 *
 * That has one member for the utilization of CPU, and an annotation for the other metrics: so the utilization comes last,
 * only that of the first CPU metric is kept, and none at all where the first CPU metric has a target of another kind.
 * Source: kubernetes v1.22.17 pkg/apis/autoscaling/v1/conversion.go.
 */
export function metricsThroughV1(metrics: readonly MetricSpec[]): readonly MetricSpec[] {
  const others = metrics.filter((metric) => utilizationOfCpu(metric) === undefined);
  const firstCpu = metrics.find(({ type, resource }) => type === "Resource" && resource?.name === "cpu");
  const kept = firstCpu && utilizationOfCpu(firstCpu);
  if (kept !== undefined) return [...others, cpuUtilization(kept)];
  return others.length > 0 ? others : [cpuUtilization(defaultUtilization)];
}

const utilizationOfCpu = ({ type, resource }: MetricSpec): number | undefined =>
  type === "Resource" && resource?.name === "cpu" ? resource.target.averageUtilization : undefined;

const cpuUtilization = (averageUtilization: number): MetricSpec => ({
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization } },
});
