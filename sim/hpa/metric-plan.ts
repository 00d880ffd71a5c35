import type { Int64 } from "../int64.ts";
import type {
  CrossVersionObjectReference,
  LabelSelector,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
} from "../kubernetes/autoscaling.ts";
import { goQuote } from "../kubernetes/go-text.ts";
import {
  printLabelSelector,
  type Selector,
  type SelectorTexts,
  selectorFromLabelSelector,
} from "../kubernetes/label-selector.ts";
import { milliValue, parseQuantity } from "../quantity/index.ts";
import type { HpaChanges } from "./changes.ts";
import type { ConditionCause } from "./conditions.ts";

/** One metric of an HPA and the texts that go with it. */
export type MetricPlan = {
  /** The metric as `spec.metrics` has it: the status repeats its identity. */
  readonly spec: MetricSpec;
  readonly source: MetricSource;
  readonly texts: MetricTexts;
  /** All that names the metric in the status, as one text. */
  readonly reportedName: string;
  /** How the status prints amounts. */
  readonly format: "BinarySI" | "DecimalSI";
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
  /** Before the cause in the error of the whole pass. */
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
  | {
      readonly kind: "usage";
      readonly resource: string;
      readonly container: string;
      readonly target: Int64;
      /** Up to 1.13 some releases lose the reading on its way to the status. */
      readonly isReported: boolean;
    }
  | { readonly kind: "pods"; readonly metric: string; readonly metricSelector: Selector; readonly target: Int64 }
  | {
      readonly kind: "object";
      readonly object: CrossVersionObjectReference;
      /** The object as the status names it. */
      readonly reportedObject: CrossVersionObjectReference;
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
export function planMetric(spec: MetricSpec, rules: MetricRules): MetricPlan {
  const { source, texts } = planKind(spec, rules);
  const message = `the HPA was able to successfully calculate a replica count from ${texts.name}`;
  const isMemory = (source.kind === "utilization" || source.kind === "usage") && source.resource === "memory";
  const format = isMemory ? rules.memoryFormat : "DecimalSI";
  const reportedName = reportedNameOf(spec, source);
  return { spec, source, texts: { ...texts, found: { reason: "ValidMetricFound", message } }, reportedName, format };
}

function reportedNameOf(
  { type, resource, containerResource, pods, object, external }: MetricSpec,
  source: MetricSource,
): string {
  const metric = pods?.metric ?? object?.metric ?? external?.metric;
  const { apiVersion, kind, name } = source.kind === "object" ? source.reportedObject : {};
  return JSON.stringify([
    [type, resource?.name, containerResource?.name, containerResource?.container],
    [metric?.name, printLabelSelector(metric?.selector), apiVersion, kind, name],
  ]);
}

/** What of a release a metric's plan depends on. */
export type MetricRules = Pick<
  HpaChanges,
  | "averageResourceReading"
  | "containerUtilizationName"
  | "describedObject"
  | "memoryFormat"
  | "noResourceTargetText"
  | "passPrefixes"
  | "podsPassPrefix"
  | "resourceEventPrefix"
> &
  SelectorTexts;

function planKind(spec: MetricSpec, rules: MetricRules): Planned {
  if (spec.type === "Resource" && spec.resource) {
    const { name, target } = spec.resource;
    const failureReason = "FailedGetResourceMetric";
    const passPrefix = `failed to get ${name} resource metric value: `;
    return planResource({ resource: name, container: "", target, failureReason, passPrefix }, rules);
  }
  if (spec.type === "ContainerResource" && spec.containerResource) {
    const { name, container, target } = spec.containerResource;
    const failureReason = "FailedGetContainerResourceMetric";
    const passPrefix = `failed to get ${container} container metric value: `;
    return planResource({ resource: name, container, target, failureReason, passPrefix }, rules);
  }
  if (spec.type === "Pods" && spec.pods) return planPods(spec.pods, rules);
  if (spec.type === "Object" && spec.object) return planObject(spec.object, rules);
  if (spec.type === "External" && spec.external) return planExternal(spec.external, rules);
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
  readonly failureReason: string;
  /** In releases that name the failing metric first. */
  readonly passPrefix: string;
};

/** Which member of the target is set decides, not `target.type`; the average value is looked at first. */
function planResource({ target, ...metric }: ResourceMetric, rules: MetricRules): Planned {
  const { resource, container, failureReason } = metric;
  const passPrefix = rules.passPrefixes === "all" ? metric.passPrefix : "";
  const failing = (
    of: "utilization" | "usage",
  ): Pick<MetricTexts, "failureReason" | "failurePrefix" | "passPrefix"> => {
    const word = rules.resourceEventPrefix === "utilization-or-usage" ? of : "utilization";
    const prefix = `failed to get ${resource} ${word}: `;
    const failurePrefix = rules.resourceEventPrefix === "none" ? "" : prefix;
    return { failureReason, failurePrefix, passPrefix: passPrefix + prefix };
  };
  if (target.averageValue !== undefined) {
    const isReported = rules.averageResourceReading === "written";
    return {
      source: { kind: "usage", resource, container, target: admittedMilli(target.averageValue), isReported },
      texts: { name: `${resource} resource`, ...failing("usage") },
    };
  }
  if (target.averageUtilization === undefined) {
    return {
      source: { kind: "broken", cause: rules.noResourceTargetText },
      texts: { name: "", failureReason, failurePrefix: "", passPrefix },
    };
  }
  const subject = container === "" ? "resource" : rules.containerUtilizationName;
  return {
    source: { kind: "utilization", resource, container, targetPercent: target.averageUtilization },
    texts: { name: `${resource} ${subject} utilization (percentage of request)`, ...failing("utilization") },
  };
}

function planPods({ metric, target }: NonNullable<MetricSpec["pods"]>, rules: MetricRules): Planned {
  const texts = {
    name: `pods metric ${metric.name}`,
    failureReason: "FailedGetPodsMetric",
    failurePrefix: "",
    passPrefix: rules.podsPassPrefix,
  };
  const source = (metricSelector: Selector) =>
    ({ kind: "pods", metric: metric.name, metricSelector, target: admittedMilli(target.averageValue) }) as const;
  return withMetricSelector({ metric, rules }, texts, source, "failed to get pods metric value: ");
}

function planObject(spec: NonNullable<MetricSpec["object"]>, rules: MetricRules): Planned {
  const { describedObject, metric, target } = spec;
  const failure = { failureReason: "FailedGetObjectMetric", failurePrefix: "" };
  const passPrefix = "failed to get object metric value: ";
  const source = (per: TargetBasis, amount: string) => (metricSelector: Selector) =>
    ({
      kind: "object",
      object: describedObject,
      reportedObject: per === "pod" && rules.describedObject === "empty" ? { kind: "", name: "" } : describedObject,
      metric: metric.name,
      metricSelector,
      per,
      target: admittedMilli(amount),
    }) as const;
  if (target.type === "Value" && target.value !== undefined) {
    const texts = { name: `${describedObject.kind} metric ${metric.name}`, passPrefix, ...failure };
    return withMetricSelector({ metric, rules }, texts, source("value", target.value));
  }
  if (target.type === "AverageValue" && target.averageValue !== undefined) {
    // Upstream calls a per-pod object metric an external one here.
    const name = externalName(metric, rules);
    const texts = { name, passPrefix: `${passPrefix}failed to get ${metric.name} object metric: `, ...failure };
    return withMetricSelector({ metric, rules }, texts, source("pod", target.averageValue), passPrefix);
  }
  const cause = "invalid object metric source: neither a value target nor an average value target was set";
  return withMetricSelector({ metric, rules }, { name: "", passPrefix, ...failure }, () => ({
    kind: "broken",
    cause,
  }));
}

function planExternal({ metric, target }: NonNullable<MetricSpec["external"]>, rules: MetricRules): Planned {
  const failure = { failureReason: "FailedGetExternalMetric", failurePrefix: "" };
  const passPrefix = rules.passPrefixes === "all" ? `failed to get ${metric.name} external metric value: ` : "";
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
      name: externalName(metric, rules),
      passPrefix: `${passPrefix}failed to get ${metric.name} external metric: `,
    };
    return withMetricSelector({ metric, rules }, { ...texts, ...failure }, source("pod", target.averageValue));
  }
  if (target.value !== undefined) {
    const texts = {
      name: externalName(metric, rules),
      passPrefix: `${passPrefix}failed to get external metric ${metric.name}: `,
    };
    return withMetricSelector({ metric, rules }, { ...texts, ...failure }, source("value", target.value));
  }
  const cause = "invalid external metric source: neither a value target nor an average value target was set";
  return { source: { kind: "broken", cause }, texts: { name: "", passPrefix, ...failure } };
}

const externalName = ({ name, selector }: MetricIdentifier, rules: SelectorTexts): string =>
  `external metric ${name}(${printLabelSelector(selector, rules)})`;

/** A metric selector that cannot be read fails the metric; for an object before anything else is looked at. */
function withMetricSelector(
  { metric, rules }: { readonly metric: MetricIdentifier; readonly rules: SelectorTexts },
  texts: PlannedTexts,
  source: (metricSelector: Selector) => MetricSource,
  selectorPassPrefix: string = texts.passPrefix,
): Planned {
  const parsed = selectorFromLabelSelector(metric.selector, rules);
  if (parsed.ok) return { source: source(parsed.selector), texts };
  return { source: { kind: "broken", cause: parsed.error }, texts: { ...texts, passPrefix: selectorPassPrefix } };
}

/** Milli-units of a quantity that the API server has admitted. */
function admittedMilli(text: string | undefined): Int64 {
  const parsed = parseQuantity(text ?? "");
  return parsed.ok ? milliValue(parsed.quantity) : 0;
}
