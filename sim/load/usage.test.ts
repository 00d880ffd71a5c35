import fc from "fast-check";
import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import type { UsageModel } from "../scenario.ts";
import {
  type Bytes,
  type Millicores,
  millicores,
  minus,
  minutes,
  plus,
  type SimTime,
  seconds,
  simTime,
} from "../units.ts";
import { createLoadEngine, type LoadEngine } from "./engine.ts";
import { integralBetween } from "./profile.ts";
import { constant, ramp } from "./shapes.ts";

const zero = simTime(1_700_000_000_000_000);
const at = (second: number): SimTime => plus(zero, seconds(second));

type Run = {
  readonly engine: LoadEngine;
  readonly until: (second: number) => void;
  readonly join: (id: string, limit?: Millicores) => void;
};

function start(usage: Omit<UsageModel, "container">): Run {
  const kernel = createKernel({ start: minus(zero, minutes(1)), seed: 1, eventsMax: 1000 });
  const engine = createLoadEngine({ kernel, zero, loads: [], emit: () => {}, loadEdge: () => {} });
  const join = (id: string, cpuLimit = millicores(4000)): void =>
    engine.join({
      id,
      workload: "default/web",
      targets: ["Service default/web"],
      serving: { kind: "usage", usage: { container: "web", ...usage } },
      cpuLimit,
      idleCpu: millicores(0),
      requestCpuMicroseconds: 0,
    });
  return { engine, join, until: (second) => kernel.advanceTo(at(second)) };
}

const pods = ["a", "b", "c", "d", "e"] as const;

test("shared memory is split into whole bytes that add up, the first pods getting the remainder", () => {
  const run = start({ memory: { per: "total", profile: constant(539_185_152) } });
  for (const id of pods) run.join(id);
  run.until(10);
  const parts = pods.map((id) => run.engine.usedMemory(id, at(10)));
  expect(parts).toEqual([107_837_031, 107_837_031, 107_837_030, 107_837_030, 107_837_030]);
  expect(parts.reduce<number>((sum, part) => sum + part, 0) / 5).toBe(107_837_030.4);
});

test("the order of joining is that of the pods that are there at the instant asked for", () => {
  const run = start({ memory: { per: "total", profile: constant(11) } });
  for (const id of ["a", "b", "c"]) run.join(id);
  run.until(10);
  run.engine.leave("a");
  run.until(20);
  run.join("a");
  run.until(30);
  const memory = (second: number): readonly Bytes[] =>
    ["a", "b", "c"].map((id) => run.engine.usedMemory(id, at(second)));
  expect([memory(30), memory(5), memory(15), memory(25)]).toEqual([
    [3, 4, 4],
    [4, 4, 3],
    [0, 6, 5],
    [3, 4, 4],
  ]);
});

test("a pod that joins again, as when its Services change, keeps its place", () => {
  const run = start({ memory: { per: "total", profile: constant(3) } });
  run.join("a");
  run.join("b");
  run.until(10);
  run.join("a");
  run.until(20);
  expect([run.engine.usedMemory("a", at(20)), run.engine.usedMemory("b", at(20))]).toEqual([2, 1]);
});

test("usage of each pod is the same whatever their number, rounded to whole bytes", () => {
  const run = start({
    memory: { per: "pod", profile: ramp({ from: 100, to: 200, over: seconds(30) }) },
    cpu: { per: "pod", profile: constant(250) },
  });
  run.join("a");
  run.until(10);
  run.join("b");
  run.until(20);
  expect([run.engine.usedMemory("a", at(10)), run.engine.usedMemory("b", at(20))]).toEqual([133, 167]);
  expect([run.engine.usedCpu("a", at(20)), run.engine.usedCpu("b", at(20))]).toEqual([80 * 250_000, 10 * 250_000]);
});

