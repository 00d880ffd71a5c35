import fc from "fast-check";
import { expect, test } from "vitest";
import {
  behaviors,
  hpas,
  type MeasuredPod,
  measuredPods,
  populationOf,
  readyPods,
} from "../../fixtures/arbitraries.ts";
import {
  averageUsage,
  behavioursFor,
  cpuSample,
  type HpaRun,
  hpaOf,
  type Population,
  podsIn,
  podValues,
  scaleOf,
  start,
  startRun,
  utilization,
} from "../../fixtures/hpa.ts";
import type { HorizontalPodAutoscaler } from "../kubernetes/autoscaling.ts";
import { minutes, seconds } from "../units.ts";
import type { GroupedPods, ReadinessRules } from "./pod-groups.ts";
import { averageReplicas, type MetricOutcome, type PodMetricInput, utilizationReplicas } from "./replica-calculator.ts";
import { resourceSamples } from "./samples.ts";

const readiness: ReadinessRules = {
  now: start,
  cpuInitializationPeriod: minutes(2),
  initialReadinessDelay: seconds(10),
};
const rules = behavioursFor({});
const question = { resource: "cpu", container: "", podLevelResources: true, namespace: "default", rules };

const inputOf = ({ pods, samples }: Population, currentReplicas: number): PodMetricInput => ({
  currentReplicas,
  pods,
  samples: resourceSamples(samples, "cpu", ""),
  tolerances: { scaleDown: 0.1, scaleUp: 0.1 },
  readiness,
  rules,
});

const byUtilization = (population: Population, currentReplicas: number, target: number): MetricOutcome =>
  utilizationReplicas(inputOf(population, currentReplicas), question, target);

const replicasOf = (outcome: MetricOutcome): number => {
  if (outcome.kind === "failure") throw new Error(outcome.cause);
  return outcome.replicas;
};

const someReady = fc.array(readyPods(), { minLength: 1, maxLength: 8 });
const somePods = fc.array(measuredPods(), { minLength: 1, maxLength: 8 });
const percent = fc.integer({ min: 1, max: 300 });

// As many pods as replicas: within the tolerance the proposal is the number of replicas, beyond it a multiple of the pods.
test("with all pods ready and measured, and as many as replicas, more usage never proposes fewer replicas", () => {
  const extra = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(someReady, extra, percent, (pods, more, target) => {
      const busier = pods.map((pod, index) => ({ ...pod, usage: (pod.usage ?? 0) + (more[index] ?? 0) }));
      const count = pods.length;
      const [less, greater] = [populationOf(pods), populationOf(busier)];
      expect(replicasOf(byUtilization(greater, count, target))).toBeGreaterThanOrEqual(
        replicasOf(byUtilization(less, count, target)),
      );
      const average = (population: Population): number =>
        replicasOf(averageReplicas(inputOf(population, count), "cpu", target * 10));
      expect(average(greater)).toBeGreaterThanOrEqual(average(less));
    }),
  );
});

test("a higher target never proposes more replicas, where all pods are ready and measured and as many as replicas", () => {
  fc.assert(
    fc.property(someReady, percent, percent, (pods, a, b) => {
      const population = populationOf(pods);
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(replicasOf(byUtilization(population, pods.length, high))).toBeLessThanOrEqual(
        replicasOf(byUtilization(population, pods.length, low)),
      );
    }),
  );
});

// Above a target of 100 % a missing pod is filled in with a share of its request, of which less than a unit is cut off.
test("requests and usage in any unit propose the same, up to a target of 100 %", () => {
  const upTo100 = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(somePods, upTo100, fc.integer({ min: 2, max: 1000 }), (pods, target, factor) => {
      const scaled = pods.map(({ state, request, usage }) => ({
        state,
        request: request * factor,
        usage: usage === undefined ? undefined : usage * factor,
      }));
      const summary = (population: Population): unknown => {
        const outcome = byUtilization(population, pods.length, target);
        return outcome.kind === "failure" ? outcome : [outcome.replicas, outcome.reading.averageUtilization];
      };
      expect(summary(populationOf(scaled))).toEqual(summary(populationOf(pods)));
    }),
  );
});

/** What is left when nobody asks for names and places. */
const withoutNames = (outcome: MetricOutcome): unknown => {
  if (outcome.kind === "failure") return outcome;
  const { grouped, ...arithmetic } = outcome.arithmetic;
  return { ...outcome, arithmetic, sizes: grouped && sizes(grouped.groups) };
};

const sizes = ({ unready, missing, ignored, ...counts }: GroupedPods): unknown => ({
  ...counts,
  unready: unready.length,
  missing: missing.length,
  ignored: ignored.length,
});

