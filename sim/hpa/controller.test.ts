import { expect, test } from "vitest";
import {
  conditionTexts,
  cpuSample,
  defaultScaleDown,
  defaultScaleUp,
  type HpaOptions,
  type HpaRun,
  healthy,
  hpaOf,
  podOf,
  podsIn,
  podsMetric,
  podValues,
  type RunOptions,
  scaleOf,
  start,
  startRun,
  utilization,
} from "../../fixtures/hpa.ts";
import { minus, seconds } from "../units.ts";

const web = { namespace: "default", name: "web" };

/** Instants at which passes began, by the name of the scale target: `15s web`. */
const begun = ({ cluster }: HpaRun): readonly string[] =>
  cluster.calls.filter((call) => call.includes(" getScale ")).map((call) => call.replace(" getScale", ""));

/** A run with HPAs of these names, each with a Deployment of its own of three replicas. */
function startWith(names: readonly string[], options: RunOptions = {}, hpa: HpaOptions = {}): HpaRun {
  const run = startRun(options);
  for (const name of names) {
    run.cluster.scales.set(name, scaleOf(3));
    run.controller.apply(hpaOf({ ...hpa, name }));
  }
  return run;
}

test("syncs every HPA once a period, those of one instant in the order in which they appeared", () => {
  const run = startWith(["b", "a"]);
  run.pass(5);
  run.cluster.scales.set("c", scaleOf(3));
  run.controller.apply(hpaOf({ name: "c" }));
  run.pass(40);
  expect(begun(run)).toEqual(["15s b", "15s a", "20s c", "30s b", "30s a", "35s c", "45s b", "45s a"]);
});

test("the period begins at the end of a pass, when a port answers later", () => {
  const run = startWith(["web"]);
  run.cluster.delays.set("resourceMetrics", seconds(4));
  run.pass(19 + 19 + 19);
  expect(begun(run)).toEqual(["15s web", "34s web", "53s web"]);
});

test("each call of a pass is made when the one before has answered, and each notes its own instant", () => {
  const run = startWith(["web"], {}, { metrics: [podsMetric("qps", "1"), utilization(5)] });
  run.cluster.podMetrics.set("qps", podValues([1000, 1000, 1000]));
  run.cluster.delays.set("getScale", seconds(1));
  run.cluster.delays.set("customPodsMetric", seconds(2));
  run.cluster.delays.set("resourceMetrics", seconds(3));
  run.cluster.delays.set("updateScale", seconds(4));
  run.pass(30);
  expect(run.cluster.calls).toEqual([
    "15s getScale web",
    "16s customPodsMetric qps",
    "18s resourceMetrics pods",
    "21s updateScale web 6",
  ]);
  const { lastScaleTime, conditions } = run.status();
  expect([lastScaleTime, conditions.map(({ type, lastTransitionTime }) => [type, lastTransitionTime])]).toEqual([
    946_684_825_000_000,
    [
      ["AbleToScale", 946_684_816_000_000],
      ["ScalingActive", 946_684_821_000_000],
      ["ScalingLimited", 946_684_821_000_000],
    ],
  ]);
});

test("the time of a rescale is stored in whole seconds, as the API server has it", () => {
  const run = startRun();
  run.pass(0.7);
  run.controller.apply(hpaOf({ metrics: [utilization(5)] }));
  run.pass(20);
  expect([begun(run), run.status().lastScaleTime]).toEqual([["15.7s web"], 946_684_815_000_000]);
});

test("readiness is judged at the instant of the metrics' answer", () => {
  const unready = (delay: number): unknown => {
    const run = startRun({ flags: { cpuInitializationPeriod: seconds(60) } });
    run.cluster.delays.set("resourceMetrics", seconds(delay));
    // It has been ready since the start; its sample, from before, does not count for the minute after -41 s.
    const young = podOf("young", { startTime: minus(start, seconds(41)), readyChangedAt: start });
    const pods = [podOf("old"), young];
    run.cluster.population = () => ({ pods, samples: pods.map(({ name }) => cpuSample(name, 500, start)) });
    run.controller.apply(hpaOf());
    run.pass(30);
    return run.cluster.explanations[0]?.metrics[0];
  };
  expect(unready(3)).toMatchObject({ pods: { unready: ["young"] } });
  expect(unready(5)).toMatchObject({ pods: { unready: [] } });
});

