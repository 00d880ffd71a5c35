import fc from "fast-check";
import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import type { Load, RequestModel } from "../scenario.ts";
import { microseconds, millicores, plus, type SimTime, seconds, simTime } from "../units.ts";
import { createLoadEngine, type LoadEngine } from "./engine.ts";
import { type Latency, meanResponse, responseQuantile } from "./latency.ts";
import type { Profile } from "./profile.ts";
import { type ResponseSample, sampleResponses } from "./sampling.ts";
import type { TimedSegment } from "./segment.ts";
import { countsBetween, type Interval } from "./series.ts";
import { constant, spike, steps } from "./shapes.ts";

const zero = simTime(1_700_000_000_000_000);
const infinity = Number.POSITIVE_INFINITY;
const at = (second: number): SimTime => plus(zero, seconds(second));
const between = (from: number, until: number): Interval => ({ from: at(from), until: at(until) });
const target = { kind: "Service", namespace: "default", name: "web" } as const;

type Shape = Partial<RequestModel> & {
  readonly loads: readonly (Profile | { readonly clients: number; readonly think: number })[];
  /** Another load, aimed at the workload itself. */
  readonly direct?: Profile;
  /** Pods that are ready from each second on. */
  readonly pods?: Readonly<Record<number, number>>;
  readonly until: number;
};

type Run = {
  readonly engine: LoadEngine;
  readonly segments: readonly TimedSegment[];
  readonly samples: readonly ResponseSample[];
};

/** Pods of four slots of 100 ms: 40 requests per second each. */
function play({ loads, direct, pods = { 0: 1 }, until, ...changes }: Shape): Run {
  const kernel = createKernel({ start: zero, seed: 1, eventsMax: 10_000 });
  const segments: TimedSegment[] = [];
  const window = { from: seconds(0), until: seconds(until) };
  const engine = createLoadEngine({
    kernel,
    zero,
    loads: [
      ...loads.map((load, index): Load => {
        const closed = (clients: number, think: number) =>
          ({ kind: "closed", clients, think: seconds(think) }) as const;
        const shape = "clients" in load ? closed(load.clients, load.think) : ({ kind: "open", rate: load } as const);
        return { name: String(index), target, ...window, shape };
      }),
      ...(direct
        ? [
            {
              name: "direct",
              target: { ...target, kind: "Deployment" as const },
              ...window,
              shape: { kind: "open" as const, rate: direct },
            },
          ]
        : []),
    ],
    emit: (segment) => segments.push({ at: kernel.now(), segment }),
    loadEdge: () => {},
  });
  const requests: RequestModel = {
    container: "web",
    wait: seconds(0.1),
    concurrencyMax: 4,
    queueMax: infinity,
    timeout: microseconds(infinity),
    variation: "exponential",
    ...changes,
  };
  for (const [second, count] of Object.entries(pods)) {
    kernel.at(at(Number(second)), () => {
      for (let pod = 0; pod < 20; pod++) {
        engine.leave(String(pod));
        if (pod < count) engine.join({ ...plainPod, id: String(pod), serving: { kind: "requests", requests } });
      }
    });
  }
  kernel.advanceTo(at(until));
  return { engine, segments, samples: sampleResponses(segments, at(until)) };
}

const plainPod = {
  workload: "default/web",
  targets: ["Service default/web", "Deployment default/web"],
  cpuLimit: millicores(1000),
  idleCpu: millicores(0),
  requestCpuMicroseconds: 0,
};

const inSeconds = (latency: Latency): number => (latency.kind === "seconds" ? latency.seconds : Number.NaN);

test("at rest, a queue of one server has exponential response times", () => {
  const { samples } = play({ loads: [constant(8)], concurrencyMax: 1, until: 10_000 });
  const interval = between(1000, 9000);
  expect(inSeconds(meanResponse(samples, interval))).toBeCloseTo(0.5, 4);
  for (const share of [0.5, 0.95, 0.99]) {
    expect(inSeconds(responseQuantile(samples, interval, share))).toBeCloseTo(-0.5 * Math.log(1 - share), 3);
  }
});

