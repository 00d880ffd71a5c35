import fc from "fast-check";
import { expect, test } from "vitest";
import { createKernel, type Kernel } from "../kernel/kernel.ts";
import type { Load, RequestModel } from "../scenario.ts";
import { microseconds, millicores, minus, minutes, plus, type SimTime, seconds, simTime } from "../units.ts";
import { createLoadEngine, type LoadEngine } from "./engine.ts";
import { integralBetween, type Profile } from "./profile.ts";
import { recorded } from "./recording.ts";
import type { TimedSegment } from "./segment.ts";
import { countsBetween } from "./series.ts";
import type { ServingPod } from "./serving-pod.ts";
import { constant, ramp, sine, spike } from "./shapes.ts";

const zero = simTime(1_700_000_000_000_000);
const infinity = Number.POSITIVE_INFINITY;
const at = (second: number): SimTime => plus(zero, seconds(second));

const service = { kind: "Service", namespace: "default", name: "web" } as const;

function open(rate: Profile, from = 0, until = 600): Load {
  const shape = { kind: "open", rate } as const;
  return { name: "shop", target: service, from: seconds(from), until: microseconds(until * 1e6), shape };
}

/** 10 ms of CPU on one core and 40 ms besides: 100 requests per second and core. */
const requests: RequestModel = {
  container: "web",
  wait: seconds(0.04),
  concurrencyMax: infinity,
  queueMax: infinity,
  timeout: microseconds(infinity),
  variation: "exponential",
};

function pod(id: string, changes: Partial<RequestModel> = {}, targets = ["Service default/web"]): ServingPod {
  return {
    id,
    workload: "default/web",
    targets,
    serving: { kind: "requests", requests: { ...requests, ...changes } },
    cpuLimit: millicores(1000),
    idleCpu: millicores(0),
    requestCpuMicroseconds: 10_000,
  };
}

type Run = {
  readonly kernel: Kernel;
  readonly engine: LoadEngine;
  readonly segments: TimedSegment[];
  readonly edges: string[];
};

/** A run that begins a minute before zero. */
function start(loads: readonly Load[]): Run {
  const kernel = createKernel({ start: minus(zero, minutes(1)), seed: 1, eventsMax: 100_000 });
  const segments: TimedSegment[] = [];
  const edges: string[] = [];
  const engine = createLoadEngine({
    kernel,
    zero,
    loads,
    emit: (segment) => segments.push({ at: kernel.now(), segment }),
    loadEdge: (name, edge) => edges.push(`${(kernel.now() - zero) / 1e6} s ${name} ${edge}`),
  });
  return { kernel, engine, segments, edges };
}

/** One line a segment: when, pods, and the rates with their slopes and totals. */
function told({ segments }: Run): readonly string[] {
  return segments.map(({ at: time, segment }) => {
    const flow = (kind: "offered" | "served" | "refused" | "timedOut"): string => {
      const { perSecond, slopePerSecond, total } = segment[kind];
      const slope = slopePerSecond === 0 ? "" : ` ${slopePerSecond > 0 ? "+" : ""}${slopePerSecond}/s`;
      return `${kind} ${round(perSecond)}${slope} (${round(total)})`;
    };
    const lost = (["refused", "timedOut"] as const).filter((kind) => segment[kind].total + segment[kind].perSecond > 0);
    const flows = [flow("offered"), flow("served"), ...lost.map(flow)].join(", ");
    const backlog = segment.backlog > 0 ? `, backlog ${round(segment.backlog)}` : "";
    return `${(time - zero) / 1e6} s: ${segment.pods} pods, ${flows}${backlog}`;
  });
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

test("a constant load makes one segment, and nothing happens until it ends", () => {
  const run = start([open(constant(150), 0, 3600)]);
  run.engine.join(pod("a"));
  run.engine.join(pod("b"));
  run.kernel.advanceTo(at(1));
  const events = run.kernel.eventCount();
  run.kernel.advanceTo(at(3599));
  expect(run.kernel.eventCount()).toBe(events);
  run.kernel.advanceTo(at(3600));
  expect(told(run)).toEqual([
    "-60 s: 2 pods, offered 0 (0), served 0 (0)",
    "0 s: 2 pods, offered 150 (0), served 150 (0)",
    "3600 s: 2 pods, offered 0 (540000), served 0 (540000)",
  ]);
  expect(run.edges).toEqual(["0 s shop start", "3600 s shop end"]);
  expect(run.engine.served("a", at(3600))).toBe(270_000);
  expect(run.engine.served("a", at(1000.5))).toBe(75_037.5);
});

test("pods that come at one instant make one segment", () => {
  const run = start([open(constant(150))]);
  for (const id of ["a", "b", "c"]) run.engine.join(pod(id));
  run.kernel.advanceTo(at(-1));
  expect(run.segments.map(({ segment }) => segment.pods)).toEqual([3]);
});

test("what exceeds the capacity waits, and is served when it can", () => {
  const run = start([open(spike({ base: 50, peak: 250, rise: seconds(10), hold: seconds(20), fall: seconds(0) }))]);
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(300));
  expect(told(run).slice(1)).toEqual([
    "0 s: 1 pods, offered 50 +20/s (0), served 50 +20/s (0)",
    "2.5 s: 1 pods, offered 100 +20/s (187.5), served 100 (187.5)",
    "10 s: 1 pods, offered 250 (1500), served 100 (937.5), backlog 562.5",
    "30 s: 1 pods, offered 50 (6500), served 100 (2937.5), backlog 3562.5",
    "101.25 s: 1 pods, offered 50 (10062.5), served 50 (10062.5)",
  ]);
});

