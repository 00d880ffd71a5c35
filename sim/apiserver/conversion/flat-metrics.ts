import { isZero, newQuantity, type Quantity } from "../../quantity/index.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { withoutAbsent } from "../defaulting/without-absent.ts";
import type { Release } from "../release.ts";

type Metric = Api["v2.MetricSpec"];
type MetricTarget = Api["v2.MetricTarget"];

/** A metric as v2beta1 and the annotations of v1 write it: without a target of its own. */
export type FlatMetric = Api["v1.MetricSpec"] | Api["v2beta1.MetricSpec"];

type FlatObject = NonNullable<FlatMetric["object"]>;
type FlatExternal = NonNullable<FlatMetric["external"]>;

/**
 * A flat metric in the hub form. The type of its target follows from the member that is there.
 *
 * Source: kubernetes v1.36.3 and v1.35.4 pkg/apis/autoscaling/v1 and v2beta1 conversion.go
 */
export function fromFlatMetric(metric: FlatMetric, release: Release): Metric {
  const { type = "", object, pods, resource, containerResource, external } = metric;
  return withoutAbsent<Metric>({
    type,
    object: object && fromFlatObject(object, release),
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
    external: external && fromFlatExternal(external),
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

function fromFlatExternal(external: FlatExternal): Api["v2.ExternalMetricSource"] {
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

/** The flat form cannot leave the value out, so that a zero beside an average may stand for none. */
function fromFlatObject(object: FlatObject, { zeroBesideAverage }: Release): Api["v2.ObjectMetricSource"] {
  const { averageValue, targetValue = zero(), target = {} } = object;
  const hasValue = zeroBesideAverage === "kept" || !averageValue || !isZero(targetValue);
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

/** A metric in the flat form, which has no place for the type of a target, nor for members that do not go with the source. */
export function toFlatMetric({ type = "", object, pods, resource, containerResource, external }: Metric): FlatMetric {
  return withoutAbsent<Api["v1.MetricSpec"]>({
    type,
    object:
      object &&
      withoutAbsent<Api["v1.ObjectMetricSource"]>({
        ...flatIdentifier(object.metric),
        target: object.describedObject ?? {},
        targetValue: object.target?.value ?? zero(),
        averageValue: object.target?.averageValue,
      }),
    pods: pods && { ...flatIdentifier(pods.metric), targetAverageValue: pods.target?.averageValue ?? zero() },
    resource: resource && { ...named(resource), ...flatUsage(resource.target) },
    containerResource: containerResource && {
      ...named(containerResource),
      ...(containerResource.container !== undefined && { container: containerResource.container }),
      ...flatUsage(containerResource.target),
    },
    external: external && toFlatExternal(external),
  });
}

const flatIdentifier = ({ name, selector }: Api["v2.MetricIdentifier"] = {}): Api["v1.PodsMetricSource"] => ({
  ...(name !== undefined && { metricName: name }),
  ...(selector && { selector }),
});

const flatUsage = ({ averageUtilization, averageValue }: MetricTarget = {}): UsageSource =>
  withoutAbsent<UsageSource>({ targetAverageUtilization: averageUtilization, targetAverageValue: averageValue });

const toFlatExternal = ({
  metric: { name, selector } = {},
  target = {},
}: Api["v2.ExternalMetricSource"]): Api["v1.ExternalMetricSource"] =>
  withoutAbsent<Api["v1.ExternalMetricSource"]>({
    metricName: name,
    metricSelector: selector,
    targetValue: target.value,
    targetAverageValue: target.averageValue,
  });