test("a light load takes as long as the work", () => {
  const { samples } = play({ loads: [constant(1)], variation: "none", until: 600 });
  const all = between(0, 600);
  expect(inSeconds(meanResponse(samples, all))).toBeCloseTo(0.1, 4);
  expect(inSeconds(responseQuantile(samples, all, 0.95))).toBeCloseTo(0.1, 4);
});

test("nothing answered has no response time", () => {
  const { samples } = play({ loads: [constant(5)], pods: { 50: 1 }, until: 100 });
  expect(meanResponse(samples, between(0, 50))).toEqual({ kind: "nothing-answered" });
  expect(responseQuantile(samples, between(0, 50), 0.5)).toEqual({ kind: "nothing-answered" });
  expect(responseQuantile([], between(0, 100), 0.5)).toEqual({ kind: "nothing-answered" });
});

test("in a backlog, first come is first served: the wait is what lies between the two counts", () => {
  // 400 per second for 100 s where 200 are served: after t seconds one waits t/2.
  const { samples } = play({ loads: [constant(400)], pods: { 0: 5 }, variation: "none", until: 100 });
  expect(inSeconds(responseQuantile(samples, between(0, 100), 0.5))).toBeCloseTo(25, 0);
  expect(inSeconds(responseQuantile(samples, between(90, 100), 0.5))).toBeCloseTo(47.6, 0);
  expect(inSeconds(meanResponse(samples, between(0, 100)))).toBeCloseTo(25.1, 0);
});

test("pods that join shorten the wait of those who wait already", () => {
  // 400 per second for 60 s, then none; 200 served, from 60 s on 800. At 60 s 12000 wait, the last 15 s longer.
  const load = steps([
    { at: seconds(0), value: 400 },
    { at: seconds(60), value: 0 },
  ]);
  const { samples } = play({ loads: [load], pods: { 0: 5, 60: 20 }, variation: "none", until: 100 });
  // Taken up at 60 s: came at 30 s. Taken up at 75 s: came at 60 s.
  expect(inSeconds(responseQuantile(samples, between(59, 60), 0.5))).toBeCloseTo(29.85, 0);
  expect(inSeconds(responseQuantile(samples, between(74, 75), 0.5))).toBeCloseTo(15.6, 0);
});

test("nobody who is answered has waited longer than clients do", () => {
  const { samples } = play({ loads: [constant(100)], timeout: seconds(3), variation: "none", until: 200 });
  expect(inSeconds(responseQuantile(samples, between(50, 200), 0.999))).toBeCloseTo(3.1, 2);
  expect(inSeconds(responseQuantile(samples, between(50, 200), 0.5))).toBeGreaterThan(2.9);
});

test("closed clients take the time that their throughput tells", () => {
  const { samples, segments } = play({ loads: [{ clients: 20, think: 0.1 }], until: 600 });
  const mean = inSeconds(meanResponse(samples, between(0, 600)));
  const { served } = countsBetween(segments, between(0, 600));
  expect((served / 600) * (mean + 0.1)).toBeCloseTo(20, 6);
});

test("an open load is answered as if closed clients were not there, and they get the rest", () => {
  const alone = play({ loads: [constant(20)], until: 600 });
  const both = play({ loads: [constant(20), { clients: 10, think: 1 }], until: 600 });
  const all = between(0, 600);
  const { served } = countsBetween(both.segments, all);
  const own = countsBetween(alone.segments, all).served;
  const mean = inSeconds(meanResponse(both.samples, all)) * served - inSeconds(meanResponse(alone.samples, all)) * own;
  // Little's law of the clients alone.
  expect((mean + (served - own)) / 600).toBeCloseTo(10, 3);
});

test("the counts of an interval are those of its parts", () => {
  const { segments } = play({
    loads: [spike({ base: 20, peak: 90, rise: seconds(30), hold: seconds(60), fall: seconds(30) })],
    queueMax: 500,
    until: 300,
  });
  const instants = fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300));
  fc.assert(
    fc.property(instants, (times) => {
      const [from, middle, until] = [...times].sort((a, b) => a - b) as [number, number, number];
      const [whole, first, second] = [between(from, until), between(from, middle), between(middle, until)].map(
        (interval) => countsBetween(segments, interval),
      );
      for (const kind of ["offered", "served", "refused", "timedOut"] as const) {
        expect(whole![kind]).toBeCloseTo(first![kind] + second![kind], 6);
      }
    }),
  );
});

