import fc from "fast-check";
import { expect, test } from "vitest";
import { podOf, podValues, start } from "../../fixtures/hpa.ts";
import type { Int64 } from "../int64.ts";
import type { ContainerUsage, PodMetrics } from "../kubernetes/metrics.ts";
import { seconds } from "../units.ts";
import { customSamples, pairSamples, resourceSamples, type Samples } from "./samples.ts";

const usage = (name: string, cpuNanocores: Int64 | undefined, memoryMillibytes?: Int64): ContainerUsage => ({
  name,
  cpuNanocores,
  memoryMillibytes,
});

const podMetrics = (name: string, containers: readonly ContainerUsage[]): PodMetrics => ({
  name,
  namespace: "default",
  labels: {},
  timestamp: start,
  window: seconds(30),
  containers,
});

const milli = 1_000_000;

/** Millicores by container, pod by pod. */
const reported = (...pods: readonly Readonly<Record<string, number>>[]): readonly PodMetrics[] =>
  pods.map((containers, index) =>
    podMetrics(
      `test-pod-${index}`,
      Object.entries(containers).map(([name, amount]) => usage(name, amount * milli, 2 ** 20 * 1000)),
    ),
  );

// Source: kubernetes v1.36.3 pkg/controller/podautoscaler/metrics/client_test.go.
test.for([
  ["PodCPU", reported({ test: 5000 }, { test: 5000 }, { test: 5000 }), "", [5000, 5000, 5000]],
  [
    "ContainerCPU",
    reported({ "test-1": 5000, "test-2": 500 }, { "test-2": 500, "test-1": 5000 }),
    "test-1",
    [5000, 5000],
  ],
  [
    "PodCPUEmptyMetricsForOnePod",
    reported({ "test-1": 100 }, { "test-1": 300, "test-2": 400 }, {}),
    "",
    [100, 700, undefined],
  ],
  [
    "ContainerCPUEmptyMetricsForOnePod",
    reported({ "test-1": 100 }, { "test-1": 300, "test-2": 400 }, {}),
    "test-1",
    [100, 300, undefined],
  ],
  [
    "…ReturnsOnlyFoundContainer",
    reported({ "test-1": 100 }, { "test-1": 300, "test-2": 400 }, {}),
    "test-2",
    [undefined, 400, undefined],
  ],
] as const)("TestRESTClient%s", ([, items, container, values]) => {
  expect(resourceSamples(items, "cpu", container)).toEqual({ items, values });
});

test("a pod's memory is the sum of its containers, in thousandths of a byte", () => {
  expect(resourceSamples(reported({ a: 1, b: 2 }), "memory", "").values).toEqual([2 * 2 ** 20 * 1000]);
});

test("a pod is missing when one of its containers lacks the resource", () => {
  const items = [
    podMetrics("both", [usage("a", milli), usage("b", milli)]),
    podMetrics("one", [usage("a", milli), usage("b", undefined, 5)]),
    podMetrics("none", [usage("a", undefined, 5)]),
  ];
  expect(resourceSamples(items, "cpu", "").values).toEqual([2, undefined, undefined]);
  expect(resourceSamples(items, "cpu", "b").values).toEqual([1, undefined, undefined]);
  expect(resourceSamples(items, "nvidia.com/gpu", "").values).toEqual([undefined, undefined, undefined]);
});

test("the first container with the wanted name counts", () => {
  const items = [podMetrics("twice", [usage("a", undefined), usage("a", milli)])];
  expect(resourceSamples(items, "cpu", "a").values).toEqual([undefined]);
});

test("each container's nanocores are rounded up to millicores before they are added", () => {
  const items = [podMetrics("web", [usage("a", 1), usage("b", milli + 1)])];
  expect(resourceSamples(items, "cpu", "").values).toEqual([3]);
});

