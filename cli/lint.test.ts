import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adapterYaml, prometheusYml, shopManifests } from "../input/test-monitoring.ts";
import { webManifests } from "../input/test-scenario.ts";
import { createTestCommandLine, metScenario, scenarioFiles, type TestCommandLine } from "./test-command-line.ts";

let line: TestCommandLine;
const sound = webManifests.replace(/ {8}- name: proxy\n.*\n/, "");

beforeAll(async () => {
  line = await createTestCommandLine({
    "k8s/web.yaml": webManifests,
    "sound/web.yaml": sound,
    "warned/web.yaml": sound.replace("spec:\n", "spec:\n  replicas: 3\n"),
    "monitored/shop.yaml": shopManifests,
    "monitored/adapter.yaml": adapterYaml.replace("[2m]", "[20s]"),
    "monitored/prometheus.yml": prometheusYml,
    ...scenarioFiles("scenarios/a", metScenario),
  });
});

afterAll(() => line.remove());

test.concurrent("an error is exit code 1", async () => {
  const { code, stdout, stderr } = await line.kubewind(["lint", "k8s"]);
  expect([code, stderr]).toEqual([1, ""]);
  expect(stdout).toMatch(/^error k8s\/web.yaml:14:11: missing-request: HPA web/);
  expect(stdout).toMatch(/\n1 HPA: 1 error, 0 warnings\.\n$/);
});

test.concurrent("a warning is not, and neither is nothing", async () => {
  const warned = await line.kubewind(["lint", "warned"]);
  expect([warned.code, warned.stdout]).toEqual([
    0,
    expect.stringMatching(/^warning warned\/web.yaml:6:13: replicas-in-manifest: .*\n1 HPA: 0 errors, 1 warning\.\n$/s),
  ]);
  expect(await line.kubewind(["lint", "sound"])).toEqual({
    code: 0,
    stdout: "1 HPA: nothing to complain about.\n",
    stderr: "",
  });
});

test.concurrent("standard input is read, and --json prints one document", async () => {
  const { code, stdout } = await line.kubewind(["lint", "-", "--json"], webManifests);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    kind: "kubewind.dev/LintReport",
    hpas: 1,
    findings: [{ rule: "missing-request", severity: "error", file: "<stdin>", line: 14, column: 11 }],
  });
});

test.concurrent("configs are looked at with the manifests, and counted", async () => {
  const { code, stdout } = await line.kubewind(["lint", "monitored"]);
  expect([code, stdout]).toEqual([
    1,
    `error monitored/adapter.yaml:10:19: rate-window: rate() needs two samples, and job kubernetes-pods scrapes every 15s: a window of 20s holds them 33 % of the time, and without them there is no value
  metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[20s])) by (<<.GroupBy>>)'
                ^
  Take at least 30s, better 1m, so that a lost scrape does no harm; or scrape more often.

1 HPA, 2 configs: 1 error, 0 warnings.
`,
  ]);
  const json = await line.kubewind(["lint", "monitored", "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    configs: 2,
    findings: [{ rule: "rate-window", object: { kind: "prometheus-adapter config", namespace: "" }, line: 10 }],
  });
});

test.concurrent("a path that is not there is bad input", async () => {
  const { code, stdout, stderr } = await line.kubewind(["lint", "nowhere"]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^there is no nowhere\n/);
});

test("the page names every rule", () => {
  const page = readFileSync("docs/lint.md", "utf8");
  const named = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, rule]) => rule);
  const sources = globSync("sim/lint/**/*.ts").filter((file) => !file.endsWith(".test.ts"));
  const known = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/rule: "([a-z-]+)"/g)].map(([, rule]) => rule),
  );
  expect(named.toSorted()).toEqual([...new Set(known)].toSorted());
});
