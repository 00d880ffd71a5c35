import { add, ceilToInt32, divide, type Int64, multiply, toFloat64, toInt32 } from "../int64.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { SimTime } from "../units.ts";
import type { HpaChanges } from "./changes.ts";
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
      /** Of the first sample; absent where the metric does not say. */
      readonly measuredAt?: SimTime;
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
  readonly rules: CalculatorRules;
};

/** What of a release these calculations go by. */
export type CalculatorRules = Pick<
  HpaChanges,
  | "missingPodPercent"
  | "missingPodsAtOne"
  | "missingRequests"
  | "noSamplesText"
  | "podGroups"
  | "turnedCount"
  | "withinTolerance"
>;

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
  const grouped = groupSamples(input, "utilization", question.resource);
  const asked = requestsOf(input.pods, question);
  if (asked.kind === "missing" && input.rules.missingRequests === "told-first" && input.pods.length > 0) {
    return { kind: "failure", cause: asked.because };
  }
  if (grouped.kind === "failure") return grouped;
  if (asked.kind === "missing") return { kind: "failure", cause: asked.because };
  const { groups } = grouped;
  const request = (index: number): Int64 => (asked.kind === "same" ? asked.milli : asked.milli[index]!);

  const totals = {
    usage: add(groups.readyUsage, groups.strayUsage),
    requests: add(readyRequests(asked, groups), sumOver(groups.stray, request)),
  };
  if (totals.requests === 0) return { kind: "failure", cause: "no metrics returned matched known pods" };
  const percent = percentOf(totals);
  const reading: MetricReading = {
    value: undefined,
    averageValue: divide(totals.usage, groups.readyCount + groups.stray.length),
    averageUtilization: percent,
  };
  const missingPercent = input.rules.missingPodPercent(targetPercent);
  const full = (index: number): Int64 => divide(multiply(request(index), missingPercent), 100);
  const filledRatio = ({ missing, unready }: Fill): number => {
    let { usage, requests } = totals;
    if (missing !== "left-out") requests = add(requests, sumOver(groups.missing, request));
    if (missing === "full") usage = add(usage, sumOver(groups.missing, full));
    if (unready) requests = add(requests, sumOver(groups.unready, request));
    return percentOf({ usage, requests }) / targetPercent;
  };
  const guarded = input.rules.turnedCount !== "stands";
  const missingAtOne = "left-out";
  return propose({ input, groups, reading, usageRatio: percent / targetPercent, filledRatio, missingAtOne, guarded });
}

/**
 * Replicas that bring the average over the pods to `target` milli-units.
 *
 * The average is truncated to a whole milli-unit. Samples of pods that are not in the list count, unlike in a utilization.
 * `resource` is empty for a custom metric. Source: as above, calcPlainMetricReplicas.
 */
export function averageReplicas(input: PodMetricInput, resource: string, target: Int64): MetricOutcome {
  const grouped = groupSamples(input, "average", resource);
  if (grouped.kind === "failure") return grouped;
  const { groups } = grouped;
  const usage = add(add(groups.readyUsage, groups.strayUsage), groups.superfluousUsage);
  const count = groups.readyCount + groups.stray.length + groups.superfluousCount;
  const average = divide(usage, count);
  const reading: MetricReading = { value: undefined, averageValue: average, averageUtilization: undefined };
  const filledRatio = ({ missing, unready }: Fill): number => {
    const missingCount = missing === "left-out" ? 0 : groups.missing.length;
    // Scaling down, a missing pod counts as using exactly the target.
    const filled = missing === "full" ? add(usage, multiply(target, missingCount)) : usage;
    const pods = count + missingCount + (unready ? groups.unready.length : 0);
    return toFloat64(divide(filled, pods)) / toFloat64(target);
  };
  const guarded = input.rules.turnedCount === "refused";
  const missingAtOne = input.rules.missingPodsAtOne;
  const usageRatio = toFloat64(average) / toFloat64(target);
  return propose({ input, groups, reading, usageRatio, filledRatio, missingAtOne, guarded });
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

type Grouped =
  | { readonly kind: "groups"; readonly groups: GroupedPods }
  | { readonly kind: "failure"; readonly cause: string };

function groupSamples(input: PodMetricInput, of: "utilization" | "average", resource: string): Grouped {
  const { pods, samples, readiness, rules } = input;
  if (pods.length === 0) {
    return { kind: "failure", cause: "no pods returned by selector while calculating replica count" };
  }
  const readinessOf = resource === "cpu" ? readiness : undefined;
  const groups = groupPods(pods, samples, { rules: rules.podGroups, readiness: readinessOf, of });
  return groups.readyCount + groups.stray.length + groups.superfluousCount === 0
    ? { kind: "failure", cause: rules.noSamplesText }
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
  /** Missing pods at a ratio of exactly 1. */
  readonly missingAtOne: "idle" | "left-out";
  /** Whether a count that turns the direction around is refused. */
  readonly guarded: boolean;
};

function propose(proposal: ProposalInput): MetricOutcome {
  const { input, groups, reading, usageRatio, filledRatio, missingAtOne, guarded } = proposal;
  const outcome = (replicas: number, rule: ProposalRule, filledUsageRatio?: number): MetricOutcome => ({
    kind: "proposal",
    replicas,
    reading,
    arithmetic: { usageRatio, filledUsageRatio, rule, grouped: { pods: input.pods, groups } },
    measuredAt: input.samples.items[0]!.timestamp,
  });
  const { currentReplicas, tolerances, rules } = input;
  const scaleUpWithUnready = groups.unready.length > 0 && usageRatio > 1.0;
  if (!scaleUpWithUnready && groups.missing.length === 0) {
    return rules.withinTolerance(tolerances, usageRatio)
      ? outcome(currentReplicas, "within-tolerance")
      : outcome(ceilToInt32(usageRatio * groups.readyCount), "ratio-times-ready-pods");
  }

  // Whatever is not known must not make the step larger: a missing pod counts as busy on the way down and as idle on
  // the way up, an unready one as idle on the way up.
  const missing = fillOfMissing(groups.missing.length, usageRatio, missingAtOne);
  const filled = filledRatio({ missing, unready: scaleUpWithUnready });
  if (rules.withinTolerance(tolerances, filled))
    return outcome(currentReplicas, "filled-ratio-within-tolerance", filled);
  if ((usageRatio < 1.0 && filled > 1.0) || (usageRatio > 1.0 && filled < 1.0)) {
    return outcome(currentReplicas, "filled-ratio-turns-direction", filled);
  }
  const podCount =
    groups.readyCount +
    groups.stray.length +
    groups.superfluousCount +
    (missing === "left-out" ? 0 : groups.missing.length) +
    (scaleUpWithUnready ? groups.unready.length : 0);
  const replicas = ceilToInt32(filled * podCount);
  if (guarded && ((filled < 1.0 && replicas > currentReplicas) || (filled > 1.0 && replicas < currentReplicas))) {
    return outcome(currentReplicas, "filled-count-turns-direction", filled);
  }
  return outcome(replicas, "filled-ratio-times-pods", filled);
}

function fillOfMissing(count: number, usageRatio: number, atOne: "idle" | "left-out"): Fill["missing"] {
  if (count === 0) return "left-out";
  if (usageRatio < 1.0) return "full";
  return usageRatio > 1.0 || atOne === "idle" ? "zero" : "left-out";
}
