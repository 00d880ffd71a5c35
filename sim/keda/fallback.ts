import { canonical, type Int64, minInt64 } from "../int64.ts";
import { invariant } from "../invariant.ts";
import type { MetricTarget } from "../kubernetes/autoscaling.ts";
import { asApproximateFloat64, newMilliQuantity, parseQuantity, type Quantity } from "../quantity/index.ts";
import { quantityOf } from "./metric-value.ts";
import type { Answer } from "./ports.ts";
import type { Fallback } from "./scaled-object.ts";
import { fallbackExists, type MetricHealth, noFallback, type ScaledObjectStatus, withCondition } from "./status.ts";

/** The status after a metric could be had, or not. */
export function withHealth(
  status: ScaledObjectStatus,
  { metricName, isFailing, failureThreshold }: { metricName: string; isFailing: boolean; failureThreshold: number },
): ScaledObjectStatus {
  const failures = isFailing ? (status.health.get(metricName)?.numberOfFailures ?? 0) + 1 : 0;
  const entry: MetricHealth = { numberOfFailures: failures, status: isFailing ? "Failing" : "Happy" };
  const health = new Map([...status.health, [metricName, entry]]);
  const fallsBack = [...health.values()].some(
    (one) => one.status === "Failing" && one.numberOfFailures > failureThreshold,
  );
  return { ...status, health, conditions: withCondition(status.conditions, fallsBack ? fallbackExists : noFallback) };
}

export type FallbackInput = {
  readonly fallback: Fallback;
  readonly target: MetricTarget;
  /** `spec.replicas` of the target. Not asked for where the behavior is `static`. */
  readonly currentReplicas: () => Answer<number>;
  /** Asked for where the target type is `Value`. */
  readonly readyReplicas: () => Answer<number>;
};

/**
 * What KEDA says in the place of a metric that cannot be had: as much as gives the replicas of the fallback; or why it cannot.
 *
 * `no-replicas` when the count of the target is not to be had: then the metric's own error stays.
 * Source: keda v2.21.0 pkg/fallback/fallback.go
 */
export function fallbackValue(
  input: FallbackInput,
): { readonly kind: "value"; readonly value: Quantity } | { readonly kind: "no-replicas" | "failed" } {
  const { fallback, target } = input;
  const behavior = fallback.behavior ?? "";
  const current = behavior === "static" ? { ok: true as const, value: 0 } : input.currentReplicas();
  if (!current.ok) return { kind: "no-replicas" };
  let replicas = replicasOf(behavior, fallback.replicas, current.value);
  if (target.type === "Value") {
    const ready = input.readyReplicas();
    if (!ready.ok || ready.value === 0) return { kind: "failed" };
    replicas /= ready.value;
  }
  const text = target.type === "Value" ? target.value : target.type === "AverageValue" ? target.averageValue : "0";
  const parsed = parseQuantity(text ?? "0");
  invariant(parsed.ok, "the target of a metric is a quantity");
  const written = asApproximateFloat64(parsed.quantity);
  // KEDA holds the threshold with its three decimals, which reads back a little differently when it is very long.
  const threshold = written >= 0 ? asApproximateFloat64(quantityOf(written)) : written;
  const milli = truncated(threshold * 1000 * replicas);
  return { kind: "value", value: newMilliQuantity(milli, "DecimalSI") };
}

function replicasOf(behavior: string, given: number, current: number): number {
  switch (behavior) {
    case "currentReplicas":
      return current;
    case "currentReplicasIfHigher":
      return Math.max(current, given);
    case "currentReplicasIfLower":
      return Math.min(current, given);
    default:
      return given;
  }
}

/** int64(value) as Go compiles it for amd64. */
function truncated(value: number): Int64 {
  const whole = Math.trunc(value);
  if (Number.isSafeInteger(whole)) return whole + 0;
  return whole >= -(2 ** 63) && whole < 2 ** 63 ? canonical(BigInt(whole)) : minInt64;
}
