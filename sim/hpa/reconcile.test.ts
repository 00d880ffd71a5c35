import { expect, test } from "vitest";
import {
  behavioursFor,
  conditionTexts,
  containerUtilization,
  cpuSample,
  createFakeCluster,
  defaultScaleDown,
  defaultScaleUp,
  type FakeCluster,
  hpaOf,
  kernelAtStart,
  openPass,
  podSpec,
  podsIn,
  podsMetric,
  podValues,
  portCalls,
  readTable,
  start,
  utilization,
} from "../../fixtures/hpa.ts";
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  MetricSpec,
} from "../kubernetes/autoscaling.ts";
import { printLabelSelector } from "../kubernetes/label-selector.ts";
import type { PodMetrics } from "../kubernetes/metrics.ts";
import { minus, minutes, seconds } from "../units.ts";
import type { HpaBehaviours } from "./behaviours.ts";
import { emptyHistory } from "./history.ts";
import type { Autoscaler } from "./pass.ts";
import { planHpa } from "./plan.ts";
import { printStatus } from "./print-status.ts";
import { failingPasses, passes } from "./reconcile.table.ts";
import { reconcile } from "./reconcile.ts";
import { emptyStatus, type HpaStatus } from "./status.ts";

const numbers = (text: string): readonly number[] => (text === "" ? [] : text.split(" ").map(Number));

/** `cpu 30%`, `cpu of container1 30%`, `pods qps 15`, `object qps 15`, `external qps 3 per pod`; any other word is a wrong type. */
function readMetricSpec(text: string): MetricSpec {
  const words = text.split(" ");
  const [first = "", second = "", third = ""] = words;
  if (text === "cpu no target") return { type: "Resource", resource: { name: "cpu", target: { type: "" } } };
  if (text.endsWith("%")) {
    const percent = Number.parseInt(words.at(-1) ?? "", 10);
    return second === "of" ? containerUtilization(third, percent) : utilization(percent);
  }
  if (first === "pods") return podsMetric(second, third);
  const target = text.endsWith("per pod")
    ? { type: "AverageValue", averageValue: third }
    : { type: "Value", value: third };
  if (first === "external") return { type: "External", external: { metric: { name: second, selector: {} }, target } };
  if (first !== "object") return { type: text };
  const describedObject = { apiVersion: "apps/v1", kind: "Deployment", name: "some-deployment" };
  return { type: "Object", object: { describedObject, metric: { name: second }, target } };
}

const readMetrics = (text: string): readonly MetricSpec[] => text.split("; ").map(readMetricSpec);

/** `scaleUp tolerance 10m`, `scaleUp window 30`, `scaleUp 700 Percent/60s`, `-` */
function readBehavior(text: string): HorizontalPodAutoscalerBehavior | undefined {
  if (text === "-") return undefined;
  const [direction = "", ...words] = text.split(" ");
  const [first = "", second = ""] = words;
  const rules =
    first === "tolerance"
      ? { tolerance: second }
      : first === "window"
        ? { stabilizationWindowSeconds: Number(second) }
        : { policies: [{ type: "Percent", value: Number(first), periodSeconds: 60 }] };
  return direction === "scaleUp"
    ? { scaleUp: { ...defaultScaleUp, ...rules }, scaleDown: defaultScaleDown }
    : { scaleUp: defaultScaleUp, scaleDown: { ...defaultScaleDown, ...rules } };
}

type Situation = {
  readonly min: number;
  readonly max: number;
  /** `4`, or `4 (5)` with those of the status. */
  readonly replicas: string;
  readonly metrics: string;
  readonly pods: string;
  readonly requests: string;
  readonly usage: string;
  readonly before: string;
  readonly behavior?: string;
  readonly selector?: string;
  readonly fails?: Readonly<Record<string, string>>;
  readonly gates?: Readonly<Record<string, boolean>>;
};

/** Two containers share the amount, rounded down. */
const halves = (name: string, millicores: number): PodMetrics => ({
  ...cpuSample(name, { container1: Math.trunc(millicores / 2), container2: Math.trunc(millicores / 2) }),
  timestamp: start,
  window: minutes(1),
});