test("a backlog that is full turns away the surplus", () => {
  for (const [bound, kind] of [
    [{ queueMax: 100 }, "refused"],
    [{ timeout: seconds(1) }, "timedOut"],
  ] as const) {
    const run = start([open(spike({ base: 50, peak: 300, rise: seconds(0), hold: seconds(10), fall: seconds(0) }))]);
    run.engine.join(pod("a", bound));
    run.kernel.advanceTo(at(300));
    expect(told(run).slice(1)).toEqual([
      "0 s: 1 pods, offered 300 (0), served 100 (0)",
      `0.5 s: 1 pods, offered 300 (150), served 100 (50), ${kind} 200 (0), backlog 100`,
      `10 s: 1 pods, offered 50 (3000), served 100 (1000), ${kind} 0 (1900), backlog 100`,
      `12 s: 1 pods, offered 50 (3100), served 50 (1200), ${kind} 0 (1900)`,
    ]);
  }
});

test("a crossing between two microseconds is told at the later one, and nothing is lost in between", () => {
  const run = start([open(ramp({ from: 0, to: 300, over: seconds(7) }))]);
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(600));
  const crossing = run.segments[2]!;
  expect(crossing.at - zero).toBe(Math.ceil((7 / 3) * 1e6));
  const { offered, served, backlog } = crossing.segment;
  expect(offered.total - served.total - backlog).toBeCloseTo(0, 9);
  expect(backlog).toBeGreaterThan(0);
  expect(backlog).toBeLessThan(1e-9);
});

test("ready pods share alike; one that joins later shares from then on", () => {
  const run = start([open(constant(120))]);
  run.engine.join(pod("a"));
  run.engine.join(pod("b"));
  run.kernel.advanceTo(at(100));
  run.engine.join(pod("c"));
  run.kernel.advanceTo(at(200));
  run.engine.leave("a");
  run.kernel.advanceTo(at(300));
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(400));
  const servedBy = (id: string): readonly number[] =>
    [100, 200, 300, 400].map((time) => run.engine.served(id, at(time)));
  expect(servedBy("a")).toEqual([6000, 10_000, 10_000, 14_000]);
  expect(servedBy("b")).toEqual([6000, 10_000, 16_000, 20_000]);
  expect(servedBy("c")).toEqual([0, 4000, 10_000, 14_000]);
});