const shuffled = <Value>(values: readonly Value[]): fc.Arbitrary<readonly Value[]> =>
  fc.shuffledSubarray([...values], { minLength: values.length });

const inTwoOrders: fc.Arbitrary<readonly [Population, Population]> = fc
  .tuple(somePods, fc.array(fc.nat({ max: 5000 }), { maxLength: 3 }))
  .chain(([pods, strangers]) => {
    const { pods: listed, samples } = populationOf(pods);
    const all = [...samples, ...strangers.map((usage, index) => cpuSample(`gone-${index}`, usage))];
    return fc.tuple(shuffled(listed), shuffled(all)).map(
      ([otherPods, others]) =>
        [
          { pods: listed, samples: all },
          { pods: otherPods, samples: others },
        ] as const,
    );
  });

test("the order of pods and samples does not matter, neither to a utilization nor to an average", () => {
  fc.assert(
    fc.property(inTwoOrders, percent, fc.integer({ min: 1, max: 10 }), ([one, other], target, replicas) => {
      expect(withoutNames(byUtilization(other, replicas, target))).toEqual(
        withoutNames(byUtilization(one, replicas, target)),
      );
      const average = (population: Population): unknown =>
        withoutNames(averageReplicas(inputOf(population, replicas), "cpu", target * 10));
      expect(average(other)).toEqual(average(one));
    }),
    { numRuns: 300 },
  );
});

/** Some pods are measured, of the others only we know what they use. */
const partlyMeasured = fc.array(fc.tuple(readyPods(), fc.boolean()), { minLength: 2, maxLength: 8 });

const hidden = ([pod, isMeasured]: readonly [MeasuredPod, boolean]): MeasuredPod =>
  isMeasured ? pod : { ...pod, usage: undefined };

test("missing pods never make a step larger than the truth would, as long as none uses more than its request or the target", () => {
  fc.assert(
    fc.property(partlyMeasured, percent, (pods, target) => {
      fc.pre(pods.some(([, isMeasured]) => isMeasured));
      const bounded = pods.map(([pod, isMeasured]): readonly [MeasuredPod, boolean] => {
        const most = Math.floor((pod.request * Math.max(100, target)) / 100);
        return [{ ...pod, usage: isMeasured ? pod.usage : Math.min(pod.usage ?? 0, most) }, isMeasured];
      });
      const count = pods.length;
      const truth = replicasOf(byUtilization(populationOf(bounded.map(([pod]) => pod)), count, target));
      const known = byUtilization(populationOf(bounded.map(hidden)), count, target);
      if (known.kind === "failure") throw new Error(known.cause);
      const { usageRatio } = known.arithmetic;
      if (usageRatio < 1)
        expect([known.replicas <= count, known.replicas >= Math.min(truth, count)]).toEqual([true, true]);
      if (usageRatio > 1)
        expect([known.replicas >= count, known.replicas <= Math.max(truth, count)]).toEqual([true, true]);
      if (usageRatio === 1) expect(known.replicas).toBe(count);
    }),
    { numRuns: 500 },
  );
});

test("filling in missing and unready pods brings the ratio closer to 1, or past it, and never turns the direction", () => {
  fc.assert(
    fc.property(somePods, percent, fc.integer({ min: 1, max: 20 }), (pods, target, replicas) => {
      const outcome = byUtilization(populationOf(pods), replicas, target);
      fc.pre(outcome.kind === "proposal");
      if (outcome.kind !== "proposal") return;
      const { usageRatio, filledUsageRatio, rule } = outcome.arithmetic;
      if (filledUsageRatio === undefined) {
        expect(["within-tolerance", "ratio-times-ready-pods"]).toContain(rule);
        return;
      }
      if (usageRatio < 1) expect([filledUsageRatio >= usageRatio, outcome.replicas <= replicas]).toEqual([true, true]);
      if (usageRatio > 1) expect([filledUsageRatio <= usageRatio, outcome.replicas >= replicas]).toEqual([true, true]);
    }),
    { numRuns: 500 },
  );
});

/** Starts a run of one HPA over pods that share a load, each tick another one, in millicores and in thousandths of requests. */
function play(hpa: HorizontalPodAutoscaler, first: number, loads: readonly number[]): HpaRun {
  const run = startRun();
  const { cluster, kernel } = run;
  cluster.scales.set("web", scaleOf(first));
  cluster.population = (now) => {
    const count = cluster.scales.get("web")?.specReplicas ?? 0;
    const pods = podsIn(`${count} ready`);
    const load = loads[Math.floor((now - start) / seconds(15)) - 1] ?? loads.at(-1) ?? 0;
    return { pods, samples: pods.map(({ name }) => cpuSample(name, Math.floor(load / count), now)) };
  };
  const tellOthers = (tick: number): void => {
    const load = loads[tick] ?? 0;
    cluster.podMetrics.set("qps", podValues(Array(60).fill(load)).slice(0, cluster.scales.get("web")?.specReplicas));
    cluster.objectMetrics.set("qps", load);
    cluster.externalMetrics.set("queue", [load, load]);
  };
  for (let tick = 0; tick < loads.length; tick++) kernel.after(seconds(15 * tick + 1), () => tellOthers(tick));
  run.controller.apply(hpa);
  return run;
}