function clusterOf({ replicas, pods, requests, usage, selector = "app=web", fails = {} }: Situation): FakeCluster {
  const cluster = createFakeCluster(kernelAtStart());
  const [specReplicas = 0, statusReplicas = specReplicas] = replicas.match(/\d+/g)?.map(Number) ?? [];
  cluster.scales.set("web", { specReplicas, statusReplicas, selector });
  const asked = numbers(requests);
  const levels = numbers(usage);
  const listed = podsIn(pods === "none" ? "" : pods).map((pod, index) => {
    const half = (asked[index] ?? asked[0] ?? 0) / 2;
    return { ...pod, spec: podSpec({ container1: { cpu: half }, container2: { cpu: half } }) };
  });
  const samples = levels.map((millicores, index) => halves(`web-${index}`, millicores));
  cluster.population = () => ({ pods: listed, samples });
  cluster.podMetrics.set("qps", podValues(levels));
  cluster.externalMetrics.set("qps", levels);
  for (const level of levels.slice(0, 1)) cluster.objectMetrics.set("qps", level);
  for (const call of portCalls) {
    const error = fails[call];
    if (error !== undefined) cluster.errors.set(call, error);
  }
  return cluster;
}

type Passed = { readonly cluster: FakeCluster; readonly status: HpaStatus; readonly autoscaler: Autoscaler };

/** One pass, with the periods of upstream's tests. */
function passOver(situation: Situation): Passed {
  const { min, max, metrics, before, behavior = "-", gates = {} } = situation;
  const cluster = clusterOf(situation);
  const parsed = readBehavior(behavior);
  const hpa = hpaOf({
    namespace: "test-namespace",
    minReplicas: min,
    maxReplicas: max,
    metrics: readMetrics(metrics),
    ...(parsed === undefined ? {} : { behavior: parsed }),
  });
  const behaviours = behavioursFor({
    featureGates: gates,
    flags: { cpuInitializationPeriod: minutes(2), initialReadinessDelay: seconds(10) },
  });
  const autoscaler = autoscalerOf(hpa, behaviours, before);
  const stood = cluster.scales.get("web")?.specReplicas ?? 0;
  autoscaler.status = { ...autoscaler.status, currentReplicas: stood, desiredReplicas: stood };
  passOnce(cluster, autoscaler, behaviours);
  return { cluster, status: autoscaler.status, autoscaler };
}

/** `fresh` or `calm`, and conditions that are True. */
function autoscalerOf(hpa: HorizontalPodAutoscaler, behaviours: HpaBehaviours, before: string): Autoscaler {
  const [memory, ...conditions] = before.split(", ");
  const history = emptyHistory();
  if (memory === "calm") history.recommendations.push({ replicas: 99, at: minus(start, minutes(60)) });
  const status = {
    ...emptyStatus,
    conditions: conditions.map((type) => {
      return { type, status: "True" as const, lastTransitionTime: start, reason: type, message: "" };
    }),
  };
  return { plan: planHpa(hpa, behaviours), status, history };
}

function passOnce(cluster: FakeCluster, autoscaler: Autoscaler, behaviours: HpaBehaviours): void {
  let finished = 0;
  const { world } = openPass({ kernel: kernelAtStart(), cluster, hpa: hpaOf(), behaviours });
  reconcile(world, autoscaler, () => finished++);
  expect(finished).toBe(1);
}

/** `50% 500m; none`: what `kubectl describe` would show of each metric. */
function shownMetrics({ status }: Passed): string {
  const { currentMetrics } = printStatus(status);
  const shown = (currentMetrics ?? []).map(({ type, ...members }) => {
    const [member] = Object.values(members) as readonly { readonly current: Readonly<Record<string, unknown>> }[];
    if (type === "" || member === undefined) return "none";
    const { averageUtilization, averageValue, value } = member.current;
    const amount = String(averageValue ?? value);
    return averageUtilization === undefined ? amount : `${averageUtilization}% ${amount}`;
  });
  return shown.length === 0 ? "-" : shown.join("; ");
}

