import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestCommandLine, metScenario, scenarioFiles, type TestCommandLine } from "./test-command-line.ts";

let line: TestCommandLine;

beforeAll(async () => {
  line = await createTestCommandLine({
    ...scenarioFiles("met", metScenario),
    ...scenarioFiles("both/one", metScenario),
    ...scenarioFiles("both/two", metScenario),
  });
});

afterAll(() => line.remove());

const run = (...words: readonly string[]): ReturnType<TestCommandLine["kubewind"]> =>
  line.kubewind(["run", "--report", "none", ...words]);

test.concurrent("--view kubectl shows what kubectl prints at the end, and nothing else", async () => {
  const { code, stdout, stderr } = await run("met", "--view", "kubectl");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.split("\n");
  expect(lines.slice(0, 3)).toEqual(["# 00:10:00.000, Kubernetes 1.36.3", "", "$ kubectl get hpa"]);
  expect(lines.slice(3, 5).map((text) => text.split(/ {2,}/))).toEqual([
    ["NAME", "REFERENCE", "TARGETS", "MINPODS", "MAXPODS", "REPLICAS", "AGE"],
    ["web", "Deployment/web", expect.stringMatching(/^cpu: \d+%\/60%$/), "2", "10", expect.any(String), "10m"],
  ]);
  expect(stdout).toContain("\n$ kubectl describe hpa web\nName: ");
  expect(stdout).toMatch(
    /\n {2}Normal +SuccessfulRescale .*horizontal-pod-autoscaler {2}New size: \d+; reason: [^\n]*\n$/s,
  );
});

test.concurrent("--at shows an earlier moment, and --kubernetes another release's form", async () => {
  const { code, stdout } = await run("met", "--view", "kubectl", "--at", "90s", "--kubernetes", "1.29");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^# 00:01:30\.000, Kubernetes 1\.29\.6\n/);
  expect(stdout).toMatch(/\nweb +Deployment\/web +\d+%\/60% +2 +10 +2 +90s\n/);
});

test.concurrent.for([
  [
    ["met", "--at", "1m"],
    "--at chooses the moment that --view kubectl shows\n  Add --view kubectl, or ask why with kubewind explain --at 1m.",
  ],
  [["met", "--view", "kubectl", "--at", "11m"], "--at 11m lies beyond the end of the scenario, 10m from zero"],
  [
    ["met", "--view", "kubectl", "--quiet"],
    "--view kubectl shows one scenario on the screen, and --quiet shows no such screen\n  Leave out one of the two.",
  ],
  [
    ["both", "--view", "kubectl"],
    "--view kubectl shows one scenario, and these are 2\n  Name one of them:\n    both/one/scenario.yaml\n    both/two/scenario.yaml",
  ],
] as const)("%j is refused", async ([words, message]) => {
  expect(await run(...words)).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
});

test.concurrent("--json with --view kubectl is refused, for other programs too", async () => {
  const { code, stdout } = await run("met", "--view", "kubectl", "--json");
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ kind: "kubewind.dev/Failure", reason: "bad-input" });
});

test.concurrent("a view that there is not is refused", async () => {
  const { code, stderr } = await run("met", "--view", "table");
  expect(code).toBe(2);
  expect(stderr).toContain("argument 'table' is invalid. Allowed choices are report, kubectl.");
});