test("without a ready pod everything is refused, and what waited for the last one, too", () => {
  const run = start([open(constant(150), 0, 100)]);
  run.kernel.advanceTo(at(10));
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(20));
  run.engine.leave("a");
  run.kernel.advanceTo(at(100));
  expect(run.segments.map(({ at: time, segment }) => [(time - zero) / 1e6, segment.workload])).toEqual([
    [0, ""],
    [10, ""],
    [10, "default/web"],
    [20, ""],
    [20, "default/web"],
    [100, ""],
  ]);
  expect(told(run)).toEqual([
    "0 s: 0 pods, offered 150 (0), served 0 (0), refused 150 (0)",
    "10 s: 0 pods, offered 0 (1500), served 0 (0), refused 0 (1500)",
    "10 s: 1 pods, offered 150 (0), served 100 (0)",
    "20 s: 0 pods, offered 150 (1500), served 0 (0), refused 150 (1500)",
    "20 s: 0 pods, offered 0 (1500), served 0 (1000), refused 0 (500)",
    "100 s: 0 pods, offered 0 (13500), served 0 (0), refused 0 (13500)",
  ]);
  expect(countsBetween(run.segments, { from: zero, until: at(100) })).toEqual({
    offered: 15_000,
    served: 1000,
    refused: 14_000,
    timedOut: 0,
  });
});

test("jobs in a queue wait for a pod, and again when the last one has gone", () => {
  const run = start([{ ...open(constant(10), 0, 100), isQueued: true }]);
  run.kernel.advanceTo(at(50));
  expect(run.engine.backlog("Service default/web")).toBe(500);
  // Neither the bound of the pod's own queue nor its timeout is about them.
  run.engine.join(pod("a", { queueMax: 3, timeout: seconds(1) }));
  run.kernel.advanceTo(at(52));
  expect(run.engine.backlog("Service default/web")).toBeCloseTo(320, 9);
  expect(run.engine.served("a", at(52))).toBeCloseTo(200, 9);
  run.engine.leave("a");
  run.kernel.advanceTo(at(60));
  expect(run.engine.backlog("Service default/web")).toBeCloseTo(400, 9);
  run.engine.join(pod("b"));
  run.engine.join(pod("c"));
  run.kernel.advanceTo(at(300));
  expect(run.engine.backlog("Service default/web")).toBe(0);
  const counts = countsBetween(run.segments, { from: at(-60), until: at(300) });
  expect(counts).toMatchObject({ offered: 1000, refused: 0, timedOut: 0 });
  expect(counts.served).toBeCloseTo(1000, 6);
});

test("a backlog moves to the pods that are left", () => {
  const run = start([open(constant(300), 0, 10)]);
  run.engine.join(pod("a"));
  run.engine.join(pod("b"));
  run.kernel.advanceTo(at(10));
  run.engine.leave("a");
  run.kernel.advanceTo(at(60));
  expect(told(run).slice(-2)).toEqual([
    "10 s: 1 pods, offered 0 (3000), served 100 (2000), backlog 1000",
    "20 s: 1 pods, offered 0 (3000), served 0 (3000)",
  ]);
});

test("when the capacity falls, what then waits too long goes", () => {
  const run = start([open(constant(500), 0, 10)]);
  run.engine.join(pod("a", { timeout: seconds(2) }));
  run.engine.join(pod("b", { timeout: seconds(2) }));
  run.kernel.advanceTo(at(10));
  run.engine.leave("b");
  run.kernel.advanceTo(at(11));
  expect(told(run).at(-1)).toBe("10 s: 1 pods, offered 0 (5000), served 100 (2000), timedOut 0 (2800), backlog 200");
});

test("pods of another limit are another pool, with its own number", () => {
  const run = start([open(constant(300), 0, 10)]);
  run.engine.join(pod("a"));
  run.engine.join({ ...pod("b"), cpuLimit: millicores(500) });
  run.kernel.advanceTo(at(5));
  const last = run.segments
    .slice(-2)
    .map(({ segment }) => [segment.pool, segment.capacityPerSecond, segment.offered.perSecond]);
  expect(last).toEqual([
    [1, 100, 150],
    [2, 50, 150],
  ]);
});

test("two loads on one target add up", () => {
  const run = start([open(constant(20), 0, 100), { ...open(constant(30), 50, 150), name: "more" }]);
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(200));
  expect(run.segments.map(({ segment }) => segment.offered.perSecond)).toEqual([0, 20, 50, 30, 0]);
  expect(run.edges).toEqual(["0 s shop start", "50 s more start", "100 s shop end", "150 s more end"]);
});

