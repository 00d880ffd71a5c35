import { add, ceilToInt32, divide, type Int64, multiply, toFloat64, toInt32 } from "../int64.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { Tolerances } from "./plan.ts";
import { type GroupedPods, groupPods, type ReadinessRules } from "./pod-groups.ts";
import { type RequestQuestion, type Requests, requestsOf } from "./requests.ts";
import type { Samples } from "./samples.ts";
import type { MetricReading } from "./status.ts";

/** What one metric proposes, or why it cannot. */
export type MetricOutcome =
  | {
      readonly kind: "proposal";
      readonly replicas: number;
      readonly reading: MetricReading;
      readonly arithmetic: Arithmetic;
    }
  | { readonly kind: "failure"; readonly cause: string };

/** How a proposal came about. */
export type Arithmetic = {
  readonly usageRatio: number;
  /** The ratio with missing and unready pods filled in; absent when none was. */
  readonly filledUsageRatio: number | undefined;
  readonly rule: ProposalRule;
  /** Absent where the metric does not look at pods one by one. */
  readonly grouped: { readonly pods: readonly PodView[]; readonly groups: GroupedPods } | undefined;
};

/** The rule that decided a proposal. */
export type ProposalRule =
  | "within-tolerance"
  | "ratio-times-ready-pods"
  | "filled-ratio-within-tolerance"
  | "filled-ratio-turns-direction"
  | "filled-count-turns-direction"
  | "filled-ratio-times-pods"
  | "usage-by-target";

/** What all metrics over pods have in common. */
export type PodMetricInput = {
  readonly currentReplicas: number;
  readonly pods: readonly PodView[];
  readonly samples: Samples;
  readonly tolerances: Tolerances;
  readonly readiness: ReadinessRules;
};

/**
 * Replicas that bring the share of the request in use to `targetPercent`.
 *
 * The percentage is truncated before the ratio is taken, so 60.9 % of a target of 60 % is a ratio of exactly 1.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/replica_calculator.go GetResourceReplicas, metrics/utilization.go.
 */
export function utilizationReplicas(
  input: PodMetricInput,
  question: RequestQuestion,
  targetPercent: number,
): MetricOutcome {
  const grouped = groupSamples(input, question.resource);
  if (grouped.kind === "failure") return grouped;
  const { groups } = grouped;
  const asked = requestsOf(input.pods, question);
  if (asked.kind === "missing") return { kind: "failure", cause: asked.because };
  const request = (index: number): Int64 => (asked.kind === "same" ? asked.milli : asked.milli[index]!);

  const totals = { usage: groups.readyUsage, requests: readyRequests(asked, groups) };
  if (totals.requests === 0) return { kind: "failure", cause: "no metrics returned matched known pods" };
  const percent = percentOf(totals);
  const reading: MetricReading = {
    value: undefined,
    averageValue: divide(totals.usage, groups.readyCount),
    averageUtilization: percent,
  };
  // Scaling down, a missing pod counts as using all of its request, or the target where that is more.
  const full = (index: number): Int64 => divide(multiply(request(index), Math.max(100, targetPercent)), 100);
  const filledRatio = ({ missing, unready }: Fill): number => {
    let { usage, requests } = totals;
    if (missing !== "left-out") requests = add(requests, sumOver(groups.missing, request));
    if (missing === "full") usage = add(usage, sumOver(groups.missing, full));
    if (unready) requests = add(requests, sumOver(groups.unready, request));
    return percentOf({ usage, requests }) / targetPercent;
  };
  return propose({ input, groups, reading, usageRatio: percent / targetPercent, filledRatio });
}

/**
 * Replicas that bring the average over the pods to `target` milli-units.
 *
 * The average is truncated to a whole milli-unit. Samples of pods that are not in the list count, unlike in a utilization.
 * `resource` is empty for a custom metric. Source: as above, calcPlainMetricReplicas.
 */
export function averageReplicas(input: PodMetricInput, resource: string, target: Int64): MetricOutcome {
  const grouped = groupSamples(input, resource);
  if (grouped.kind === "failure") return grouped;
  const { groups } = grouped;
  const usage = add(groups.readyUsage, groups.superfluousUsage);
  const count = groups.readyCount + groups.superfluousCount;
  const average = divide(usage, count);
  const reading: MetricReading = { value: undefined, averageValue: average, averageUtilization: undefined };
  const filledRatio = ({ missing, unready }: Fill): number => {
    const missingCount = missing === "left-out" ? 0 : groups.missing.length;
    // Scaling down, a missing pod counts as using exactly the target.
    const filled = missing === "full" ? add(usage, multiply(target, missingCount)) : usage;
    const pods = count + missingCount + (unready ? groups.unready.length : 0);
    return toFloat64(divide(filled, pods)) / toFloat64(target);
  };
  return propose({ input, groups, reading, usageRatio: toFloat64(average) / toFloat64(target), filledRatio });
}

