import { expect, test } from "vitest";
import type { LoadedScenario } from "./load-scenario.ts";
import { loadFiles, problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const scaledObject = (spec = ""): string => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: worker}
spec:
  scaleTargetRef: {name: web}
${spec}  triggers:
    - type: cron
      metadata: {timezone: UTC, start: 0 6 * * *, end: 0 20 * * *, desiredReplicas: "10"}
`;

const files = (body: string, manifest = scaledObject()): Readonly<Record<string, string>> => ({
  "scenario.yaml": `${scenarioHead}${body}`,
  "web.yaml": webManifests,
  "worker.yaml": manifest,
});

const loaded = (body: string): LoadedScenario => loadFiles(files(body));

const kinds = ({ scenario }: LoadedScenario): readonly string[] => scenario.objects.map(({ kind }) => kind);

test("a ScaledObject is acted on in a cluster with KEDA, and left out in one without", () => {
  const withKeda = loaded("cluster: {keda: {}}\n");
  expect(withKeda.scenario.cluster.keda).toEqual({ version: "2.21.0" });
  expect(kinds(withKeda)).toContain("ScaledObject");
  const without = loaded("");
  expect(kinds(without)).not.toContain("ScaledObject");
  expect(without.ignored.map(({ reference, because }) => `${reference.name}: ${because}`)).toEqual([
    "worker: the cluster has no KEDA; the scenario installs it with cluster.keda",
  ]);
});

test("expectations and actions name a ScaledObject, and the HPA that KEDA makes of it", () => {
  const { scenario } = loaded(`cluster: {keda: {}}
actions:
  remove: {at: 1m, delete: {scaledObject: worker}}
expect:
  - event: {scaledObject: worker, reason: KEDAScalersStarted}
  - condition: {hpa: keda-hpa-worker, type: ScalingActive}
`);
  const worker = { kind: "ScaledObject", namespace: "default", name: "worker" };
  expect(scenario.actions[0]).toMatchObject({ kind: "delete", target: worker });
  expect(scenario.expectations).toMatchObject([
    { verb: "event", involved: worker },
    { verb: "condition", hpa: { namespace: "default", name: "keda-hpa-worker" } },
  ]);
});

test("an API goes to the server that the scenario says, first and later", () => {
  const { scenario } = loadFiles({
    ...files(`cluster:
  prometheusAdapter: {config: adapter.yml}
  keda: {}
  apiServices: {external.metrics.k8s.io: prometheus-adapter}
actions:
  install: {at: 2m, apiServices: {external.metrics.k8s.io: keda}}
`),
    "adapter.yml": "rules: []\n",
  });
  expect(scenario.cluster.externalMetricsServer).toBe("prometheus-adapter");
  expect(scenario.actions).toMatchObject([{ kind: "serve-external-metrics", server: "keda" }]);
});

test.for([
  {
    body: "cluster:\n  keda: {}\n  apiServices: {external.metrics.k8s.io: prometheus-adapter}\n",
    error: `scenario.yaml:6:16: the cluster has no "prometheus-adapter"
  apiServices: {external.metrics.k8s.io: prometheus-adapter}
               ^
  Give it one: cluster: {prometheusAdapter: {config: adapter.yml}}.`,
  },
])("$body is refused", ({ body, error }) => {
  expect(problemsIn(files(body))).toBe(error);
});

test("what is wrong with a ScaledObject is shown where it stands", () => {
  const problems = (manifest: string): string => problemsIn(files("cluster: {keda: {}}\n", manifest));
  expect(
    problems(scaledObject("  minReplicaCont: 2\n")),
  ).toBe(`worker.yaml:6:3: ScaledObject "worker": unknown field "spec.minReplicaCont"
  minReplicaCont: 2
  ^
  Did you mean "minReplicaCount"?`);
  expect(
    problems(scaledObject().replace('"10"', "10")),
  ).toBe(`worker.yaml:8:85: The ScaledObject "worker" is invalid: spec.triggers[0].metadata.desiredReplicas: Invalid value: "integer": spec.triggers[0].metadata.desiredReplicas in body must be of type string: "integer"
  metadata: {timezone: UTC, start: 0 6 * * *, end: 0 20 * * *, desiredReplicas: 10}
                                                                                ^`);
});

test("what the webhook denies of itself is shown at the spec", () => {
  const wrong = scaledObject("  minReplicaCount: 2\n  idleReplicaCount: 2\n");
  expect(
    problemsIn(files("cluster: {keda: {}}\n", wrong)),
  ).toBe(`worker.yaml:4:1: ScaledObject "worker": admission webhook "vscaledobject.kb.io" denied the request: IdleReplicaCount=2 must be less than MinReplicaCount=2
  spec:
  ^`);
});
