import type { Selector } from "../kubernetes/label-selector.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { ConditionCause } from "./conditions.ts";
import type { MetricPlan } from "./metric-plan.ts";
import { readMetric } from "./metric-read.ts";
import type { ReadScale } from "./pass.ts";
import type { MetricOutcome } from "./replica-calculator.ts";
import type { MetricReading } from "./status.ts";

/** What the metrics of an HPA say together. */
export type MetricsResult =
  | {
      readonly kind: "proposal";
      readonly replicas: number;
      /** The metric with the largest proposal. */
      readonly name: string;
      readonly readings: readonly (MetricReading | undefined)[];
    }
  | {
      readonly kind: "failure";
      /** Text of the event FailedComputeMetricsReplicas. */
      readonly error: string;
      readonly readings: readonly (MetricReading | undefined)[];
    };

/**
 * Reads every metric in turn and takes the largest proposal.
 *
 * With some metrics failing the others still decide, unless they would scale down.
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal.go computeReplicasForMetrics.
 */
export function computeMetrics(pass: ReadScale, done: (result: MetricsResult) => void): void {
  const checked = checkSelector(pass);
  if (checked.kind === "failure") {
    done({ kind: "failure", error: checked.error, readings: [] });
    return;
  }
  const { metrics } = pass.plan;
  const { outcomes } = pass;
  const next = (): void => {
    const metric = metrics[outcomes.length];
    if (metric === undefined) {
      done(combine(pass, outcomes));
      return;
    }
    readMetric(pass, metric, checked.selector, (outcome) => {
      if (outcome.kind === "failure") recordFailure(pass, metric, outcome.cause);
      outcomes.push(outcome);
      next();
    });
  };
  next();
}

type CheckedSelector =
  | { readonly kind: "selector"; readonly selector: Selector }
  | { readonly kind: "failure"; readonly error: string };

/** The scale's selector, which must be there, be readable, and select no pod of another HPA. Source: as above, validateAndParseSelector. */
function checkSelector(pass: ReadScale): CheckedSelector {
  const { world, plan, scale } = pass;
  const text = scale.selector;
  if (text === "") {
    const error = "selector is required";
    return refuseSelector(pass, "SelectorRequired", error, {
      reason: "InvalidSelector",
      message: "the HPA target's scale is missing a selector",
    });
  }
  const parsed = world.selectors.parse(text);
  if (!parsed.ok) {
    const error = `couldn't convert selector into a corresponding internal selector object: ${parsed.error}`;
    return refuseSelector(pass, "InvalidSelector", error, { reason: "InvalidSelector", message: error });
  }
  world.selectors.store(plan.name, parsed.selector);
  const pods: readonly PodView[] = world.ports.listPods(plan.name.namespace, parsed.selector);
  const controlling = world.selectors.controlling(plan.name.namespace, pods);
  if (controlling.length > 1) {
    const error = world.behaviours.ambiguousSelectorText(text, controlling);
    return refuseSelector(pass, "AmbiguousSelector", error, { reason: "AmbiguousSelector", message: error });
  }
  return { kind: "selector", selector: parsed.selector };
}

function refuseSelector(pass: ReadScale, eventReason: string, error: string, cause: ConditionCause): CheckedSelector {
  pass.world.ports.recordEvent(pass.plan.name, { type: "Warning", reason: eventReason, message: error });
  pass.conditions.set("ScalingActive", "False", cause);
  return { kind: "failure", error };
}

const eventText = ({ texts }: MetricPlan, cause: string): string => texts.failurePrefix + cause;

function recordFailure({ world, plan }: ReadScale, metric: MetricPlan, cause: string): void {
  const message = eventText(metric, cause);
  world.ports.recordEvent(plan.name, { type: "Warning", reason: metric.texts.failureReason, message });
}

function combine(pass: ReadScale, outcomes: readonly MetricOutcome[]): MetricsResult {
  const { metrics } = pass.plan;
  const readings: (MetricReading | undefined)[] = [];
  let replicas = 0;
  let leading: MetricPlan | undefined;
  let failed = 0;
  let first: { readonly metric: MetricPlan; readonly cause: string } | undefined;
  for (let index = 0; index < metrics.length; index++) {
    const outcome = outcomes[index]!;
    if (outcome.kind === "failure") {
      failed++;
      first ??= { metric: metrics[index]!, cause: outcome.cause };
      readings.push(undefined);
      continue;
    }
    readings.push(outcome.reading);
    // A tie keeps the earlier metric, but a running value of 0 gives way even to another 0.
    if (replicas === 0 || outcome.replicas > replicas) {
      replicas = outcome.replicas;
      leading = metrics[index];
    }
  }
  if (failed >= metrics.length || (failed > 0 && replicas < pass.scale.specReplicas)) {
    return failWith(pass, first, { failed, readings });
  }
  if (leading !== undefined) pass.conditions.set("ScalingActive", "True", leading.texts.found);
  return { kind: "proposal", replicas, name: leading?.texts.name ?? "", readings };
}

function failWith(
  pass: ReadScale,
  first: { readonly metric: MetricPlan; readonly cause: string } | undefined,
  { failed, readings }: { readonly failed: number; readonly readings: readonly (MetricReading | undefined)[] },
): MetricsResult {
  if (first === undefined) return { kind: "failure", error: "", readings };
  const { metric, cause } = first;
  const text = eventText(metric, cause);
  pass.conditions.set("ScalingActive", "False", {
    reason: metric.texts.failureReason,
    message: `the HPA was unable to compute the replica count: ${text}`,
  });
  const total = pass.plan.metrics.length;
  const error = `invalid metrics (${failed} invalid out of ${total}), first error is: ${metric.texts.passPrefix}${text}`;
  return { kind: "failure", error, readings };
}
