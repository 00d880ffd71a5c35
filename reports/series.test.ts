import { expect, test } from "vitest";
import { overload } from "../fixtures/runs.ts";
import { reference, zero } from "../fixtures/runs-scenario.ts";
import { at, fact, hpa, smallRun } from "../fixtures/runs-small.ts";
import { responseQuantile } from "../sim/load/latency.ts";
import { sampleResponses } from "../sim/load/sampling.ts";
import type { ServingSegment, TimedSegment } from "../sim/load/segment.ts";
import type { Trace } from "../sim/trace/trace.ts";
import { plus, seconds } from "../sim/units.ts";
import { seriesAt } from "./align.ts";
import { responseSeries, responseWindow } from "./response-series.ts";
import { loadSeries, replicaSeries, servingOf, utilisationSeries } from "./series.ts";

const { trace } = smallRun();

const segmentsOf = (of: Trace): readonly TimedSegment[] => servingOf(of).get("Service default/web") ?? [];

test("follows desired and ready replicas step by step, to the end of the run", () => {
  expect(replicaSeries(trace, reference("Deployment", "web"))).toEqual([
    { about: "deployment/web", role: "desired", kind: "step", points: { x: [-60, 105, 180], y: [2, 4, 4] } },
    { about: "deployment/web", role: "ready", kind: "step", points: { x: [-57, 115, 180], y: [2, 4, 4] } },
  ]);
});

test("gives metrics in percent of their targets, and no value while one cannot be read", () => {
  const status = (secondsFromZero: number, ratio: number | undefined) =>
    fact(secondsFromZero, {
      kind: "hpa-status",
      hpa,
      currentReplicas: 2,
      desiredReplicas: 2,
      metrics: [{ name: "cpu", current: "", target: "60%", ratio }],
    });
  const facts = [
    status(0, 0.5),
    status(15, undefined),
    status(30, 2),
    status(45, 2),
    status(60, Number.POSITIVE_INFINITY),
  ];
  expect(utilisationSeries({ ...trace, facts }, hpa)).toEqual([
    {
      about: "hpa/web cpu",
      role: "utilisation",
      kind: "step",
      points: { x: [0, 14.999999, 15, 30, 59.999999, 60, 180], y: [50, 50, null, 200, 200, null, null] },
    },
  ]);
});

test("draws load with its jumps exactly where segments begin", () => {
  const series = loadSeries(trace, segmentsOf(trace), "service/web");
  expect(series.map(({ role, points }) => [role, points])).toEqual([
    ["offered", { x: [-57, 59.999999, 60, 180], y: [0, 0, 60, 60] }],
    ["served", { x: [-57, 59.999999, 60, 114.999999, 115, 124.999999, 125, 180], y: [0, 0, 40, 40, 80, 80, 60, 60] }],
    ["refused", { x: [-57, 69.999999, 70, 114.999999, 115, 180], y: [0, 0, 20, 20, 0, 0] }],
    ["timedOut", { x: [-57, 180], y: [0, 0] }],
    ["backlog", { x: [-57, 60, 70, 115, 125, 180], y: [0, 0, 200, 200, 0, 0] }],
  ]);
});

test("adds the pools of a target up, and follows a curve inside of a segment", () => {
  const flow = (perSecond: number, slopePerSecond = 0) => ({ perSecond, slopePerSecond, total: 0 });
  const segment = (of: Partial<ServingSegment>): ServingSegment => ({
    target: "Service default/web",
    workload: "default/web",
    pool: 1,
    pods: 1,
    capacityPerSecond: 10,
    offered: flow(10, 1),
    served: flow(10),
    refused: flow(0),
    timedOut: flow(0),
    backlog: 0,
    response: { slots: 1, serviceSeconds: 0.1, variation: "none" },
    ...of,
  });
  const facts = [
    fact(0, { kind: "serving", segment: segment({}) }),
    fact(8, { kind: "serving", segment: segment({ offered: flow(5), served: flow(5), pool: 2 }) }),
  ];
  const end = at(16);
  const [offered, , , , backlog] = loadSeries({ zero, end, facts }, segmentsOf({ zero, end, facts }), "web");
  expect(offered?.points).toEqual({ x: [0, 7.999999, 8, 16], y: [10, 18, 23, 31] });
  // Half of the slope times the square of the time.
  expect([1, 4, 12, 16].map((second) => seriesAt(backlog!, second))).toEqual([0.5, 8, 72, 128]);
});

test("gives the percentiles of each window of time, to a hundredth", () => {
  const run = overload();
  const segments = segmentsOf(run.trace);
  const [p50, p95] = responseSeries(run.trace, segments, "service/web");
  expect(responseWindow(run.trace)).toBe(10);
  const samples = sampleResponses(segments, run.trace.end);
  for (const second of [0, 130, 200, 300, 1200]) {
    const from = plus(zero, seconds(second));
    const exact = (share: number): number => {
      const latency = responseQuantile(samples, { from, until: plus(from, seconds(10)) }, share);
      return latency.kind === "seconds" ? latency.seconds : -1;
    };
    expect(Math.abs(seriesAt(p50!, second + 5)! / exact(0.5) - 1)).toBeLessThan(0.01);
    expect(Math.abs(seriesAt(p95!, second + 5)! / exact(0.95) - 1)).toBeLessThan(0.01);
  }
});

test("has no response time while nothing is answered", () => {
  const [p50] = responseSeries(trace, segmentsOf(trace), "service/web");
  expect(p50!.points.y.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => null));
  expect(p50!.points.y[100]).toBeGreaterThan(0.05);
});
