import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestFolder } from "../input/test-folder.ts";
import * as kubewind from "./index.ts";

test("exports what it promises, and nothing else", () => {
  expect(Object.keys(kubewind).sort()).toEqual([
    "InputError",
    "LimitError",
    "createWindTunnel",
    "findScenarios",
    "formatProblem",
    "loadScenario",
    "runScenario",
    "traceHash",
  ]);
});

test("finds, loads and plays a scenario, and judges what it expects", () => {
  const [file = ""] = kubewind.findScenarios(["scenarios/walkthrough"]);
  const { scenario, files } = kubewind.loadScenario(file, { sets: [] });
  const run = kubewind.runScenario(scenario);
  const golden = readFileSync("scenarios/walkthrough/trace.golden", "utf8");
  expect(golden).toContain(`\ntrace       ${kubewind.traceHash(run.trace)}\n`);
  expect(run.verdicts.every(({ isMet }) => isMet)).toBe(true);
  expect(run.summary.workloads).toMatchObject([{ name: "web", replicasMin: 1, replicasMax: 5, replicasLast: 1 }]);
  expect(files.toSorted()).toEqual(
    ["hpa.yaml", "scenario.yaml", "web.yaml"].map((name) => `scenarios/walkthrough/${name}`),
  );
});

test("plays step by step, with the servers of the cluster at hand", () => {
  const { scenario } = kubewind.loadScenario("scenarios/walkthrough", { sets: [], kubernetes: "1.37", seed: 3 });
  const tunnel = kubewind.createWindTunnel(scenario);
  while ((tunnel.nextAt() ?? Number.POSITIVE_INFINITY) <= tunnel.end) tunnel.advanceTo(tunnel.nextAt()!);
  expect(tunnel.servers.kubelet("node-1")).toBeTypeOf("function");
  expect(kubewind.traceHash(tunnel.finish().trace)).toBe(kubewind.traceHash(kubewind.runScenario(scenario).trace));
});

test("says what is wrong with a scenario, each problem with its place", () => {
  const folder = createTestFolder({
    "scenario.yaml": "apiVersion: kubewind.dev/v1alpha1\nkind: Scenario\nduration: soon\n",
  });
  const problems = (): readonly string[] => {
    try {
      kubewind.loadScenario(join(folder.path, "scenario.yaml"), { sets: [] });
      return [];
    } catch (error) {
      return error instanceof kubewind.InputError ? error.problems.map(kubewind.formatProblem) : [String(error)];
    }
  };
  const told = problems().map(folder.shown);
  folder.remove();
  expect(told).toEqual([
    [
      'scenario.yaml:3:11: "soon" is not a duration',
      "  duration: soon",
      "            ^",
      "  A duration is written 250ms, 90s, 5m or 1h30m.",
    ].join("\n"),
  ]);
});

test("ends a run that needs more events than its scenario allows", () => {
  const { scenario } = kubewind.loadScenario("scenarios/walkthrough", { sets: [] });
  const message = 'the run needs more than 100 events, the limit "eventsMax" of the scenario';
  expect(() => kubewind.runScenario({ ...scenario, eventsMax: 100 })).toThrow(new kubewind.LimitError(message));
});