const usualConditions: Readonly<Record<string, string>> = {
  rescaled:
    "AbleToScale=True/SucceededRescale ScalingActive=True/ValidMetricFound ScalingLimited=False/DesiredWithinRange",
  calm: "AbleToScale=True/ReadyForNewScale ScalingActive=True/ValidMetricFound ScalingLimited=False/DesiredWithinRange",
  disabled: "AbleToScale=True/SucceededGetScale ScalingActive=False/ScalingDisabled",
};

const columns = [
  ...([
    "min",
    "max",
    "replicas",
    "metrics",
    "pods",
    "requests",
    "usage",
    "behavior",
    "before",
    "answer",
    "shows",
  ] as const),
  ...(["test", "conditions", "reason"] as const),
];

test.for(readTable(passes, ...columns))("$test: $replicas of $min..$max, $metrics, $pods -> $answer", (row) => {
  const passed = passOver({
    ...row,
    min: Number(row.min),
    max: Number(row.max),
    gates: {
      HPAScaleToZero: row.test.endsWith("HPAScaleToZero=true"),
      HPAConfigurableTolerance: !row.test.endsWith("feature gate is disabled"),
    },
  });
  const { status, cluster } = passed;
  const isRescaled = row.reason !== "-";
  expect(
    status.conditions.map((condition) => `${condition.type}=${condition.status}/${condition.reason}`).join(" "),
  ).toBe(usualConditions[row.conditions] ?? row.conditions);
  expect([status.desiredReplicas, status.currentReplicas, shownMetrics(passed)]).toEqual([
    Number(row.answer),
    Number.parseInt(row.replicas, 10),
    row.shows,
  ]);
  expect(cluster.events).toEqual(
    isRescaled ? [`Normal SuccessfulRescale New size: ${row.answer}; reason: ${row.reason}`] : [],
  );
  expect(cluster.calls.filter((call) => call.includes("updateScale"))).toEqual(
    isRescaled ? [`0s updateScale web ${row.answer}`] : [],
  );
  expect(status.lastScaleTime).toBe(isRescaled ? start : undefined);
});

test.for(failingPasses)("$test: $metrics, $pods", (row) => {
  const [min, max] = row.bounds;
  const passed = passOver({ ...row, min, max, replicas: String(row.replicas) });
  const { status, cluster } = passed;
  const texts = status.conditions.map(
    ({ type, status: state, reason, message }) => `${type} ${state} ${reason}: ${message}`,
  );
  expect([texts, cluster.events, shownMetrics(passed)]).toEqual([row.conditions, row.events, row.shows]);
  expect(status.desiredReplicas).toBe(row.answer);
});

const steady: Situation = {
  min: 1,
  max: 10,
  replicas: "3",
  metrics: "cpu 50%",
  pods: "3 ready",
  requests: "1000",
  usage: "500 500 500",
  before: "calm",
};

test("StabilizeDownscale: a recommendation of the last five minutes holds the count", () => {
  const situation = { ...steady, replicas: "4", max: 5, metrics: "cpu 100%", requests: "100", usage: "50 50 50" };
  const { autoscaler } = passOver(situation);
  const behaviours = behavioursFor({});
  const cluster = clusterOf(situation);
  autoscaler.history.recommendations.splice(
    0,
    9,
    { replicas: 10, at: minus(start, minutes(10)) },
    { replicas: 4, at: minus(start, minutes(1)) },
  );
  passOnce(cluster, autoscaler, behaviours);
  expect([autoscaler.status.desiredReplicas, conditionTexts(autoscaler.status)]).toEqual([
    4,
    [
      "AbleToScale True ScaleDownStabilized",
      "ScalingActive True ValidMetricFound",
      "ScalingLimited False DesiredWithinRange",
    ],
  ]);
});

