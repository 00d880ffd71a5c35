import { expect, test } from "vitest";
import {
  averageUsage,
  behavioursFor,
  containerUtilization,
  createFakeCluster,
  externalMetric,
  type FakeCluster,
  hpaOf,
  kernelAtStart,
  objectMetric,
  openPass,
  podsMetric,
  podValues,
  portCalls,
  share,
  utilization,
  whole,
} from "../../fixtures/hpa.ts";
import type { MetricSpec } from "../kubernetes/autoscaling.ts";
import { computeMetrics, type MetricsResult } from "./metrics-pass.ts";

type Computed = {
  readonly result: MetricsResult;
  /** The condition ScalingActive as `True ValidMetricFound: …`. */
  readonly active: string | undefined;
  readonly events: readonly string[];
  readonly calls: readonly string[];
};

/** Reads these metrics in a cluster of three pods at 50 % of their CPU. */
function compute(metrics: readonly MetricSpec[], arrange: (cluster: FakeCluster) => void = () => {}): Computed {
  const kernel = kernelAtStart();
  const cluster = createFakeCluster(kernel);
  arrange(cluster);
  const pass = openPass({ kernel, cluster, hpa: hpaOf({ metrics }), behaviours: behavioursFor({}) });
  let result: MetricsResult | undefined;
  computeMetrics(pass, (answer) => {
    result = answer;
  });
  if (result === undefined) throw new Error("the metrics were not answered at once");
  const active = pass.conditions.finish().find(({ type }) => type === "ScalingActive");
  return {
    result,
    active: active && `${active.status} ${active.reason}: ${active.message}`,
    events: cluster.events,
    calls: cluster.calls,
  };
}

/** Replicas and the metric that leads; or the error. */
const summary = ({ result }: Computed): string =>
  result.kind === "failure" ? result.error : `${result.replicas} by ${result.name}`;

const external =
  (name: string, milli: number): ((cluster: FakeCluster) => void) =>
  (cluster) => {
    cluster.externalMetrics.set(name, [milli]);
  };
const all =
  (...arrangements: readonly ((cluster: FakeCluster) => void)[]) =>
  (cluster: FakeCluster): void => {
    for (const arrange of arrangements) arrange(cluster);
  };

const a = externalMetric("a", share("1"));
const b = externalMetric("b", share("1"));

test("the largest proposal leads, a tie keeps the earlier metric", () => {
  const lead = (milliOfA: number, milliOfB: number): string =>
    summary(compute([a, b], all(external("a", milliOfA), external("b", milliOfB))));
  expect([lead(5000, 7000), lead(7000, 5000), lead(5000, 5000)]).toEqual([
    "7 by external metric b(nil)",
    "7 by external metric a(nil)",
    "5 by external metric a(nil)",
  ]);
});

test("where every proposal is zero the last metric is named", () => {
  expect(summary(compute([a, b], all(external("a", 0), external("b", 0))))).toBe("0 by external metric b(nil)");
});

test("metrics are asked for one after the other, in the order of the spec", () => {
  const { calls, result, active } = compute(
    [b, podsMetric("qps", "1"), utilization(50), a],
    all(external("a", 1000), external("b", 1000), (cluster) =>
      cluster.podMetrics.set("qps", podValues([1000, 1000, 1000])),
    ),
  );
  expect(calls).toEqual([
    "0s externalMetric b",
    "0s customPodsMetric qps",
    "0s resourceMetrics pods",
    "0s externalMetric a",
  ]);
  expect(result).toMatchObject({
    readings: [
      { averageValue: 334 },
      { averageValue: 1000 },
      { averageUtilization: 50, averageValue: 500 },
      { averageValue: 334 },
    ],
  });
  expect(active).toBe(
    "True ValidMetricFound: the HPA was able to successfully calculate a replica count from pods metric qps",
  );
});

test("a metric that fails is told at once, and the others decide as long as they do not scale down", () => {
  const up = compute([a, b], all(external("b", 7000)));
  expect([summary(up), up.active]).toEqual([
    "7 by external metric b(nil)",
    "True ValidMetricFound: the HPA was able to successfully calculate a replica count from external metric b(nil)",
  ]);
  expect(up.events).toEqual([
    "Warning FailedGetExternalMetric unable to get external metric default/a/nil: no metrics returned from external metrics API",
  ]);
  expect(up.result).toMatchObject({ readings: [undefined, { averageValue: 2334 }] });
  expect(summary(compute([a, b], external("b", 3000)))).toBe("3 by external metric b(nil)");
});

