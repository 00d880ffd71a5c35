import { expect, test } from "vitest";
import {
  conditionTexts,
  cpuSample,
  defaultScaleDown,
  defaultScaleUp,
  externalMetric,
  type HpaRun,
  hpaOf,
  objectMetric,
  podSpec,
  podsIn,
  type RunOptions,
  resources,
  scaleOf,
  share,
  startRun,
  utilization,
  whole,
} from "../../fixtures/hpa.ts";
import { minutes, seconds } from "../units.ts";
import { kubernetesVersion } from "../version.ts";
import { behavioursOf, hpaGateNames, type ResolvedBehaviours } from "./behaviours.ts";

const resolve = (version: string, featureGates: Readonly<Record<string, boolean>> = {}): ResolvedBehaviours => {
  const kubernetes = kubernetesVersion(version);
  if (kubernetes === undefined) throw new Error(version);
  return behavioursOf({ kubernetes, featureGates });
};

const gatesOf = (resolved: ResolvedBehaviours): unknown => {
  if (!resolved.ok) return resolved.error;
  const { scaleToZero, configurableTolerance, podLevelResources, hpaGeneration } = resolved.behaviours;
  return { scaleToZero, configurableTolerance, podLevelResources, hpaGeneration };
};

// Source: kubernetes v1.36.3 and v1.37.0 pkg/features/kube_features.go.
test("each release has its own defaults", () => {
  expect([gatesOf(resolve("1.36")), gatesOf(resolve("1.37"))]).toEqual([
    { scaleToZero: false, configurableTolerance: true, podLevelResources: true, hpaGeneration: false },
    { scaleToZero: true, configurableTolerance: true, podLevelResources: true, hpaGeneration: true },
  ]);
});

test("a gate that is set is what it is set to", () => {
  const gates = { HPAScaleToZero: true, HPAConfigurableTolerance: false, PodLevelResources: false };
  expect(gatesOf(resolve("1.36", gates))).toEqual({
    scaleToZero: true,
    configurableTolerance: false,
    podLevelResources: false,
    hpaGeneration: false,
  });
  expect(gatesOf(resolve("1.37", { HPAScaleToZero: false, PodLevelResources: false, HPAGeneration: false }))).toEqual({
    scaleToZero: false,
    configurableTolerance: true,
    podLevelResources: false,
    hpaGeneration: false,
  });
});

// Texts: k8s.io/component-base v0.37.0 featuregate/feature_gate.go.
test("a gate that the release does not know, or has locked, is an error in the words of kube-controller-manager", () => {
  expect([
    gatesOf(resolve("1.36", { HPAGeneration: true })),
    gatesOf(resolve("1.37", { HPAConfigurableTolerance: false })),
  ]).toEqual([
    "unrecognized feature gate: HPAGeneration",
    "cannot set feature gate HPAConfigurableTolerance to false, feature is locked to true",
  ]);
  expect(resolve("1.37", { HPAConfigurableTolerance: true }).ok).toBe(true);
});

test("gates that the HPA does not read are left alone", () => {
  expect(gatesOf(resolve("1.36", { InPlacePodVerticalScaling: false }))).toEqual(gatesOf(resolve("1.36")));
  expect(hpaGateNames).toEqual([
    "HPAScaleToZero",
    "HPAContainerMetrics",
    "HPAConfigurableTolerance",
    "PodLevelResources",
    "HPAGeneration",
  ]);
});

// Source: kubernetes v1.36.3 pkg/controller/podautoscaler/config/v1alpha1/defaults.go.
test("flags that nobody sets have their defaults, and the record cannot be changed", () => {
  const resolved = resolve("1.36");
  if (!resolved.ok) throw new Error(resolved.error);
  expect(resolved.behaviours.flags).toEqual({
    syncPeriod: seconds(15),
    downscaleStabilization: minutes(5),
    upscaleDelay: minutes(3),
    downscaleDelay: minutes(5),
    tolerance: 0.1,
    cpuInitializationPeriod: minutes(5),
    initialReadinessDelay: seconds(30),
    concurrentSyncs: 5,
  });
  expect(Object.isFrozen(resolved.behaviours)).toBe(true);
});

/** A run with one HPA, up to its first sync in either release. */
function syncOnce(options: RunOptions, hpa = hpaOf(), arrange: (run: HpaRun) => void = () => {}): HpaRun {
  const run = startRun(options);
  arrange(run);
  run.controller.apply(hpa);
  run.pass(15);
  return run;
}

const instants = (run: HpaRun): readonly string[] =>
  run.cluster.calls.filter((call) => call.includes("getScale")).map((call) => call.split(" ")[0] ?? "");

test("firstSync: one period after the HPA appears up to 1.36, at once since 1.37", () => {
  const syncs = (kubernetes: string): readonly string[] => {
    const run = startRun({ kubernetes });
    run.controller.apply(hpaOf());
    run.pass(44);
    return instants(run);
  };
  expect([syncs("1.36"), syncs("1.37")]).toEqual([
    ["15s", "30s"],
    ["0s", "15s", "30s"],
  ]);
});