const loadsOf = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 15 });

/** An HPA and a count within its bounds. */
const startedWithin = hpas().chain((hpa) =>
  fc.integer({ min: hpa.spec.minReplicas ?? 1, max: hpa.spec.maxReplicas }).map((first) => ({ hpa, first })),
);

test("with valid metrics a count within minimum and maximum stays there, with a behavior or without", () => {
  fc.assert(
    fc.property(startedWithin, loadsOf, ({ hpa, first }, loads) => {
      const run = play(hpa, first, loads);
      for (let tick = 0; tick < loads.length; tick++) {
        const before = run.cluster.scales.get("web")?.specReplicas;
        run.pass(15);
        const after = run.cluster.scales.get("web")?.specReplicas ?? 0;
        expect(after >= (hpa.spec.minReplicas ?? 1) && after <= hpa.spec.maxReplicas).toBe(true);
        const { currentReplicas, desiredReplicas } = run.status();
        expect({ currentReplicas, desiredReplicas }).toEqual({ currentReplicas: before, desiredReplicas: after });
      }
      expect(run.cluster.events.filter((event) => !event.includes("SuccessfulRescale"))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("the same inputs give the same outputs, to the last call", () => {
  fc.assert(
    fc.property(startedWithin, loadsOf, ({ hpa, first }, loads) => {
      const outputs = (): unknown => {
        const run = play(hpa, first, loads);
        run.pass(15 * loads.length);
        const { calls, events, statuses, explanations } = run.cluster;
        return { calls, events, statuses, explanations };
      };
      expect(outputs()).toEqual(outputs());
    }),
    { numRuns: 30 },
  );
});

// At rest: the ratio is within the tolerance, the count within its bounds, and no recommendation of the window differs.
test("at rest nothing changes, nothing is told and no status is written", () => {
  const calm = fc.record({
    behavior: fc.option(behaviors(), { nil: undefined }),
    count: fc.integer({ min: 1, max: 10 }),
    usage: fc.integer({ min: 450, max: 550 }),
  });
  fc.assert(
    fc.property(calm, fc.boolean(), ({ behavior, count, usage }, isAverage) => {
      const metric = isAverage ? averageUsage("cpu", "500m") : utilization(50);
      const run = startRun({ replicas: count });
      run.cluster.population = (now) => {
        const pods = podsIn(`${count} ready`);
        return { pods, samples: pods.map(({ name }) => cpuSample(name, usage, now)) };
      };
      run.controller.apply(hpaOf({ metrics: [metric], ...(behavior === undefined ? {} : { behavior }) }));
      run.pass(15);
      const settled = run.status();
      run.pass(15 * 20);
      expect(run.status()).toBe(settled);
      expect([run.cluster.statuses.length, run.cluster.events, run.cluster.scales.get("web")]).toEqual([
        1,
        [],
        scaleOf(count),
      ]);
    }),
    { numRuns: 60 },
  );
});

test("calls that answer later shift the instants of a steady world, not its decisions", () => {
  const delays = fc.record({
    getScale: fc.integer({ min: 0, max: 3 }),
    resourceMetrics: fc.integer({ min: 0, max: 3 }),
    updateScale: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 2000 }), delays, (usage, { getScale, resourceMetrics, updateScale }) => {
      const decisions = (isSlow: boolean): readonly string[] => {
        const run = startRun();
        run.cluster.population = (now) => {
          const pods = podsIn(`${run.cluster.scales.get("web")?.specReplicas ?? 0} ready`);
          return { pods, samples: pods.map(({ name }) => cpuSample(name, usage, now)) };
        };
        if (isSlow) {
          run.cluster.delays.set("getScale", seconds(getScale));
          run.cluster.delays.set("resourceMetrics", seconds(resourceMetrics));
          run.cluster.delays.set("updateScale", seconds(updateScale));
        }
        run.controller.apply(
          hpaOf({ behavior: { scaleUp: { policies: [{ type: "Pods", value: 2, periodSeconds: 1 }] } } }),
        );
        run.pass(150);
        return run.cluster.events.slice(0, 3);
      };
      expect(decisions(true)).toEqual(decisions(false));
    }),
    { numRuns: 40 },
  );
});
