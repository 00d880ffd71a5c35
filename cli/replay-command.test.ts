import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { simulatedTarget } from "../conformance/replay/simulated-target.ts";
import type { Target } from "../conformance/replay/target.ts";
import { InputError } from "../input/input-error.ts";
import { createTestFolder, type TestFolder } from "../input/test-folder.ts";
import type { Scenario, WorkloadModel } from "../sim/scenario.ts";
import type { ReplayOptions } from "./options.ts";
import { replayOn } from "./replay-command.ts";
import { metScenario, scenarioFiles } from "./test-command-line.ts";

let folder: TestFolder;
let spies: readonly MockInstance[];
let stdout: string;
let stderr: string;

beforeEach(() => {
  folder = createTestFolder({ ...scenarioFiles("calm", metScenario), ...scenarioFiles("same", metScenario) });
  stdout = "";
  stderr = "";
  const hear = (text: unknown): true => {
    stdout += stripVTControlCharacters(String(text));
    return true;
  };
  spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(hear),
    vi.spyOn(console, "log").mockImplementation((text = "") => void hear(`${text}\n`)),
    vi.spyOn(console, "error").mockImplementation((text) => {
      stderr += `${text}\n`;
    }),
  ];
});

afterEach(() => {
  for (const spy of spies) spy.mockRestore();
  folder.remove();
});

const options = (changes: Partial<ReplayOptions> = {}): ReplayOptions => ({
  ...{ on: "kind", keep: false, report: [], json: false },
  out: join(folder.path, "out"),
  ...changes,
});

const paths = (...names: readonly string[]): readonly string[] => names.map((name) => join(folder.path, name));

/** A target on which a request costs so many times what the scenario states. */
const costing = (factor: number): Target => ({
  ...simulatedTarget,
  name: "elsewhere",
  use: (order, play) => {
    order.say(`making a cluster for \u001b[31m${order.folder.split("/").at(-1)}`);
    const scenario = withCost(order.loaded.scenario, factor);
    return simulatedTarget.use({ ...order, loaded: { ...order.loaded, scenario } }, play);
  },
});

function withCost(scenario: Scenario, factor: number): Scenario {
  const dearer = (model: WorkloadModel): WorkloadModel => ({
    ...model,
    containers: new Map(
      [...model.containers].map(([name, container]) => [
        name,
        { ...container, requestCpuMicroseconds: container.requestCpuMicroseconds * factor },
      ]),
    ),
  });
  return { ...scenario, workloads: scenario.workloads.map(dearer) };
}

const on = (target: Target) => ({ target, endsItself: true });

test("a request that costs twice what the scenario states makes a replay diverge, which ends with 1", async () => {
  expect(await replayOn(on(costing(2)), paths("calm"), options({ report: ["junit"] }))).toBe(1);
  expect(stdout).toContain("\nDIVERGED\nThe simulation parted from the run on simulated at ");
  expect(stdout).toMatch(/\nFirst divergence at 00:\d\d:\d\d\.\d{3}\n {2}where {6}\w+ of \S+/);
  expect(stdout).toMatch(/\n {2}likely /);
  expect(stdout).toMatch(/\nWritten: \S+\/out\/calm\/replay\.xml\n\nReplay it again: .* replay \S+\/calm --on kind\n$/);
});

test("what a target says goes to standard error, with how long it has been under way, and drives no terminal", async () => {
  await replayOn(on(costing(1)), paths("calm"), options());
  expect(stderr).toBe("calm  0s  making a cluster for \\x1b[31mcalm\n");
});

test("a replay of several that fails is told with those that do not", async () => {
  const target: Target = {
    ...costing(1),
    use: (order, play) =>
      order.folder.endsWith("calm")
        ? Promise.reject(new InputError([{ message: "there is no Docker daemon" }]))
        : costing(1).use(order, play),
  };
  expect(await replayOn(on(target), paths("calm", "same"), options())).toBe(2);
  expect(stderr).toContain("there is no Docker daemon\n");
  expect(stdout).toMatch(/^✗ calm {2}not played\n {4}there is no Docker daemon\n✓ same {2}agrees /);
  expect(stdout).toMatch(/\n2 replays, 1 without agreement\.\n$/);
});

test("a failure is a document where one is wanted", async () => {
  const target: Target = { ...costing(1), use: () => Promise.reject(new Error("pulled the plug")) };
  expect(await replayOn(on(target), paths("calm"), options({ json: true }))).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ kind: "kubewind.dev/Failure", scenario: "calm", reason: "bug" });
});

test("a target that was interrupted ends the command with the code that it asks for", async () => {
  const interrupted = Object.assign(new Error("interrupted by SIGINT"), { name: "InterruptedError", exitCode: 130 });
  const played: string[] = [];
  const target: Target = {
    ...costing(1),
    use: (order) => {
      played.push(order.path);
      return Promise.reject(interrupted);
    },
  };
  expect(await replayOn(on(target), paths("calm", "same"), options())).toBe(130);
  expect([played.length, stdout, stderr]).toEqual([1, "", ""]);
});

test("a run that fails a check of its own ends with 1, though the simulation agrees with it", async () => {
  const target: Target = {
    ...costing(1),
    use: (order, play) =>
      costing(1).use(order, (ready) =>
        play({
          ...ready,
          observe: async () => ({
            ...(await ready.observe()),
            selfChecks: [{ name: "the load came as planned", isMet: false, because: "288 dropped" }],
          }),
        }),
      ),
  };
  expect(await replayOn(on(target), paths("calm"), options())).toBe(1);
  expect(stdout).toContain("\nAGREES\n");
  expect(stdout).toContain("\n✗ the load came as planned\n    288 dropped\n");
});

test("names the files that it wrote", async () => {
  expect(await replayOn(on(costing(1)), paths("calm"), options({ report: ["html", "json"] }))).toBe(0);
  expect(stdout).toMatch(/\nWritten: \S+replay\.html\nWritten: \S+replay\.json\n$/);
});
