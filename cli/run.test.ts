import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createTestCommandLine,
  manifests,
  metScenario,
  missedScenario,
  plainEnvironment,
  scenarioFiles,
  type TestCommandLine,
} from "./test-command-line.ts";

let line: TestCommandLine;

beforeAll(async () => {
  line = await createTestCommandLine({
    ...scenarioFiles("good/met", metScenario),
    ...scenarioFiles("good/same", metScenario),
    ...scenarioFiles("bad/missed", missedScenario),
    ...scenarioFiles("bad/met", metScenario),
    ...scenarioFiles("broken", metScenario.replace("10m", "10")),
    "piped/one/scenario.yaml": `${metScenario}manifests: ["-"]\n`,
    "piped/two/scenario.yaml": `${metScenario}manifests: ["-"]\n`,
    ...scenarioFiles("piped/three", metScenario),
  });
});

afterAll(() => line.remove());

beforeEach(() => {
  rmSync(join(line.folder.path, "kubewind-out"), { recursive: true, force: true });
});

const run = (...words: readonly string[]): ReturnType<TestCommandLine["kubewind"]> => line.kubewind(["run", ...words]);

/** Real time differs from run to run. */
const timeless = (text: string): string => text.replace(/in .* times as fast/, "in … times as fast");

test("a scenario that is met shows what happened, writes its page and ends with 0", async () => {
  const { code, stdout, stderr } = await run("good/met");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^met\nA load that three pods can bear\nKubernetes 1\.36\.3, seed 1, 10m/);
  expect(stdout).toContain("✓ reaches: {deployment: web");
  expect(timeless(stdout)).toMatch(
    /\n1 expectation met\.\n\nSimulated 10m in … times as fast as the clock\.\nWritten: kubewind-out\/met\/report\.html\n$/,
  );
  expect(line.filesIn("kubewind-out")).toEqual(["met/report.html"]);
});

test("output that is no terminal's has neither colours nor a progress line", async () => {
  const { stdout, stderr } = await run("good/met", "--report", "none");
  expect(`${stdout}${stderr}`.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});

test("a scenario that is not met ends with 1 and says what to type next", async () => {
  const { code, stdout, stderr } = await run("bad/missed", "--report", "none", "--seed", "3");
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toContain("The expectation is not met.");
  const [again = "", why = ""] = stdout.split("\n").slice(-3);
  expect(again).toBe("Run it again: npx kubewind run bad/missed --seed 3");
  expect(why).toMatch(/^Ask why: {6}npx kubewind explain bad\/missed --at \S+ --seed 3$/);
  const explained = await line.kubewind(why.split(/\s+/).slice(4));
  expect({ code: explained.code, stderr: explained.stderr }).toEqual({ code: 0, stderr: "" });
});

test("the same scenario, seed and options give the same bytes", async () => {
  const pages = [];
  for (const out of ["kubewind-out/first", "kubewind-out/second"]) {
    await run("good/met", "--report", "html,json", "--out", out);
    pages.push([line.read(`${out}/met/report.html`), line.read(`${out}/met/report.json`)]);
  }
  expect(pages[1]).toEqual(pages[0]);
});

test.for([
  ["none", []],
  ["html", ["met/report.html"]],
  ["html,json", ["met/report.html", "met/report.json"]],
  [" json , html ", ["met/report.html", "met/report.json"]],
] as const)("--report %s writes %s below --out", async ([kinds, files]) => {
  expect((await run("good/met", "--report", kinds, "--out", "kubewind-out/deep/er")).code).toBe(0);
  expect(line.filesIn("kubewind-out/deep/er")).toEqual(files);
});

test("--json prints one document: the report's, with what became of the golden trace and of the files", async () => {
  const { code, stdout, stderr } = await run("good/met", "--json", "--report", "json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    ...JSON.parse(line.read("kubewind-out/met/report.json")),
    golden: "absent",
    written: ["kubewind-out/met/report.json"],
  });
});

test("--json of several scenarios prints one list, whatever became of them", async () => {
  const { code, stdout, stderr } = await run("good/met", "bad/missed", "broken", "--json", "--report", "none");
  const { kind, schemaVersion, items } = JSON.parse(stdout);
  expect({ code, kind, schemaVersion, stderr }).toEqual({
    code: 2,
    kind: "kubewind.dev/RunList",
    schemaVersion: 1,
    stderr: `${items[1].message}\n`,
  });
  expect(items[1]).toEqual({
    schemaVersion: 1,
    kind: "kubewind.dev/Failure",
    scenario: "broken",
    reason: "bad-input",
    message: expect.stringMatching(/^broken\/scenario\.yaml:4:11: /),
    problems: [
      {
        file: "broken/scenario.yaml",
        line: 4,
        column: 11,
        message: expect.stringContaining("no unit"),
        hint: expect.any(String),
      },
    ],
  });
  const verdicts = [items[0], items[2]].map((item) => [item.scenario.name, item.verdicts[0].isMet]);
  expect(verdicts).toEqual([
    ["missed", false],
    ["met", true],
  ]);
});

test("--json prints one document for a failure", async () => {
  const { code, stdout, stderr } = await run("nowhere", "--json");
  expect({ code, stderr }).toEqual({ code: 2, stderr: `${JSON.parse(stdout).message}\n` });
  expect(JSON.parse(stdout)).toMatchObject({ kind: "kubewind.dev/Failure", reason: "bad-input" });
});

