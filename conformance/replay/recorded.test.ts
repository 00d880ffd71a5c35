import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadScenario } from "../../input/load-scenario.ts";
import type { ControllerManagerFlags, Scenario, WorkloadModel } from "../../sim/scenario.ts";
import type { Trace } from "../../sim/trace/trace.ts";
import { zeroDuration } from "../../sim/units.ts";
import { judgeReplay } from "./judge-replay.ts";
import { readRecordedRun, recordedFileOf } from "./recorded-file.ts";
import type { RecordedRun } from "./recorded-run.ts";
import { replayRow, replayTableHead } from "./table.ts";
import type { ReplayVerdict } from "./verdict.ts";

const folder = "fixtures/recorded/kind";
const names = readdirSync(folder).flatMap((file) =>
  file.endsWith(".jsonl.gz") ? [file.replace(".jsonl.gz", "")] : [],
);

const recordingOf = (name: string): RecordedRun => readRecordedRun(join(folder, recordedFileOf(name)));
const scenarioOf = (name: string): Scenario => loadScenario(`scenarios/on-kind/${name}`, { sets: [] }).scenario;

test("every scenario for a cluster has a recorded run", () => {
  expect(names).toEqual(readdirSync("scenarios/on-kind").sort());
});

test.for(names)("%s: the simulation agrees with the run on a real cluster", (name) => {
  const recorded = recordingOf(name);
  const { verdict } = judgeReplay(scenarioOf(name), recorded);
  expect(verdict.firstDivergence).toBeUndefined();
  expect(recorded.selfChecks.filter(({ isMet }) => !isMet)).toEqual([]);
  expect(verdict.findings.reduce((sum, { compared }) => sum + compared, 0)).toBeGreaterThan(300);
});

test("metrics-server logs a certificate that it does not trust as the simulated one does", () => {
  const name = "untrusted-kubelet-certificate";
  const { recorded, simulated } = judgeReplay(scenarioOf(name), recordingOf(name));
  const logged = ({ facts }: Trace): ReadonlySet<string> =>
    new Set(
      facts.flatMap((fact) =>
        fact.kind === "log" && fact.text.includes("x509")
          ? [fact.text.replaceAll(/\b\d+(\.\d+){3}\b/g, "ADDRESS").replace(/node="[^"]+"/, "node=NODE")]
          : [],
      ),
    );
  expect(logged(recorded.trace).size).toBe(1);
  expect(logged(recorded.trace)).toEqual(logged(simulated.trace));
});

test("docs/fidelity.md has the table of these runs", () => {
  const rows = names.map((name) => replayRow(name, judgeReplay(scenarioOf(name), recordingOf(name))));
  expect(readFileSync("docs/fidelity.md", "utf8")).toContain([replayTableHead, ...rows].join("\n"));
});

describe("a simulation that is wrong diverges from the recorded run", () => {
  const withFlags = (scenario: Scenario, flags: ControllerManagerFlags): Scenario => ({
    ...scenario,
    cluster: { ...scenario.cluster, controllerManager: { ...scenario.cluster.controllerManager, ...flags } },
  });

  const withDoubledCost = (scenario: Scenario): Scenario => ({
    ...scenario,
    workloads: scenario.workloads.map((model): WorkloadModel => {
      const doubled = [...model.containers].map(
        ([name, each]) =>
          [
            name,
            {
              ...each,
              requestCpuMicroseconds: each.requestCpuMicroseconds * 2,
              requestMemory: (each.requestMemory * 2) as typeof each.requestMemory,
            },
          ] as const,
      );
      return { ...model, containers: new Map(doubled) };
    }),
  });

  /** Not only in words. */
  const expectOtherReplicas = ({ agrees, findings }: ReplayVerdict): void => {
    expect(agrees).toBe(false);
    const apart = findings.filter(({ aspect, divergence }) => aspect === "rescales" && divergence !== undefined);
    expect(apart).not.toEqual([]);
  };

  test.for(names)("%s: requests that cost twice as much", (name) => {
    expectOtherReplicas(judgeReplay(withDoubledCost(scenarioOf(name)), recordingOf(name)).verdict);
  });

  test("the cause of that is named", () => {
    const { verdict } = judgeReplay(withDoubledCost(scenarioOf("cpu-walkthrough")), recordingOf("cpu-walkthrough"));
    expect(verdict.firstDivergence?.cause).toMatch(/a request costs more or less than the scenario states$/);
  });

  test.for(["rate-limited", "memory-target"])("%s: a tolerance of 0.5", (name) => {
    const scenario = withFlags(scenarioOf(name), { tolerance: 0.5 });
    expectOtherReplicas(judgeReplay(scenario, recordingOf(name)).verdict);
  });

  test("no rule for the CPU of pods that start", () => {
    const none = { cpuInitializationPeriod: zeroDuration, initialReadinessDelay: zeroDuration };
    const scenario = withFlags(scenarioOf("slow-starting-pods"), none);
    expectOtherReplicas(judgeReplay(scenario, recordingOf("slow-starting-pods")).verdict);
  });
});
