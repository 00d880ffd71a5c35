import { expect, test } from "vitest";
import { linesOf, rateOf, replicasOf, scenarioOf } from "../fixtures/wind-tunnel.ts";
import type { Expectation } from "./checks/expectation.ts";
import { LimitError } from "./kernel/kernel.ts";
import { minutes, plus, seconds, zeroDuration } from "./units.ts";
import { createWindTunnel, runScenario } from "./wind-tunnel.ts";

test("stands at the start with everything set up, and nothing has happened yet", () => {
  const scenario = scenarioOf({ warmupMinutes: 2 });
  const tunnel = createWindTunnel(scenario);
  expect([tunnel.now(), tunnel.nextAt(), tunnel.end]).toEqual([
    scenario.start,
    scenario.start,
    plus(scenario.start, minutes(12)),
  ]);
  expect(tunnel.servers.kubelet("node-3")).toBeDefined();
  expect(tunnel.servers.kubelet("node-4")).toBeUndefined();
});

test("the warm-up lies before zero: objects come at its beginning, actions and loads count from its end", () => {
  const target = { namespace: "default", name: "web" };
  const run = runScenario(
    scenarioOf({
      warmupMinutes: 2,
      minutes: 2,
      loads: [rateOf(1, { from: 30, until: 60 })],
      actions: [{ name: "by hand", at: seconds(45), kind: "scale", target, replicas: 3 }],
    }),
  );
  expect(linesOf(run, "applied", "load", "action")).toEqual([
    "-120 deployment/web created",
    "-120 service/web created",
    "-120 hpa/web created",
    "30 load/load start",
    "45 action/by hand",
    "60 load/load end",
  ]);
  expect(run.trace.end - run.trace.zero).toBe(minutes(2));
});

test("gives a finished run its release, its verdicts and its summary", () => {
  const target = { namespace: "default", name: "web" };
  const reaches = (min: number): Expectation => ({
    verb: "reaches",
    target,
    field: "replicas",
    holds: { min },
    within: minutes(5),
    after: { kind: "load", name: "load", edge: "start", offset: zeroDuration },
    text: `reaches ${min}`,
    place: "",
  });
  const scenario = scenarioOf({ loads: [rateOf(40, { from: 60 })], expectations: [reaches(4), reaches(8)] });
  const { kubernetes, summary, verdicts, eventCount } = runScenario(scenario);
  expect(kubernetes).toBe("1.36.3");
  expect(verdicts.map(({ expectation, isMet }) => [expectation.text, isMet])).toEqual([
    ["reaches 4", true],
    ["reaches 8", false],
  ]);
  expect(summary.workloads).toMatchObject([
    { name: "web", replicasMin: 1, replicasMax: 4, replicasLast: 4, changes: 2 },
  ]);
  expect(summary.targets).toMatchObject([{ target: "Service default/web", offered: 540 * 40, refused: 0 }]);
  expect(eventCount).toBeGreaterThan(50);
});

test("tells of every pass of every HPA, when it is played", () => {
  const passes: number[] = [];
  const scenario = scenarioOf({ minutes: 1 });
  const { trace } = runScenario(scenario, {
    onPass: ({ namespace, name }, at) => {
      expect(`${namespace}/${name}`).toBe("default/web");
      passes.push((at - scenario.start) / 1e6);
    },
  });
  expect(passes).toEqual([15, 30, 45, 60]);
  expect(trace.facts).toEqual(runScenario(scenario).trace.facts);
});

test("is played up to its end, and not beyond", () => {
  const tunnel = createWindTunnel(scenarioOf({ minutes: 1 }));
  expect(() => tunnel.advanceTo(plus(tunnel.end, seconds(1)))).toThrow("a scenario is played up to its end");
  tunnel.advanceTo(tunnel.end);
  expect(replicasOf(tunnel.finish())).toEqual({ 0: 1 });
});

test("ends a run with more events than the scenario allows", () => {
  const message = 'the run needs more than 20 events, the limit "eventsMax" of the scenario';
  expect(() => runScenario(scenarioOf({ eventsMax: 20 }))).toThrow(new LimitError(message));
});
