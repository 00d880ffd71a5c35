import type { HpaStatus } from "../../sim/hpa/status.ts";
import type { Condition, HorizontalPodAutoscalerSpec } from "../../sim/kubernetes/autoscaling.ts";
import type { ObjectMeta } from "../../sim/kubernetes/object.ts";
import { formatMilli, formatQuantity, parseQuantity } from "../../sim/quantity/index.ts";
import type { Autoscaler } from "../../sim/wind-tunnel.ts";

/** An HPA as kubectl reads it from the API server. */
export type ShownAutoscaler = {
  readonly meta: Pick<ObjectMeta, "name" | "namespace" | "labels" | "annotations" | "creationTimestamp">;
  readonly spec: HorizontalPodAutoscalerSpec;
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  /** In the order of `spec.metrics`, as far as the status has them. */
  readonly currentMetrics: readonly CurrentMetric[];
  readonly conditions: readonly Pick<Condition, "type" | "status" | "reason" | "message">[];
};

/** One entry of `status.currentMetrics`; quantities as the API carries them. */
export type CurrentMetric = {
  /** Empty for a metric that failed. */
  readonly type: string;
  readonly value?: string | undefined;
  readonly averageValue?: string | undefined;
  readonly averageUtilization?: number | undefined;
};

export const shownAutoscaler = ({ meta, hpa, status }: Autoscaler): ShownAutoscaler => ({
  meta,
  spec: hpa.spec,
  currentReplicas: status.currentReplicas,
  desiredReplicas: status.desiredReplicas,
  currentMetrics: status.currentMetrics.map((_, index) => currentMetric(status, index)),
  conditions: status.conditions,
});

function currentMetric({ metrics, currentMetrics }: HpaStatus, index: number): CurrentMetric {
  const metric = metrics[index];
  const reading = currentMetrics[index];
  if (metric === undefined || reading === undefined || metric.source.kind === "broken") return { type: "" };
  const { type } = metric.spec;
  const { value, averageValue, averageUtilization } = reading;
  return value === undefined
    ? { type, averageValue: formatMilli(averageValue ?? 0, metric.format), averageUtilization }
    : { type, value: formatMilli(value, metric.format) };
}

/** A quantity as `Quantity.String` prints it; what is not set is `<nil>`. */
export function quantityText(text: string | undefined): string {
  if (text === undefined) return "<nil>";
  const parsed = parseQuantity(text);
  return parsed.ok ? formatQuantity(parsed.quantity) : text;
}