test("a rescale shows in the whole status, and in no other part of it than it should", () => {
  const { status } = passOver({ ...steady, usage: "2000 2000 2000", max: 5 });
  expect(printStatus(status)).toEqual({
    lastScaleTime: "2000-01-01T00:00:00Z",
    currentReplicas: 3,
    desiredReplicas: 5,
    currentMetrics: [
      { type: "Resource", resource: { name: "cpu", current: { averageUtilization: 200, averageValue: "2" } } },
    ],
    conditions: [
      {
        type: "AbleToScale",
        status: "True",
        lastTransitionTime: "2000-01-01T00:00:00Z",
        reason: "SucceededRescale",
        message: "the HPA controller was able to update the target scale to 5",
      },
      {
        type: "ScalingActive",
        status: "True",
        lastTransitionTime: "2000-01-01T00:00:00Z",
        reason: "ValidMetricFound",
        message:
          "the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)",
      },
      {
        type: "ScalingLimited",
        status: "True",
        lastTransitionTime: "2000-01-01T00:00:00Z",
        reason: "TooManyReplicas",
        message: "the desired replica count is more than the maximum replica count",
      },
    ],
  });
});

test("a disabled HPA and scaling to and from zero speak in upstream's words", () => {
  const messages = (situation: Situation, reason: string): string | undefined =>
    passOver(situation).status.conditions.find((condition) => condition.reason === reason)?.message;
  const toZero = { ...steady, min: 0, metrics: "external qps 5", usage: "0", gates: { HPAScaleToZero: true } };
  expect([
    messages({ ...steady, replicas: "0" }, "ScalingDisabled"),
    messages({ ...steady, replicas: "0" }, "SucceededGetScale"),
    messages(toZero, "ScaledToZero"),
    messages({ ...toZero, usage: "9000" }, "NotScaledToZero"),
    messages({ ...steady, usage: "540 540 540" }, "ReadyForNewScale"),
  ]).toEqual([
    "scaling is disabled since the replica count of the target is zero",
    "the HPA controller was able to get the target's current scale",
    "the HPA controller scaled the workload to zero",
    "the HPA controller did not scale the workload to zero",
    "recommended size matches current size",
  ]);
});

/** Runs more passes over what a first one left behind. */
function passAgain({ autoscaler }: Passed, situation: Situation): Passed {
  const cluster = clusterOf(situation);
  passOnce(cluster, autoscaler, behavioursFor({}));
  return { cluster, status: autoscaler.status, autoscaler };
}

test("a quiet pass writes no status and keeps the very same one", () => {
  const first = passOver(steady);
  const before = first.autoscaler.status;
  const again = passAgain(first, steady);
  expect(again.status).toBe(before);
  expect([first.cluster.statuses.length, again.cluster.statuses, again.cluster.events]).toEqual([1, [], []]);
});

test("a pass that fails to read the scale changes nothing but AbleToScale", () => {
  const first = passOver(steady);
  const before = first.autoscaler.status;
  const failing = { ...steady, fails: { getScale: 'deployments.apps "web" not found' } };
  const failed = passAgain(first, failing);
  expect(failed.status).toEqual({
    ...before,
    conditions: [
      {
        ...before.conditions[0],
        status: "False",
        reason: "FailedGetScale",
        message: 'the HPA controller was unable to get the target\'s current scale: deployments.apps "web" not found',
      },
      ...before.conditions.slice(1),
    ],
  });
  expect(failed.cluster.calls).toEqual(["0s getScale web"]);
  expect(passAgain(failed, failing).cluster.statuses).toEqual([]);
});

test("an apiVersion with two slashes is refused before the scale is asked for", () => {
  const { autoscaler } = passOver(steady);
  const { target } = autoscaler.plan;
  const asked = (apiVersion: string): readonly string[] => {
    const cluster = clusterOf(steady);
    autoscaler.plan = { ...autoscaler.plan, target: { ...target, reference: { ...target.reference, apiVersion } } };
    passOnce(cluster, autoscaler, behavioursFor({}));
    return [...cluster.calls.slice(0, 1), ...cluster.events];
  };
  expect(asked("apps/v1/beta")).toEqual(["Warning FailedGetScale unexpected GroupVersion string: apps/v1/beta"]);
  expect([asked("apps/v1"), asked("v1"), asked(""), asked("/")]).toEqual(Array(4).fill(["0s getScale web"]));
});