/** What the ready pods asked for: what all asked for, less the others. */
function readyRequests(asked: Exclude<Requests, { readonly kind: "missing" }>, groups: GroupedPods): Int64 {
  if (asked.kind === "same") return multiply(asked.milli, groups.readyCount);
  let sum: Int64 = 0;
  for (const milli of asked.milli) sum = add(sum, milli);
  const others = [...groups.unready, ...groups.missing, ...groups.ignored];
  return add(
    sum,
    multiply(
      -1,
      sumOver(others, (index) => asked.milli[index]!),
    ),
  );
}

type Totals = { readonly usage: Int64; readonly requests: Int64 };

const percentOf = ({ usage, requests }: Totals): number => toInt32(divide(multiply(usage, 100), requests));

/** Whether a ratio is close enough to 1 to leave things alone; both edges belong to it. */
export const isWithin = ({ scaleDown, scaleUp }: Tolerances, usageRatio: number): boolean =>
  1.0 - scaleDown <= usageRatio && usageRatio <= 1.0 + scaleUp;

type Grouped =
  | { readonly kind: "groups"; readonly groups: GroupedPods }
  | { readonly kind: "failure"; readonly cause: string };

function groupSamples({ pods, samples, readiness }: PodMetricInput, resource: string): Grouped {
  if (pods.length === 0) {
    return { kind: "failure", cause: "no pods returned by selector while calculating replica count" };
  }
  const groups = groupPods(pods, samples, resource === "cpu" ? readiness : undefined);
  return groups.readyCount + groups.superfluousCount === 0
    ? { kind: "failure", cause: "did not receive metrics for targeted pods (pods might be unready)" }
    : { kind: "groups", groups };
}

function sumOver(indexes: readonly number[], amount: (index: number) => Int64): Int64 {
  let sum: Int64 = 0;
  for (const index of indexes) sum = add(sum, amount(index));
  return sum;
}

/** How pods without a usable sample enter the second ratio. */
type Fill = { readonly missing: "left-out" | "full" | "zero"; readonly unready: boolean };

type ProposalInput = {
  readonly input: PodMetricInput;
  readonly groups: GroupedPods;
  readonly reading: MetricReading;
  readonly usageRatio: number;
  readonly filledRatio: (fill: Fill) => number;
};

function propose({ input, groups, reading, usageRatio, filledRatio }: ProposalInput): MetricOutcome {
  const outcome = (replicas: number, rule: ProposalRule, filledUsageRatio?: number): MetricOutcome => ({
    kind: "proposal",
    replicas,
    reading,
    arithmetic: { usageRatio, filledUsageRatio, rule, grouped: { pods: input.pods, groups } },
  });
  const { currentReplicas, tolerances } = input;
  const scaleUpWithUnready = groups.unready.length > 0 && usageRatio > 1.0;
  if (!scaleUpWithUnready && groups.missing.length === 0) {
    return isWithin(tolerances, usageRatio)
      ? outcome(currentReplicas, "within-tolerance")
      : outcome(ceilToInt32(usageRatio * groups.readyCount), "ratio-times-ready-pods");
  }

  // Whatever is not known must not make the step larger: a missing pod counts as busy on the way down and as idle on
  // the way up, an unready one as idle on the way up. At a ratio of exactly 1 missing pods stay out.
  const missing = groups.missing.length === 0 || usageRatio === 1.0 ? "left-out" : usageRatio < 1.0 ? "full" : "zero";
  const filled = filledRatio({ missing, unready: scaleUpWithUnready });
  if (isWithin(tolerances, filled)) return outcome(currentReplicas, "filled-ratio-within-tolerance", filled);
  if ((usageRatio < 1.0 && filled > 1.0) || (usageRatio > 1.0 && filled < 1.0)) {
    return outcome(currentReplicas, "filled-ratio-turns-direction", filled);
  }
  const podCount =
    groups.readyCount +
    groups.superfluousCount +
    (missing === "left-out" ? 0 : groups.missing.length) +
    (scaleUpWithUnready ? groups.unready.length : 0);
  const replicas = ceilToInt32(filled * podCount);
  if ((filled < 1.0 && replicas > currentReplicas) || (filled > 1.0 && replicas < currentReplicas)) {
    return outcome(currentReplicas, "filled-count-turns-direction", filled);
  }
  return outcome(replicas, "filled-ratio-times-pods", filled);
}