test("if the others would scale down, the first failure is the answer", () => {
  const down = compute([b, a, externalMetric("c", whole("1"))], external("b", 1000));
  expect(summary(down)).toBe(
    "invalid metrics (2 invalid out of 3), first error is: failed to get a external metric value: failed to get a external metric: unable to get external metric default/a/nil: no metrics returned from external metrics API",
  );
  expect(down.active).toBe(
    "False FailedGetExternalMetric: the HPA was unable to compute the replica count: unable to get external metric default/a/nil: no metrics returned from external metrics API",
  );
  expect(down.result).toMatchObject({ readings: [{ averageValue: 334 }, undefined, undefined] });
  expect(down.events.length).toBe(2);
});

// Every kind of metric with its texts: kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal.go.
const service = "Service";
const labelled = { matchLabels: { queue: "orders" } };
const selector =
  "&LabelSelector{MatchLabels:map[string]string{queue: orders,},MatchExpressions:[]LabelSelectorRequirement{},}";

const unlabelled = { metric: { name: "depth", selector: { matchExpressions: [{ key: "a", operator: "Near" }] } } };
const failures: readonly (readonly [string, MetricSpec, string, string, string])[] = [
  [
    "resource utilization",
    utilization(50),
    "FailedGetResourceMetric",
    "failed to get cpu resource metric value: ",
    "failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: boom",
  ],
  [
    "resource usage",
    averageUsage("memory", "1Gi"),
    "FailedGetResourceMetric",
    "failed to get memory resource metric value: ",
    "failed to get memory usage: unable to get metrics for resource memory: unable to fetch metrics from resource metrics API: boom",
  ],
  [
    "container resource",
    containerUtilization("app", 50),
    "FailedGetContainerResourceMetric",
    "failed to get app container metric value: ",
    "failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: boom",
  ],
  [
    "pods",
    podsMetric("qps", "1"),
    "FailedGetPodsMetric",
    "failed to get pods metric value: ",
    "unable to get metric qps: unable to fetch metrics from custom metrics API: boom",
  ],
  [
    "object",
    objectMetric("qps", whole("1")),
    "FailedGetObjectMetric",
    "failed to get object metric value: ",
    `unable to get metric qps: ${service} on default front/unable to fetch metrics from custom metrics API: boom`,
  ],
  [
    "object, per pod",
    objectMetric("qps", share("1")),
    "FailedGetObjectMetric",
    "failed to get object metric value: failed to get qps object metric: ",
    `unable to get metric qps: ${service} on default front/unable to fetch metrics from custom metrics API: boom`,
  ],
  [
    "external",
    { type: "External", external: { metric: { name: "depth", selector: labelled }, target: whole("1") } },
    "FailedGetExternalMetric",
    "failed to get depth external metric value: failed to get external metric depth: ",
    `unable to get external metric default/depth/${selector}: unable to fetch metrics from external metrics API: boom`,
  ],
  [
    "external, per pod",
    externalMetric("depth", share("1")),
    "FailedGetExternalMetric",
    "failed to get depth external metric value: failed to get depth external metric: ",
    "unable to get external metric default/depth/nil: unable to fetch metrics from external metrics API: boom",
  ],
  [
    "resource without a target",
    { type: "Resource", resource: { name: "cpu", target: { type: "Utilization" } } },
    "FailedGetResourceMetric",
    "failed to get cpu resource metric value: ",
    "invalid resource metric source: neither an average utilization target nor an average value (usage) target was set",
  ],
  [
    "object whose target is not of its type",
    {
      type: "Object",
      object: { ...objectMetric("qps", whole("1")).object!, target: { type: "Value", averageValue: "1" } },
    },
    "FailedGetObjectMetric",
    "failed to get object metric value: ",
    "invalid object metric source: neither a value target nor an average value target was set",
  ],
  [
    "external without a target",
    { type: "External", external: { metric: { name: "depth" }, target: { type: "Value" } } },
    "FailedGetExternalMetric",
    "failed to get depth external metric value: ",
    "invalid external metric source: neither a value target nor an average value target was set",
  ],
  [
    "pods with a selector that cannot be read",
    { type: "Pods", pods: { ...unlabelled, target: share("1") } },
    "FailedGetPodsMetric",
    "failed to get pods metric value: ",
    '"Near" is not a valid label selector operator',
  ],
  [
    "object, per pod, with such a selector",
    { type: "Object", object: { ...objectMetric("depth", share("1")).object!, ...unlabelled } },
    "FailedGetObjectMetric",
    "failed to get object metric value: ",
    '"Near" is not a valid label selector operator',
  ],
  [
    "external with such a selector",
    { type: "External", external: { ...unlabelled, target: share("1") } },
    "FailedGetExternalMetric",
    "failed to get depth external metric value: failed to get depth external metric: ",
    '"Near" is not a valid label selector operator',
  ],
  [
    "a type that nobody knows",
    { type: 'Ched"dar' },
    "InvalidMetricSourceType",
    "",
    'unknown metric source type "Ched\\"dar"',
  ],
];

