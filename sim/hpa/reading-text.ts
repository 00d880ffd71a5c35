import { unreachable } from "../invariant.ts";
import { formatMilli } from "../quantity/index.ts";
import type { MetricPlan } from "./metric-plan.ts";
import type { MetricReading } from "./status.ts";

/** A metric's short name for people: `cpu`, `cpu of container app`, `http_requests`, `rps of Service front`. */
export function metricLabel({ spec, source }: MetricPlan): string {
  switch (source.kind) {
    case "utilization":
    case "usage":
      return source.container === "" ? source.resource : `${source.resource} of container ${source.container}`;
    case "pods":
    case "external":
      return source.metric;
    case "object":
      return `${source.metric} of ${source.object.kind} ${source.object.name}`;
    case "broken":
      return spec.type;
    default:
      return unreachable(source);
  }
}

/** The target for people: `60%`, `50Mi`, `10`. */
export function targetText({ source }: MetricPlan): string {
  switch (source.kind) {
    case "utilization":
      return `${source.targetPercent}%`;
    case "usage":
      return formatMilli(source.target, source.resource === "memory" ? "BinarySI" : "DecimalSI");
    case "pods":
      return formatMilli(source.target, "DecimalSI");
    case "object":
    case "external":
      return formatMilli(source.target, "DecimalSI") + (source.per === "pod" ? " per pod" : "");
    case "broken":
      return "";
    default:
      return unreachable(source);
  }
}

/** The current value for people, as `kubectl describe` has it: `105% (316m)`, `107837030400m`. */
export function currentText({ format }: MetricPlan, reading: MetricReading): string {
  const amount = formatMilli(reading.averageValue ?? reading.value ?? 0, format);
  return reading.averageUtilization === undefined ? amount : `${reading.averageUtilization}% (${amount})`;
}
