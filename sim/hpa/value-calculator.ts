import { add, ceilToInt32, ceilToInt64, type Int64, maxInt32, maxInt64, toFloat64 } from "../int64.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { HpaChanges } from "./changes.ts";
import type { Tolerances } from "./plan.ts";
import type { MetricOutcome, ProposalRule } from "./replica-calculator.ts";
import type { MetricReading } from "./status.ts";

export type ValueInput = {
  /** `spec.replicas` of the scale. */
  readonly specReplicas: number;
  /** `status.replicas` of the scale. */
  readonly statusReplicas: number;
  /** Asked only where readiness matters. */
  readonly pods: () => readonly PodView[];
  readonly tolerances: Tolerances;
  readonly usage: Int64;
  /** In milli-units, like the usage. */
  readonly target: Int64;
  readonly rules: ValueRules;
};

/** What of a release these calculations go by. */
export type ValueRules = Pick<
  HpaChanges,
  | "externalPods"
  | "externalShareOverflow"
  | "objectShareTolerance"
  | "readyCountOverflow"
  | "undefinedShare"
  | "withinTolerance"
>;

/**
 * Replicas that bring the value of an Object or External metric to its target.
 *
 * The ratio multiplies the pods that are Running and Ready, terminating ones included; from zero it is the count itself.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/replica_calculator.go getUsageRatioReplicaCount.
 */
export function valueReplicas(input: ValueInput, of: "object" | "external"): MetricOutcome {
  const { specReplicas, pods, tolerances, usage, target, rules } = input;
  const usageRatio = toFloat64(usage) / toFloat64(target);
  const reading: MetricReading = { value: usage, averageValue: undefined, averageUtilization: undefined };
  if (specReplicas === 0) return proposal(ceilToInt32(usageRatio), reading, { usageRatio, rule: "usage-by-target" });
  const isKept = rules.withinTolerance(tolerances, usageRatio);
  if (isKept && (of === "object" || rules.externalPods === "beyond-tolerance")) {
    return proposal(specReplicas, reading, { usageRatio, rule: "within-tolerance" });
  }
  const listed = pods();
  if (listed.length === 0) {
    const cause = "unable to calculate ready pods: no pods returned by selector while calculating replica count";
    return { kind: "failure", cause };
  }
  if (isKept) return proposal(specReplicas, reading, { usageRatio, rule: "within-tolerance" });
  let readyPodCount = 0;
  for (const { phase, ready } of listed) if (phase === "Running" && ready === "True") readyPodCount++;
  const replicas = ceilToCount(usageRatio * readyPodCount, rules.readyCountOverflow);
  return proposal(replicas, reading, { usageRatio, rule: "ratio-times-ready-pods" });
}

/**
 * Replicas that bring each pod's share of an Object or External metric to its target.
 *
 * Shares are of `status.replicas`; with none the share is not finite, and amd64 reports it as the smallest int64.
 * Source: as above, GetObjectPerPodMetricReplicas and GetExternalPerPodMetricReplicas.
 */
export function perPodReplicas(input: ValueInput, of: "object" | "external"): MetricOutcome {
  const { statusReplicas, tolerances, usage, target, rules } = input;
  const overflow = of === "external" ? rules.externalShareOverflow : "wraps";
  const usageRatio = toFloat64(usage) / (toFloat64(target) * statusReplicas);
  const isTolerant = of === "external" || rules.objectShareTolerance === "kept";
  const isUndefinedKept = rules.undefinedShare === "within-tolerance" && Number.isNaN(usageRatio);
  const isKept = isTolerant && (isUndefinedKept || rules.withinTolerance(tolerances, usageRatio));
  const count = toFloat64(usage) / toFloat64(target);
  const replicas = isKept ? statusReplicas : ceilToCount(count, overflow);
  const isLargest = overflow === "capped" && toFloat64(usage) >= toFloat64(maxInt64);
  const averageValue = isLargest ? maxInt64 : ceilToInt64(toFloat64(usage) / statusReplicas);
  const reading: MetricReading = { value: undefined, averageValue, averageUtilization: undefined };
  return proposal(replicas, reading, { usageRatio, rule: isKept ? "within-tolerance" : "usage-by-target" });
}

/**
 * The value of an external metric as a whole: the sum over its series, in milli-units.
 *
 * Where a sum above the largest int64 is capped it stays there; how it is noticed differs with the target, and so does
 * what negative series do. Source: as above, GetExternalMetricReplicas and GetExternalPerPodMetricReplicas.
 */
export function sumOfSeries(
  series: readonly Int64[],
  per: "value" | "pod",
  { externalSumOverflow, externalShareOverflow }: Pick<HpaChanges, "externalSumOverflow" | "externalShareOverflow">,
): Int64 {
  const isCapped = (per === "value" ? externalSumOverflow : externalShareOverflow) === "capped";
  let sum: Int64 = 0;
  for (const value of series) {
    const next = add(sum, value);
    // Two positive numbers whose sum is smaller than one of them have wrapped.
    const isWrapped = per === "value" ? value > 0 && next < sum : next < 0;
    if (isCapped && isWrapped) return maxInt64;
    sum = next;
  }
  return sum;
}

const ceilToCount = (count: number, overflow: "wraps" | "capped"): number =>
  overflow === "capped" && count > maxInt32 ? maxInt32 : ceilToInt32(count);

const proposal = (
  replicas: number,
  reading: MetricReading,
  { usageRatio, rule }: { readonly usageRatio: number; readonly rule: ProposalRule },
): MetricOutcome => ({
  kind: "proposal",
  replicas,
  reading,
  arithmetic: { usageRatio, filledUsageRatio: undefined, rule, grouped: undefined },
});