test("ambiguousSelectorText: every HPA by name up to 1.36, two as examples since 1.37", () => {
  const text = (kubernetes: string): string | undefined => {
    const run = startRun({ kubernetes });
    for (const name of ["c", "a", "b"]) {
      run.cluster.scales.set(name, scaleOf(3));
      run.controller.apply(hpaOf({ name }));
    }
    run.pass(30);
    return run.cluster.events.findLast((event) => event.includes("AmbiguousSelector"));
  };
  expect([text("1.36"), text("1.37")]).toEqual([
    "Warning AmbiguousSelector pods by selector app=web are controlled by multiple HPAs: [default/a default/b default/c]",
    "Warning AmbiguousSelector pods by selector app=web are controlled by more than one HPA (e.g. [default/a default/b])",
  ]);
});

test.for([whole("10"), share("10")])(
  "objectMetricErrorText of %j: its words are out of order up to 1.36, in order since 1.37",
  (target) => {
    const text = (kubernetes: string): string | undefined =>
      syncOnce({ kubernetes }, hpaOf({ metrics: [objectMetric("qps", target)] }), ({ cluster }) => {
        cluster.errors.set("customObjectMetric", "boom");
      }).cluster.events[0];
    expect([text("1.36"), text("1.37")]).toEqual([
      "Warning FailedGetObjectMetric unable to get metric qps: Service on default front/unable to fetch metrics from custom metrics API: boom",
      "Warning FailedGetObjectMetric unable to get metric qps on Service default/front: unable to fetch metrics from custom metrics API: boom",
    ]);
  },
);

const queueToZero = hpaOf({ minReplicas: 0, metrics: [externalMetric("queue", share("10"))] });
const emptyQueue = ({ cluster, kernel }: HpaRun): void => {
  cluster.externalMetrics.set("queue", [0]);
  kernel.after(minutes(6), () => cluster.externalMetrics.set("queue", [20_000]));
};

test("HPAScaleToZero: off by default up to 1.36, on since 1.37; without it a zero stays", () => {
  const replicas = (options: RunOptions): readonly unknown[] => {
    const run = syncOnce(options, queueToZero, emptyQueue);
    run.pass(5 * 60 + 15);
    const asleep = run.cluster.scales.get("web")?.specReplicas;
    run.pass(60);
    return [asleep, run.cluster.scales.get("web")?.specReplicas, conditionTexts(run.status()).at(-1)];
  };
  const disabled = [0, 0, "ScalingLimited False DesiredWithinRange"];
  const awake = [0, 2, "ScaledToZero False NotScaledToZero"];
  expect([
    replicas({ kubernetes: "1.36" }),
    replicas({ kubernetes: "1.36", featureGates: { HPAScaleToZero: true } }),
    replicas({ kubernetes: "1.37" }),
    replicas({ kubernetes: "1.37", featureGates: { HPAScaleToZero: false } }),
  ]).toEqual([disabled, awake, awake, disabled]);
});

test("HPAConfigurableTolerance: a behavior's tolerance counts unless the gate is off", () => {
  const behavior = { scaleUp: { ...defaultScaleUp, tolerance: "0" }, scaleDown: defaultScaleDown };
  const proposed = (options: RunOptions): number | undefined =>
    syncOnce(options, hpaOf({ behavior, metrics: [utilization(49)] })).cluster.explanations[0]?.path?.proposed;
  expect([
    proposed({ kubernetes: "1.36" }),
    proposed({ kubernetes: "1.36", featureGates: { HPAConfigurableTolerance: false } }),
    proposed({ kubernetes: "1.37" }),
  ]).toEqual([4, 3, 4]);
});

test("PodLevelResources: the request of the pod as a whole counts unless the gate is off", () => {
  const spec = podSpec({ app: { cpu: 1000 } }, { podRequests: resources({ cpu: 500 }) });
  const usage = (options: RunOptions): number | undefined =>
    syncOnce(options, hpaOf(), ({ cluster }) => {
      cluster.population = (now) => ({ pods: podsIn("1 ready", { spec }), samples: [cpuSample("web-0", 100, now)] });
    }).status().currentMetrics[0]?.averageUtilization;
  expect([
    usage({ kubernetes: "1.36" }),
    usage({ kubernetes: "1.36", featureGates: { PodLevelResources: false } }),
    usage({ kubernetes: "1.37" }),
  ]).toEqual([20, 10, 20]);
});

test("HPAGeneration: observedGeneration is written since 1.37, unless the gate is off", () => {
  const observed = (options: RunOptions): number | undefined =>
    syncOnce(options, hpaOf({ generation: 7 })).status().observedGeneration;
  expect([
    observed({ kubernetes: "1.36" }),
    observed({ kubernetes: "1.37" }),
    observed({ kubernetes: "1.37", featureGates: { HPAGeneration: false } }),
  ]).toEqual([undefined, 7, undefined]);
});

