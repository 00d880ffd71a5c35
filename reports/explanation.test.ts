import { expect, test } from "vitest";
import { zero } from "../fixtures/runs-scenario.ts";
import { at } from "../fixtures/runs-small.ts";
import type { Explanation, MetricExplanation } from "../sim/hpa/explanation.ts";
import type { HorizontalPodAutoscalerSpec } from "../sim/kubernetes/autoscaling.ts";
import { explanationText } from "./explanation.ts";
import { plain } from "./style.ts";

const tolerances = { scaleDown: 0.1, scaleUp: 0.1 };
const noPods = { ready: [], unready: [], missing: [], ignored: [] };

const cpu: Extract<MetricExplanation, { readonly kind: "proposal" }> = {
  name: "cpu",
  target: "60%",
  tolerances,
  kind: "proposal",
  current: "144%",
  usageRatio: 2.4,
  filledUsageRatio: undefined,
  rule: "ratio-times-ready-pods",
  replicas: 5,
  pods: { ...noPods, ready: ["web-aaaaa", "web-bbbbb"] },
};

const doubling: Explanation = {
  currentReplicas: 2,
  minReplicas: 1,
  maxReplicas: 10,
  metrics: [cpu],
  path: {
    proposed: 5,
    stabilized: 5,
    stabilization: "ReadyForNewScale",
    heldBy: undefined,
    limited: 4,
    limiter: "ScaleUpLimit",
  },
  outcome: "2 -> 4 replicas: cpu resource utilization (percentage of request) above target",
};

const plainSpec: HorizontalPodAutoscalerSpec = { scaleTargetRef: { kind: "Deployment", name: "web" }, maxReplicas: 10 };

function explain(explanation: Explanation, spec: HorizontalPodAutoscalerSpec = plainSpec): string {
  return explanationText({ subject: "hpa/web", at: at(105), zero, explanation, spec }, { width: 80, style: plain });
}

/** The lines under one step of an explanation. */
const stepOf = (text: string, name: string): readonly string[] =>
  (text.split("\n\n").find((section) => section.startsWith(name)) ?? "")
    .split("\n")
    .map((line) => line.slice(12).trim())
    .filter((line) => line !== "");

test("leads from what a pass found to what came of it", () => {
  expect(explain(doubling)).toBe(`\
hpa/web at 00:01:45.000

found       2 replicas, allowed 1 to 10

metric      cpu: 144% of a target of 60%
            144% / 60% is a ratio of 2.4
            2 pods ready (web-aaaaa, web-bbbbb)
            the ratio is outside of the tolerance of 0.9 to 1.1
            ceil(2.4 × 2 ready pods) = 5
            proposal: 5 replicas

stabilised  5: no recent recommendation stands against it (ReadyForNewScale)

limited     5 becomes 4 (ScaleUpLimit)
            without spec.behavior one pass at most doubles the count, or goes to
            4:
            max(2 × 2, 4) = 4

outcome     2 -> 4 replicas: cpu resource utilization (percentage of request)
            above target
`);
});

const rules: readonly (readonly [string, Partial<typeof cpu>, readonly string[]])[] = [
  [
    "within-tolerance",
    { rule: "within-tolerance", usageRatio: 1.05, replicas: 2 },
    ["the ratio is within the tolerance of 0.9 to 1.1, so the count stays at 2"],
  ],
  [
    "a ratio that needs all its digits",
    { usageRatio: 1.500001, replicas: 4 },
    ["the ratio is outside of the tolerance of 0.9 to 1.1", "ceil(1.500001 × 2 ready pods) = 4"],
  ],
  [
    "samples of pods that are not in the list",
    { usageRatio: 2, replicas: 9 },
    ["the ratio is outside of the tolerance of 0.9 to 1.1", "ceil(2 × ready pods) = 9"],
  ],
  [
    "missing pods on the way down",
    {
      rule: "filled-ratio-times-pods",
      usageRatio: 0.2,
      filledUsageRatio: 0.6,
      replicas: 2,
      pods: { ...noPods, ready: ["a", "b"], missing: ["c"] },
    },
    [
      "the ratio points down; counting 1 missing pod as using all of its request, or",
      "the target where that is more, it is 0.6",
      "that is outside of the tolerance of 0.9 to 1.1",
      "ceil(0.6 × 3 pods) = 2",
    ],
  ],
  [
    "unready and missing pods on the way up",
    {
      rule: "filled-ratio-within-tolerance",
      target: "50Mi",
      usageRatio: 2,
      filledUsageRatio: 1,
      replicas: 4,
      pods: { ...noPods, ready: ["a", "b"], unready: ["c"], missing: ["d"] },
    },
    [
      "the ratio points up; counting 1 missing pod as using nothing and 1 unready pod",
      "as using nothing, it is 1",
      "that is within the tolerance of 0.9 to 1.1, so the count stays at 2",
    ],
  ],
  [
    "a ratio that would turn",
    {
      rule: "filled-ratio-turns-direction",
      target: "50Mi",
      usageRatio: 0.5,
      filledUsageRatio: 1.2,
      pods: { ...noPods, ready: ["a"], missing: ["b"] },
    },
    [
      "the ratio points down; counting 1 missing pod as using the target, it is 1.2",
      "that is on the other side of 1 than 0.5: what is not known must not turn the",
      "direction, so the count stays at 2",
    ],
  ],
  [
    "a count that would turn",
    {
      rule: "filled-count-turns-direction",
      usageRatio: 3,
      filledUsageRatio: 1.5,
      pods: { ...noPods, ready: ["a"], unready: ["b"] },
    },
    [
      "the ratio points up; counting 1 unready pod as using nothing, it is 1.5",
      "times the pods that would be fewer than there are, against the direction of the",
      "ratio, so the count stays at 2",
    ],
  ],
  [
    "a metric as a whole",
    { rule: "usage-by-target", usageRatio: 2.5, replicas: 5, pods: undefined },
    ["the ratio is outside of the tolerance of 0.9 to 1.1", "ceil(usage / target) = 5"],
  ],
];

