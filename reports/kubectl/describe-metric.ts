import type { MetricSpec, MetricTarget } from "../../sim/kubernetes/autoscaling.ts";
import { goQuote } from "../../sim/kubernetes/go-text.ts";
import { type CurrentMetric, quantityText } from "./autoscaler.ts";
import type { KubectlChanges } from "./changes.table.ts";

const unknown = "<unknown>";

/**
 * One metric under `Metrics:` of `kubectl describe hpa`: what it is, a tab, and current over target.
 *
 * Source: kubectl v0.36.3 pkg/describe/describe.go describeHorizontalPodAutoscalerV2.
 */
export function describeMetric(
  metric: MetricSpec,
  current: CurrentMetric | undefined,
  { objectMetrics }: Pick<KubectlChanges, "objectMetrics">,
): string {
  const known = current?.type === metric.type ? current : undefined;
  const { type, resource, containerResource, pods, object, external } = metric;
  if (type === "Resource" && resource) {
    return `resource ${resource.name} on pods${resourceText(resource.target, known)}`;
  }
  if (type === "ContainerResource" && containerResource) {
    const { name, container, target } = containerResource;
    return `resource ${name} of container "${container}" on pods${resourceText(target, known)}`;
  }
  if (type === "Pods" && pods) return `${goQuote(pods.metric.name)} on pods:${averageText(pods.target, known)}`;
  if (type === "Object" && object) {
    const { kind, name } = object.describedObject;
    const { target } = object;
    if (objectMetrics === "value") {
      // Through the stored autoscaling/v1 a value that is not set comes back as 0.
      const value = known ? quantityText(known.value ?? "0") : unknown;
      return `${goQuote(object.metric.name)} on ${kind}/${name}:\t${value} / ${quantityText(target.value ?? "0")}`;
    }
    const isAverage = target.type === "AverageValue";
    return `"${object.metric.name}" on ${kind}/${name} ${isAverage ? averageTarget(target, known) : valueTarget(target, known)}`;
  }
  if (type === "External" && external) {
    const { metric: identifier, target } = external;
    const average = known?.averageValue === undefined ? undefined : known;
    return `${goQuote(identifier.name)} ${target.averageValue === undefined ? valueTarget(target, known) : averageTarget(target, average)}`;
  }
  return `<unknown metric type ${goQuote(type)}>`;
}

const averageText = (target: MetricTarget, current: CurrentMetric | undefined): string =>
  `\t${current ? quantityText(current.averageValue) : unknown} / ${quantityText(target.averageValue)}`;

const averageTarget = (target: MetricTarget, current: CurrentMetric | undefined): string =>
  `(target average value):${averageText(target, current)}`;

const valueTarget = (target: MetricTarget, current: CurrentMetric | undefined): string =>
  `(target value):\t${current ? quantityText(current.value) : unknown} / ${quantityText(target.value)}`;

function resourceText(target: MetricTarget, current: CurrentMetric | undefined): string {
  if (target.averageValue !== undefined) return `:${averageText(target, current)}`;
  const { averageUtilization } = target;
  const share =
    current?.averageUtilization === undefined
      ? unknown
      : `${current.averageUtilization}% (${quantityText(current.averageValue)})`;
  // Two spaces: upstream indents this piece of the line once more.
  return `  (as a percentage of request):\t${share} / ${averageUtilization === undefined ? "<auto>" : `${averageUtilization}%`}`;
}
