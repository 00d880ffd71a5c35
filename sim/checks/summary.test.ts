import fc from "fast-check";
import { expect, test } from "vitest";
import { counts, deleted, evidenceOf, named, type Stretch, scaled, serving } from "../../fixtures/trace.ts";
import type { Fact } from "../trace/fact.ts";
import { summarize } from "./summary.ts";

const summaryOf = (facts: readonly Fact[]) => summarize(evidenceOf(facts));

test("is about what lies between zero and the end", () => {
  const replicaSet = named("ReplicaSet", "web-6d4cf56db6");
  const facts = [
    ...[scaled(-600, 9), counts(-600, 9, 0)],
    ...[scaled(-300, 2), counts(-300, 2, 2)],
    ...[scaled(360, 5), scaled(360, 5, replicaSet), counts(360, 5, 2)],
    ...[scaled(1440, 3), counts(1440, 3, 3)],
    ...serving([
      { from: -600, offered: 50, served: 0, refused: 50 },
      { from: -60, offered: 10, served: 10 },
    ]),
  ];
  expect(summaryOf(facts)).toEqual({
    workloads: [
      {
        kind: "Deployment",
        namespace: "default",
        name: "web",
        replicasMin: 2,
        replicasMax: 5,
        replicasLast: 3,
        changes: 2,
        replicaHours: expect.closeTo((2 * 360 + 5 * 1080 + 3 * 360) / 3600, 9),
      },
    ],
    targets: [
      {
        target: "Service default/web",
        offered: expect.closeTo(18_000, 6),
        served: expect.closeTo(18_000, 6),
        refused: 0,
        timedOut: 0,
        queuedMax: 0,
        response: Object.fromEntries(["mean", "p50", "p95", "p99"].map((key) => [key, expect.closeTo(0.1, 6)])),
      },
    ],
  });
});

test("workloads and targets come in the order in which they appear", () => {
  const facts = [
    counts(-600, 1, 1, named("Deployment", "web")),
    counts(-500, 1, 1, named("ReplicaSet", "api")),
    counts(-400, 1, 1, named("Deployment", "api")),
    counts(0, 2, 2, named("Deployment", "web")),
    ...serving([{ from: -600, offered: 0, served: 0 }], { service: "web" }),
    ...serving([{ from: -500, offered: 0, served: 0 }], { service: "api" }),
  ];
  const { workloads, targets } = summaryOf(facts);
  expect(workloads.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "Deployment web",
    "ReplicaSet api",
    "Deployment api",
  ]);
  expect(targets.map(({ target }) => target)).toEqual(["Service default/web", "Service default/api"]);
});

test("a workload and a ReplicaSet of the same name have their own numbers", () => {
  const replicaSet = named("ReplicaSet");
  const facts = [scaled(0, 2), counts(0, 2, 2), scaled(0, 5, replicaSet), counts(0, 5, 5, replicaSet)];
  expect(summaryOf(facts).workloads.map(({ kind, replicasMax }) => [kind, replicasMax])).toEqual([
    ["Deployment", 2],
    ["ReplicaSet", 5],
  ]);
});

test("a workload that is deleted ends with none", () => {
  const facts = [scaled(0, 2), counts(0, 2, 2), deleted(900)];
  expect(summaryOf(facts).workloads).toEqual([
    {
      kind: "Deployment",
      namespace: "default",
      name: "web",
      replicasMin: 0,
      replicasMax: 2,
      replicasLast: 0,
      changes: 1,
      replicaHours: 0.5,
    },
  ]);
});

test("a run without anything has an empty summary", () => {
  expect(summaryOf([])).toEqual({ workloads: [], targets: [] });
});

test("a target that answers nothing has no response time", () => {
  const facts = serving([{ from: -600, offered: 1, served: 0, refused: 1, pods: 0, slots: 0 }]);
  expect(summaryOf(facts).targets).toEqual([
    {
      target: "Service default/web",
      offered: 1800,
      served: 0,
      refused: 1800,
      timedOut: 0,
      queuedMax: 0,
      response: undefined,
    },
  ]);
});