test("a higher share takes no less time, and the answers are as many as were served", () => {
  const anyShape = fc.record({
    base: fc.integer({ min: 0, max: 60 }),
    peak: fc.integer({ min: 0, max: 200 }),
    hold: fc.integer({ min: 0, max: 90 }),
  });
  fc.assert(
    fc.property(
      anyShape,
      fc.constantFrom("exponential" as const, "none" as const),
      ({ base, peak, hold }, variation) => {
        const load = spike({ base, peak, rise: seconds(10), hold: seconds(hold), fall: seconds(10) });
        const { samples, segments } = play({ loads: [load], variation, timeout: seconds(20), until: 200 });
        const all = between(0, 200);
        const { served } = countsBetween(segments, all);
        const answered = samples.reduce((sum, { requests }) => sum + requests, 0);
        expect(Math.abs(answered - served)).toBeLessThanOrEqual(1e-6 * served);
        if (served === 0) return;
        const quantiles = [0.1, 0.5, 0.9, 0.99].map((share) => inSeconds(responseQuantile(samples, all, share)));
        expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
        expect(quantiles[0]).toBeGreaterThan(0);
        expect(quantiles[3]).toBeLessThan(22);
      },
    ),
    { numRuns: 40 },
  );
});

test("Little's law: requests in flight, over time, are the response times added up", () => {
  const anyShape = fc.record({
    base: fc.integer({ min: 5, max: 25 }),
    peak: fc.integer({ min: 5, max: 150 }),
    more: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(
      anyShape,
      fc.constantFrom("exponential" as const, "none" as const),
      ({ base, peak, more }, variation) => {
        const load = spike({ base, peak, rise: seconds(15), hold: seconds(40), fall: seconds(25) });
        const { engine, samples, segments } = play({ loads: [load], variation, pods: { 0: 1, 60: more }, until: 900 });
        const { served } = countsBetween(segments, between(0, 900));
        const inResponses = inSeconds(meanResponse(samples, between(0, 900))) * served;
        let inFlight = 0;
        for (let tenth = 0; tenth < 9000; tenth++) {
          for (let pod = 0; pod < more; pod++) inFlight += 0.1 * engine.inFlight(String(pod), at((tenth + 0.5) / 10));
        }
        expect(Math.abs(inResponses / inFlight - 1)).toBeLessThan(0.02);
      },
    ),
    { numRuns: 20 },
  );
});

test("targets that share pods see the same queue", () => {
  const all = between(0, 400);
  const until = 400;
  const together = play({
    loads: [spike({ base: 30, peak: 60, rise: seconds(5), hold: seconds(60), fall: seconds(5) })],
    until,
  });
  const apart = play({
    loads: [spike({ base: 20, peak: 40, rise: seconds(5), hold: seconds(60), fall: seconds(5) })],
    direct: spike({ base: 10, peak: 20, rise: seconds(5), hold: seconds(60), fall: seconds(5) }),
    until,
  });
  for (const kind of ["Service", "Deployment"]) {
    const segments = apart.segments.filter(({ segment }) => segment.target === `${kind} default/web`);
    const samples = sampleResponses(segments, at(until));
    for (const share of [0.5, 0.95]) {
      const ratio =
        inSeconds(responseQuantile(samples, all, share)) / inSeconds(responseQuantile(together.samples, all, share));
      expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
    }
  }
  expect(apart.engine.inFlight("0", at(50))).toBeCloseTo(together.engine.inFlight("0", at(50)), 6);
});

test("the response time does not jump where a segment ends", () => {
  const load = spike({ base: 10, peak: 60, rise: seconds(60), hold: seconds(30), fall: seconds(60) });
  const { samples } = play({ loads: [load], until: 400 });
  const means = Array.from({ length: 3900 }, (_, index) =>
    inSeconds(meanResponse(samples, between(5 + index / 10, 5.1 + index / 10))),
  );
  // Where 10 come and 40 are served per second, the wait falls by 3 s in a second.
  for (const [index, mean] of means.entries()) expect(Math.abs(mean - (means[index - 1] ?? mean))).toBeLessThan(0.45);
  expect(Math.max(...means)).toBeGreaterThan(10);
});