test("beyond the maximum or below the minimum the metrics are not read, and no longer shown", () => {
  const first = passOver(steady);
  const above = passAgain(first, { ...steady, replicas: "12" });
  expect([above.cluster.calls, above.cluster.events, above.status.currentMetrics]).toEqual([
    ["0s getScale web", "0s updateScale web 10"],
    ["Normal SuccessfulRescale New size: 10; reason: Current number of replicas above Spec.MaxReplicas"],
    [],
  ]);
  expect([above.status.currentReplicas, above.status.desiredReplicas]).toEqual([12, 10]);
  // The other conditions are those of the last pass that computed something.
  expect(conditionTexts(above.status)).toEqual([
    "AbleToScale True SucceededRescale",
    "ScalingActive True ValidMetricFound",
    "ScalingLimited False DesiredWithinRange",
  ]);
});

test("without a behavior a higher recommendation of the window scales up, with a reason that says nothing", () => {
  const { autoscaler } = passOver({ ...steady, usage: "540 540 540" });
  autoscaler.history.recommendations.push({ replicas: 5, at: minus(start, minutes(1)) });
  const { cluster } = passAgain({ autoscaler, cluster: clusterOf(steady), status: autoscaler.status }, steady);
  expect(cluster.events).toEqual(["Normal SuccessfulRescale New size: 5; reason: "]);
});

test("raising the minimum over an HPA's own zero brings it up to the minimum, whatever the metric wants", () => {
  const situation: Situation = {
    ...steady,
    min: 2,
    replicas: "0",
    metrics: "external qps 5",
    before: "calm, ScaledToZero",
    gates: { HPAScaleToZero: true },
  };
  const events = (usage: string, behavior = "-"): readonly string[] =>
    passOver({ ...situation, usage, behavior }).cluster.events;
  const metric = readMetrics(situation.metrics)[0]?.external?.metric;
  const above = `external metric qps(${printLabelSelector(metric?.selector)}) above target`;
  const withBehavior = "scaleUp tolerance 10m";
  expect([events("0"), events("0", withBehavior), events("3000"), events("15000")].flat()).toEqual([
    // Without a behavior the minimum has its say before anybody asks for a reason.
    "Normal SuccessfulRescale New size: 2; reason: ",
    "Normal SuccessfulRescale New size: 2; reason: Current number of replicas below Spec.MinReplicas",
    `Normal SuccessfulRescale New size: 2; reason: ${above}`,
    `Normal SuccessfulRescale New size: 3; reason: ${above}`,
  ]);
});

test("zero without an Object or External metric is no zero of the HPA's own, from which it could grow again", () => {
  const situation = { ...steady, min: 0, usage: "0 0 0", gates: { HPAScaleToZero: true } };
  expect(conditionTexts(passOver(situation).status).at(-1)).toBe("ScaledToZero False NotScaledToZero");
  const queue = { ...situation, metrics: "external qps 5", usage: "0" };
  expect(conditionTexts(passOver(queue).status).at(-1)).toBe("ScaledToZero True ScaledToZero");
});

test("a metric below zero proposes zero, which a minimum of zero allows", () => {
  const { status, cluster, autoscaler } = passOver({ ...steady, min: 0, metrics: "external qps 5", usage: "-9000" });
  expect([status.desiredReplicas, conditionTexts(status)[2], cluster.explanations[0]?.path?.proposed]).toEqual([
    0,
    "ScalingLimited False DesiredWithinRange",
    0,
  ]);
  expect(autoscaler.history.recommendations.map(({ replicas }) => replicas)).toEqual([0]);
});

test("an HPA's own zero stays where no metric can be read without pods", () => {
  const gates = { HPAScaleToZero: true };
  const own = { ...steady, min: 0, replicas: "0", before: "calm, ScaledToZero", gates };
  expect(conditionTexts(passOver(own).status)).toContain("ScalingActive False ScalingDisabled");
  expect(conditionTexts(passOver({ ...own, metrics: "external qps 5" }).status)).toContain(
    "ScalingActive True ValidMetricFound",
  );
});