test("response times are those of the answers", () => {
  const stretch = { offered: 100, served: 100, slots: 1000 };
  const facts = serving([
    { from: -600, serviceSeconds: 9, ...stretch },
    { from: 0, serviceSeconds: 0.1, ...stretch },
    { from: 1620, serviceSeconds: 1, ...stretch },
    { from: 1782.5, serviceSeconds: 2, ...stretch },
  ]);
  // 162.5 s and 17.5 s of 1800 s: 9 % take 1 s, just less than 1 % takes 2 s.
  expect(summaryOf(facts).targets[0]?.response).toEqual({
    mean: expect.closeTo((1620 * 0.1 + 162.5 + 17.5 * 2) / 1800, 6),
    p50: expect.closeTo(0.1, 5),
    p95: expect.closeTo(1, 5),
    p99: expect.closeTo(1, 5),
  });
});

const queuedMaxOf = (...series: readonly (readonly Stretch[])[]): number | undefined =>
  summaryOf(series.flatMap((stretches, index) => serving(stretches, { pool: index + 1 }))).targets[0]?.queuedMax;

test("the longest queue may be in the middle of a segment", () => {
  // 20/s too many at first, 0.2/s² less each second: after 100 s 1000 wait, after 200 s none.
  const wave = [
    { from: 60, offered: 120, served: 100, offeredSlope: -0.2 },
    { from: 260, offered: 80, served: 80 },
  ];
  expect(queuedMaxOf(wave)).toBeCloseTo(1000, 6);
});

test("the longest queue may be at the end of a segment, or of the run", () => {
  const growing = { from: 1700, offered: 30, served: 20 };
  expect(queuedMaxOf([growing])).toBeCloseTo(1000, 6);
  expect(queuedMaxOf([growing, { from: 1750, offered: 0, served: 20 }])).toBeCloseTo(500, 6);
});

test("what waited in the warm-up does not count, what is left of it does", () => {
  const before = [
    { from: -100, offered: 30, served: 20 },
    { from: -50, offered: 0, served: 8 },
    { from: 12.5, offered: 0, served: 0 },
  ];
  expect(queuedMaxOf(before)).toBeCloseTo(100, 6);
});

test("what waits in several pools waits together", () => {
  const early = [
    { from: 0, offered: 20, served: 10 },
    { from: 60, offered: 0, served: 10 },
    { from: 120, offered: 0, served: 0 },
  ];
  const late = [
    { from: 60, offered: 15, served: 10 },
    { from: 180, offered: 0, served: 10 },
  ];
  // At 60 s 600 in one; then one shrinks by 10/s and the other grows by 5/s.
  expect(queuedMaxOf(early, late)).toBeCloseTo(600, 6);
  expect(queuedMaxOf(early, early)).toBeCloseTo(1200, 6);
});

test("the longest queue is what a fine grid of looks finds", () => {
  const stretches = fc.array(
    fc.record({
      length: fc.integer({ min: 1, max: 300 }),
      offered: fc.integer({ min: 0, max: 100 }),
      offeredSlope: fc.integer({ min: -10, max: 10 }).map((tenths) => tenths / 10),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(stretches, fc.integer({ min: -300, max: 100 }), (parts, first) => {
      let from = first;
      let backlog = 0;
      let longest = 0;
      const series: Stretch[] = [];
      for (const { length, offered, offeredSlope } of parts) {
        const waitingAfter = (time: number): number => backlog + time * (offered - 50 + (offeredSlope * time) / 2);
        const looks = Array.from({ length: 10 * length + 1 }, (_, index) => index / 10);
        // The load engine begins a segment where a backlog ends, so no segment has less than nothing waiting.
        if (looks.some((time) => waitingAfter(time) < 0)) continue;
        const seen = looks.filter((time) => from + time >= 0 && from + time <= 1800).map(waitingAfter);
        longest = Math.max(longest, ...seen);
        series.push({ from, offered, offeredSlope, served: 50 });
        backlog = waitingAfter(length);
        from += length;
      }
      series.push({ from, offered: 50, served: 50 });
      const most = queuedMaxOf(series) ?? 0;
      if (from > 0 && from < 1800) longest = Math.max(longest, backlog);
      expect(most).toBeGreaterThanOrEqual(longest - 1e-6);
      // Between two looks a queue grows by a quarter of the slope times the square of their distance at most.
      expect(most).toBeLessThanOrEqual(Math.max(longest, from <= 0 ? backlog : 0) + 0.01);
    }),
    { numRuns: 50 },
  );
});
