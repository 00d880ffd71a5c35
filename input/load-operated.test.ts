import { afterAll, expect, test } from "vitest";
import { formatProblem, InputError } from "./input-error.ts";
import { loadScenario } from "./load-scenario.ts";
import { createTestFolder, type TestFolder } from "./test-folder.ts";

const folders: TestFolder[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

const prometheus = `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: k8s, namespace: monitoring}
spec: {serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: {}, ruleSelector: {}}
`;

const monitor = (interval: string): string => `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web}
spec: {selector: {matchLabels: {app: web}}, endpoints: [{port: http, interval: ${interval}}]}
`;

const scenario = `apiVersion: kubewind.dev/v1alpha1
kind: Scenario
duration: 10m
cluster: {prometheus: {operator: true}}
manifests: web.yaml
actions: {later: {at: 2m, apply: later.yaml}}
`;

function load(files: Readonly<Record<string, string>>): ReturnType<typeof loadScenario> {
  const folder = createTestFolder(files);
  folders.push(folder);
  return loadScenario(folder.path, { sets: [] });
}

test("the config is the operator's, and what an action applies is reloaded a minute later", () => {
  const { scenario: loaded, ignored } = load({
    "scenario.yaml": scenario,
    "web.yaml": `${prometheus}---\n${monitor("15s")}`,
    "later.yaml": monitor("30s"),
  });
  const intervals = (config: { readonly jobs: readonly { readonly scrape: { readonly scrapeInterval: number } }[] }) =>
    config.jobs.map(({ scrape }) => scrape.scrapeInterval / 1e6);
  expect(loaded.cluster.prometheus?.config.jobs.map(({ scrape }) => scrape.jobName)).toEqual([
    "serviceMonitor/default/web/0",
  ]);
  expect(intervals(loaded.cluster.prometheus?.config ?? { jobs: [] })).toEqual([15]);
  expect(ignored).toEqual([]);
  const [applied, reload] = loaded.actions;
  expect([applied?.name, reload?.name, reload?.at]).toEqual(["later", "later-reload", 180e6]);
  const next = reload?.kind === "reload" && reload.prometheus.kind === "config" ? reload.prometheus.config : undefined;
  expect(intervals(next ?? { jobs: [] })).toEqual([30]);
});

test.for([
  ["no Prometheus object", monitor("15s"), "the manifests have no Prometheus object"],
  ["two of them", `${prometheus}---\n${prometheus.replace("k8s", "other")}`, "the manifests have 2 Prometheus objects"],
  ["an unknown field", prometheus.replace("ruleSelector", "ruleSelektor"), 'unknown field "spec.ruleSelektor"'],
] as const)("refuses %s", ([, manifests, text]) => {
  try {
    load({ "scenario.yaml": scenario, "web.yaml": manifests, "later.yaml": monitor("30s") });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.problems.map(formatProblem).join("\n")).toContain(text);
    return;
  }
  expect.unreachable("the scenario is refused");
});