test("a failing pass is repeated after a period, no sooner and no later", () => {
  const run = startWith(["web"]);
  run.cluster.errors.set("getScale", "boom");
  run.pass(50);
  expect(begun(run)).toEqual(["15s web", "30s web", "45s web"]);
});

test("an object that is told of again does not come up sooner", () => {
  const run = startWith(["web"]);
  run.pass(10);
  run.controller.apply(hpaOf({ maxReplicas: 20, generation: 2 }));
  run.pass(25);
  expect(begun(run)).toEqual(["15s web", "30s web"]);
});

test("an object that is told of during a pass has its period begin there", () => {
  const run = startWith(["web"]);
  run.cluster.delays.set("getScale", seconds(6));
  run.pass(17);
  run.controller.apply(hpaOf({ maxReplicas: 20, generation: 2 }));
  run.pass(20);
  expect(begun(run)).toEqual(["15s web", "32s web"]);
});

test("a new spec counts from the next pass on", () => {
  const run = startWith(["web"], {}, { metrics: [utilization(5)] });
  run.cluster.delays.set("getScale", seconds(1));
  run.pass(15.5);
  run.controller.apply(hpaOf({ metrics: [utilization(5)], maxReplicas: 4, generation: 2 }));
  run.pass(20);
  const written = run.cluster.calls.filter((call) => call.includes("updateScale"));
  // The first pass had begun with a maximum of 10, and doubles.
  expect(written).toEqual(["16s updateScale web 6", "31.5s updateScale web 4"]);
});

test("at most so many passes at once, the others as workers become free", () => {
  const run = startWith(["a", "b", "c", "d", "e"], { flags: { concurrentSyncs: 2 } });
  run.cluster.delays.set("getScale", seconds(3));
  run.pass(35);
  expect(begun(run)).toEqual([
    ...["15s a", "15s b", "18s c", "18s d", "21s e"],
    // Each waits its period from its own end on.
    ...["33s a", "33s b"],
  ]);
});

test("a pass that waits for a worker and is asked for again runs once", () => {
  const run = startWith(["a", "b"], { kubernetes: "1.37", flags: { concurrentSyncs: 1 } });
  run.cluster.delays.set("getScale", seconds(3));
  run.pass(1);
  run.controller.apply(hpaOf({ name: "b", generation: 2 }));
  run.pass(13);
  expect(begun(run)).toEqual(["0s a", "3s b"]);
});

test("a pass that is asked for while it runs runs once more, behind those that wait", () => {
  const run = startWith(["a", "b"], { kubernetes: "1.37", flags: { concurrentSyncs: 1 } });
  run.cluster.delays.set("getScale", seconds(3));
  run.pass(1);
  run.controller.apply(hpaOf({ name: "a", generation: 2 }));
  run.controller.apply(hpaOf({ name: "a", generation: 3 }));
  run.pass(13);
  expect(begun(run)).toEqual(["0s a", "3s b", "6s a"]);
});

test("a pass that outlasts the period is followed by one more at once, and the period runs from the first one's end", () => {
  const run = startWith(["web"]);
  run.pass(14);
  run.cluster.delays.set("getScale", seconds(40));
  run.pass(2);
  // The key is queued again from here on, and comes up at 31 s in the midst of the pass.
  run.controller.apply(hpaOf({ generation: 2 }));
  run.pass(20);
  run.cluster.delays.clear();
  run.pass(50);
  expect(begun(run)).toEqual(["15s web", "55s web", "70s web", "85s web"]);
});

test("periods that end at one instant end in the order in which the passes did", () => {
  const run = startWith(["a", "b"], { flags: { concurrentSyncs: 1 } });
  run.cluster.delays.set("getScale", seconds(3));
  run.pass(16);
  run.cluster.delays.clear();
  run.pass(30);
  expect(begun(run)).toEqual(["15s a", "18s b", "33s a", "33s b"]);
});

test("an HPA that is deleted is not synced again, and is not there", () => {
  const run = startWith(["web"]);
  run.pass(20);
  run.controller.remove(web);
  run.controller.remove({ namespace: "default", name: "nobody" });
  run.pass(60);
  expect([begun(run), run.controller.get(web)]).toEqual([["15s web"], undefined]);
});