test("the first recommendation is the count that the first pass finds, in every pass that reads the scale", () => {
  const remembered = (situation: Situation): readonly number[] =>
    passOver({ ...situation, before: "fresh" }).autoscaler.history.recommendations.map(({ replicas }) => replicas);
  expect([
    remembered(steady),
    remembered({ ...steady, replicas: "0" }),
    remembered({ ...steady, replicas: "12" }),
    remembered({ ...steady, fails: { resourceMetrics: "no" } }),
    remembered({ ...steady, fails: { getScale: "no" } }),
  ]).toEqual([[3, 3], [0], [12], [3], []]);
});

test("an event of the metric comes before the status, that of the pass after it", () => {
  const situation = {
    ...steady,
    metrics: "cpu 50%; external qps 5",
    fails: { externalMetric: "no" },
    usage: "100 100 100",
  };
  const cluster = clusterOf(situation);
  const order: string[] = [];
  const ports = {
    ...cluster.ports,
    updateStatus: () => order.push("status"),
    recordEvent: (_hpa: unknown, { reason }: { readonly reason: string }) => order.push(reason),
  };
  const behaviours = behavioursFor({});
  const hpa = hpaOf({ metrics: readMetrics(situation.metrics) });
  passOnce({ ...cluster, ports }, autoscalerOf(hpa, behaviours, "calm"), behaviours);
  expect(order).toEqual(["FailedGetExternalMetric", "status", "FailedComputeMetricsReplicas"]);
});

test("a rescale is told before the status, one that fails as well", () => {
  const order = (fails: Situation["fails"]): readonly string[] => {
    const cluster = clusterOf({ ...steady, usage: "900 900 900", ...(fails === undefined ? {} : { fails }) });
    const entries: string[] = [];
    const ports = {
      ...cluster.ports,
      updateStatus: () => entries.push("status"),
      recordEvent: (_hpa: unknown, { reason }: { readonly reason: string }) => entries.push(reason),
    };
    const behaviours = behavioursFor({});
    passOnce({ ...cluster, ports }, autoscalerOf(hpaOf(), behaviours, "calm"), behaviours);
    return entries;
  };
  expect([order(undefined), order({ updateScale: "no" })]).toEqual([
    ["SuccessfulRescale", "status"],
    ["FailedRescale", "status"],
  ]);
});

test("a rescale that fails is not remembered and not a scale time, and what was wanted before stands", () => {
  const behavior = { scaleUp: defaultScaleUp, scaleDown: defaultScaleDown };
  const behaviours = behavioursFor({});
  const autoscaler = autoscalerOf(hpaOf({ behavior }), behaviours, "calm");
  autoscaler.status = { ...autoscaler.status, desiredReplicas: 4 };
  passOnce(clusterOf({ ...steady, usage: "900 900 900", fails: { updateScale: "conflict" } }), autoscaler, behaviours);
  expect([
    autoscaler.status.desiredReplicas,
    autoscaler.status.lastScaleTime,
    autoscaler.history.scaleUpEvents,
  ]).toEqual([4, undefined, []]);
  passOnce(clusterOf({ ...steady, usage: "900 900 900" }), autoscaler, behaviours);
  expect([
    autoscaler.status.desiredReplicas,
    autoscaler.status.lastScaleTime,
    autoscaler.history.scaleUpEvents,
  ]).toEqual([6, start, [{ change: 3, at: start, isOutdated: false }]]);
});

test("a status that cannot be written is told and not remembered", () => {
  const behaviours = behavioursFor({});
  const autoscaler = autoscalerOf(hpaOf(), behaviours, "calm");
  const before = autoscaler.status;
  const cluster = clusterOf({ ...steady, usage: "900 900 900" });
  passOnce({ ...cluster, ports: { ...cluster.ports, statusError: () => "no" } }, autoscaler, behaviours);
  expect(autoscaler.status).toBe(before);
  expect(cluster.events.at(-1)).toBe("Warning FailedUpdateStatus no");
});