test("--quiet says one line for each scenario, and how many are well", async () => {
  const { code, stdout, stderr } = await run("good", "bad/missed", "--quiet");
  expect({ code, stderr, stdout }).toEqual({
    code: 1,
    stderr: "",
    stdout: `✗ missed  0/1 met  replicas 1..4  p95 120ms
    bad/missed/scenario.yaml:10:5  reaches: {deployment: web, replicas: 9, within: 3m, after:
      load.spike}: never 9 replicas from 2m0s to 5m0s; seen: 2, 3, 4
✓ met     1/1 met  replicas 1..4  p95 120ms
✓ same    1/1 met  replicas 1..4  p95 120ms

3 scenarios, 1 not as expected.
`,
  });
});

test("several scenarios at once come out as they do one by one", async () => {
  const files = ["bad/met", "bad/missed", "good/met"];
  const together = await run(...files, "--json", "--report", "html,json", "--out", "kubewind-out/all");
  const alone = [];
  for (const file of files) alone.push(JSON.parse((await run(file, "--json", "--report", "html,json")).stdout));
  const { items } = JSON.parse(together.stdout);
  const unwritten = (item: object): object => ({ ...item, written: [] });
  expect(items.map(unwritten)).toEqual(alone.map(unwritten));
  expect(line.filesIn("kubewind-out/all")).toEqual([
    "bad-met/report.html",
    "bad-met/report.json",
    "good-met/report.html",
    "good-met/report.json",
    "missed/report.html",
    "missed/report.json",
  ]);
  expect(line.read("kubewind-out/all/missed/report.html")).toBe(line.read("kubewind-out/missed/report.html"));
});

test("--seed, --kubernetes and --set change what is played", async () => {
  const before = JSON.parse((await run("good/met", "--json", "--report", "none")).stdout);
  const changes = [
    "--seed",
    "7",
    "--kubernetes",
    "1.37",
    "--set",
    "hpa/web.spec.maxReplicas=3",
    "--set",
    "duration=8m",
  ];
  const after = JSON.parse((await run("good/met", "--json", "--report", "none", ...changes)).stdout);
  expect(after.scenario).toEqual({
    ...before.scenario,
    seed: 7,
    kubernetes: "1.37.0",
    durationSeconds: 480,
    traceHash: after.scenario.traceHash,
  });
  expect([before.summary.workloads[0].replicasMax, after.summary.workloads[0].replicasMax]).toEqual([4, 3]);
});

test("standard input is read once, whoever asks", async () => {
  const { code, stdout } = await line.kubewind(["run", "piped", "--json", "--report", "none"], manifests);
  const { items } = JSON.parse(stdout);
  expect(code).toBe(0);
  const [one, three, two] = items;
  expect([one.scenario.name, three.scenario.name, two.scenario.name]).toEqual(["one", "three", "two"]);
  expect(two.summary).toEqual(one.summary);
  expect(one.summary).toEqual(three.summary);
});

test("standard input that cannot be used fails who asks for it, and nobody else", async () => {
  const { code, stdout, stderr } = await line.kubewind(["run", "piped", "--quiet"], new Uint8Array([0xff, 0x00]));
  expect({ code, stderr }).toEqual({ code: 2, stderr: "<stdin>: the input is binary: it is not UTF-8 text\n\n" });
  expect(stdout).toContain("✗ one    not played");
  expect(stdout).toContain("✓ three  1/1 met");
  expect(stdout).toContain("✗ two    not played");
});

test("what is wrong for every scenario is said once", async () => {
  const { code, stdout, stderr } = await run("good", "--kubernetes", "1.40");
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^--kubernetes 1\.40: Kubernetes "1\.40" is not modelled\n {2}[^\n]+\n\n$/),
  });
  expect(stdout).toMatch(/\n\n2 scenarios, 2 not as expected\.\n$/);
});

/** Runs a line of a shell, with `$kubewind` for the program. */
const shell = (script: string): Promise<{ readonly exitCode?: number; readonly stderr: string }> =>
  execa("sh", ["-c", script], {
    cwd: line.folder.path,
    reject: false,
    extendEnv: false,
    env: { ...plainEnvironment, kubewind: `${process.execPath} ${line.program}` },
  });

test("who reads no further changes neither the exit code nor the files", async () => {
  const { stderr } = await shell("($kubewind run bad --json --report json; echo $? > bad/code) | true");
  expect({ stderr, code: line.read("bad/code") }).toEqual({ stderr: "", code: "1\n" });
  expect(line.filesIn("kubewind-out")).toEqual(["met/report.json", "missed/report.json"]);
});

test.skipIf(!existsSync("/dev/full"))("output that cannot be written is an error", async () => {
  const { exitCode, stderr } = await shell("$kubewind run good/met --json > /dev/full");
  const message = "standard output cannot be written: ENOSPC: no space left on device, write";
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: message });
});

test("reports that cannot be written are an error, and nothing is left behind", async () => {
  writeFileSync(join(line.folder.path, "kubewind-out"), "in the way");
  const { code, stderr } = await run("good/met");
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      "kubewind-out/met/report.html: the file cannot be written: there is a file where a folder of its path should be\n",
  });
});