test("two targets share the capacity of the pods that they have in common", () => {
  const other = { ...open(constant(150), 0, 60), name: "direct", target: { ...service, kind: "Deployment" as const } };
  const run = start([open(constant(50), 0, 60), other]);
  run.engine.join(pod("a", {}, ["Service default/web", "Deployment default/web", "Service default/nobody"]));
  run.kernel.advanceTo(at(300));
  const rows = run.segments
    .filter(({ at: time }) => time >= zero)
    .map(({ at: time, segment }) => [(time - zero) / 1e6, segment.target, segment.served.perSecond, segment.backlog]);
  expect(rows).toEqual([
    [0, "Deployment default/web", 75, 0],
    [0, "Service default/web", 25, 0],
    [60, "Deployment default/web", 75, 4500],
    [60, "Service default/web", 25, 1500],
    [120, "Deployment default/web", 0, 0],
    [120, "Service default/web", 0, 0],
  ]);
  expect(run.engine.served("a", at(300))).toBe(12_000);
  expect(run.segments.at(-1)!.segment.served.total).toBe(3000);
});

test("closed clients get the throughput of their model, and more pods with it", () => {
  const closed: Load = { ...open(constant(0)), shape: { kind: "closed", clients: 12, think: seconds(0) } };
  const run = start([closed]);
  run.engine.join(pod("a", { concurrencyMax: 2 }));
  run.kernel.advanceTo(at(100));
  run.engine.join(pod("b", { concurrencyMax: 2 }));
  run.kernel.advanceTo(at(200));
  // Two slots of 50 ms, then four.
  expect(run.engine.served("a", at(100))).toBeCloseTo(4000, 6);
  expect(run.engine.served("b", at(200))).toBeCloseTo(4000, 6);
  expect(run.engine.inFlight("a", at(50))).toBeCloseTo(12, 9);
  expect(run.engine.inFlight("a", at(150))).toBeCloseTo(6, 9);
});

test("closed clients that nobody answers try again every second", () => {
  const closed: Load = { ...open(constant(0), 0, 10), shape: { kind: "closed", clients: 12, think: seconds(0.1) } };
  const run = start([closed]);
  run.kernel.advanceTo(at(20));
  expect(told(run)).toEqual([
    "0 s: 0 pods, offered 12 (0), served 0 (0), refused 12 (0)",
    "10 s: 0 pods, offered 0 (120), served 0 (0), refused 0 (120)",
  ]);
});

test("closed clients get what an open load leaves, and nothing beyond its capacity", () => {
  const closed: Load = {
    ...open(constant(0)),
    name: "closed",
    shape: { kind: "closed", clients: 50, think: seconds(0) },
  };
  const run = start([open(ramp({ from: 0, to: 200, over: seconds(200) })), closed]);
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(150));
  const [, rising, over] = run.segments.map(({ segment }) => segment);
  expect(
    [rising!.offered, over!.offered].map(({ perSecond, slopePerSecond }) => [round(perSecond), round(slopePerSecond)]),
  ).toEqual([
    [100, 0],
    [100, 1],
  ]);
  expect([rising!, over!].map(({ response }) => round(response.clients!.offered.value))).toEqual([100, 0]);
  expect(over!.served).toEqual({ perSecond: 100, slopePerSecond: 0, total: expect.closeTo(10_000, 2) });
});

test("CPU holds a pod back while it cannot keep up, not while it waits for anything else", () => {
  const run = start([open(constant(150), 0, 60)]);
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(300));
  expect([0, 30, 90, 300].map((time) => run.engine.throttledSeconds("a", at(time)))).toEqual([0, 30, 90, 90]);
  const other = start([open(constant(150), 0, 60)]);
  other.engine.join(pod("a", { concurrencyMax: 1 }));
  other.kernel.advanceTo(at(300));
  expect(other.engine.throttledSeconds("a", at(300))).toBe(0);
});

test("a pod nobody knows, and the time before it joined, read as nothing", () => {
  const run = start([open(constant(150))]);
  run.kernel.advanceTo(at(50));
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(60));
  const { engine } = run;
  expect([engine.served("b", at(60)), engine.inFlight("b", at(60)), engine.usedMemory("a", at(60))]).toEqual([0, 0, 0]);
  expect([engine.served("a", at(40)), engine.inFlight("a", at(40)), engine.throttledSeconds("a", at(40))]).toEqual([
    0, 0, 0,
  ]);
});

