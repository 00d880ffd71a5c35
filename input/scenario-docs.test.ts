import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Scenario } from "../sim/scenario.ts";
import { defaultPrometheusConfig } from "./prometheus/default-config.ts";
import { loadFiles, problemsIn, scenarioHead } from "./test-scenario.ts";

const page = readFileSync("docs/scenario.md", "utf8");

type Block = { readonly language: string; readonly label: string; readonly text: string };

const blocks: readonly Block[] = [...page.matchAll(/^```(\w+) ?([^\n]*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = "", label = "", text = ""]) => ({ language, label, text }),
);

const labelled = (label: string): string => blocks.find((block) => block.label === label)?.text ?? "";

/** The files beside a scenario: of those that the page's examples name, those that this one needs. */
function filesFor(text: string): Readonly<Record<string, string>> {
  const web = labelled("web.yaml");
  const others = {
    "web-v2.yaml": web.replace("web:1", "web:2"),
    "usage.csv": labelled("usage.csv"),
    "load.csv": labelled("load.csv"),
    "prometheus.yml": labelled("prometheus.yml"),
    "rules.yml": labelled("rules.yml"),
    "alertmanager.yml": labelled("alertmanager.yml"),
    "adapter.yml": labelled("adapter.yml"),
  };
  const needed = Object.entries(others).filter(([name]) => text.includes(name));
  return { "scenario.yaml": text, "web.yaml": web, ...Object.fromEntries(needed) };
}

/** A whole scenario as it is; a part of one below the lines with which each begins. */
const whole = (text: string): string => (text.startsWith("apiVersion:") ? text : `${scenarioHead}${text}`);

/** What does not depend on where something stands. */
const placeless = ({ name, ...scenario }: Scenario): unknown => ({
  ...scenario,
  expectations: scenario.expectations.map(({ place, ...expectation }) => expectation),
});

const load = (text: string, sets: readonly string[] = []): unknown =>
  placeless(loadFiles(filesFor(whole(text)), { sets }).scenario);

const problems = (text: string, sets: readonly string[] = []): string => problemsIn(filesFor(whole(text)), { sets });

const examples = blocks.filter(({ language, label }) => language === "yaml" && label === "");

test("the page has an example of every part of a scenario", () => {
  const keys = new Set(examples.flatMap(({ text }) => [...text.matchAll(/^(\w+):/gm)].map(([, key = ""]) => key)));
  const known = [
    "apiVersion",
    "kind",
    "description",
    "duration",
    "cluster",
    "manifests",
    "workloads",
    "load",
    "sources",
    "actions",
    "faults",
    "expect",
  ];
  expect([...keys].sort()).toEqual(known.sort());
});

test.for(examples)("the example loads: $text", ({ text }) => {
  expect(load(text)).toMatchObject({
    objects: [{ kind: "Deployment" }, { kind: "Service" }, { kind: "HorizontalPodAutoscaler" }],
  });
});

test("the cluster of the page is the default", () => {
  expect(load(labelled("defaults"))).toEqual(load(""));
});

test("the workload of the page is the default", () => {
  expect(load(labelled("defaults-of-workload"))).toEqual(load("workloads: {web: {containers: {istio-proxy: {}}}}\n"));
});

test("the Prometheus of the page is the default, and so is its config", () => {
  // Compiled expressions are functions, and these are equal to nothing but themselves.
  const printed = (text: string): string =>
    JSON.stringify(load(text), (_, value) => (typeof value === "bigint" ? `${value}` : value));
  expect(printed(labelled("defaults-of-prometheus"))).toBe(printed("cluster: {prometheus: {}}\n"));
  expect(labelled("the-config-without-a-config")).toBe(defaultPrometheusConfig.text);
});

test("the KEDA of the page is the default", () => {
  expect(load(labelled("defaults-of-keda"))).toEqual(load("cluster: {keda: {}}\n"));
});

test("the defaults at the top of the page are the defaults", () => {
  const table = page.slice(page.indexOf("## The top of the file"), page.indexOf("## cluster"));
  const defaults = [...table.matchAll(/^\| `(\w+)` \| `([^`]+)` \|/gm)].map(
    ([, field, value]) => `${field}: ${value}\n`,
  );
  expect(defaults).toHaveLength(5);
  expect(load(defaults.join(""))).toEqual(load(""));
});

test("every argument of the page is understood", () => {
  const first = examples[0]?.text ?? "";
  const args = [...page.matchAll(/^--set (.+)$/gm)].map(([, argument = ""]) => argument);
  expect(args).toHaveLength(6);
  for (const argument of args) expect([argument, load(first, [argument])]).not.toEqual([argument, load(first)]);
});

test("the errors of the page are what its wrong example gives", () => {
  const shown = blocks.find((block) => block.language === "text" && block.text.startsWith("scenario.yaml:"));
  expect(`${problems(labelled("wrong"))}\n`).toBe(shown?.text);
});

/** An argument that makes the reader name the fields of a mapping. */
const probes = [
  "cluster=5",
  "cluster.controllerManager=5",
  "cluster.metricsServer=5",
  "cluster.nodes=5",
  "cluster.prometheus=5",
  "cluster.prometheusAdapter=5",
  "cluster.keda=5",
  "cluster={keda: {}, apiServices: 5}",
  "workloads.web=5",
  "workloads.web.start=5",
  "workloads.web.stop=5",
  "workloads.web.idle=5",
  "workloads.web.request=5",
  "workloads.web.usage=5",
  "workloads.web.usage.cpu=5",
  "workloads.web.metrics=[5]",
  "load.x=5",
  "load.x={service: web, spike: 5}",
  "load.x={service: web, ramp: 5}",
  "load.x={service: web, sine: 5}",
  "load.x={service: web, csv: 5}",
  "load.x={service: web, clients: 5}",
  "sources.x=5",
  "sources.x={address: 'a:1', metrics: [5]}",
  "actions.x=5",
  "faults.x=5",
  "expect=[{reaches: 5}]",
  "expect=[{changes: 5}]",
  "expect=[{settles: 5}]",
  "expect=[{condition: 5}]",
  "expect=[{event: 5}]",
  "expect=[{latency: 5}]",
  "expect=[{errors: 5}]",
  "expect=[{costs: 5}]",
  "expect=[5]",
];

test.for(probes)("every field that %s could have is on the page", (argument) => {
  const fields = /Its fields are (.+)\.$/m.exec(problems("", [argument]))?.[1]?.split(", ") ?? [];
  expect(fields).not.toEqual([]);
  const isMentioned = (field: string): boolean => new RegExp(`[\`.{, ]${field.replaceAll(".", "\\.")}[\`:]`).test(page);
  expect(fields.filter((field) => !isMentioned(field) && !/^p\d/.test(field))).toEqual([]);
});
