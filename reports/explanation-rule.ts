import type { MetricExplanation } from "../sim/hpa/explanation.ts";
import { unreachable } from "../sim/invariant.ts";
import { significant } from "../sim/number-text.ts";
import { plural } from "./numbers.ts";

type Proposal = Extract<MetricExplanation, { readonly kind: "proposal" }>;

/** The rule that decided a proposal, in plain words with its arithmetic. */
export function ruleLines(metric: Proposal, currentReplicas: number): readonly string[] {
  const { rule, usageRatio, replicas, pods } = metric;
  const stays = `so the count stays at ${currentReplicas}`;
  switch (rule) {
    case "within-tolerance":
      return [`the ratio is ${toleranceText(metric)}, ${stays}`];
    case "ratio-times-ready-pods":
      return [
        `the ratio is ${toleranceText(metric)}`,
        product({ ratio: usageRatio, count: pods?.ready.length, noun: "ready pod", replicas }),
      ];
    case "filled-ratio-within-tolerance":
      return [...filledLines(metric), `that is ${toleranceText(metric, filledRatio(metric))}, ${stays}`];
    case "filled-ratio-turns-direction":
      return [
        ...filledLines(metric),
        `that is on the other side of 1 than ${significant(usageRatio, 4)}: what is not known must not turn the direction, ${stays}`,
      ];
    case "filled-count-turns-direction":
      return [
        ...filledLines(metric),
        `times the pods that would be ${filledRatio(metric) > 1 ? "fewer" : "more"} than there are, against the direction of the ratio, ${stays}`,
      ];
    case "filled-ratio-times-pods":
      return [
        ...filledLines(metric),
        `that is ${toleranceText(metric, filledRatio(metric))}`,
        product({ ratio: filledRatio(metric), count: countedPods(metric), noun: "pod", replicas }),
      ];
    case "usage-by-target":
      return [`the ratio is ${toleranceText(metric)}`, `ceil(usage / target) = ${replicas}`];
    default:
      return unreachable(rule);
  }
}

const filledRatio = ({ filledUsageRatio, usageRatio }: Proposal): number => filledUsageRatio ?? usageRatio;

function toleranceText({ tolerances, usageRatio }: Proposal, ratio: number = usageRatio): string {
  const low = 1 - tolerances.scaleDown;
  const high = 1 + tolerances.scaleUp;
  const isWithin = low <= ratio && ratio <= high;
  return `${isWithin ? "within" : "outside of"} the tolerance of ${significant(low, 4)} to ${significant(high, 4)}`;
}

/** How pods without a usable sample enter the ratio a second time: so that they can only make the step smaller. */
function filledLines(metric: Proposal): readonly string[] {
  const { usageRatio, target, pods } = metric;
  const missing = pods?.missing.length ?? 0;
  const unready = usageRatio > 1 ? (pods?.unready.length ?? 0) : 0;
  const full = target.endsWith("%") ? "using all of its request, or the target where that is more" : "using the target";
  const fills = [
    ...(missing > 0 && usageRatio !== 1
      ? [`${plural(missing, "missing pod")} as ${usageRatio < 1 ? full : "using nothing"}`]
      : []),
    ...(unready > 0 ? [`${plural(unready, "unready pod")} as using nothing`] : []),
  ];
  const counted = fills.length === 0 ? "without the missing pods" : `counting ${fills.join(" and ")}`;
  const direction = usageRatio > 1 ? "up" : usageRatio < 1 ? "down" : "nowhere";
  return [`the ratio points ${direction}; ${counted}, it is ${significant(filledRatio(metric), 4)}`];
}

function countedPods({ pods, usageRatio }: Proposal): number | undefined {
  if (pods === undefined) return undefined;
  const missing = usageRatio === 1 ? 0 : pods.missing.length;
  return pods.ready.length + missing + (usageRatio > 1 ? pods.unready.length : 0);
}

type Product = {
  readonly ratio: number;
  readonly count: number | undefined;
  readonly noun: string;
  readonly replicas: number;
};

/** `ceil(2.4 × 2 ready pods) = 5`; without the number of pods where it is not known or other samples counted besides. */
function product({ ratio, count, noun, replicas }: Product): string {
  const isWhole = count !== undefined && Math.ceil(ratio * count) === replicas;
  if (!isWhole) return `ceil(${significant(ratio, 4)} × ${noun}s) = ${replicas}`;
  return `ceil(${digitsFor(ratio, count, replicas)} × ${plural(count, noun)}) = ${replicas}`;
}

/** The ratio with as few digits as still give the same result. */
function digitsFor(ratio: number, count: number, replicas: number): string {
  for (let digits = 4; digits <= 17; digits++) {
    const text = significant(ratio, digits);
    if (Math.ceil(Number(text) * count) === replicas) return text;
  }
  return String(ratio);
}
