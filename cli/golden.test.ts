import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type Answer,
  createTestCommandLine,
  metScenario,
  missedScenario,
  scenarioFiles,
  type TestCommandLine,
} from "./test-command-line.ts";

let line: TestCommandLine;

beforeAll(async () => {
  line = await createTestCommandLine({
    ...scenarioFiles("met", metScenario),
    ...scenarioFiles("missed", missedScenario),
    "met/night.yaml": metScenario.replace("100/s", "10/s").replace(/expect:.*/s, ""),
  });
});

afterAll(() => line.remove());

const golden = (): string => join(line.folder.path, "met/trace.golden");

beforeEach(async () => {
  rmSync(golden(), { force: true });
});

const run = (...words: readonly string[]): Promise<Answer> => line.kubewind(["run", "--report", "none", ...words]);

const goldenOf = async (...words: readonly string[]): Promise<string> =>
  JSON.parse((await run("met", "--json", ...words)).stdout).golden;

test("--update stores a golden trace, and from then on a run compares", async () => {
  expect(await goldenOf()).toBe("absent");
  expect((await run("met", "--update")).stdout).toMatch(/\nWritten: met\/trace\.golden\n$/);
  expect(line.filesIn("met")).toEqual(["night.yaml", "scenario.yaml", "trace.golden", "web.yaml"]);
  expect(await goldenOf()).toBe("same");
  expect(await goldenOf("--update")).toBe("written");
});

test("a run that differs from its golden trace ends with 1, shows where, and says how to accept it", async () => {
  await run("met", "--update");
  const stored = readFileSync(golden(), "utf8");
  writeFileSync(golden(), stored.replace("2 -> 3", "2 -> 5"));
  const { code, stdout, stderr } = await run("met");
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toContain("The run differs from its golden trace:\n");
  expect(stdout).toMatch(/\n-.*2 -> 5.*\n(.*\n)*\+.*2 -> 3/);
  expect(stdout).toMatch(/\nRun it again: npx kubewind run met\nAccept it: {4}npx kubewind run met --update\n$/);
  expect((await run("met", "--update")).code).toBe(0);
  expect(readFileSync(golden(), "utf8")).toBe(stored);
});

test("a run that options change is not compared, and says so", async () => {
  await run("met", "--update");
  expect(await goldenOf("--set", "hpa/web.spec.maxReplicas=3")).toBe("not-compared");
  const text = "Not compared with the golden trace: options changed the scenario.\n";
  expect((await run("met", "--seed", "2")).stdout).toContain(`\n${text}`);
  expect((await run("met", "missed", "--seed", "2")).stdout).toContain(`\n${text}`);
});

test("an expectation that is not met is not stored away", async () => {
  const { code, stdout } = await run("met", "missed", "--update");
  expect(code).toBe(1);
  expect(stdout).toContain("\n2 golden traces written.\n");
});

test.for([
  ["--seed", "2"],
  ["--kubernetes", "1.37"],
  ["--set", "seed=3"],
])("--update is refused together with %s, which changes the scenario", async ([option, value]) => {
  expect(await run("met", "--update", option ?? "", value ?? "")).toEqual({
    code: 2,
    stdout: "",
    stderr: `--update stores what the scenario says, and ${option} changes that
  Write the change into the scenario, or leave out one of the two.
`,
  });
  expect(line.filesIn("met")).not.toContain("trace.golden");
});

test("a scenario that is not called scenario.yaml has a golden trace of its own", async () => {
  expect((await run("met/night.yaml", "--update")).code).toBe(0);
  expect(line.filesIn("met")).toContain("night.trace.golden");
  rmSync(join(line.folder.path, "met/night.trace.golden"));
});
