import { significant } from "../sim/number-text.ts";
import type { Decision, DecisionMetric } from "../sim/trace/fact.ts";
import type { SimTime } from "../sim/units.ts";
import { clock } from "./clock.ts";
import { plural } from "./numbers.ts";

const rules: Readonly<Record<string, string>> = {
  "within-tolerance": "within the tolerance, so the count stays",
  "ratio-times-ready-pods": "ratio × ready pods, rounded up",
  "filled-ratio-within-tolerance": "with unready and missing pods filled in within the tolerance, so the count stays",
  "filled-ratio-turns-direction": "with unready and missing pods filled in on the other side of 1, so the count stays",
  "filled-count-turns-direction": "with unready and missing pods filled in against the direction, so the count stays",
  "filled-ratio-times-pods": "ratio with unready and missing pods filled in × pods, rounded up",
  "usage-by-target": "usage / target, rounded up",
};

/** A decision in short lines: each metric with its ratio, pods and proposal, then what stabilisation and limits did. */
export function decisionDetails({ metrics, path, outcome }: Decision, zero: SimTime): readonly string[] {
  const lines = metrics.flatMap(metricLines);
  if (path !== undefined && path.stabilized !== path.proposed) {
    const since = path.heldBy === undefined ? "" : `, recommended at ${clock(path.heldBy, zero)}`;
    lines.push(`${path.stabilization}: ${path.proposed} becomes ${path.stabilized}${since}`);
  }
  if (path !== undefined && path.limited !== path.stabilized) {
    lines.push(`${path.limiter}: ${path.stabilized} becomes ${path.limited}`);
  }
  return [...lines, outcome];
}

function metricLines(metric: DecisionMetric): readonly string[] {
  const { name, target } = metric;
  if (metric.kind === "failure") return [`${name} unknown: ${metric.cause}`];
  const { current, usageRatio, filledUsageRatio, rule, replicas, pods } = metric;
  const filled = filledUsageRatio === undefined ? "" : `, filled in ${significant(filledUsageRatio, 4)}`;
  return [
    `${name} ${current} of ${target}, ratio ${significant(usageRatio, 4)}${filled}`,
    ...(pods === undefined ? [] : [podsText(pods)]),
    `${rules[rule] ?? rule}: ${plural(replicas, "replica")} proposed`,
  ];
}

/** `2 ready, 1 unready` */
function podsText(pods: Readonly<Record<"ready" | "unready" | "missing" | "ignored", number>>): string {
  const groups = (["ready", "unready", "missing", "ignored"] as const).filter(
    (group) => group === "ready" || pods[group] > 0,
  );
  return `pods: ${groups.map((group) => `${pods[group]} ${group}`).join(", ")}`;
}