test("shared CPU is an integral in core-microseconds, and holds its first value before zero", () => {
  const run = start({ cpu: { per: "total", profile: ramp({ from: 1000, to: 3000, over: seconds(100) }) } });
  run.join("a");
  run.join("b");
  run.until(50);
  run.engine.leave("a");
  run.until(150);
  const core = 1e6;
  expect(run.engine.usedCpu("a", at(0))).toBe(30 * core);
  expect(run.engine.usedCpu("a", at(50))).toBeCloseTo((30 + 37.5) * core, 3);
  expect(run.engine.usedCpu("a", at(150))).toBe(run.engine.usedCpu("a", at(50)));
  // 2 to 3 cores over 50 s, then 3 cores for 50 s.
  expect(run.engine.usedCpu("b", at(150)) - run.engine.usedCpu("b", at(50))).toBeCloseTo((125 + 150) * core, 3);
});

test("no pod uses more CPU than its limit, which throttles it meanwhile", () => {
  const run = start({ cpu: { per: "total", profile: ramp({ from: 0, to: 3000, over: seconds(60) }) } });
  run.join("a", millicores(1000));
  run.until(100);
  // At the limit from 20 s on.
  expect(run.engine.usedCpu("a", at(100))).toBeCloseTo((10 + 80) * 1e6, 3);
  expect(run.engine.throttledSeconds("a", at(100))).toBeCloseTo(80, 9);
  expect(run.engine.throttledSeconds("a", at(20))).toBeCloseTo(0, 9);
});

test("what the usage does not prescribe is 0, and no requests are counted", () => {
  const run = start({});
  run.join("a");
  run.until(10);
  const { engine } = run;
  expect(
    [engine.usedCpu, engine.usedMemory, engine.served, engine.inFlight, engine.throttledSeconds].map((read) =>
      read("a", at(5)),
    ),
  ).toEqual([0, 0, 0, 0, 0]);
});

test("at any instant the parts add up to what is prescribed, while anybody is there", () => {
  const change = fc.record({
    gap: fc.integer({ min: 0, max: 40 }),
    pod: fc.constantFrom(...pods),
    joins: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.integer({ min: 1, max: 1e9 }), (changes, amount) => {
      const profile = ramp({ from: amount, to: 3 * amount, over: seconds(120) });
      const cpu = ramp({ from: 100, to: 3000, over: seconds(200) });
      const run = start({ memory: { per: "total", profile }, cpu: { per: "total", profile: cpu } });
      run.join("a");
      let time = 0;
      for (const { gap, pod, joins } of changes) {
        time += gap;
        run.until(time);
        if (joins) run.join(pod);
        else if (pod !== "a") run.engine.leave(pod);
      }
      run.until(time + 10);
      for (const second of [0, time / 2, time + 10]) {
        const parts = pods.map((id) => run.engine.usedMemory(id, at(second)));
        const exact = amount + (2 * amount * Math.min(120, second)) / 120;
        expect(Math.abs(parts.reduce<number>((sum, part) => sum + part, 0) - exact)).toBeLessThanOrEqual(0.51);
      }
      const used = pods.reduce(
        (sum, id) => sum + run.engine.usedCpu(id, at(time + 10)) - run.engine.usedCpu(id, at(0)),
        0,
      );
      const prescribed = integralBetween(cpu, seconds(0), seconds(time + 10)) * 1000;
      expect(Math.abs(used - prescribed)).toBeLessThanOrEqual(1e-9 * prescribed + 1);
    }),
  );
});

test("reading the CPU from time to time gives what reading it once gives", () => {
  const readings = [false, true].map((often) => {
    const run = start({ cpu: { per: "total", profile: ramp({ from: 10, to: 3000, over: seconds(77) }) } });
    run.join("a", millicores(900));
    run.join("b", millicores(900));
    for (let second = 1; second <= 100; second++) {
      run.until(second);
      if (often) run.engine.usedCpu("a", at(second));
    }
    return run.engine.usedCpu("a", at(100));
  });
  expect(readings[1]).toBe(readings[0]);
});
