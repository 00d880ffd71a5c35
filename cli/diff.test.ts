import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestCommandLine, manifests, metScenario, type TestCommandLine } from "./test-command-line.ts";

let line: TestCommandLine;

beforeAll(async () => {
  const files = (name: string, text: string): Record<string, string> => ({
    [`${name}/scenario.yaml`]: metScenario,
    [`${name}/manifests.yaml`]: text,
  });
  line = await createTestCommandLine({
    ...files("wide", manifests),
    ...files("narrow", manifests.replace("maxReplicas: 10", "maxReplicas: 2")),
  });
});

afterAll(() => line.remove());

test.concurrent("one scenario on two releases: where they part, and which changes did it", async () => {
  const { code, stdout, stderr } = await line.kubewind(["diff", "wide", "--kubernetes", "1.36,1.37"]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toMatch(/^wide on Kubernetes 1\.36\.3 and 1\.37\.0\nThe replicas part at /);
  expect(stdout).toContain("since 1.37.0  an HPA that appears is synced at once, no longer one period later\n");
  expect(stdout).toContain("pkg/controller/podautoscaler/horizontal.go enqueueHPA");
  expect(stdout).toMatch(/\n- 1\.36\.3\n\+ 1\.37\.0\n/);
});

test.concurrent("two releases that do the same end with 0", async () => {
  const { code, stdout } = await line.kubewind(["diff", "wide", "--kubernetes", "1.30,1.31"]);
  expect(code).toBe(0);
  expect(stdout).toContain("The two runs are the same, to the last message.");
});

test.concurrent("two scenarios: what the one costs and does that the other does not", async () => {
  const { code, stdout } = await line.kubewind(["diff", "wide", "narrow"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^wide and narrow\nThe replicas part at /);
  expect(stdout).toMatch(/replica-hours of deployment\/web +\d/);
  expect(stdout).not.toContain("Because");
});

test.concurrent("--json is one document with both sides and the changes between them", async () => {
  const { stdout } = await line.kubewind(["diff", "wide", "--kubernetes", "1.36,1.37", "--json"]);
  const { kind, isParted, before, after, causes } = JSON.parse(stdout);
  expect([kind, isParted, before.kubernetes, after.kubernetes]).toEqual([
    "kubewind.dev/Diff",
    true,
    "1.36.3",
    "1.37.0",
  ]);
  expect(causes[0]).toMatchObject({ entry: "firstSync", since: "1.37.0", effect: "replicas" });
});

test.concurrent.for([
  [["wide"], "one scenario is compared on two releases of Kubernetes"],
  [["wide", "--kubernetes", "1.36"], "one scenario is compared on two releases of Kubernetes"],
  [["wide", "--kubernetes", "1.36,9.9"], '--kubernetes 9.9: Kubernetes "9.9" is not modelled'],
  [["wide", "narrow", "wide"], "diff compares two runs, and 3 scenarios were given"],
  [["gone", "narrow"], "gone"],
] as const)("diff %j is refused", async ([words, message]) => {
  const { code, stdout, stderr } = await line.kubewind(["diff", ...words]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
});