test("nothing comes, nothing is told and nothing happens", () => {
  const run = start([]);
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(1000));
  expect([run.segments, run.kernel.eventCount(), run.engine.served("a", at(1000))]).toEqual([[], 0, 0]);
});

test("requests that cost nothing are all served", () => {
  const run = start([open(constant(1e6), 0, 10)]);
  run.engine.join({ ...pod("a", { wait: seconds(0) }), requestCpuMicroseconds: 0 });
  run.kernel.advanceTo(at(20));
  expect([run.engine.served("a", at(20)), run.engine.inFlight("a", at(5))]).toEqual([1e7, 0]);
});

test("a pod that idles away its limit serves nothing", () => {
  const run = start([open(constant(10), 0, 10)]);
  run.engine.join({ ...pod("a", { queueMax: 30 }), idleCpu: millicores(1000) });
  run.kernel.advanceTo(at(20));
  expect(told(run).slice(-2)).toEqual([
    "3 s: 1 pods, offered 10 (30), served 0 (0), refused 10 (0), backlog 30",
    "10 s: 1 pods, offered 0 (100), served 0 (0), refused 0 (70), backlog 30",
  ]);
});

/** Loads, and pods that come and go: whatever happens, accounts have to close. */
const anyRun = fc.record({
  rates: fc.array(
    fc.array(fc.record({ gap: fc.integer({ min: 1, max: 40_000_000 }), value: fc.integer({ min: 0, max: 600 }) }), {
      minLength: 2,
      maxLength: 6,
    }),
    { minLength: 1, maxLength: 3 },
  ),
  clients: fc.integer({ min: 0, max: 60 }),
  queueMax: fc.constantFrom(infinity, 0, 50, 400),
  timeout: fc.constantFrom(infinity, 1, 8),
  isQueued: fc.boolean(),
  changes: fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 30_000_000 }),
      pod: fc.integer({ min: 0, max: 3 }),
      kind: fc.integer({ min: 0, max: 3 }),
    }),
    {
      maxLength: 14,
    },
  ),
});

function play({
  rates,
  clients,
  queueMax,
  timeout,
  isQueued,
  changes,
}: typeof anyRun extends fc.Arbitrary<infer Value> ? Value : never): Run {
  const kinds = ["Service", "Deployment", "Service"] as const;
  const loads = rates.map((points, index): Load => {
    let time = 0;
    const placed = points.map(({ gap, value }) => {
      time += gap;
      return { at: microseconds(time), value };
    });
    return {
      ...open(recorded(placed, index === 1 ? "step" : "linear"), index * 3, 200),
      target: { ...service, kind: kinds[index]! },
    };
  });
  if (clients > 0)
    loads.push({ ...open(constant(0), 20, 120), shape: { kind: "closed", clients, think: seconds(0.5) } });
  const run = start(loads.map((load) => ({ ...load, isQueued })));
  let time = zero;
  for (const { gap, pod: number, kind } of changes) {
    time = plus(time, microseconds(gap));
    run.kernel.at(time, () => {
      const id = String(number);
      if (kind === 0) return run.engine.leave(id);
      const targets = kind === 1 ? ["Service default/web"] : ["Service default/web", "Deployment default/web"];
      const limits = { queueMax, timeout: microseconds(timeout * 1e6) };
      run.engine.join({ ...pod(id, limits, targets), cpuLimit: millicores(kind === 3 ? 500 : 1000) });
    });
  }
  run.kernel.advanceTo(at(500));
  return run;
}

test("offered = served + refused + timed out + backlog, at any instant", () => {
  fc.assert(
    fc.property(anyRun, (settings) => {
      const run = play(settings);
      for (const { segment } of run.segments) {
        const { offered, served, refused, timedOut, backlog } = segment;
        const parts = served.total + refused.total + timedOut.total + backlog;
        expect(Math.abs(offered.total - parts)).toBeLessThanOrEqual(1e-9 * (1 + offered.total));
        const lost = refused.perSecond + timedOut.perSecond;
        for (const rate of [offered.perSecond, served.perSecond, lost, backlog])
          expect(rate).toBeGreaterThanOrEqual(-1e-9);
        expect(served.perSecond).toBeLessThanOrEqual(segment.capacityPerSecond * (1 + 1e-9) + 1e-9);
      }
    }),
    { numRuns: 300 },
  );
});

