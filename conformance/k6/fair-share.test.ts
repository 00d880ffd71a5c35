import fc from "fast-check";
import { expect, test } from "vitest";
import { fairSampleMin, type PodReady, unfairShare } from "./fair-share.ts";
import type { LoadResults, LoadSecond } from "./results.ts";

type Served = Readonly<Record<string, number>>;

/** What pods served in each second, from `first` on. */
function resultsOf(first: number, served: readonly Served[]): LoadResults {
  const seconds = served.map((byPod, index): LoadSecond => ({ ...nothing, second: first + index, byPod }));
  return new Map([["load", { ...nothing, load: "load", seconds, beganMs: [], unfinished: 0 }]]);
}

const nothing = { started: 0, served: 0, failed: {}, dropped: 0, byPod: {} };

const ready = (pod: string, from: number, until: number): PodReady => ({
  pod,
  fromMs: from * 1000,
  untilMs: until * 1000,
});

const repeated = (count: number, served: Served): readonly Served[] => Array.from({ length: count }, () => served);

test("pods that serve alike do not deviate", () => {
  const results = resultsOf(100, repeated(60, { a: 10, b: 10 }));
  const pods = [ready("a", 0, 500), ready("b", 0, 500)];
  expect(unfairShare(results, pods)).toEqual({
    deviation: 0,
    pod: "a",
    pods: [
      { pod: "a", served: 600 },
      { pod: "b", served: 600 },
    ],
    seconds: 60,
  });
});

test("a pod that gets nothing is the worst", () => {
  const results = resultsOf(100, repeated(60, { a: 10, b: 10 }));
  const pods = [ready("a", 0, 500), ready("b", 0, 500), ready("idle", 0, 500)];
  expect(unfairShare(results, pods)).toMatchObject({ pod: "idle", deviation: -1 });
});

test("a pod that came late is compared from then on", () => {
  const served = [...repeated(60, { a: 20 }), ...repeated(60, { a: 10, b: 10 })];
  const pods = [ready("a", 0, 500), ready("b", 159.5, 500)];
  const found = unfairShare(resultsOf(100, served), pods);
  expect(found).toMatchObject({ deviation: 0, seconds: 57 });
});

test("a pod that the nodes have yet to hear of is not held to it", () => {
  const served = [
    ...repeated(60, { a: 10, b: 10 }),
    ...repeated(3, { a: 10, b: 10 }),
    ...repeated(60, { a: 7, b: 7, c: 6 }),
  ];
  const pods = [ready("a", 0, 500), ready("b", 0, 500), ready("c", 160, 500)];
  const found = unfairShare(resultsOf(100, served), pods);
  expect(found?.deviation).toBeCloseTo(6 / (20 / 3) - 1, 9);
  expect(found?.seconds).toBe(60);
});

test("the worst of several times is told", () => {
  const served = [...repeated(60, { a: 10, b: 10 }), ...repeated(60, { a: 5, c: 15 })];
  const pods = [ready("a", 0, 500), ready("b", 0, 160), ready("c", 160, 500)];
  expect(unfairShare(resultsOf(100, served), pods)).toMatchObject({ pod: "a", deviation: -0.5 });
});

test("times of the same pods count together", () => {
  const alone = repeated(20, { a: 20 });
  const together = repeated(25, { a: 15, b: 5 });
  const pods = [ready("a", 0, 500), ready("b", 120, 145), ready("b", 165, 190)];
  const found = unfairShare(resultsOf(100, [...alone, ...together, ...alone, ...together]), pods);
  expect(found).toMatchObject({ deviation: 0.5, pod: "a", seconds: 44 });
});

test("too few requests, or one pod alone, are not judged", () => {
  const few = resultsOf(100, repeated(60, { a: 3, b: 3 }));
  expect(60 * 3).toBeLessThan(fairSampleMin);
  expect(unfairShare(few, [ready("a", 0, 500), ready("b", 0, 500)])).toBeUndefined();
  const many = resultsOf(100, repeated(60, { a: 100 }));
  expect(unfairShare(many, [ready("a", 0, 500)])).toBeUndefined();
});

test("the order of pods is of no account, and the deviation is at least that of any pod", () => {
  const pods = ["a", "b", "c", "d"];
  const counts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 4, maxLength: 4 });
  const property = fc.property(fc.array(counts, { minLength: 30, maxLength: 60 }), (rows) => {
    const served = rows.map((row) => Object.fromEntries(row.map((count, index) => [pods[index]!, count])));
    const intervals = pods.map((pod) => ready(pod, 0, 1000));
    const found = unfairShare(resultsOf(100, served), intervals);
    expect(unfairShare(resultsOf(100, served), intervals.toReversed())).toEqual(found);
    const totals = pods.map((_, index) => rows.reduce((sum, row) => sum + row[index]!, 0));
    const mean = totals.reduce((sum, total) => sum + total, 0) / pods.length;
    const worst = Math.max(...totals.map((total) => Math.abs(total / mean - 1)));
    if (mean < fairSampleMin) expect(found).toBeUndefined();
    else expect(Math.abs(found?.deviation ?? Number.NaN)).toBeCloseTo(worst, 9);
  });
  fc.assert(property, { numRuns: 100 });
});
