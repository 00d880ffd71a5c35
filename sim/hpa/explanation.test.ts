import { expect, test } from "vitest";
import {
  averageUsage,
  containerUtilization,
  cpuSample,
  defaultScaleDown,
  defaultScaleUp,
  externalMetric,
  type HpaOptions,
  type HpaRun,
  hpaOf,
  objectMetric,
  podsIn,
  podsMetric,
  podValues,
  share,
  start,
  startRun,
  utilization,
  whole,
} from "../../fixtures/hpa.ts";
import { plus, seconds } from "../units.ts";
import type { Explanation } from "./explanation.ts";

/** Why the passes of one HPA came out as they did. */
function explain(options: HpaOptions, arrange: (run: HpaRun) => void, syncs = 1): readonly Explanation[] {
  const run = startRun();
  arrange(run);
  run.controller.apply(hpaOf(options));
  run.pass(15 * syncs);
  return run.cluster.explanations;
}

const tolerances = { scaleDown: 0.1, scaleUp: 0.1 };

test("tells every number from the usage to the result", () => {
  const [explanation] = explain({ maxReplicas: 20 }, ({ cluster }) => {
    const pods = podsIn("3 ready, 1 pending, 1 failed");
    cluster.scales.set("web", { specReplicas: 4, statusReplicas: 4, selector: "app=web" });
    cluster.population = (now) => ({
      pods,
      samples: [cpuSample("web-0", 900, now), cpuSample("web-1", 1200, now)],
    });
  });
  expect(explanation).toEqual({
    currentReplicas: 4,
    minReplicas: 1,
    maxReplicas: 20,
    metrics: [
      {
        kind: "proposal",
        name: "cpu",
        target: "50%",
        tolerances,
        current: "105% (1050m)",
        usageRatio: 2.1,
        filledUsageRatio: 1.04,
        rule: "filled-ratio-within-tolerance",
        replicas: 4,
        pods: { ready: ["web-0", "web-1"], unready: ["web-3"], missing: ["web-2"], ignored: ["web-4"] },
      },
    ],
    path: {
      proposed: 4,
      stabilized: 4,
      stabilization: "ReadyForNewScale",
      heldBy: undefined,
      limited: 4,
      limiter: "DesiredWithinRange",
    },
    outcome: "no change: 4 replicas",
  });
});

test("tells which limit stopped a rescale", () => {
  const [explanation] = explain({}, ({ cluster }) => {
    cluster.population = (now) => ({
      pods: podsIn("3 ready"),
      samples: [0, 1, 2].map((index) => cpuSample(`web-${index}`, 2000, now)),
    });
  });
  expect([explanation?.path, explanation?.outcome]).toEqual([
    {
      proposed: 12,
      stabilized: 12,
      stabilization: "ReadyForNewScale",
      heldBy: undefined,
      limited: 6,
      limiter: "ScaleUpLimit",
    },
    "3 -> 6 replicas: cpu resource utilization (percentage of request) above target",
  ]);
});

test("tells which recommendation held a rescale, and when that was made", () => {
  const behavior = { scaleUp: defaultScaleUp, scaleDown: { ...defaultScaleDown, stabilizationWindowSeconds: 60 } };
  const explanations = explain(
    { behavior, metrics: [externalMetric("queue", share("1"))] },
    ({ cluster, kernel }) => {
      cluster.externalMetrics.set("queue", [3000]);
      kernel.after(seconds(20), () => cluster.externalMetrics.set("queue", [1000]));
    },
    2,
  );
  expect(explanations.map(({ path, outcome }) => [path?.proposed, path?.stabilized, path?.heldBy, outcome])).toEqual([
    [3, 3, undefined, "no change: 3 replicas"],
    [1, 3, plus(start, seconds(15)), "no change: 3 replicas"],
  ]);
});