test.for(rules)("puts the rule into plain words: %s", ([, of, expected]) => {
  const explanation = { ...doubling, metrics: [{ ...cpu, ...of }] };
  const lines = explanationText({ subject: "hpa/web", at: at(105), zero, explanation }, { width: 92, style: plain });
  const metric = stepOf(lines, "metric");
  expect(
    metric.slice(
      metric.findIndex((line) => line.startsWith("the ratio")),
      -1,
    ),
  ).toEqual(expected);
});

test("names the pods of each group, and of many only some", () => {
  const ready = Array.from({ length: 10 }, (_, index) => `p${index}`);
  const pods = { ready, unready: ["u"], missing: ["m\u001b"], ignored: ["i"] };
  const metric = stepOf(explain({ ...doubling, metrics: [{ ...cpu, pods }] }), "metric");
  expect(metric.filter((line) => /^\d+ pods?|sample/.test(line))).toEqual([
    "10 pods ready (p0, p1, p2, p3, p4, p5, p6, p7 and 2 more)",
    "1 pod unready: not ready, or not for long enough, so its sample does",
    "1 pod missing: without a sample (m\\x1b)",
    "1 pod ignored: failed or being deleted (i)",
  ]);
});

test("tells which recommendation held, within which window", () => {
  const path = { ...doubling.path!, proposed: 1, stabilized: 3, stabilization: "ScaleDownStabilized", heldBy: at(0) };
  const behavior = { scaleDown: { stabilizationWindowSeconds: 120 } };
  expect(stepOf(explain({ ...doubling, path }, { ...plainSpec, behavior }), "stabilised")).toEqual([
    "1 becomes 3 (ScaleDownStabilized)",
    "the recommendation of 00:00:00.000 lies within the window of 2m, and",
    "the highest one counts",
  ]);
});

const limits: readonly (readonly [string, number, HorizontalPodAutoscalerSpec["behavior"], readonly string[]])[] = [
  ["TooManyReplicas", 4, undefined, ["5 becomes 4 (TooManyReplicas)", "maxReplicas is 10"]],
  ["TooFewReplicas", 6, undefined, ["5 becomes 6 (TooFewReplicas)", "minReplicas is 1"]],
  ["DesiredWithinRange", 5, undefined, ["5: within 1 to 10, and no rate is exceeded (DesiredWithinRange)"]],
  [
    "ScaleUpLimit",
    4,
    {
      scaleUp: {
        selectPolicy: "Min",
        policies: [
          { type: "Percent", value: 100, periodSeconds: 15 },
          { type: "Pods", value: 4, periodSeconds: 60 },
        ],
      },
    },
    [
      "5 becomes 4 (ScaleUpLimit)",
      "at most 4 now",
      "scaleUp allows 100% in 15s or 4 pods in 1m, the smallest change",
      "counts; rescales within that time are already in it",
    ],
  ],
  [
    "ScaleDownLimit",
    6,
    { scaleDown: { selectPolicy: "Disabled" } },
    ["5 becomes 6 (ScaleDownLimit)", "at least 6 now", "scaleDown.selectPolicy is Disabled"],
  ],
];

test.for(limits)("tells the numbers of the limiter: %s", ([limiter, limited, behavior, expected]) => {
  const path = { ...doubling.path!, limiter, limited };
  expect(stepOf(explain({ ...doubling, path }, { ...plainSpec, ...(behavior && { behavior }) }), "limited")).toEqual(
    expected,
  );
});

test("tells of a metric that could not be read, and what that forbids", () => {
  const failure: MetricExplanation = { name: "rps", target: "10", tolerances, kind: "failure", cause: "no metrics" };
  const text = explain({ ...doubling, metrics: [cpu, failure] });
  expect(text).toContain("metric      rps, target 10: not known\n            no metrics\n");
  expect(stepOf(text, "together")).toEqual([
    "the largest proposal counts: 5; 1 metric could not be read, so the",
    "rest may not scale down",
  ]);
});

test("says only what it found and what came of it when a pass looked at no metric", () => {
  const { currentReplicas, minReplicas, maxReplicas } = doubling;
  const outcome = "12 -> 10 replicas: Current number of replicas above Spec.MaxReplicas";
  expect(explain({ currentReplicas, minReplicas, maxReplicas, metrics: [], outcome })).toBe(`\
hpa/web at 00:01:45.000

found       2 replicas, allowed 1 to 10

outcome     12 -> 10 replicas: Current number of replicas above Spec.MaxReplicas
`);
});