/** Sees a lower target after a minute of high recommendations, so that only the history holds the count. */
function recreateAt(deleted: number, created: number): HpaRun {
  const run = startRun();
  run.controller.apply(hpaOf({ metrics: [utilization(50)] }));
  run.pass(deleted);
  run.controller.remove(web);
  run.pass(created - deleted);
  run.controller.apply(hpaOf({ metrics: [utilization(100)], generation: 1 }));
  return run;
}

test("made anew before its key comes up, an HPA finds its old history, but not its status", () => {
  const run = recreateAt(20, 25);
  expect(run.status()).toEqual({
    currentReplicas: 0,
    desiredReplicas: 0,
    lastScaleTime: undefined,
    metrics: [],
    currentMetrics: [],
    conditions: [],
    observedGeneration: undefined,
  });
  run.pass(10);
  expect([begun(run), conditionTexts(run.status())[0]]).toEqual([
    ["15s web", "30s web"],
    "AbleToScale True ScaleDownStabilized",
  ]);
  // The first recommendation is of the old HPA's first pass; a new one's would have been of 30 s.
  run.pass(300);
  expect(run.cluster.calls.find((call) => call.includes("updateScale"))).toBe("330s updateScale web 2");
});

test("made anew after its key came up, it has a new history and a new rhythm", () => {
  const run = recreateAt(20, 32);
  run.pass(350);
  expect(begun(run).slice(0, 3)).toEqual(["15s web", "47s web", "62s web"]);
  // Five minutes after its own first recommendation, of 47 s.
  expect(run.cluster.calls.find((call) => call.includes("updateScale"))).toBe("362s updateScale web 2");
});

test("made anew under 1.37 it is synced at once, and still comes up when the old key's period is over", () => {
  const run = startWith(["web"], { kubernetes: "1.37" });
  run.pass(5);
  run.controller.remove(web);
  run.pass(1);
  run.controller.apply(hpaOf());
  run.pass(30);
  expect(begun(run)).toEqual(["0s web", "6s web", "15s web", "30s web"]);
});

test("a key that comes up between deletion and re-creation forgets, even while its period is still running", () => {
  const run = startWith(["web"], { kubernetes: "1.37" });
  run.pass(5);
  // A new spec is to be synced at once, but the HPA goes in the same instant: the key comes up and finds nothing.
  run.controller.apply(hpaOf({ generation: 2 }));
  run.controller.remove(web);
  run.pass(1);
  run.controller.apply(hpaOf({ generation: 1, metrics: [utilization(100)] }));
  run.pass(30);
  expect(begun(run)).toEqual(["0s web", "6s web", "15s web", "30s web"]);
  expect(run.controller.get(web)).toBeDefined();
  // Its first recommendation is of 6 s: the old one, of 0 s, would let it go at 315 s - 15 s.
  run.pass(264);
  expect(run.cluster.calls.filter((call) => call.includes("updateScale"))).toEqual([]);
  run.pass(30);
  expect(run.cluster.calls.filter((call) => call.includes("updateScale"))).toEqual(["315s updateScale web 2"]);
});

test("an HPA that goes while its pass waits for an answer leaves no selector behind", () => {
  const run = startWith(["web"]);
  run.cluster.delays.set("getScale", seconds(2));
  run.pass(16);
  run.controller.remove(web);
  run.cluster.scales.set("second", scaleOf(3));
  run.controller.apply(hpaOf({ name: "second" }));
  run.pass(60);
  expect(run.cluster.events).toEqual([]);
  expect(conditionTexts(run.status("second"))).toContain("ScalingActive True ValidMetricFound");
});

// TestConditionAmbiguousSelectorWhenFullSelectorOverlapBetweenHPAs of kubernetes v1.36.3
// pkg/controller/podautoscaler/horizontal_test.go, and what its first pass does before the second HPA had one.
test("of two HPAs over one selector the first passes once, then neither scales", () => {
  const run = startWith(["a", "b"], {}, { metrics: [utilization(25)] });
  run.pass(15);
  const text = "pods by selector app=web are controlled by multiple HPAs: [default/a default/b]";
  expect(run.cluster.events).toEqual([
    "Normal SuccessfulRescale New size: 6; reason: cpu resource utilization (percentage of request) above target",
    `Warning AmbiguousSelector ${text}`,
    `Warning FailedComputeMetricsReplicas ${text}`,
  ]);
  run.pass(15);
  expect(["a", "b"].map((name) => conditionTexts(run.status(name)))).toEqual([
    [
      "AbleToScale True SucceededGetScale",
      "ScalingActive False AmbiguousSelector",
      "ScalingLimited False DesiredWithinRange",
    ],
    ["AbleToScale True SucceededGetScale", "ScalingActive False AmbiguousSelector"],
  ]);
  expect(run.status("a").conditions[1]?.message).toBe(text);
});

