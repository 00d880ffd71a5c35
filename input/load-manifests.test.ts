import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenario } from "./load-scenario.ts";
import { createTestFolder } from "./test-folder.ts";
import { loadFiles, problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const service = (name: string, more = ""): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}${more}}\nspec: {ports: [{port: 80}]}\n`;

const names = (files: Readonly<Record<string, string>>, readStandardInput?: () => string): readonly string[] => {
  const all = { "scenario.yaml": scenarioHead, ...files };
  const { scenario } = loadFiles(all, readStandardInput === undefined ? {} : { readStandardInput });
  return scenario.objects.map(({ kind, meta }) => `${kind} ${meta.namespace}/${meta.name}`);
};

test("documents, lists in lists and JSON are all taken in, in order", () => {
  const list = {
    apiVersion: "v1",
    kind: "List",
    items: [
      { apiVersion: "v1", kind: "Service", metadata: { name: "c" }, spec: { ports: [{ port: 80 }] } },
      {
        apiVersion: "v1",
        kind: "ServiceList",
        metadata: { resourceVersion: "" },
        items: [{ apiVersion: "v1", kind: "Service", metadata: { name: "d" }, spec: { ports: [{ port: 80 }] } }],
      },
      { apiVersion: "v1", kind: "List", items: null },
    ],
  };
  const files = {
    "1.yaml": `# Source: chart/templates/a.yaml\n---\n${service("a")}---\n# nothing here\n---\n${service("b")}...\n`,
    "2.json": JSON.stringify(list, undefined, "\t"),
    "3.yml": service("e"),
  };
  expect(names(files)).toEqual(["a", "b", "c", "d", "e"].map((name) => `Service default/${name}`));
});

test("what kubectl get prints is taken in as if a user had written it", () => {
  const printed = `apiVersion: v1
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    annotations:
      deployment.kubernetes.io/revision: "3"
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"apps/v1","kind":"Deployment"}
    creationTimestamp: "2024-01-01T00:00:00Z"
    generation: 4
    labels:
      app: web
    managedFields:
    - apiVersion: apps/v1
      fieldsType: FieldsV1
      fieldsV1:
        f:spec: {}
      manager: kubectl
      operation: Update
      time: "2024-01-01T00:00:00Z"
    name: web
    namespace: shop
    resourceVersion: "12345"
    uid: 6a9a2b62-6f9c-4b56-8e3d-0b9a8a4f2f10
  spec:
    progressDeadlineSeconds: 600
    replicas: 3
    revisionHistoryLimit: 10
    selector:
      matchLabels:
        app: web
    strategy:
      rollingUpdate:
        maxSurge: 25%
        maxUnavailable: 25%
      type: RollingUpdate
    template:
      metadata:
        creationTimestamp: null
        labels:
          app: web
      spec:
        containers:
        - image: example.com/web:1
          imagePullPolicy: IfNotPresent
          name: app
          resources: {}
          terminationMessagePath: /dev/termination-log
          terminationMessagePolicy: File
        dnsPolicy: ClusterFirst
        restartPolicy: Always
        schedulerName: default-scheduler
        securityContext: {}
        terminationGracePeriodSeconds: 30
  status:
    availableReplicas: 3
    conditions:
    - lastTransitionTime: "2024-01-01T00:00:00Z"
      lastUpdateTime: "2024-01-01T00:00:00Z"
      message: Deployment has minimum availability.
      reason: MinimumReplicasAvailable
      status: "True"
      type: Available
    observedGeneration: 4
    replicas: 3
kind: List
metadata:
  resourceVersion: ""
`;
  const { scenario, notes } = loadFiles({ "scenario.yaml": scenarioHead, "get.yaml": printed });
  expect(scenario.objects).toMatchObject([
    { kind: "Deployment", meta: { namespace: "shop", name: "web" }, replicas: 3 },
  ]);
  expect(notes).toEqual(['namespace "shop" is assumed to exist']);
});

