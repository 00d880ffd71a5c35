import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HPAScalingPolicy,
  HPAScalingRules,
} from "../kubernetes/autoscaling.ts";
import { metricsThroughV1 } from "../kubernetes/metrics-through-v1.ts";
import { asApproximateFloat64, parseQuantity } from "../quantity/index.ts";
import { type Duration, seconds, toSeconds } from "../units.ts";
import type { HpaBehaviours } from "./behaviours.ts";
import { type MetricPlan, planMetric } from "./metric-plan.ts";
import type { HpaName, ScaleTarget } from "./ports.ts";

/** A HorizontalPodAutoscaler made ready for syncing: quantities read, defaults in place, every fixed text built once. */
export type HpaPlan = {
  readonly name: HpaName;
  readonly generation: number;
  readonly target: ScaleTarget;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly MetricPlan[];
  /** Absent when `spec.behavior` is: then the older rules hold. */
  readonly behavior: BehaviorPlan | undefined;
  readonly tolerances: Tolerances;
  readonly hasObjectOrExternalMetric: boolean;
  /**
   * Places of metrics whose reading is another one when it is read back: through v1, a per-pod Object or External metric
   * has a value of 0 besides its average, so that the status never is what it was.
   */
  readonly alteredReadings: readonly number[];
};

/** How far a usage ratio may be from 1 without a change; relative. */
export type Tolerances = { readonly scaleDown: number; readonly scaleUp: number };

export type BehaviorPlan = { readonly scaleUp: RulesPlan; readonly scaleDown: RulesPlan };

export type RulesPlan = {
  readonly stabilizationWindow: Duration;
  readonly selectPolicy: "Max" | "Min" | "Disabled";
  readonly policies: readonly HPAScalingPolicy[];
  /** The longest period of a policy: after it a scale event no longer counts. */
  readonly longestPeriod: Duration;
};

/**
 * Makes an admitted HPA ready for syncing.
 *
 * What the API server defaults is expected to be there; an absent `minReplicas` counts as 1 and an absent window of
 * `scaleDown` as the controller's flag, since the controller itself reads them so.
 */
export function planHpa(hpa: HorizontalPodAutoscaler, behaviours: HpaBehaviours): HpaPlan {
  const { spec } = hpa;
  const written = spec.metrics ?? [];
  const metrics = behaviours.reads === "v1" ? metricsThroughV1(written) : written;
  const namespace = hpa.metadata.namespace ?? "default";
  const name = { namespace, name: hpa.metadata.name };
  const plans = metrics.map((metric) => planMetric(metric, behaviours));
  return {
    name,
    generation: hpa.metadata.generation ?? 0,
    target: { namespace, reference: spec.scaleTargetRef, hpa: name },
    minReplicas: spec.minReplicas ?? 1,
    maxReplicas: spec.maxReplicas,
    metrics: plans,
    behavior: planBehavior(spec.behavior, behaviours),
    tolerances: planTolerances(spec.behavior, behaviours),
    hasObjectOrExternalMetric: metrics.some(({ type }) => type === "Object" || type === "External"),
    alteredReadings: behaviours.reads === "v1" ? perPodPlaces(plans) : [],
  };
}

const perPodPlaces = (plans: readonly MetricPlan[]): readonly number[] =>
  plans.flatMap(({ source }, index) => ("per" in source && source.per === "pod" ? [index] : []));

function planBehavior(
  behavior: HorizontalPodAutoscalerBehavior | undefined,
  { flags }: HpaBehaviours,
): BehaviorPlan | undefined {
  if (behavior === undefined) return undefined;
  return {
    scaleUp: planRules(behavior.scaleUp ?? {}, 0),
    // The flag is cut to whole seconds, as the field that it stands in for counts them.
    scaleDown: planRules(behavior.scaleDown ?? {}, Math.trunc(toSeconds(flags.downscaleStabilization))),
  };
}

function planRules(rules: HPAScalingRules, defaultWindowSeconds: number): RulesPlan {
  const { selectPolicy, policies = [] } = rules;
  return {
    stabilizationWindow: seconds(rules.stabilizationWindowSeconds ?? defaultWindowSeconds),
    selectPolicy: selectPolicy === "Min" || selectPolicy === "Disabled" ? selectPolicy : "Max",
    policies,
    longestPeriod: seconds(policies.reduce((longest, { periodSeconds }) => Math.max(longest, periodSeconds), 0)),
  };
}

function planTolerances(
  behavior: HorizontalPodAutoscalerBehavior | undefined,
  { flags, configurableTolerance }: HpaBehaviours,
): Tolerances {
  const of = (rules: HPAScalingRules | undefined): number => {
    if (!configurableTolerance || rules?.tolerance === undefined) return flags.tolerance;
    const parsed = parseQuantity(rules.tolerance);
    return parsed.ok ? asApproximateFloat64(parsed.quantity) : flags.tolerance;
  };
  return { scaleDown: of(behavior?.scaleDown), scaleUp: of(behavior?.scaleUp) };
}
