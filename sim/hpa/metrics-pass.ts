import { formatWithoutOperands } from "../kubernetes/go-text.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import type { PodView } from "../kubernetes/pod.ts";
import { between, type SimTime } from "../units.ts";
import type { MessageRule } from "./changes.ts";
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
      /** When that metric was measured, as far as it says so. */
      readonly measuredAt: SimTime | undefined;
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
    const startedAt = pass.world.now();
    readMetric(pass, metric, checked.selector, (outcome) => {
      outcomes.push(outcome);
      observe(pass, { type: metric.spec.type, outcome, startedAt });
      if (outcome.kind === "failure") {
        recordFailure(pass, metric, outcome.cause);
        if (pass.world.behaviours.partialFailure === "ends") {
          const failure = { metric, cause: outcome.cause };
          done(failWith(pass, { first: failure, last: failure, failed: 1, readings: [] }));
          return;
        }
      }
      next();
    });
  };
  next();
}

type CheckedSelector =
  | { readonly kind: "selector"; readonly selector: Selector }
  | { readonly kind: "failure"; readonly error: string };

const missingSelector: ConditionCause = {
  reason: "InvalidSelector",
  message: "the HPA target's scale is missing a selector",
};

/** The scale's selector, which must be there, be readable, and select no pod of another HPA. Source: as above, validateAndParseSelector. */
function checkSelector(pass: ReadScale): CheckedSelector {
  const { world, plan, scale } = pass;
  const text = scale.selector;
  if (text === "") {
    const error = "selector is required";
    world.ports.recordEvent(plan.name, { type: "Warning", reason: "SelectorRequired", message: error });
    pass.conditions.set("ScalingActive", "False", missingSelector);
    return { kind: "failure", error };
  }
  const parsed = world.selectors.parse(text);
  if (!parsed.ok) {
    const error = `couldn't convert selector into a corresponding internal selector object: ${parsed.error}`;
    return refuseSelectorText(pass, "InvalidSelector", error);
  }
  const { ambiguousSelectorText } = world.behaviours;
  if (ambiguousSelectorText === undefined) return { kind: "selector", selector: parsed.selector };
  world.selectors.store(plan.name, parsed.selector);
  const pods: readonly PodView[] = world.ports.listPods(plan.name.namespace, parsed.selector);
  const controlling = world.selectors.controlling(plan.name.namespace, pods);
  if (controlling.length > 1) {
    return refuseSelectorText(pass, "AmbiguousSelector", ambiguousSelectorText(text, controlling));
  }
  return { kind: "selector", selector: parsed.selector };
}

function refuseSelectorText(pass: ReadScale, reason: string, text: string): CheckedSelector {
  const shown = messageBy(pass.world.behaviours.selectorMessages, text);
  pass.world.ports.recordEvent(pass.plan.name, { type: "Warning", reason, message: text });
  pass.conditions.set("ScalingActive", "False", { reason, message: shown });
  return { kind: "failure", error: shown };
}

const messageBy = (rule: MessageRule, text: string): string =>
  rule === "literal" ? text : formatWithoutOperands(text);

type Computation = { readonly type: string; readonly outcome: MetricOutcome; readonly startedAt: SimTime };

/** Whether a proposal is up or down is held against the replicas that the status shows, those of the pass before. */
function observe({ world, autoscaler, trail }: ReadScale, { type, outcome, startedAt }: Computation): void {
  const took = between(startedAt, world.now());
  if (outcome.kind === "failure") {
    const isSpec = outcome.cause.startsWith("unknown metric source type");
    world.monitor.metricComputed(type, { action: "none", error: isSpec ? "spec" : "internal" }, took);
    trail.error = "internal";
    return;
  }
  const { currentReplicas } = autoscaler.status;
  const isUp = outcome.replicas > currentReplicas;
  const action = isUp ? "scale_up" : outcome.replicas < currentReplicas ? "scale_down" : "none";
  world.monitor.metricComputed(type, { action, error: "none" }, took);
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
  let leading: number | undefined;
  let failed = 0;
  let first: Failure | undefined;
  let last: Failure | undefined;
  for (let index = 0; index < metrics.length; index++) {
    const outcome = outcomes[index]!;
    if (outcome.kind === "failure") {
      failed++;
      last = { metric: metrics[index]!, cause: outcome.cause };
      first ??= last;
      readings.push(undefined);
      continue;
    }
    readings.push(isReported(metrics[index]!) ? outcome.reading : undefined);
    // A tie keeps the earlier metric, but a running value of 0 gives way even to another 0.
    if (replicas === 0 || outcome.replicas > replicas) {
      replicas = outcome.replicas;
      leading = index;
    }
  }
  const { behaviours } = pass.world;
  const wouldShrink = replicas < pass.scale.specReplicas && behaviours.partialFailure !== "left-out";
  if (failed >= metrics.length || (failed > 0 && wouldShrink)) {
    return first === undefined || last === undefined
      ? { kind: "failure", error: "", readings }
      : failWith(pass, { first, last, failed, readings });
  }
  if (last !== undefined && behaviours.failedCondition === "last") showFailure(pass, last);
  const metric = leading === undefined ? undefined : metrics[leading];
  const outcome = leading === undefined ? undefined : outcomes[leading];
  if (metric !== undefined) pass.conditions.set("ScalingActive", "True", metric.texts.found);
  const measuredAt = outcome?.kind === "proposal" ? outcome.measuredAt : undefined;
  return { kind: "proposal", replicas, name: metric?.texts.name ?? "", readings, measuredAt };
}

const isReported = ({ source }: MetricPlan): boolean => source.kind !== "usage" || source.isReported;

type Failure = { readonly metric: MetricPlan; readonly cause: string };

type Failures = {
  readonly first: Failure;
  readonly last: Failure;
  readonly failed: number;
  readonly readings: readonly (MetricReading | undefined)[];
};

function failWith(pass: ReadScale, { first, last, failed, readings }: Failures): MetricsResult {
  const { behaviours } = pass.world;
  showFailure(pass, behaviours.failedCondition === "first" ? first : last);
  const error = behaviours.invalidMetricsText({
    failed,
    total: pass.plan.metrics.length,
    first: first.metric.texts.passPrefix + first.cause,
    last: last.metric.texts.passPrefix + last.cause,
  });
  return { kind: "failure", error, readings };
}

function showFailure({ world, conditions }: ReadScale, { metric, cause }: Failure): void {
  const message = `the HPA was unable to compute the replica count: ${eventText(metric, cause)}`;
  conditions.set("ScalingActive", "False", {
    reason: metric.texts.failureReason,
    message: messageBy(world.behaviours.metricMessages, message),
  });
}