test.for(failures)("%s fails in its own words", ([, metric, reason, prefix, inner]) => {
  const failed = compute([metric], (cluster) => {
    for (const call of portCalls) cluster.errors.set(call, "boom");
  });
  expect([failed.events, failed.active, summary(failed)]).toEqual([
    [`Warning ${reason} ${inner}`],
    `False ${reason}: the HPA was unable to compute the replica count: ${inner}`,
    `invalid metrics (1 invalid out of 1), first error is: ${prefix}${inner}`,
  ]);
});

test.for([
  ["resourceMetrics", utilization(50), "no metrics returned from resource metrics API"],
  ["customPodsMetric", podsMetric("qps", "1"), "no metrics returned from custom metrics API"],
  ["externalMetric", externalMetric("qps", whole("1")), "no metrics returned from external metrics API"],
] as const)("an empty answer to %s is a failure", ([, metric, cause]) => {
  const failed = compute([metric], (cluster) => {
    cluster.population = (now) => ({ ...createFakeCluster(kernelAtStart()).population(now), samples: [] });
  });
  expect(failed.events[0]).toContain(cause);
});

const names: readonly (readonly [MetricSpec, string])[] = [
  [utilization(10), "cpu resource utilization (percentage of request)"],
  [averageUsage("cpu", "100m"), "cpu resource"],
  [containerUtilization("app", 10), "cpu container resource utilization (percentage of request)"],
  [
    { type: "ContainerResource", containerResource: { name: "cpu", container: "app", target: share("100m") } },
    "cpu resource",
  ],
  [podsMetric("qps", "1"), "pods metric qps"],
  [objectMetric("qps", whole("1")), "Service metric qps"],
  [objectMetric("qps", share("1")), "external metric qps(nil)"],
  [externalMetric("qps", whole("1")), "external metric qps(nil)"],
  [externalMetric("qps", share("1")), "external metric qps(nil)"],
];

test.for(names)("%j is called %s", ([metric, name]) => {
  const found = compute(
    [metric],
    all(external("qps", 9000), (cluster) => {
      cluster.podMetrics.set("qps", podValues([9000, 9000, 9000]));
      cluster.objectMetrics.set("qps", 9000);
    }),
  );
  expect([found.result.kind, summary(found).replace(/^\d+ by /, ""), found.active]).toEqual([
    "proposal",
    name,
    `True ValidMetricFound: the HPA was able to successfully calculate a replica count from ${name}`,
  ]);
});

test("the average value of a resource goes before its utilization, of an external metric before its value", () => {
  const both: MetricSpec = {
    type: "Resource",
    resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50, averageValue: "100m" } },
  };
  const share = { type: "Value", value: "1", averageValue: "2" };
  const externalBoth: MetricSpec = { type: "External", external: { metric: { name: "a" }, target: share } };
  expect(summary(compute([both]))).toBe("15 by cpu resource");
  expect(compute([externalBoth], external("a", 8000)).result).toMatchObject({
    replicas: 4,
    readings: [{ value: undefined, averageValue: 2667 }],
  });
});

test("the scale's selector must be there and be readable", () => {
  const without = (selectorText: string): Computed =>
    compute([utilization(50)], (cluster) => {
      cluster.scales.set("web", { specReplicas: 3, statusReplicas: 3, selector: selectorText });
    });
  const missing = without("");
  expect([missing.result, missing.events, missing.active, missing.calls]).toEqual([
    { kind: "failure", error: "selector is required", readings: [] },
    ["Warning SelectorRequired selector is required"],
    "False InvalidSelector: the HPA target's scale is missing a selector",
    [],
  ]);
  const unreadable = without("cheddar cheese");
  const text =
    "couldn't convert selector into a corresponding internal selector object: unable to parse requirement: found 'cheese', expected: in, notin, =, ==, !=, gt, lt";
  expect([unreadable.result, unreadable.events, unreadable.active]).toEqual([
    { kind: "failure", error: text, readings: [] },
    [`Warning InvalidSelector ${text}`],
    `False InvalidSelector: ${text}`,
  ]);
});
