import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readRecordedRun } from "../conformance/replay/recorded-file.ts";
import { createTestCommandLine, metScenario, scenarioFiles, type TestCommandLine } from "./test-command-line.ts";

let line: TestCommandLine;

const closedScenario = metScenario.replace("rate: 100/s", "clients: {count: 20, think: 1s}");

beforeAll(async () => {
  line = await createTestCommandLine({
    ...scenarioFiles("good/calm", metScenario),
    ...scenarioFiles("good/same", metScenario),
    ...scenarioFiles("closed", closedScenario),
    ...scenarioFiles("scraped", `${metScenario}\ncluster: {prometheus: {config: prometheus.yml}}\n`),
    "scraped/prometheus.yml": "scrape_configs: []\n",
    ...scenarioFiles("broken", metScenario.replace("10m", "10")),
  });
});

afterAll(() => line.remove());

beforeEach(() => {
  rmSync(join(line.folder.path, "kubewind-out"), { recursive: true, force: true });
});

const replay = (...words: readonly string[]): ReturnType<TestCommandLine["kubewind"]> =>
  line.kubewind(["replay", ...words, "--on", "simulated"]);

test("a replay that agrees shows both runs, writes its page and ends with 0", async () => {
  const { code, stdout, stderr } = await replay("good/calm");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^calm on simulated\nA load that three pods can bear\nkubernetes 1\.36\.3, /);
  expect(stdout).toContain("\nAGREES\nThe simulation did what the run on simulated did: all ");
  expect(stdout).toMatch(/\nreplicas real .*\nreplicas simulated /);
  expect(stdout).toMatch(/\nThe simulation agrees with the run\.\n\nWritten: kubewind-out\/calm\/replay\.html\n$/);
  expect(line.filesIn("kubewind-out")).toEqual(["calm/replay.html"]);
});

test.for([
  ["none", []],
  ["json,junit", ["calm/replay.json", "calm/replay.xml"]],
  [" html , json , junit ", ["calm/replay.html", "calm/replay.json", "calm/replay.xml"]],
] as const)("--report %s writes %s below --out", async ([kinds, files]) => {
  expect((await replay("good/calm", "--report", kinds, "--out", "kubewind-out/deep/er")).code).toBe(0);
  expect(line.filesIn("kubewind-out/deep/er")).toEqual(files);
});

test("the same replay gives the same bytes", async () => {
  const reports = [];
  for (const out of ["kubewind-out/first", "kubewind-out/second"]) {
    await replay("good/calm", "--report", "html,json,junit", "--out", out);
    reports.push(["html", "json", "xml"].map((kind) => line.read(`${out}/calm/replay.${kind}`)));
  }
  expect(reports[1]).toEqual(reports[0]);
});

test("--json prints one document: the report's, and what was written", async () => {
  const { code, stdout, stderr } = await replay("good/calm", "--json", "--report", "json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    ...JSON.parse(line.read("kubewind-out/calm/replay.json")),
    written: ["kubewind-out/calm/replay.json"],
  });
});

test("several scenarios are a line each, or one list", async () => {
  const { code, stdout } = await replay("good", "--report", "none");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^✓ calm {2}agrees {4}replicas 100% equal .*\n✓ same {2}agrees .*\n\n2 replays, the simulation agrees with each\.\n$/,
  );
  const { kind, items } = JSON.parse((await replay("good", "--report", "none", "--json")).stdout);
  expect([kind, items.map((item: { scenario: { name: string } }) => item.scenario.name)]).toEqual([
    "kubewind.dev/ReplayList",
    ["calm", "same"],
  ]);
});

test("--record keeps each run as a file that can be judged again", async () => {
  const { code } = await replay("good", "--report", "none", "--record", "kubewind-out/runs");
  expect(code).toBe(0);
  expect(line.filesIn("kubewind-out/runs")).toEqual(["calm.jsonl.gz", "same.jsonl.gz"]);
  const kept = readRecordedRun(join(line.folder.path, "kubewind-out/runs/calm.jsonl.gz"));
  expect(kept.provenance).toMatchObject({ target: "simulated", versions: { kubernetes: "1.36.3" } });
});

test("what a kind cluster cannot play is told before one is made", async () => {
  const { code, stderr } = await line.kubewind(["replay", "scraped", "--on", "kind"]);
  expect(code).toBe(2);
  expect(stderr).toContain(
    "scraped/scenario.yaml: it cannot be played on kind: it has no Prometheus (cluster.prometheus)",
  );
});

test("all that cannot be played is told before anything starts", async () => {
  const { code, stdout, stderr } = await replay("good", "closed", "broken");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(
    'closed/scenario.yaml: it cannot be played on simulated: load "spike" has clients that wait',
  );
  expect(stderr).toContain("Run it instead: kubewind run closed");
  expect(stderr).toContain("broken/scenario.yaml:4:11: ");
  expect(line.filesIn("kubewind-out")).toEqual([]);
});

test.for([
  [["good/calm", "--image", "kindest/node:v1.36.3", "--keep"], "--image, --keep: --on simulated has no cluster"],
  [["nowhere"], "nowhere"],
] as const)("replay %j is refused", async ([words, message]) => {
  const { code, stdout, stderr } = await replay(...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
});