test("the pods have served what their targets count as served, and all that was offered is counted", () => {
  fc.assert(
    fc.property(anyRun, (settings) => {
      const run = play(settings);
      const end = at(500);
      const counts = countsBetween(run.segments, { from: minus(zero, minutes(1)), until: end });
      const byPods = ["0", "1", "2", "3"].reduce((sum, id) => sum + run.engine.served(id, end), 0);
      expect(Math.abs(byPods - counts.served)).toBeLessThanOrEqual(1e-9 * (1 + counts.served));
      if (settings.clients > 0) return;
      let offered = 0;
      settings.rates.forEach((points, index) => {
        let time = 0;
        const placed = points.map(({ gap, value }) => {
          time += gap;
          return { at: microseconds(time), value };
        });
        const rate = recorded(placed, index === 1 ? "step" : "linear");
        offered += integralBetween(rate, seconds(0), seconds(200 - index * 3));
      });
      expect(Math.abs(offered - counts.offered)).toBeLessThanOrEqual(1e-9 * (1 + offered));
    }),
    { numRuns: 300 },
  );
});

test("a pod's count never falls, whenever one reads it, and reading changes nothing", () => {
  fc.assert(
    fc.property(anyRun, fc.array(fc.integer({ min: 0, max: 400_000_000 }), { maxLength: 40 }), (settings, instants) => {
      const run = play(settings);
      const times = [...instants].sort((a, b) => a - b).map((instant) => plus(zero, microseconds(instant)));
      const read = (): readonly number[] => times.map((time) => run.engine.served("1", time));
      const counts = read();
      for (const [index, count] of counts.entries()) expect(count).toBeGreaterThanOrEqual(counts[index - 1] ?? 0);
      for (const time of times) expect(run.engine.inFlight("1", time)).toBeGreaterThanOrEqual(0);
      expect(read()).toEqual(counts);
    }),
    { numRuns: 100 },
  );
});

test("more load serves no less and leaves no less waiting or lost", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 0, max: 300 }),
      (base, more, peak) => {
        const counts = [0, more].map((extra) => {
          const shape = {
            base: base + extra,
            peak: base + peak + extra,
            rise: seconds(20),
            hold: seconds(30),
            fall: seconds(7),
          };
          const run = start([open(spike(shape), 0, 120)]);
          run.engine.join(pod("a", { queueMax: 500 }));
          run.engine.join(pod("b", { queueMax: 500 }));
          run.kernel.advanceTo(at(120));
          const { offered, served, refused } = countsBetween(run.segments, { from: zero, until: at(120) });
          return { served, refused, backlog: offered - served - refused };
        });
        expect(counts[1]!.served).toBeGreaterThanOrEqual(counts[0]!.served - 1e-6);
        expect(counts[1]!.refused).toBeGreaterThanOrEqual(counts[0]!.refused - 1e-6);
        expect(counts[1]!.backlog).toBeGreaterThanOrEqual(counts[0]!.backlog - 1e-6);
      },
    ),
  );
});

test("segments are bounded by changes: pieces, pods and a few crossings of each", () => {
  fc.assert(
    fc.property(anyRun, (settings) => {
      const run = play(settings);
      const pieces = settings.rates.reduce((sum, points) => sum + points.length + 3, 4);
      // Each change concerns at most 6 pools of at most 2 targets, with at most 3 crossings each.
      expect(run.segments.length).toBeLessThanOrEqual((pieces + settings.changes.length) * 4 * 6);
    }),
    { numRuns: 100 },
  );
});

test("a wave over a day makes no more segments than it has pieces and crossings", () => {
  const wave = { mean: 100, amplitude: 50, period: minutes(60), phase: seconds(0), duration: minutes(1440) };
  const run = start([open(sine(wave), 0, 86_400)]);
  run.engine.join(pod("a"));
  run.kernel.advanceTo(at(86_400));
  expect(run.segments.length).toBeLessThan(24 * 32 + 24 * 2 + 4);
});
