import { isZero, newQuantity, type Quantity } from "../../quantity/index.ts";
import type { ApiTypes } from "../decoding/api-type.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { decodeLoosely } from "../decoding/decode-loosely.ts";
import { withoutAbsent } from "../defaulting/without-absent.ts";

type MetricTarget = Api["v2.MetricTarget"];

/** Metrics of an annotation, in the flat form of v1. `undefined` when there is none that can be read. */
export function readMetrics(
  annotation: string | undefined,
  types: ApiTypes,
): readonly Api["v2.MetricSpec"][] | undefined {
  const metrics = decodeLoosely(annotation, { name: "v1.MetricSpec", isList: true, types });
  return metrics?.map(convertMetric);
}

/** The behavior of an annotation, whose members are those of upstream's internal type. An empty one counts as absent. */
export function readBehavior(
  annotation: string | undefined,
  types: ApiTypes,
): Api["v2.HorizontalPodAutoscalerBehavior"] | undefined {
  const [behavior] =
    decodeLoosely(annotation, { name: "v2.HorizontalPodAutoscalerBehavior", isList: false, types }) ?? [];
  return behavior?.scaleUp || behavior?.scaleDown ? behavior : undefined;
}

function convertMetric(metric: Api["v1.MetricSpec"]): Api["v2.MetricSpec"] {
  const { type = "", object, pods, resource, containerResource, external } = metric;
  return withoutAbsent<Api["v2.MetricSpec"]>({
    type,
    object: object && convertObject(object),
    pods: pods && {
      metric: identifier(pods.metricName, pods.selector),
      target: { type: "AverageValue", averageValue: pods.targetAverageValue ?? zero() },
    },
    resource: resource && { ...named(resource), target: usageTarget(resource) },
    containerResource: containerResource && {
      ...named(containerResource),
      ...(containerResource.container !== undefined && { container: containerResource.container }),
      target: usageTarget(containerResource),
    },
    external: external && convertExternal(external),
  });
}

const zero = (): Quantity => newQuantity(0, "DecimalSI");

const named = ({ name }: { readonly name?: string }): { readonly name?: string } =>
  name === undefined ? {} : { name };

const identifier = (
  name: string | undefined,
  selector: Api["v1.LabelSelector"] | undefined,
): Api["v2.MetricIdentifier"] => ({
  ...(name !== undefined && { name }),
  ...(selector && { selector }),
});

type UsageSource = {
  readonly targetAverageUtilization?: number;
  readonly targetAverageValue?: Quantity;
};

const usageTarget = ({ targetAverageUtilization, targetAverageValue }: UsageSource): MetricTarget =>
  withoutAbsent<MetricTarget>({
    type: targetAverageUtilization === undefined ? "AverageValue" : "Utilization",
    averageValue: targetAverageValue,
    averageUtilization: targetAverageUtilization,
  });

function convertExternal(external: Api["v1.ExternalMetricSource"]): Api["v2.ExternalMetricSource"] {
  const { targetValue, targetAverageValue } = external;
  return {
    metric: identifier(external.metricName, external.metricSelector),
    target: withoutAbsent<MetricTarget>({
      type: targetValue ? "Value" : "AverageValue",
      value: targetValue,
      averageValue: targetAverageValue,
    }),
  };
}

/** v1 cannot leave the value out, so that a zero beside an average stands for none. */
function convertObject(object: Api["v1.ObjectMetricSource"]): Api["v2.ObjectMetricSource"] {
  const { averageValue, targetValue = zero(), target = {} } = object;
  const hasValue = !averageValue || !isZero(targetValue);
  return {
    describedObject: target,
    metric: identifier(object.metricName, object.selector),
    target: withoutAbsent<MetricTarget>({
      type: averageValue ? "AverageValue" : "Value",
      value: hasValue ? targetValue : undefined,
      averageValue,
    }),
  };
}
