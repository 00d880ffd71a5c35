import type { ConditionStatus } from "../kubernetes/pod.ts";
import type { SimTime } from "../units.ts";

/** One condition of a ScaledObject. KEDA keeps no time with it. */
export type KedaCondition = {
  readonly type: KedaConditionType;
  readonly status: ConditionStatus;
  readonly reason: string;
  readonly message: string;
};

export type KedaConditionType = "Ready" | "Active" | "Fallback" | "Paused" | "HPAActive";

/** How often in a row an external metric could not be had. Kept only where there is a fallback. */
export type MetricHealth = { readonly numberOfFailures: number; readonly status: "Happy" | "Failing" };

/** Status of a ScaledObject, as far as something depends on it. */
export type ScaledObjectStatus = {
  readonly conditions: readonly KedaCondition[];
  readonly lastActiveTime: SimTime | undefined;
  readonly externalMetricNames: readonly string[];
  /** By name of the external metric. */
  readonly health: ReadonlyMap<string, MetricHealth>;
  readonly triggersActivity: ReadonlyMap<string, boolean>;
  /** Replicas of the target before KEDA. */
  readonly originalReplicaCount: number | undefined;
  readonly pausedReplicaCount: number | undefined;
};

export const initialStatus: ScaledObjectStatus = {
  conditions: [
    { type: "Ready", status: "Unknown", reason: "", message: "" },
    { type: "Active", status: "Unknown", reason: "", message: "" },
    { type: "Fallback", status: "Unknown", reason: "", message: "" },
    { type: "Paused", status: "False", reason: "", message: "" },
  ],
  lastActiveTime: undefined,
  externalMetricNames: [],
  health: new Map(),
  triggersActivity: new Map(),
  originalReplicaCount: undefined,
  pausedReplicaCount: undefined,
};

/** The conditions with this one in the place of the one of its type, or at the end. */
export function withCondition(
  conditions: readonly KedaCondition[],
  condition: KedaCondition,
): readonly KedaCondition[] {
  const isKnown = conditions.some(({ type }) => type === condition.type);
  return isKnown
    ? conditions.map((known) => (known.type === condition.type ? condition : known))
    : [...conditions, condition];
}

export const conditionStatus = (status: ScaledObjectStatus, type: KedaConditionType): ConditionStatus | undefined =>
  status.conditions.find((condition) => condition.type === type)?.status;

export const readyMessage = "ScaledObject is defined correctly and is ready for scaling";

export const noFallback: KedaCondition = {
  type: "Fallback",
  status: "False",
  reason: "NoFallbackFound",
  message: "No fallbacks are active on this scaled object",
};

export const fallbackExists: KedaCondition = {
  type: "Fallback",
  status: "True",
  reason: "FallbackExists",
  message: "At least one trigger is falling back on this scaled object",
};
