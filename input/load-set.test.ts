import { expect, test } from "vitest";
import { type Document, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Scenario } from "../sim/scenario.ts";
import { loadScenario } from "./load-scenario.ts";
import { createTestFolder } from "./test-folder.ts";
import {
  everyMetricsField,
  loadFiles,
  metricsFiles,
  everyField as scenario,
  scenarioHead,
  webManifests,
} from "./test-scenario.ts";

const documents = webManifests.split("---\n");

/** Paths and texts of all leaves. */
function leavesOf(text: string): readonly { readonly path: readonly (string | number)[]; readonly value: string }[] {
  const leaves: { path: readonly (string | number)[]; value: string }[] = [];
  const walk = (node: unknown, path: readonly (string | number)[]): void => {
    if (isMap(node)) for (const { key, value } of node.items) walk(value, [...path, String(key)]);
    else if (isScalar(node)) leaves.push({ path, value: text.slice(node.range?.[0], node.range?.[1]) });
    else if (isSeq(node)) for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
  };
  walk(parseDocument(text).contents, []);
  return leaves;
}

/** The document without one leaf: `null` stands there. */
function without(text: string, path: readonly (string | number)[]): string {
  const document: Document = parseDocument(text);
  document.setIn(path, null);
  return String(document);
}

const pathText = (path: readonly (string | number)[]): string =>
  path
    .map((step) => (/^[-\w]+$/.test(String(step)) ? `.${step}` : `[${step}]`))
    .join("")
    .replace(/^\./, "");

/** What does not depend on where something stands. */
const placeless = ({ expectations, name, ...rest }: Scenario): unknown => ({
  ...rest,
  expectations: expectations.map(({ place, ...expectation }) => expectation),
});

const load = (files: Readonly<Record<string, string>>, sets: readonly string[]): unknown =>
  placeless(loadFiles(files, { sets }).scenario);

test("setting any leaf of a scenario is the same as writing it in the file", () => {
  const expected = load({ "scenario.yaml": scenario, "web.yaml": webManifests }, []);
  const leaves = leavesOf(scenario);
  expect(leaves.length).toBeGreaterThan(70);
  for (const { path, value } of leaves) {
    if (path[0] === "kind") continue;
    const files = { "scenario.yaml": without(scenario, path), "web.yaml": webManifests };
    expect([path, load(files, [`${pathText(path)}=${value}`])]).toEqual([path, expected]);
  }
});

test("setting any leaf that is about Prometheus and metrics is the same as writing it in the file", () => {
  // Compiled expressions are functions, and these are equal to nothing but themselves.
  const printed = (files: Readonly<Record<string, string>>, sets: readonly string[]): string =>
    JSON.stringify(load(files, sets), (_, value) => (typeof value === "bigint" ? `${value}` : value));
  const expected = printed({ "scenario.yaml": everyMetricsField, ...metricsFiles }, []);
  const leaves = leavesOf(everyMetricsField);
  expect(leaves.length).toBeGreaterThan(50);
  for (const { path, value } of leaves) {
    if (path[0] === "kind") continue;
    const files = { "scenario.yaml": without(everyMetricsField, path), ...metricsFiles };
    expect([path, printed(files, [`${pathText(path)}=${value}`])]).toEqual([path, expected]);
  }
});

test("setting any leaf of a manifest is the same as writing it in the file", () => {
  const head = { "scenario.yaml": scenarioHead };
  const expected = load({ ...head, "web.yaml": webManifests }, []);
  let count = 0;
  documents.forEach((text, index) => {
    const kind = ["deployment", "service", "hpa"][index];
    for (const { path, value } of leavesOf(text)) {
      if (["apiVersion,", "kind,", "metadata,name,"].includes(`${path.join(",")},`)) continue;
      const changed = documents.with(index, without(text, path)).join("---\n");
      const argument = `${kind}/web.${pathText(path)}=${value}`;
      expect([argument, load({ ...head, "web.yaml": changed }, [argument])]).toEqual([argument, expected]);
      count += 1;
    }
  });
  expect(count).toBeGreaterThan(15);
});

