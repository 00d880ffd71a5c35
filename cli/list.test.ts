import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestCommandLine, metScenario, scenarioFiles, type TestCommandLine } from "./test-command-line.ts";

let line: TestCommandLine;
const long = `Long, ${"and longer, ".repeat(12)}and done`;

beforeAll(async () => {
  line = await createTestCommandLine({
    ...scenarioFiles("all/a", metScenario),
    ...scenarioFiles("all/b", metScenario.replace(/description: .*/, `description: ${long}`)),
    "all/piped/scenario.yaml": `${metScenario}manifests: ["-"]\n`,
    "none/web.yaml": "",
    ...scenarioFiles("other/broken", metScenario.replace("10m", "10")),
  });
});

afterAll(() => line.remove());

test.concurrent("scenarios are listed with their files and what they are about, as wide as is good to read", async () => {
  expect(await line.kubewind(["list", "all"])).toEqual({
    code: 0,
    stderr: "",
    stdout: `a  all/a/scenario.yaml
  A load that three pods can bear
b  all/b/scenario.yaml
  Long, and longer, and longer, and longer, and longer, and longer, and longer, and longer, and
  longer, and longer, and longer, and longer, and longer, and done
piped  all/piped/scenario.yaml
  (takes manifests from standard input)
`,
  });
});

test.concurrent("--json lists them as one document, and those that cannot be used with their problem", async () => {
  const { code, stdout, stderr } = await line.kubewind(["list", "all/a", "other/*", "--json"]);
  const problem = `other/broken/scenario.yaml:4:11: "10" has no unit
  duration: 10
            ^
  Did you mean 10s? A duration is written 250ms, 90s, 5m or 1h30m.`;
  expect({ code, stderr, document: JSON.parse(stdout) }).toEqual({
    code: 2,
    stderr: `${problem}\n`,
    document: {
      schemaVersion: 1,
      kind: "kubewind.dev/ScenarioList",
      items: [
        { name: "a", path: "all/a/scenario.yaml", description: "A load that three pods can bear" },
        { name: "broken", path: "other/broken/scenario.yaml", description: "", problem },
      ],
    },
  });
});

test.concurrent("what cannot be used is listed as such", async () => {
  expect((await line.kubewind(["list", "other"])).stdout).toBe(
    "broken  other/broken/scenario.yaml\n  cannot be used\n",
  );
});

test.concurrent("without a path, the folder of that name is listed", async () => {
  const { stdout } = await execa(process.execPath, ["cli/main.ts", "list"]);
  expect(stdout).toMatch(/^cpu-spike {2}scenarios\/cpu-spike\/scenario\.yaml\n/m);
});

test.concurrent("a folder without scenarios says where they were looked for", async () => {
  expect(await line.kubewind(["list", "none"])).toEqual({
    code: 2,
    stdout: "",
    stderr: `there is no scenario in none
  Looked for scenario.yaml in none, in its folders and in theirs.
  A scenario is a file scenario.yaml that begins with "apiVersion: kubewind.dev/v1alpha1" and "kind: Scenario".
`,
  });
});
