import type {
  CrossVersionObjectReference,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HPAScalingRules,
  LabelSelector,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
} from "../../kubernetes/autoscaling.ts";
import type { ManifestMeta } from "../../kubernetes/object.ts";
import { formatQuantity } from "../../quantity/index.ts";
import type { Api } from "../decoding/api-types.table.ts";

/** The JSON of an HPA as a reader of `autoscaling/v2` gets it, with the API's omissions. Quantities are as the API server prints them. */
export function toHorizontalPodAutoscaler(
  spec: Api["v2.HorizontalPodAutoscalerSpec"],
  meta: ManifestMeta,
): HorizontalPodAutoscaler {
  const { minReplicas, metrics = [], behavior } = spec;
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: {
      name: meta.name,
      namespace: meta.namespace,
      ...(hasMembers(meta.labels) && { labels: meta.labels }),
      ...(hasMembers(meta.annotations) && { annotations: meta.annotations }),
    },
    spec: {
      scaleTargetRef: toReference(spec.scaleTargetRef ?? {}),
      ...(minReplicas !== undefined && { minReplicas }),
      maxReplicas: spec.maxReplicas ?? 0,
      ...(metrics.length > 0 && { metrics: metrics.map(toMetric) }),
      ...(behavior && { behavior: toBehavior(behavior) }),
    },
  };
}

const hasMembers = (value: object): boolean => Object.keys(value).length > 0;

const toReference = ({
  kind = "",
  name = "",
  apiVersion = "",
}: Api["v2.CrossVersionObjectReference"]): CrossVersionObjectReference => ({
  kind,
  name,
  ...(apiVersion !== "" && { apiVersion }),
});

function toMetric(metric: Api["v2.MetricSpec"]): MetricSpec {
  const { type = "", object, pods, resource, containerResource, external } = metric;
  return {
    type,
    ...(object && {
      object: {
        describedObject: toReference(object.describedObject ?? {}),
        target: toTarget(object.target),
        metric: toIdentifier(object.metric),
      },
    }),
    ...(pods && { pods: { metric: toIdentifier(pods.metric), target: toTarget(pods.target) } }),
    ...(resource && { resource: { name: resource.name ?? "", target: toTarget(resource.target) } }),
    ...(containerResource && {
      containerResource: {
        name: containerResource.name ?? "",
        target: toTarget(containerResource.target),
        container: containerResource.container ?? "",
      },
    }),
    ...(external && { external: { metric: toIdentifier(external.metric), target: toTarget(external.target) } }),
  };
}

function toTarget(target: Api["v2.MetricTarget"] = {}): MetricTarget {
  const { type = "", value, averageValue, averageUtilization } = target;
  return {
    type,
    ...(value && { value: formatQuantity(value) }),
    ...(averageValue && { averageValue: formatQuantity(averageValue) }),
    ...(averageUtilization !== undefined && { averageUtilization }),
  };
}

function toIdentifier({ name = "", selector }: Api["v2.MetricIdentifier"] = {}): MetricIdentifier {
  return { name, ...(selector && { selector: toSelector(selector) }) };
}

/** A selector with the texts that Go makes of absent ones. */
export function toSelector({ matchLabels, matchExpressions = [] }: Api["v1.LabelSelector"]): LabelSelector {
  return {
    ...(matchLabels && hasMembers(matchLabels) && { matchLabels }),
    ...(matchExpressions.length > 0 && {
      matchExpressions: matchExpressions.map(({ key = "", operator = "", values = [] }) => ({
        key,
        operator,
        ...(values.length > 0 && { values }),
      })),
    }),
  };
}

const toBehavior = (behavior: Api["v2.HorizontalPodAutoscalerBehavior"]): HorizontalPodAutoscalerBehavior => ({
  ...(behavior.scaleUp && { scaleUp: toRules(behavior.scaleUp) }),
  ...(behavior.scaleDown && { scaleDown: toRules(behavior.scaleDown) }),
});

function toRules(rules: Api["v2.HPAScalingRules"]): HPAScalingRules {
  const { stabilizationWindowSeconds, selectPolicy, policies = [], tolerance } = rules;
  return {
    ...(stabilizationWindowSeconds !== undefined && { stabilizationWindowSeconds }),
    ...(selectPolicy !== undefined && { selectPolicy }),
    policies: policies.map(({ type = "", value = 0, periodSeconds = 0 }) => ({ type, value, periodSeconds })),
    ...(tolerance && { tolerance: formatQuantity(tolerance) }),
  };
}