// TestConditionAmbiguousSelectorWhenPartialSelectorOverlapBetweenHPAs and
// TestConditionNoAmbiguousSelectorWhenNoSelectorOverlapBetweenHPAs of the same.
test("selectors are in conflict when one pod meets both, not when none does", () => {
  const conflict = (labels: Readonly<Record<string, string>>): boolean => {
    const run = startWith(["a", "b"]);
    run.cluster.scales.set("b", { ...scaleOf(3), selector: "cheddar=cheese" });
    run.cluster.population = (now) => {
      const { pods, samples } = healthy(3, 500, now);
      return { pods: pods.map((pod) => ({ ...pod, labels: { ...pod.labels, ...labels } })), samples };
    };
    run.pass(30);
    return run.cluster.events.some((event) => event.includes("AmbiguousSelector"));
  };
  expect([conflict({ cheddar: "cheese" }), conflict({ cheddar: "goat" })]).toEqual([true, false]);
});

test("the conflict ends when one of the two goes, and without pods there is none", () => {
  const run = startWith(["a", "b"]);
  run.pass(30);
  run.controller.remove({ namespace: "default", name: "b" });
  run.pass(15);
  expect(conditionTexts(run.status("a"))[1]).toBe("ScalingActive True ValidMetricFound");

  const empty = startWith(["a", "b"]);
  empty.cluster.population = () => ({ pods: [], samples: [] });
  empty.pass(30);
  expect(empty.cluster.events.some((event) => event.includes("AmbiguousSelector"))).toBe(false);
});

// TestMultipleHPAs of the same: each of a thousand HPAs is synced.
test("a thousand HPAs are all synced in their period", () => {
  const names = Array.from({ length: 1000 }, (_, index) => `dummy-${index}`);
  const run = startRun();
  for (const name of names) {
    run.cluster.scales.set(name, { ...scaleOf(1), selector: `name=${name}` });
    run.controller.apply(hpaOf({ name }));
  }
  run.pass(29);
  expect(begun(run)).toEqual(names.map((name) => `15s ${name}`));
});

// TestAvoidUnnecessaryUpdates of the same: 40 % of 80 % would scale down, below the minimum.
test("at rest no pass writes a status", () => {
  const run = startRun();
  run.cluster.scales.set("web", scaleOf(2));
  run.cluster.population = (now) => ({
    pods: podsIn("1 cool, 2 hot", { now }),
    samples: [400, 500, 700].map((millicores, index) => cpuSample(`web-${index}`, millicores, now)),
  });
  run.controller.apply(hpaOf({ minReplicas: 2, maxReplicas: 6, metrics: [utilization(80)] }));
  run.pass(400);
  const settled = run.cluster.statuses.length;
  run.pass(600);
  expect([run.cluster.statuses.length - settled, run.cluster.events, conditionTexts(run.status())]).toEqual([
    0,
    [],
    ["AbleToScale True ReadyForNewScale", "ScalingActive True ValidMetricFound", "ScalingLimited True TooFewReplicas"],
  ]);
});

test("a behavior's policies count what the HPA itself did, pass after pass", () => {
  const policies = [{ type: "Pods", value: 2, periodSeconds: 60 }];
  const behavior = { scaleUp: { ...defaultScaleUp, policies }, scaleDown: defaultScaleDown };
  const run = startRun();
  run.cluster.population = (now) => healthy(run.cluster.scales.get("web")?.specReplicas ?? 0, 1000, now);
  run.controller.apply(hpaOf({ behavior, maxReplicas: 100 }));
  run.pass(150);
  expect(run.cluster.calls.filter((call) => call.includes("updateScale"))).toEqual([
    "15s updateScale web 5",
    "75s updateScale web 7",
    "135s updateScale web 9",
  ]);
});
