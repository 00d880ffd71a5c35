import { expect, test } from "vitest";
import { modelOf, rateOf, scenarioOf } from "../../fixtures/wind-tunnel.ts";
import { valueAt } from "../load/profile.ts";
import { ramp, steps } from "../load/shapes.ts";
import { defaultContainerModel } from "../scenario.ts";
import { minutes, seconds, toSeconds } from "../units.ts";
import { createModels, loadsFromStart } from "./models.ts";

const web = { kind: "Deployment", namespace: "default", name: "web" };

test("knows the workloads that the scenario describes, by namespace and name", () => {
  const model = modelOf();
  const models = createModels(scenarioOf({ workloads: [model] }));
  expect(models.lifecycleOf(web)).toEqual(model.lifecycle);
  expect(models.containerOf(web, "app")).toEqual(model.containers.get("app"));
  expect(models.servingOf(web)).toEqual(model.serving);
});

test("has a container idle that nobody describes, and leaves a workload's life to the cluster", () => {
  const models = createModels(scenarioOf());
  expect(models.containerOf(web, "sidecar")).toBe(defaultContainerModel);
  const elsewhere = { ...web, namespace: "shop" };
  expect(models.containerOf(elsewhere, "app")).toBe(defaultContainerModel);
  expect([models.lifecycleOf(elsewhere), models.servingOf(elsewhere)]).toEqual([undefined, undefined]);
});

test("loads begin and end so much later as the warm-up is long", () => {
  const loads = [rateOf(1, { from: 60, until: 90 }), rateOf(1, { from: -120 })];
  const shifted = loadsFromStart(scenarioOf({ warmupMinutes: 2, loads }));
  expect(shifted.map(({ from, until }) => [toSeconds(from), toSeconds(until)])).toEqual([
    [180, 210],
    [0, Number.POSITIVE_INFINITY],
  ]);
});

test("prescribed usage begins with the scenario's zero, and is before what it is then", () => {
  const usage = {
    cpu: { per: "total", profile: ramp({ from: 100, to: 200, over: minutes(1) }) },
    memory: { per: "pod", profile: steps([{ at: seconds(10), value: 64 }]) },
  } as const;
  const serving = createModels(scenarioOf({ warmupMinutes: 5, workloads: [modelOf({ usage })] })).servingOf(web);
  const { cpu, memory } = serving?.kind === "usage" ? serving.usage : {};
  const at = [0, 299, 300, 309, 310, 330, 360, 999].map(seconds);
  expect(at.map((time) => valueAt(cpu!.profile, time))).toEqual([100, 100, 100, 115, 100 + 100 / 6, 150, 200, 200]);
  expect(at.map((time) => valueAt(memory!.profile, time))).toEqual([0, 0, 0, 0, 64, 64, 64, 64]);
  expect([cpu?.per, memory?.per]).toEqual(["total", "pod"]);
});