test("a law that could not fail would prove nothing: another value gives another scenario", () => {
  const files = { "scenario.yaml": scenario, "web.yaml": webManifests };
  for (const argument of [
    "seed=8",
    "load.stairs.steps[1].rate=60/s",
    "hpa/web.spec.maxReplicas=20",
    "svc/web.spec.selector.app=x",
  ]) {
    expect(load(files, [argument])).not.toEqual(load(files, []));
  }
});

test("a later argument wins over an earlier one, and both over the file", () => {
  const files = { "scenario.yaml": scenario, "web.yaml": webManifests };
  expect(load(files, ["seed=8", "seed=9"])).toEqual(
    load({ ...files, "scenario.yaml": scenario.replace("seed: 7", "seed: 9") }, []),
  );
});

test("an object is found by its short name, its kind or its plural, with and without its namespace", () => {
  const files = { "scenario.yaml": scenarioHead, "web.yaml": webManifests };
  const expected = load(files, ["hpa/web.spec.maxReplicas=20"]);
  for (const name of [
    "HPA/web",
    "HorizontalPodAutoscaler/web",
    "horizontalpodautoscalers/default/web",
    "hpa/default/web",
  ]) {
    expect(load(files, [`${name}.spec.maxReplicas=20`])).toEqual(expected);
  }
});

test("an object whose name has dots is found by its whole name", () => {
  const dotted = webManifests.replace("Deployment\nmetadata:\n  name: web", "Deployment\nmetadata:\n  name: web.v2");
  const { objects } = loadFiles(
    { "scenario.yaml": scenarioHead, "web.yaml": `${webManifests}---\n${dotted.split("---\n")[0]}` },
    { sets: ["deploy/web.v2.spec.replicas=7", "deploy/web.spec.replicas=3"] },
  ).scenario;
  expect(
    objects.flatMap((object) => (object.kind === "Deployment" ? [[object.meta.name, object.replicas]] : [])),
  ).toEqual([
    ["web", 3],
    ["web.v2", 7],
  ]);
});

test("an object that an action applies too is changed there as well", () => {
  const { scenario: loaded } = loadFiles(
    {
      "scenario.yaml": `${scenarioHead}actions: {deploy: {at: 5m, apply: v2.yaml}}\n`,
      "web.yaml": webManifests,
      "v2.yaml": webManifests,
    },
    { sets: ["deploy/web.spec.replicas=7"] },
  );
  const [action] = loaded.actions;
  const later = action?.kind === "apply" ? action.objects : [];
  expect(
    [...loaded.objects, ...later].flatMap((object) => (object.kind === "Deployment" ? [object.replicas] : [])),
  ).toEqual([7, 7]);
});

test("an object of the same name in another namespace is left alone, and ambiguity is refused", () => {
  const shop = webManifests.replaceAll("name: web\nspec", "name: web\n  namespace: shop\nspec");
  const other = webManifests.replaceAll("name: web\nspec", "name: web\n  namespace: other\nspec");
  const folder = createTestFolder({ "scenario.yaml": scenarioHead, "a.yaml": shop, "b.yaml": other });
  expect(() => loadScenario(folder.path, { sets: ["hpa/web.spec.maxReplicas=20"] })).toThrow(
    "--set hpa/web.spec.maxReplicas=20: there are several objects of that name\n  Write the namespace too: there is hpa/shop/web and hpa/other/web.",
  );
  const { objects } = loadScenario(folder.path, { sets: ["hpa/other/web.spec.maxReplicas=20"] }).scenario;
  const most = objects.flatMap((object) =>
    object.kind === "HorizontalPodAutoscaler" ? [object.hpa.spec.maxReplicas] : [],
  );
  expect(most).toEqual([10, 20]);
  folder.remove();
});