test("tells each kind of metric in the terms of its target", () => {
  const metrics = [
    utilization(50),
    averageUsage("cpu", "250m"),
    averageUsage("memory", "100Mi"),
    containerUtilization("app", 40),
    podsMetric("qps", "10"),
    objectMetric("rps", whole("2k")),
    objectMetric("rps", share("500m")),
    externalMetric("queue", whole("30")),
    externalMetric("queue", share("7")),
  ];
  const [explanation] = explain({ metrics }, ({ cluster }) => {
    cluster.population = (now) => ({
      pods: podsIn("3 ready"),
      samples: [0, 1, 2].map((index) => ({
        ...cpuSample(`web-${index}`, 0, now),
        containers: [{ name: "app", cpuNanocores: 123_000_000, memoryMillibytes: 107_837_030_400 }],
      })),
    });
    cluster.podMetrics.set("qps", podValues([9500, 10_500, 10_001]));
    cluster.objectMetrics.set("rps", 1_900_000);
    cluster.externalMetrics.set("queue", [10_000, 11_000]);
  });
  const told = explanation?.metrics.map((metric) => [
    metric.name,
    metric.target,
    metric.kind === "proposal" ? metric.current : metric.cause,
  ]);
  expect(told).toEqual([
    ["cpu", "50%", "12% (123m)"],
    ["cpu", "250m", "123m"],
    ["memory", "100Mi", "107837030400m"],
    ["cpu of container app", "40%", "12% (123m)"],
    ["qps", "10", "10"],
    ["rps of Service front", "2k", "1900"],
    ["rps of Service front", "500m per pod", "633334m"],
    ["queue", "30", "21"],
    ["queue", "7 per pod", "7"],
  ]);
});

test("a metric about no pods in particular tells of none", () => {
  const [explanation] = explain({ metrics: [externalMetric("queue", whole("10"))] }, ({ cluster }) => {
    cluster.externalMetrics.set("queue", [10_500]);
  });
  expect(explanation?.metrics).toEqual([
    {
      kind: "proposal",
      name: "queue",
      target: "10",
      tolerances,
      current: "10500m",
      usageRatio: 1.05,
      filledUsageRatio: undefined,
      rule: "within-tolerance",
      replicas: 3,
      pods: undefined,
    },
  ]);
});

test("tells the cause of a metric that failed, and that nothing came of the pass", () => {
  const metrics = [utilization(50), { type: "CheddarCheese" }];
  const [explanation] = explain({ metrics }, ({ cluster }) => {
    cluster.errors.set("resourceMetrics", "the server is currently unable to handle the request");
  });
  const cause =
    "unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server is currently unable to handle the request";
  expect(explanation).toEqual({
    currentReplicas: 3,
    minReplicas: 1,
    maxReplicas: 10,
    metrics: [
      { kind: "failure", name: "cpu", target: "50%", tolerances, cause },
      {
        kind: "failure",
        name: "CheddarCheese",
        target: "",
        tolerances,
        cause: 'unknown metric source type "CheddarCheese"',
      },
    ],
    outcome: `no change: invalid metrics (2 invalid out of 2), first error is: failed to get cpu resource metric value: failed to get cpu utilization: ${cause}`,
  });
});

test("without metrics it tells no path", () => {
  const outcomes = (replicas: number): unknown =>
    explain({ minReplicas: 2 }, ({ cluster }) => {
      cluster.scales.set("web", { specReplicas: replicas, statusReplicas: replicas, selector: "app=web" });
    });
  const bounds = { minReplicas: 2, maxReplicas: 10, metrics: [] };
  expect([outcomes(0), outcomes(1), outcomes(12)]).toStrictEqual([
    [{ currentReplicas: 0, ...bounds, outcome: "no change: 0 replicas" }],
    [
      {
        currentReplicas: 1,
        ...bounds,
        outcome: "1 -> 2 replicas: Current number of replicas below Spec.MinReplicas",
      },
    ],
    [
      {
        currentReplicas: 12,
        ...bounds,
        outcome: "12 -> 10 replicas: Current number of replicas above Spec.MaxReplicas",
      },
    ],
  ]);
});

test("a scale that cannot be written is told; one that cannot be read explains nothing", () => {
  const failing = (call: "getScale" | "updateScale"): readonly string[] =>
    explain({ minReplicas: 5 }, ({ cluster }) => cluster.errors.set(call, "conflict")).map(({ outcome }) => outcome);
  expect([failing("updateScale"), failing("getScale")]).toEqual([["the scale could not be written: conflict"], []]);
});

test("the tolerances are those of the HPA", () => {
  const behavior = { scaleUp: { ...defaultScaleUp, tolerance: "0" }, scaleDown: defaultScaleDown };
  const [explanation] = explain({ behavior }, () => {});
  expect(explanation?.metrics[0]?.tolerances).toEqual({ scaleDown: 0.1, scaleUp: 0 });
});