test("values are read as kubectl reads them", () => {
  const manifest = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {on: "yes", mode: "0755"}}
spec:
  automountServiceAccountToken: no
  terminationGracePeriodSeconds: 0x10
  containers:
    - {name: app, image: example.com/a, volumeMounts: [{name: c, mountPath: /c}], resources: {requests: {cpu: 0.50}}}
  volumes: [{name: c, configMap: {name: c, defaultMode: 0644}}]
`;
  const { scenario } = loadFiles({ "scenario.yaml": scenarioHead, "pod.yaml": manifest });
  expect(scenario.objects).toMatchObject([
    {
      meta: { labels: { true: "yes", mode: "0755" } },
      spec: { terminationGracePeriodSeconds: 16, containers: [{ requests: new Map([["cpu", 500]]) }] },
    },
  ]);
});

test("anchors and merge keys are resolved before admission", () => {
  const manifest = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: &labels {app: a}, annotations: {<<: *labels, more: b}}
spec: {containers: [{name: app, image: example.com/a}]}
`;
  const { scenario } = loadFiles({ "scenario.yaml": scenarioHead, "pod.yaml": manifest });
  expect(scenario.objects[0]?.meta).toEqual({
    name: "a",
    namespace: "default",
    labels: { app: "a" },
    annotations: { app: "a", more: "b" },
  });
});

test("standard input is a manifest like any other, and named <stdin> in errors", () => {
  const scenario = `${scenarioHead}manifests: ["-", a.yaml]\n`;
  expect(names({ "scenario.yaml": scenario, "a.yaml": service("a") }, () => service("stdin"))).toEqual([
    "Service default/stdin",
    "Service default/a",
  ]);
  const wrong = (): string => "apiVersion: v1\nkind: Servise\n";
  expect(problemsIn({ "scenario.yaml": scenario, "a.yaml": service("a") }, { readStandardInput: wrong })).toBe(
    `<stdin>:2:7: no matches for kind "Servise" in version "v1"
  kind: Servise
        ^
  Did you mean "Service"?`,
  );
});

test("files, folders and globs are taken in the order in which they are named, and each file once", () => {
  const files = {
    "scenario.yaml": `${scenarioHead}manifests: [z.yaml, k8s, "k8s/*.yaml", ./z.yaml, ../scenarios-elsewhere.yaml]\n`,
    "z.yaml": service("z"),
    "k8s/b.yaml": service("b"),
    "k8s/a.json": JSON.stringify({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "a" },
      spec: { ports: [{ port: 1 }] },
    }),
    "k8s/deeper/c.yaml": service("c"),
    "k8s/readme.md": "no",
  };
  const folder = createTestFolder({
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`scenario/${name}`, text])),
    "scenarios-elsewhere.yaml": service("elsewhere"),
  });
  const { scenario } = loadScenario(join(folder.path, "scenario"), { sets: [] });
  expect(scenario.objects.map(({ meta }) => meta.name)).toEqual(["z", "a", "b", "elsewhere"]);
  folder.remove();
});

test("without a list, every manifest beside the scenario is taken, but no other scenario", () => {
  const files = {
    "b.yaml": service("b"),
    "a.yml": service("a"),
    "night.yaml": `# At night.\n${scenarioHead}`,
    "notes.md": "# Notes",
    "data/c.yaml": service("c"),
  };
  expect(names(files)).toEqual(["Service default/a", "Service default/b"]);
});

test("a scenario in a folder or under a glob is passed over, and refused where it is named", () => {
  const files = {
    "web.yaml": webManifests,
    "night.json": JSON.stringify({ apiVersion: "kubewind.dev/v1alpha1", kind: "Scenario" }),
  };
  const count = (manifests: string): number =>
    names({ ...files, "scenario.yaml": `${scenarioHead}manifests: ${manifests}\n` }).length;
  expect([count("[.]"), count('"*.{yaml,json}"')]).toEqual([3, 3]);
  expect(problemsIn({ ...files, "scenario.yaml": `${scenarioHead}manifests: [web.yaml, night.json]\n` })).toBe(
    `night.json:1:1: this is a scenario of kubewind, not a manifest
  {"apiVersion":"kubewind.dev/v1alpha1","kind":"Scenario"}
  ^`,
  );
});

