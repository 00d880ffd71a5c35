import { significant } from "../sim/number-text.ts";
import type { Decision, DecisionMetric, DecisionPath } from "../sim/trace/fact.ts";
import type { SimTime } from "../sim/units.ts";
import { clock } from "./clock.ts";

/** A rescale that was written. */
type Rescale = { readonly from: number; readonly to: number; readonly reason: string };

/** What a decision wrote; undefined for a pass that left the count alone or could not write it. The outcome's words tell. */
export function rescaleOf({ outcome }: Decision): Rescale | undefined {
  const [, from, to, reason] = /^(\d+) -> (\d+) replicas: (.*)$/s.exec(outcome) ?? [];
  return from === undefined ? undefined : { from: Number(from), to: Number(to), reason: reason ?? "" };
}

/** A decision on one line, in two parts: `desired 2 -> 4` and `cpu 144% of 60% (proposed 5, ScaleUpLimit)`. */
export function decisionText(decision: Decision, zero: SimTime): { readonly what: string; readonly why: string } {
  const rescale = rescaleOf(decision);
  const metrics = metricsText(decision.metrics);
  const details = detailsOf(decision, zero);
  const why = metrics + (details.length === 0 ? "" : `${metrics === "" ? "" : " "}(${details.join(", ")})`);
  if (rescale !== undefined) {
    return { what: `desired ${rescale.from} -> ${rescale.to}`, why: why === "" ? rescale.reason : why };
  }
  const hasFailed = !decision.outcome.startsWith("no change");
  if (hasFailed) return { what: `stays ${decision.currentReplicas}`, why: joined(decision.outcome, why) };
  return { what: `stays ${decision.currentReplicas}`, why: why === "" ? decision.outcome : why };
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("; ");

/** The metric that led comes first: the one with the largest proposal, of equals the first in the spec. */
function metricsText(metrics: readonly DecisionMetric[]): string {
  const leading = leadingMetric(metrics);
  const ordered = leading === undefined ? metrics : [leading, ...metrics.filter((metric) => metric !== leading)];
  return ordered.map(metricText).join("; ");
}

/** The metric whose proposal the decision follows; undefined when every metric failed. */
export function leadingMetric(metrics: readonly DecisionMetric[]): DecisionMetric | undefined {
  let leading: Extract<DecisionMetric, { readonly kind: "proposal" }> | undefined;
  for (const metric of metrics) {
    if (metric.kind === "proposal" && (leading === undefined || metric.replicas > leading.replicas)) leading = metric;
  }
  return leading;
}

/** `cpu 144% of 60%`, with what is not ready: `cpu 144% of 60% over 2 ready pods, 1 unready`. */
function metricText(metric: DecisionMetric): string {
  const { name, target } = metric;
  if (metric.kind === "failure") return `${name} unknown: ${metric.cause}`;
  const pods = metric.pods === undefined ? "" : otherPods(metric.pods);
  const filled =
    metric.filledUsageRatio === undefined ? "" : `, ratio with them ${significant(metric.filledUsageRatio)}`;
  return `${name} ${metric.current} of ${target}${pods === "" ? "" : ` over ${pods}${filled}`}`;
}

function otherPods(pods: NonNullable<Extract<DecisionMetric, { readonly kind: "proposal" }>["pods"]>): string {
  const others = (["unready", "missing", "ignored"] as const)
    .filter((group) => pods[group] > 0)
    .map((group) => `${pods[group]} ${group}`);
  return others.length === 0 ? "" : `${pods.ready} ready, ${others.join(", ")}`;
}

/** What stood between the proposal and the result. */
function detailsOf({ path }: Decision, zero: SimTime): readonly string[] {
  if (path === undefined) return [];
  const { proposed, stabilized, limited, limiter } = path;
  return [
    ...(proposed === limited ? [] : [`proposed ${proposed}`]),
    ...(stabilized === proposed ? [] : [holdText(path, zero)]),
    ...(limited === stabilized ? [] : [limiter]),
  ];
}

const holdText = ({ stabilized, stabilization, heldBy }: DecisionPath, zero: SimTime): string =>
  `${stabilization} by ${stabilized}${heldBy === undefined ? "" : ` of ${clock(heldBy, zero)}`}`;
