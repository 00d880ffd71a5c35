import { expect, test } from "vitest";
import { deploymentOf, modelOf, rateOf, serviceOf } from "../../fixtures/wind-tunnel.ts";
import { constant, ramp, steps } from "../../sim/load/shapes.ts";
import type { ContainerModel, Load, Scenario } from "../../sim/scenario.ts";
import { milliseconds, seconds, zeroDuration } from "../../sim/units.ts";
import { demandOf, refuseDemandAbove } from "./demand.ts";

/** Web costs 10 ms of CPU a request. */
const scenario = (...loads: readonly Load[]): Pick<Scenario, "loads" | "workloads" | "objects"> => ({
  loads,
  workloads: [modelOf()],
  objects: [deploymentOf(), serviceOf()],
});

test("without a load nothing is asked for", () => {
  expect(demandOf(scenario())).toEqual({ cores: 0, at: zeroDuration, loads: [] });
});

test("loads that overlap add up, where they do", () => {
  const baseline = rateOf(20, { name: "baseline" });
  const spike = rateOf(260, { name: "spike", from: 300, until: 900 });
  expect(demandOf(scenario(baseline, spike))).toEqual({
    cores: 2.8000000000000003,
    at: seconds(300),
    loads: [
      { load: "baseline", cores: 0.2 },
      { load: "spike", cores: 2.6 },
    ],
  });
});

test("loads that follow each other do not add up", () => {
  const morning = rateOf(20, { name: "morning", until: 300 });
  const noon = rateOf(30, { name: "noon", from: 300, until: 900 });
  expect(demandOf(scenario(morning, noon)).cores).toBeCloseTo(0.3, 9);
});

test("a ramp counts with its end, even where a jump follows", () => {
  const rising = [
    ...ramp({ from: 0, to: 100, over: seconds(60) }).slice(0, 1),
    ...steps([{ at: seconds(60), value: 1 }]).slice(1),
  ];
  const { cores, at } = demandOf(scenario(rateOf(rising)));
  expect(cores).toBeCloseTo(1, 5);
  expect(at).toBe(seconds(60) - 1);
});

test("a load that was there during the warm-up is seen", () => {
  const load: Load = {
    ...rateOf(
      steps([
        { at: zeroDuration, value: 50 },
        { at: seconds(60), value: 5 },
      ]),
    ),
    from: seconds(-120),
  };
  expect(demandOf(scenario(load))).toMatchObject({ cores: 0.5, at: seconds(-120) });
});

const closed = (clients: number, think: number): Load => ({
  ...rateOf(0),
  shape: { kind: "closed", clients, think: seconds(think) },
});

test("clients ask as often as work, wait and think time let them", () => {
  const waiting = modelOf({ requests: { wait: milliseconds(40) } });
  const patient = { ...scenario(closed(10, 0.05)), workloads: [waiting] };
  expect(demandOf(patient).cores).toBeCloseTo((10 * 0.01) / (0.01 + 0.04 + 0.05), 9);
  expect(demandOf(scenario(closed(3, 0))).cores).toBe(3);
});

test("all containers of a pod count, and of two workloads behind a Service the dearer one", () => {
  const model = modelOf();
  const app = model.containers.get("app");
  const proxy: ContainerModel = { ...app!, requestCpuMicroseconds: 5000 };
  const withProxy = { ...model, name: "api", containers: new Map([...model.containers, ["proxy", proxy]]) };
  const api = deploymentOf({ name: "api" });
  const alike = { ...api, template: { ...api.template, labels: { app: "web" } } };
  const workloads = [model, withProxy];
  const loads = [rateOf(10)];
  const apart = { loads, workloads, objects: [deploymentOf(), api, serviceOf()] };
  expect(demandOf(apart).cores).toBeCloseTo(0.1, 9);
  expect(demandOf({ ...apart, objects: [deploymentOf(), alike, serviceOf()] }).cores).toBeCloseTo(0.15, 9);
});

test("what uses prescribed CPU asks for none by its requests", () => {
  const prescribed = modelOf({ usage: { cpu: { per: "total", profile: constant(100) } } });
  expect(demandOf({ ...scenario(rateOf(100)), workloads: [prescribed] }).cores).toBe(0);
});

test("more than the limit is refused, with what each load asks for", () => {
  const demand = demandOf(scenario(rateOf(20, { name: "baseline" }), rateOf(260, { name: "spike", from: 300 })));
  const limit = { coresMax: 1, setting: "KUBEWIND_CORES_MAX" };
  expect(() => refuseDemandAbove(limit, demand)).toThrowErrorMatchingInlineSnapshot(`
    [InputError: at 5m0s the loads ask for 2.8 cores of CPU (load.baseline 0.2 cores, load.spike 2.6 cores), a replay plays at most 1 core
      Lower the rates or the CPU time of a request, or raise KUBEWIND_CORES_MAX on a machine that has the cores to spare.]
  `);
  expect(() => refuseDemandAbove({ ...limit, coresMax: 2.9 }, demand)).not.toThrow();
});
