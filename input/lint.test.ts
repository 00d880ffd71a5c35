import { afterAll, expect, test } from "vitest";
import { formatProblem } from "./input-error.ts";
import { lintPaths } from "./lint.ts";
import { createTestFolder, problemsOf } from "./test-folder.ts";
import { scenarioHead, webManifests } from "./test-scenario.ts";

/** Of `webManifests`, the sidecar has no request. */
const folder = createTestFolder({
  "k8s/web.yaml": webManifests,
  "k8s/other.yaml": webManifests.replaceAll("name: web\n", "name: other\n").replace("name: web}", "name: other}"),
  "split/hpa.yaml": webManifests.split("---\n")[2] ?? "",
  "split/deployment.yaml": webManifests.split("---\n")[0] ?? "",
  "scenarios/a/scenario.yaml": `${scenarioHead}cluster: {kubernetes: "1.11"}\nmanifests: [../../k8s/old.yaml]\n`,
  "k8s/old.yaml": webManifests.replace("autoscaling/v2", "autoscaling/v2beta1").replace(/ {2}metrics:[\s\S]*/, ""),
  "bad/web.yaml": webManifests.replace("maxReplicas: 10", "maxReplicas: 1"),
});
afterAll(() => folder.remove());

const at = (name: string): string => `${folder.path}/${name}`;

const shown = (...paths: readonly string[]): readonly string[] =>
  lintPaths(paths.map(at), { sets: [] }).findings.map(({ problem }) =>
    folder.shown(formatProblem(problem)).replace(/^([^:]+:\d+:\d+: [^:]+):.*/s, "$1"),
  );

test("a finding stands where the user wrote it", () => {
  const { hpas, findings } = lintPaths([at("k8s/web.yaml")], { sets: [] });
  expect(hpas).toBe(1);
  expect(findings.map(({ problem }) => folder.shown(formatProblem(problem)))).toEqual([
    `k8s/web.yaml:14:11: missing-request: HPA web wants 60 % of the cpu that pods request, but: missing request for cpu in container proxy of Pod web-…. It will say ScalingActive=False FailedGetResourceMetric, and not scale by this metric
  - name: proxy
    ^
  Give container proxy a request for cpu, or go by one container with a metric of type ContainerResource, or use averageValue.`,
  ]);
});

test("manifests in several files are looked at together", () => {
  expect(shown("split")).toEqual(["split/deployment.yaml:14:11: missing-request"]);
  expect(shown("split/hpa.yaml")).toEqual(["split/hpa.yaml:6:65: missing-target"]);
});

test("a scenario is looked at with the release that it names", () => {
  expect(shown("scenarios")).toEqual(["k8s/old.yaml:14:11: missing-request"]);
  const [finding] = lintPaths([at("scenarios/a/scenario.yaml")], { sets: [] }).findings;
  expect(finding?.cause).toContain("missing request for cpu on container proxy in pod default/web-…");
});

test("what no API server would take is told as such", () => {
  expect(folder.shown(problemsOf(() => lintPaths([at("bad")], { sets: [] })))).toMatch(
    /^bad\/web.yaml:\d+:\d+: The HorizontalPodAutoscaler "web" is invalid: spec.maxReplicas: Invalid value: 1: must be greater than or equal to `minReplicas`/,
  );
  expect(problemsOf(() => lintPaths([at("nowhere")], { sets: [] }))).toMatch(/there is no .*nowhere/);
  expect(problemsOf(() => lintPaths([at("k8s/web.yaml")], { sets: [], kubernetes: "1.5" }))).toMatch(
    /^Kubernetes 1.5 is not modelled\n {2}kubewind knows 1.11 to 1.37/,
  );
});
