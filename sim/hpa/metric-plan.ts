import type { Int64 } from "../int64.ts";
import type {
  CrossVersionObjectReference,
  LabelSelector,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
} from "../kubernetes/autoscaling.ts";
import { goQuote } from "../kubernetes/go-text.ts";
import { printLabelSelector, type Selector, selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import { milliValue, parseQuantity } from "../quantity/index.ts";
import type { ConditionCause } from "./conditions.ts";

/** One metric of an HPA and the texts that go with it. */
export type MetricPlan = {
  /** The metric as `spec.metrics` has it: the status repeats its identity. */
  readonly spec: MetricSpec;
  readonly source: MetricSource;
  readonly texts: MetricTexts;
};

export type MetricTexts = {
  /** The metric's name in `<name> above target`. */
  readonly name: string;
  /** For the condition ScalingActive when this metric leads. */
  readonly found: ConditionCause;
  /** Reason of the event and the condition when it fails. */
  readonly failureReason: string;
  /** Before the cause in the event; the condition puts its own introduction before that. */
  readonly failurePrefix: string;
  /** Before the event's text in the error of the whole pass. */
  readonly passPrefix: string;
};

/** Where a metric comes from and what it is held against; targets in milli-units. */
export type MetricSource =
  | {
      readonly kind: "utilization";
      readonly resource: string;
      /** Empty for the whole pod. */
      readonly container: string;
      readonly targetPercent: number;
    }
  | { readonly kind: "usage"; readonly resource: string; readonly container: string; readonly target: Int64 }
  | { readonly kind: "pods"; readonly metric: string; readonly metricSelector: Selector; readonly target: Int64 }
  | {
      readonly kind: "object";
      readonly object: CrossVersionObjectReference;
      readonly metric: string;
      readonly metricSelector: Selector;
      readonly per: TargetBasis;
      readonly target: Int64;
    }
  | {
      readonly kind: "external";
      readonly metric: string;
      readonly selector: LabelSelector | undefined;
      readonly metricSelector: Selector;
      readonly per: TargetBasis;
      readonly target: Int64;
    }
  /** A spec that can never be computed: the cause is known before any call. */
  | { readonly kind: "broken"; readonly cause: string };

/** Whether a target is for the metric as a whole or for each pod's share of it. */
export type TargetBasis = "value" | "pod";

/**
 * One entry of `spec.metrics` with its source and its texts.
 *
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal.go computeReplicasForMetric and what it calls.
 */
export function planMetric(spec: MetricSpec): MetricPlan {
  const { source, texts } = planKind(spec);
  const message = `the HPA was able to successfully calculate a replica count from ${texts.name}`;
  return { spec, source, texts: { ...texts, found: { reason: "ValidMetricFound", message } } };
}

function planKind(spec: MetricSpec): Planned {
  if (spec.type === "Resource" && spec.resource) {
    const { name, target } = spec.resource;
    const failure = {
      failureReason: "FailedGetResourceMetric",
      passPrefix: `failed to get ${name} resource metric value: `,
    };
    return planResource({ resource: name, container: "", target, failure, utilizationName: "resource" });
  }
  if (spec.type === "ContainerResource" && spec.containerResource) {
    const { name, container, target } = spec.containerResource;
    const failure = {
      failureReason: "FailedGetContainerResourceMetric",
      passPrefix: `failed to get ${container} container metric value: `,
    };
    return planResource({ resource: name, container, target, failure, utilizationName: "container resource" });
  }
  if (spec.type === "Pods" && spec.pods) return planPods(spec.pods);
  if (spec.type === "Object" && spec.object) return planObject(spec.object);
  if (spec.type === "External" && spec.external) return planExternal(spec.external);
  const cause = `unknown metric source type ${goQuote(spec.type)}`;
  const texts = { name: "", failureReason: "InvalidMetricSourceType", failurePrefix: "", passPrefix: "" };
  return { source: { kind: "broken", cause }, texts };
}

type PlannedTexts = Omit<MetricTexts, "found">;
type Planned = { readonly source: MetricSource; readonly texts: PlannedTexts };

type ResourceMetric = {
  readonly resource: string;
  readonly container: string;
  readonly target: MetricTarget;
  readonly failure: Pick<MetricTexts, "failureReason" | "passPrefix">;
  readonly utilizationName: string;
};

/** Which member of the target is set decides, not `target.type`; the average value is looked at first. */
function planResource({ resource, container, target, failure, utilizationName }: ResourceMetric): Planned {
  if (target.averageValue !== undefined) {
    return {
      source: { kind: "usage", resource, container, target: admittedMilli(target.averageValue) },
      texts: { name: `${resource} resource`, failurePrefix: `failed to get ${resource} usage: `, ...failure },
    };
  }
  if (target.averageUtilization === undefined) {
    const cause =
      "invalid resource metric source: neither an average utilization target nor an average value (usage) target was set";
    return { source: { kind: "broken", cause }, texts: { name: "", failurePrefix: "", ...failure } };
  }
  return {
    source: { kind: "utilization", resource, container, targetPercent: target.averageUtilization },
    texts: {
      name: `${resource} ${utilizationName} utilization (percentage of request)`,
      failurePrefix: `failed to get ${resource} utilization: `,
      ...failure,
    },
  };
}

function planPods({ metric, target }: NonNullable<MetricSpec["pods"]>): Planned {
  const texts = {
    name: `pods metric ${metric.name}`,
    failureReason: "FailedGetPodsMetric",
    failurePrefix: "",
    passPrefix: "failed to get pods metric value: ",
  };
  return withMetricSelector(metric, texts, (metricSelector) => ({
    kind: "pods",
    metric: metric.name,
    metricSelector,
    target: admittedMilli(target.averageValue),
  }));
}

function planObject({ describedObject, metric, target }: NonNullable<MetricSpec["object"]>): Planned {
  const failure = { failureReason: "FailedGetObjectMetric", failurePrefix: "" };
  const passPrefix = "failed to get object metric value: ";
  const source = (per: TargetBasis, amount: string) => (metricSelector: Selector) =>
    ({
      kind: "object",
      object: describedObject,
      metric: metric.name,
      metricSelector,
      per,
      target: admittedMilli(amount),
    }) as const;
  if (target.type === "Value" && target.value !== undefined) {
    const texts = { name: `${describedObject.kind} metric ${metric.name}`, passPrefix, ...failure };
    return withMetricSelector(metric, texts, source("value", target.value));
  }
  if (target.type === "AverageValue" && target.averageValue !== undefined) {
    // Upstream calls a per-pod object metric an external one here.
    const name = externalName(metric);
    const texts = { name, passPrefix: `${passPrefix}failed to get ${metric.name} object metric: `, ...failure };
    return withMetricSelector(metric, texts, source("pod", target.averageValue), passPrefix);
  }
  const cause = "invalid object metric source: neither a value target nor an average value target was set";
  return withMetricSelector(metric, { name: "", passPrefix, ...failure }, () => ({ kind: "broken", cause }));
}

function planExternal({ metric, target }: NonNullable<MetricSpec["external"]>): Planned {
  const failure = { failureReason: "FailedGetExternalMetric", failurePrefix: "" };
  const passPrefix = `failed to get ${metric.name} external metric value: `;
  const source = (per: TargetBasis, amount: string) => (metricSelector: Selector) =>
    ({
      kind: "external",
      metric: metric.name,
      selector: metric.selector,
      metricSelector,
      per,
      target: admittedMilli(amount),
    }) as const;
  if (target.averageValue !== undefined) {
    const texts = {
      name: externalName(metric),
      passPrefix: `${passPrefix}failed to get ${metric.name} external metric: `,
    };
    return withMetricSelector(metric, { ...texts, ...failure }, source("pod", target.averageValue));
  }
  if (target.value !== undefined) {
    const texts = {
      name: externalName(metric),
      passPrefix: `${passPrefix}failed to get external metric ${metric.name}: `,
    };
    return withMetricSelector(metric, { ...texts, ...failure }, source("value", target.value));
  }
  const cause = "invalid external metric source: neither a value target nor an average value target was set";
  return { source: { kind: "broken", cause }, texts: { name: "", passPrefix, ...failure } };
}

const externalName = ({ name, selector }: MetricIdentifier): string =>
  `external metric ${name}(${printLabelSelector(selector)})`;

/** A metric selector that cannot be read fails the metric; for an object before anything else is looked at. */
function withMetricSelector(
  metric: MetricIdentifier,
  texts: PlannedTexts,
  source: (metricSelector: Selector) => MetricSource,
  selectorPassPrefix: string = texts.passPrefix,
): Planned {
  const parsed = selectorFromLabelSelector(metric.selector);
  if (parsed.ok) return { source: source(parsed.selector), texts };
  return { source: { kind: "broken", cause: parsed.error }, texts: { ...texts, passPrefix: selectorPassPrefix } };
}

/** Milli-units of a quantity that the API server has admitted. */
function admittedMilli(text: string | undefined): Int64 {
  const parsed = parseQuantity(text ?? "");
  return parsed.ok ? milliValue(parsed.quantity) : 0;
}