test("a glob or a folder does not follow a link out of its folder", () => {
  const outside = createTestFolder({ "secret.yaml": service("secret") });
  const folder = createTestFolder({
    "scenario.yaml": `${scenarioHead}manifests: ["k8s/*.yaml"]\n`,
    "k8s/a.yaml": service("a"),
  });
  folder.link("k8s/b.yaml", join(outside.path, "secret.yaml"));
  expect(() => loadScenario(folder.path, { sets: [] })).toThrow(
    `k8s/b.yaml: this is a symbolic link that leads out of ${folder.shown(`${folder.path}/`)}`,
  );
  folder.remove();
  outside.remove();
});

test("objects that the wind tunnel does without are named, with the reason and the place", () => {
  const files = {
    "scenario.yaml": scenarioHead,
    "web.yaml": `${webManifests}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: b}\n---\napiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: web, namespace: shop}\n`,
  };
  const { ignored, notes } = loadFiles(files);
  expect(ignored.map((each) => ({ ...each, place: each.place.replace(/^.*\//, "") }))).toEqual([
    {
      reference: { apiVersion: "v1", kind: "ConfigMap", namespace: "default", name: "settings" },
      because: expect.stringContaining("ConfigMap"),
      place: "web.yaml:37:1",
    },
    {
      reference: { apiVersion: "monitoring.coreos.com/v1", kind: "ServiceMonitor", namespace: "shop", name: "web" },
      because: expect.stringContaining("monitoring.coreos.com"),
      place: "web.yaml:42:1",
    },
  ]);
  expect(notes).toEqual([]);
});

test("what an installation leaves out of Helm's output, and what kubectl kustomize reads, is named and not played", () => {
  const hook = (name: string, hooks: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels: {app: web}\n  annotations: {"helm.sh/hook": "${hooks}"}\nspec: {containers: [{name: wget, image: busybox}]}\n`;
  const files = {
    "scenario.yaml": scenarioHead,
    "kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n",
    "web.yaml": `${hook("check", "test")}---\n${hook("clean", "pre-delete, post-rollback")}---\n${hook("warm", "post-install,test")}---\n${hook("own", "mine")}`,
  };
  const { ignored, scenario } = loadFiles(files);
  expect(ignored.map(({ reference: { kind, name }, because }) => [kind, name, because])).toEqual([
    ["Kustomization", "", "kubectl kustomize reads it; the wind tunnel takes what that prints"],
    ["Pod", "check", "it is a hook of Helm for test, which an installation leaves out"],
    ["Pod", "clean", "it is a hook of Helm for pre-delete, post-rollback, which an installation leaves out"],
  ]);
  expect(scenario.objects.map(({ meta }) => meta.name)).toEqual(["warm", "own"]);
});

test("a namespace that no manifest declares is assumed to exist, and noted", () => {
  const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: declared}\n";
  const files = {
    "a.yaml": `${namespace}---\n${service("a", ", namespace: declared")}---\n${service("b", ", namespace: shop")}---\n${service("c", ", namespace: kube-system")}`,
  };
  expect(loadFiles({ "scenario.yaml": scenarioHead, ...files }).notes).toEqual([
    'namespace "shop" is assumed to exist',
  ]);
  expect(names(files)).toEqual([
    "Namespace /declared",
    "Service declared/a",
    "Service shop/b",
    "Service kube-system/c",
  ]);
});

test("what deserves attention without being wrong is noted", () => {
  const scenario = `${scenarioHead}load:
  known: {service: web, rate: 1/s, until: 40m}
  alone: {service: alone, rate: 1/s}
  empty: {service: empty, rate: 1/s}
`;
  const alone = service("alone");
  const empty = alone.replace("name: alone", "name: empty").replace("{ports", "{selector: {app: none}, ports");
  const warned = webManifests.replace(
    "    spec:\n",
    "    spec:\n      hostIPC: true\n      nodeSelector: {beta.kubernetes.io/os: linux}\n",
  );
  const files = { "scenario.yaml": scenario, "web.yaml": warned, "more.yaml": `${alone}---\n${empty}---\n${alone}` };
  expect(loadFiles(files).notes).toEqual([
    'web.yaml:1:1: Warning: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
    "Service default/alone is in the manifests more than once; the later one is applied over it",
    "load.known goes on until 40m0s, but the run ends at 30m0s",
    "load.alone goes to Service default/alone, which has no selector: every request is refused",
    "load.empty goes to Service default/empty, which selects no pods of the manifests: every request is refused",
    "default/web gets load but is not described under workloads: a request is taken to cost 10ms of CPU",
  ]);
});

test("a time to become ready that no probe would notice is noted", () => {
  const notes = (workload: string, manifests: string): readonly string[] =>
    loadFiles({ "scenario.yaml": `${scenarioHead}workloads: {web: {${workload}}}\n`, "web.yaml": manifests }).notes;
  const probed = webManifests.replace(
    "image: example.com/proxy:1",
    "image: example.com/proxy:1\n          readinessProbe: {tcpSocket: {port: 80}}",
  );
  expect(notes("start: {readyAfter: 10s}", webManifests)).toEqual([
    "start.readyAfter of default/web changes nothing: without a readinessProbe its pods are ready at once",
  ]);
  expect([notes("start: {readyAfter: 10s}", probed), notes("", webManifests)]).toEqual([[], []]);
});

test("a workload that gets load and that nobody describes has the documented model", () => {
  const described = `${scenarioHead}load: {a: {service: web, rate: 1/s}}\nworkloads: {web: {}}\n`;
  const undescribed = `${scenarioHead}load: {a: {service: web, rate: 1/s}}\n`;
  const workloadsOf = (scenario: string) =>
    loadFiles({ "scenario.yaml": scenario, "web.yaml": webManifests }).scenario.workloads;
  expect(workloadsOf(undescribed)).toEqual(workloadsOf(described));
});

test("the version and the gates of the cluster decide what is admitted", () => {
  const zero = webManifests
    .replace("minReplicas: 2", "minReplicas: 0")
    .replace(
      "type: Resource\n      resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}",
      "type: External\n      external: {metric: {name: queue}, target: {type: AverageValue, averageValue: 5}}",
    );
  const problems = (head: string): string =>
    problemsIn({ "scenario.yaml": `${scenarioHead}${head}`, "web.yaml": zero });
  expect(problems('cluster: {kubernetes: "1.37"}\n')).toBe("");
  expect(problems("cluster: {featureGates: {HPAScaleToZero: true}}\n")).toBe("");
  expect(problems("")).toBe(
    `web.yaml:31:16: The HorizontalPodAutoscaler "web" is invalid: spec.minReplicas: Invalid value: 0: must be greater than or equal to 1
  minReplicas: 0
               ^`,
  );
});

test("notes an HPA whose target the run does not have", () => {
  const hpa = (kind: string, name: string): string =>
    webManifests.split("---\n")[2]!.replace("kind: Deployment, name: web", `kind: ${kind}, name: ${name}`);
  const notes = (kind: string, name: string): readonly string[] =>
    loadFiles({
      "scenario.yaml": scenarioHead,
      "web.yaml": [...webManifests.split("---\n").slice(0, 2), hpa(kind, name)].join("---\n"),
    }).notes;
  expect(notes("Deployment", "web")).toEqual([]);
  expect(notes("Deployment", "wbe")).toEqual([
    "HPA default/web scales Deployment wbe, which is no workload of this run",
  ]);
  expect(notes("StatefulSet", "web")).toEqual([
    "HPA default/web scales StatefulSet web, which is no workload of this run",
  ]);
});
