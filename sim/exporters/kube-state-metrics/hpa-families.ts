import { toFloat64 } from "../../int64.ts";
import { invariant } from "../../invariant.ts";
import type { MetricSpec, MetricTarget } from "../../kubernetes/autoscaling.ts";
import { asApproximateFloat64, milliValue, parseQuantity, type Quantity, value } from "../../quantity/index.ts";
import { conditionReadings, type Family, info, instant, none, one, type Reading } from "./family.ts";
import type { HpaObject, MetricAmounts } from "./objects.ts";

/** Source: kube-state-metrics v2.20.0 internal/store/horizontalpodautoscaler.go */
export const hpaFamilies: readonly Family<HpaObject>[] = [
  {
    name: "kube_horizontalpodautoscaler_info",
    help: "Information about this autoscaler.",
    isStable: false,
    readings: (hpa) => targetLabels(hpa),
  },
  {
    name: "kube_horizontalpodautoscaler_metadata_generation",
    help: "The generation observed by the HorizontalPodAutoscaler controller.",
    isStable: true,
    readings: ({ generation }) => one(generation),
  },
  {
    name: "kube_horizontalpodautoscaler_spec_max_replicas",
    help: "Upper limit for the number of pods that can be set by the autoscaler; cannot be smaller than MinReplicas.",
    isStable: true,
    readings: ({ spec }) => one(spec.maxReplicas),
  },
  {
    name: "kube_horizontalpodautoscaler_spec_min_replicas",
    help: "Lower limit for the number of pods that can be set by the autoscaler, default 1.",
    isStable: true,
    readings: ({ spec }) => one(spec.minReplicas ?? 1),
  },
  {
    name: "kube_horizontalpodautoscaler_spec_target_metric",
    help: "The metric specifications used by this autoscaler when calculating the desired replica count.",
    isStable: false,
    readings: ({ spec }) => amountReadings((spec.metrics ?? []).flatMap(targetOf)),
  },
  {
    name: "kube_horizontalpodautoscaler_spec_behavior_scale_down_tolerance",
    help: "The tolerance on the ratio between the current and desired metric value below which no scale down occurs.",
    isStable: false,
    readings: ({ spec }) => toleranceReadings(spec.behavior?.scaleDown?.tolerance),
  },
  {
    name: "kube_horizontalpodautoscaler_spec_behavior_scale_up_tolerance",
    help: "The tolerance on the ratio between the current and desired metric value below which no scale up occurs.",
    isStable: false,
    readings: ({ spec }) => toleranceReadings(spec.behavior?.scaleUp?.tolerance),
  },
  {
    name: "kube_horizontalpodautoscaler_status_target_metric",
    help: "The current metric status used by this autoscaler when calculating the desired replica count.",
    isStable: true,
    readings: ({ status }) => amountReadings(status.currentMetrics),
  },
  {
    name: "kube_horizontalpodautoscaler_status_current_replicas",
    help: "Current number of replicas of pods managed by this autoscaler.",
    isStable: true,
    readings: ({ status }) => one(status.currentReplicas),
  },
  {
    name: "kube_horizontalpodautoscaler_status_desired_replicas",
    help: "Desired number of replicas of pods managed by this autoscaler.",
    isStable: true,
    readings: ({ status }) => one(status.desiredReplicas),
  },
  {
    name: "kube_horizontalpodautoscaler_annotations",
    help: "Kubernetes annotations converted to Prometheus labels.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_horizontalpodautoscaler_labels",
    help: "Kubernetes labels converted to Prometheus labels.",
    isStable: true,
    readings: none,
  },
  {
    name: "kube_horizontalpodautoscaler_status_condition",
    help: "The condition of this autoscaler.",
    isStable: true,
    readings: ({ status: { conditions } }) =>
      conditions.flatMap(({ type, status }) => conditionReadings(status, { condition: type }, "status")),
  },
  {
    name: "kube_horizontalpodautoscaler_created",
    help: "Unix creation timestamp",
    isStable: false,
    readings: ({ creationTimestamp }) => instant(creationTimestamp),
  },
  {
    name: "kube_horizontalpodautoscaler_deletion_timestamp",
    help: "Unix deletion timestamp",
    isStable: false,
    readings: none,
  },
];

function targetLabels({ spec: { scaleTargetRef } }: HpaObject): readonly Reading[] {
  const { apiVersion = "", kind, name } = scaleTargetRef;
  return info({
    ...(apiVersion === "" ? {} : { scaletargetref_api_version: apiVersion }),
    scaletargetref_kind: kind,
    scaletargetref_name: name,
  });
}

/** A line for each amount; upstream's order is that of Go's maps: any. */
const amountReadings = (metrics: readonly MetricAmounts[]): readonly Reading[] =>
  metrics.flatMap(({ name, container, ...amounts }) =>
    (["value", "utilization", "average"] as const).flatMap((target) => {
      const value = amounts[target];
      const labels = { metric_name: name, metric_target_type: target, container };
      return value === undefined ? [] : [{ labels, value }];
    }),
  );

const targetOf = (spec: MetricSpec): readonly MetricAmounts[] => {
  const source = sourceOf(spec);
  return source === undefined ? [] : [{ name: source.name, container: source.container, ...amountsOf(source.target) }];
};

type Source = { readonly name: string; readonly container: string; readonly target: MetricTarget };

/** The source that the type names; undefined for a type that is none. */
function sourceOf({ type, resource, containerResource, pods, object, external }: MetricSpec): Source | undefined {
  if (type === "Resource" && resource) return { name: resource.name, container: "", target: resource.target };
  if (type === "ContainerResource" && containerResource) return containerResource;
  const other = { Pods: pods, Object: object, External: external }[type];
  return other && { name: other.metric.name, container: "", target: other.target };
}

function amountsOf({ value, averageValue, averageUtilization }: MetricTarget): Partial<MetricAmounts> {
  return {
    ...(value === undefined ? {} : { value: amount(value) }),
    ...(averageUtilization === undefined ? {} : { utilization: averageUtilization }),
    ...(averageValue === undefined ? {} : { average: amount(averageValue) }),
  };
}

/** Beyond this number of units thousandths do not fit an int64. */
const maxMilliValue = 9_223_372_036_854_775n;

/** Source: the same package, utils.go convertValueToFloat64 */
function amount(text: string): number {
  const quantity = quantityOf(text);
  const whole = value(quantity);
  return whole > maxMilliValue ? toFloat64(whole) : toFloat64(milliValue(quantity)) / 1000;
}

const toleranceReadings = (tolerance: string | undefined): readonly Reading[] =>
  tolerance === undefined ? [] : one(asApproximateFloat64(quantityOf(tolerance)));

function quantityOf(text: string): Quantity {
  const parsed = parseQuantity(text);
  invariant(parsed.ok, "the amounts of an admitted HPA are quantities");
  return parsed.quantity;
}
