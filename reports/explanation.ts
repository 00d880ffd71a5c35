import type { Explanation, MetricExplanation } from "../sim/hpa/explanation.ts";
import type { HorizontalPodAutoscalerSpec } from "../sim/kubernetes/autoscaling.ts";
import { significant } from "../sim/number-text.ts";
import type { SimTime } from "../sim/units.ts";
import { clock } from "./clock.ts";
import { limitsText, stabilizationText } from "./explanation-path.ts";
import { ruleLines } from "./explanation-rule.ts";
import { plural } from "./numbers.ts";
import { printable } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { padEnd, wrap } from "./text-width.ts";

/** Which pass is explained, and what the words may draw on. */
export type ExplainedPass = {
  /** `hpa/web` */
  readonly subject: string;
  readonly at: SimTime;
  readonly zero: SimTime;
  readonly explanation: Explanation;
  /** With it the limits are told with their policies and windows. */
  readonly spec?: HorizontalPodAutoscalerSpec;
};

/**
 * One pass of an HPA as a text to learn from, step by step: what it found, what each metric proposed and by which rule,
 * what recent recommendations and limits made of that, and what came of it. Ends with a newline.
 */
export function explanationText(pass: ExplainedPass, { width, style }: Terminal): string {
  const { explanation, subject, at, zero } = pass;
  const { currentReplicas, minReplicas, maxReplicas, metrics, path, outcome } = explanation;
  const step = (name: string, lines: readonly string[]): readonly string[] =>
    lines
      .flatMap((line) => wrap(printable(line), width - indent))
      .map((line, index) => (index === 0 ? style("bold", padEnd(name, indent)) : " ".repeat(indent)) + line);
  const sections = [
    [style("bold", `${printable(subject)} at ${clock(at, zero)}`)],
    step("found", [`${plural(currentReplicas, "replica")}, allowed ${minReplicas} to ${maxReplicas}`]),
    ...metrics.map((metric) => step("metric", metricLines(metric, currentReplicas))),
    ...(metrics.length > 1 ? [step("together", [combinedText(metrics)])] : []),
    ...(path === undefined
      ? []
      : [step("stabilised", stabilizationText(path, pass)), step("limited", limitsText(path, pass))]),
    step("outcome", [outcome]),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const indent = 12;

function metricLines(metric: MetricExplanation, currentReplicas: number): readonly string[] {
  const { name, target } = metric;
  if (metric.kind === "failure") return [`${name}, target ${target}: not known`, metric.cause];
  const { current, usageRatio, pods } = metric;
  return [
    `${name}: ${current} of a target of ${target}`,
    `${current} / ${target} is a ratio of ${significant(usageRatio, 4)}`,
    ...(pods === undefined ? [] : podLines(pods)),
    ...ruleLines(metric, currentReplicas),
    `proposal: ${plural(metric.replicas, "replica")}`,
  ];
}

/** Most pods that are named in one group. */
const namesMax = 8;

const groups = [
  ["ready", "ready"],
  ["unready", "unready: not ready, or not for long enough, so its sample does not count"],
  ["missing", "missing: without a sample"],
  ["ignored", "ignored: failed or being deleted"],
] as const;

function podLines(
  pods: Readonly<Record<"ready" | "unready" | "missing" | "ignored", readonly string[]>>,
): readonly string[] {
  return groups
    .filter(([group]) => pods[group].length > 0)
    .map(([group, text]) => {
      const names = pods[group].slice(0, namesMax).join(", ");
      const more = pods[group].length > namesMax ? ` and ${pods[group].length - namesMax} more` : "";
      return `${plural(pods[group].length, "pod")} ${text} (${names}${more})`;
    });
}

function combinedText(metrics: readonly MetricExplanation[]): string {
  const proposals = metrics.filter((metric) => metric.kind === "proposal");
  const failed = metrics.length - proposals.length;
  const most = proposals.reduce((highest, { replicas }) => Math.max(highest, replicas), 0);
  if (proposals.length === 0) return "no metric could be read, so nothing is proposed";
  const lost = failed === 0 ? "" : `; ${plural(failed, "metric")} could not be read, so the rest may not scale down`;
  return `the largest proposal counts: ${most}${lost}`;
}