test("nanocores round away from zero, whatever their size", () => {
  const rounded = (nano: Int64): Int64 | undefined =>
    resourceSamples([podMetrics("web", [usage("a", nano)])], "cpu", "").values[0];
  const edges: readonly (readonly [Int64, Int64])[] = [
    [0, 0],
    [1, 1],
    [milli, 1],
    [milli + 1, 2],
    [-1, -1],
    [-milli, -1],
    [-milli - 1, -2],
    [1e15, 1e9],
    [1e15 + 1, 1e9 + 1],
    [9_223_372_036_854_775_807n, 9_223_372_036_855],
  ];
  expect(edges.map(([nano]) => [nano, rounded(nano)])).toEqual(edges);
  fc.assert(
    fc.property(fc.maxSafeInteger(), (nano) => {
      const exact = BigInt(nano);
      const up = exact < 0n ? -((-exact + 999_999n) / 1_000_000n) : (exact + 999_999n) / 1_000_000n;
      expect(rounded(nano)).toBe(Number(up));
    }),
  );
});

test("a custom metric's values stand as they came", () => {
  const items = podValues([10_000, 20_000]);
  expect(customSamples(items)).toEqual({ items, values: [10_000, 20_000] });
});

const named = (names: readonly string[], values: readonly (Int64 | undefined)[] = names.map(() => 1)): Samples => ({
  items: names.map((name) => ({ name, timestamp: start, window: seconds(30) })),
  values,
});

const podsNamed = (names: readonly string[]): ReturnType<typeof podOf>[] => names.map((name) => podOf(name));

test.for([
  ["the same order", ["a", "b"], ["a", "b"], undefined, []],
  ["samples that lack a pod", ["a", "b", "c"], ["a", "c"], [0, -1, 1], []],
  ["another order", ["a", "b"], ["b", "a"], [1, 0], []],
  ["samples of unknown pods", ["b"], ["a", "b", "c"], [1], [0, 2]],
  ["the last of several of one name", ["a", "b"], ["a", "a", "b"], [1, 2], []],
  ["and of an unknown one", [], ["a", "a"], [], [1]],
  ["no samples", ["a"], [], [-1], []],
  ["no pods", [], [], undefined, []],
] as const)("pairs by name: %s", ([, pods, samples, sampleOf, superfluous]) => {
  expect(pairSamples(podsNamed(pods), named(samples))).toEqual({ sampleOf, superfluous });
});

test("a later sample that says nothing does not take the place of an earlier one", () => {
  const samples = named(["a", "x", "a", "x"], [1, 2, undefined, undefined]);
  expect(pairSamples(podsNamed(["a"]), samples)).toEqual({ sampleOf: [0], superfluous: [1] });
});

test("pairs as a map from name to last usable sample would", () => {
  const name = fc.constantFrom("a", "b", "c", "d", "e", "f");
  const list = fc.array(fc.tuple(name, fc.option(fc.nat(), { nil: undefined })), { maxLength: 8 });
  fc.assert(
    fc.property(fc.uniqueArray(name), list, (pods, answers) => {
      const samples = named(
        answers.map(([of]) => of),
        answers.map(([, value]) => value),
      );
      const { sampleOf, superfluous } = pairSamples(podsNamed(pods), samples);
      const byName = new Map(answers.filter(([, value]) => value !== undefined));
      const paired = pods.map((_, index) => samples.values[sampleOf === undefined ? index : (sampleOf[index] ?? -1)]);
      expect(paired).toEqual(pods.map((pod) => byName.get(pod)));
      const unknown = superfluous.map((index) => [samples.items[index]?.name, samples.values[index]] as const);
      const isKnown = (of: string | undefined): boolean => pods.some((pod) => pod === of);
      const usable = unknown.filter(([, value]) => value !== undefined);
      expect(new Map(usable)).toEqual(new Map([...byName].filter(([of]) => !isKnown(of))));
    }),
    { numRuns: 1000 },
  );
});
