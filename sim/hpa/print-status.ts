import { unreachable } from "../invariant.ts";
import { formatTimestamp } from "../kubernetes/timestamp.ts";
import { formatMilli } from "../quantity/index.ts";
import type { MetricPlan } from "./metric-plan.ts";
import type { HpaStatus, MetricReading } from "./status.ts";

/** The status as `autoscaling/v2` JSON, in the API's field order and with Go's omissions. */
export type StatusDocument = {
  readonly observedGeneration?: number;
  readonly lastScaleTime?: string;
  readonly currentReplicas?: number;
  readonly desiredReplicas: number;
  readonly currentMetrics: readonly MetricStatusDocument[] | null;
  readonly conditions?: readonly ConditionDocument[];
};

export type MetricStatusDocument = { readonly type: string; readonly [member: string]: unknown };

export type ConditionDocument = {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime: string;
  readonly reason: string;
  readonly message: string;
};

/** Prints a status. A metric that failed is `{"type":""}`. */
export function printStatus(status: HpaStatus): StatusDocument {
  const { observedGeneration, lastScaleTime, currentReplicas, desiredReplicas } = status;
  const { metrics, currentMetrics, conditions } = status;
  return {
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
    ...(lastScaleTime === undefined ? {} : { lastScaleTime: formatTimestamp(lastScaleTime) }),
    ...(currentReplicas === 0 ? {} : { currentReplicas }),
    desiredReplicas,
    currentMetrics:
      currentMetrics.length === 0 ? null : currentMetrics.map((reading, index) => printMetric(metrics[index], reading)),
    conditions: conditions.map(({ type, status: state, lastTransitionTime, reason, message }) => ({
      type,
      status: state,
      lastTransitionTime: formatTimestamp(lastTransitionTime),
      reason,
      message,
    })),
  };
}

function printMetric(metric: MetricPlan | undefined, reading: MetricReading | undefined): MetricStatusDocument {
  if (metric === undefined || reading === undefined) return { type: "" };
  const { source, spec } = metric;
  const { type } = spec;
  switch (source.kind) {
    case "utilization":
    case "usage": {
      const { resource, container } = source;
      const current = printResource(metric, reading);
      return container === ""
        ? { type, resource: { name: resource, current } }
        : { type, containerResource: { name: resource, container, current } };
    }
    case "pods":
      return { type, pods: { metric: spec.pods?.metric, current: printAmounts(reading) } };
    case "object": {
      const describedObject = source.reportedObject;
      return { type, object: { metric: spec.object?.metric, current: printAmounts(reading), describedObject } };
    }
    case "external":
      return { type, external: { metric: spec.external?.metric, current: printAmounts(reading) } };
    case "broken":
      return { type: "" };
    default:
      return unreachable(source);
  }
}

function printResource({ format }: MetricPlan, { averageValue, averageUtilization }: MetricReading): object {
  const amount = { averageValue: formatMilli(averageValue ?? 0, format) };
  return averageUtilization === undefined ? amount : { ...amount, averageUtilization };
}

function printAmounts({ value, averageValue }: MetricReading): object {
  return value === undefined
    ? { averageValue: formatMilli(averageValue ?? 0, "DecimalSI") }
    : { value: formatMilli(value, "DecimalSI") };
}
