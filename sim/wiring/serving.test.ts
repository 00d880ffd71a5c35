import { expect, test } from "vitest";
import { deploymentOf, modelOf, rateOf, scenarioOf, serviceOf } from "../../fixtures/wind-tunnel.ts";
import { constant } from "../load/shapes.ts";
import type { Scenario } from "../scenario.ts";
import { millicores } from "../units.ts";
import { runScenario } from "../wind-tunnel.ts";
import { cpuLimitOf, servingContainer } from "./serving.ts";

test("the load is about the container that serves, or whose usage is prescribed", () => {
  const prescribed = modelOf({ usage: { cpu: { per: "pod", profile: constant(100) } } });
  expect([modelOf().serving, prescribed.serving].map(servingContainer)).toEqual(["app", "app"]);
});

test.for([
  ["its own limit", { cpu: 250 }, 250],
  ["all that the node has, without a limit", {}, 4000],
  ["no more than the node has", { cpu: 9000 }, 4000],
] as const)("a container may use %s", ([, limits, expected]) => {
  const [container] = deploymentOf({ limits }).template.spec.containers;
  expect(cpuLimitOf(container, millicores(4000))).toBe(expected);
});

test("a container that nobody knows may use all that the node has", () => {
  expect(cpuLimitOf(undefined, millicores(4000))).toBe(4000);
});

/** Requests per second that each pod can complete, as the first segment with pods has it. */
function capacityOf(settings: Partial<Scenario>): number | undefined {
  const { trace } = runScenario(scenarioOf({ minutes: 1, loads: [rateOf(1)], ...settings }));
  const segments = trace.facts.flatMap((fact) => (fact.kind === "serving" ? [fact.segment] : []));
  const first = segments.find(({ pods }) => pods > 0);
  return first && first.capacityPerSecond / first.pods;
}

test("a pod serves what its container's limit leaves beside idling", () => {
  const deployment = deploymentOf({ limits: { cpu: 505 }, sidecars: { proxy: { cpu: 10 } } });
  // 500m for requests of 10 ms each.
  expect(capacityOf({ objects: [deployment, serviceOf()] })).toBe(50);
});

test("pods about which the scenario says nothing take no load", () => {
  expect(capacityOf({ objects: [deploymentOf(), serviceOf()], workloads: [] })).toBeUndefined();
});

test("a pod of another namespace's workload of the same name is another workload's", () => {
  expect(capacityOf({ workloads: [{ ...modelOf(), namespace: "shop" }] })).toBeUndefined();
});