test("HPAGeneration: a new generation alone is reason enough to write a status", () => {
  const run = syncOnce({ kubernetes: "1.37" }, hpaOf({ generation: 1 }));
  const before = run.cluster.statuses.length;
  run.controller.apply(hpaOf({ generation: 2 }));
  run.pass(60);
  expect(run.cluster.statuses.slice(before)).toEqual([{ ...run.status(), observedGeneration: 2 }]);
});

test("HPAGeneration: a pass that cannot read the scale keeps the generation that was observed", () => {
  const run = syncOnce({ kubernetes: "1.37" }, hpaOf({ generation: 1 }));
  run.cluster.errors.set("getScale", "boom");
  run.controller.apply(hpaOf({ generation: 2 }));
  run.pass(1);
  const failed = run.status().observedGeneration;
  run.cluster.errors.clear();
  run.cluster.errors.set("resourceMetrics", "boom");
  run.pass(15);
  expect([failed, run.status().observedGeneration]).toEqual([1, 2]);
});

test("HPAGeneration: a new spec is synced at once since 1.37, and the regular rhythm goes on", () => {
  const syncs = (options: RunOptions): readonly string[] => {
    const run = startRun(options);
    run.controller.apply(hpaOf({ generation: 1 }));
    run.pass(20);
    run.controller.apply(hpaOf({ generation: 2, maxReplicas: 20 }));
    // Labels and annotations do not change the generation.
    run.pass(3);
    run.controller.apply(hpaOf({ generation: 2, maxReplicas: 20 }));
    run.pass(22);
    return instants(run);
  };
  expect([
    syncs({ kubernetes: "1.36" }),
    syncs({ kubernetes: "1.37" }),
    syncs({ kubernetes: "1.37", featureGates: { HPAGeneration: false } }),
  ]).toEqual([
    ["15s", "30s", "45s"],
    ["0s", "15s", "20s", "30s", "45s"],
    ["0s", "15s", "30s", "45s"],
  ]);
});

test("the flags are read: period, stabilization, tolerance, the two of readiness", () => {
  const every = startRun({ flags: { syncPeriod: seconds(7) } });
  every.controller.apply(hpaOf());
  every.pass(21);
  expect(instants(every)).toEqual(["7s", "14s", "21s"]);

  const scaledDownAt = (downscaleStabilization: ReturnType<typeof seconds>): string | undefined => {
    const run = startRun({ flags: { downscaleStabilization } });
    run.controller.apply(hpaOf({ metrics: [utilization(100)] }));
    run.pass(400);
    return run.cluster.calls.find((call) => call.includes("updateScale"));
  };
  expect([scaledDownAt(seconds(30)), scaledDownAt(minutes(5))]).toEqual([
    "60s updateScale web 2",
    "330s updateScale web 2",
  ]);

  const tolerant = syncOnce({ flags: { tolerance: 1.5 } }, hpaOf({ metrics: [utilization(20)] }));
  expect(tolerant.cluster.calls.some((call) => call.includes("updateScale"))).toBe(false);

  const grouped = (flags: RunOptions["flags"], state: string): unknown =>
    syncOnce(flags === undefined ? {} : { flags }, hpaOf(), ({ cluster }) => {
      cluster.population = (now) => ({
        pods: podsIn(`1 ready, 1 ${state}`),
        samples: [cpuSample("web-0", 500, now), cpuSample("web-1", 500, now)],
      });
    }).cluster.explanations[0]?.metrics[0];
  const unready = { pods: { unready: ["web-1"] } };
  expect(grouped({ cpuInitializationPeriod: seconds(60) }, "hot")).toMatchObject(unready);
  expect(grouped({ cpuInitializationPeriod: seconds(10) }, "hot")).not.toMatchObject(unready);
  expect(grouped({ cpuInitializationPeriod: seconds(0), initialReadinessDelay: seconds(1) }, "unready")).toMatchObject(
    unready,
  );
  expect(
    grouped({ cpuInitializationPeriod: seconds(0), initialReadinessDelay: seconds(0) }, "unready"),
  ).not.toMatchObject(unready);
});

test("concurrentSyncs: so many passes run at the same time", () => {
  const startedAt = (concurrentSyncs: number): readonly string[] => {
    const run = startRun({ flags: { concurrentSyncs } });
    run.cluster.delays.set("getScale", seconds(2));
    for (const name of ["a", "b", "c"]) {
      run.cluster.scales.set(name, scaleOf(3));
      run.controller.apply(hpaOf({ name }));
    }
    run.pass(20);
    return run.cluster.calls.filter((call) => call.includes("getScale"));
  };
  expect([startedAt(1), startedAt(2)]).toEqual([
    ["15s getScale a", "17s getScale b", "19s getScale c"],
    ["15s getScale a", "15s getScale b", "17s getScale c"],
  ]);
});
