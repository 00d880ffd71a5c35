import { expect, test } from "vitest";
import { problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const withScenario = (body: string): Readonly<Record<string, string>> => ({
  "scenario.yaml": `${scenarioHead}${body}`,
  "web.yaml": webManifests,
});

const withWeb = (from: string, to: string): Readonly<Record<string, string>> => ({
  "scenario.yaml": scenarioHead,
  "web.yaml": webManifests.replace(from, to),
});

test.for([
  {
    title: "files that are not there",
    files: withScenario(`manifests: [wep.yaml, none/*.yaml, 5, {a: 1}, k8s]
`),
    error: `scenario.yaml:4:13: there is no wep.yaml
  manifests: [wep.yaml, none/*.yaml, 5, {a: 1}, k8s]
              ^
  Did you mean web.yaml?
scenario.yaml:4:23: no file matches none/*.yaml
  manifests: [wep.yaml, none/*.yaml, 5, {a: 1}, k8s]
                        ^
  There is no folder none, or it is empty.
scenario.yaml:4:36: there is no 5
  manifests: [wep.yaml, none/*.yaml, 5, {a: 1}, k8s]
                                     ^
  . holds scenario.yaml, web.yaml.
scenario.yaml:4:39: expected text, not a mapping
  manifests: [wep.yaml, none/*.yaml, 5, {a: 1}, k8s]
                                        ^
scenario.yaml:4:47: there is no k8s
  manifests: [wep.yaml, none/*.yaml, 5, {a: 1}, k8s]
                                                ^
  . holds scenario.yaml, web.yaml.`,
  },
  {
    title: "an empty list of files",
    files: withScenario(`manifests: []
`),
    error: `scenario.yaml:4:12: the list names no file
  manifests: []
             ^`,
  },
  {
    title: "a scenario among them",
    files: withScenario(`manifests: [scenario.yaml]
`),
    error: `scenario.yaml:1:1: this is a scenario of kubewind, not a manifest
  apiVersion: kubewind.dev/v1alpha1
  ^`,
  },
  {
    title: "a kind that does not exist",
    files: withWeb("kind: Deployment\n", "kind: Deploymnt\n"),
    error: `web.yaml:2:7: no matches for kind "Deploymnt" in version "apps/v1"
  kind: Deploymnt
        ^
  Did you mean "Deployment"?`,
  },
  {
    title: "an apiVersion that is no longer served",
    files: withWeb("apiVersion: apps/v1\n", "apiVersion: extensions/v1beta1\n"),
    error: `web.yaml:1:13: no matches for kind "Deployment" in version "extensions/v1beta1"
  apiVersion: extensions/v1beta1
              ^
  Kubernetes 1.1 to 1.15 served it, and 1.36 does not. Write "apiVersion: apps/v1". There, spec.selector is required.`,
  },
  {
    title: "an unknown field",
    files: withWeb("  maxReplicas: 10", "  maxReplica: 10"),
    error: `web.yaml:32:3: HorizontalPodAutoscaler "web": unknown field "spec.maxReplica"
  maxReplica: 10
  ^
  Did you mean "maxReplicas"?`,
  },
  {
    title: "an unknown field deep down",
    files: withWeb("image: example.com/web:1", "imag: example.com/web:1"),
    error: `web.yaml:12:11: Deployment "web": unknown field "spec.template.spec.containers[0].imag"
  imag: example.com/web:1
  ^
  Did you mean "image"?`,
  },
  {
    title: "a value of the wrong type",
    files: withWeb("averageUtilization: 60", "averageUtilization: sixty"),
    error: `web.yaml:35:77: HorizontalPodAutoscaler "web": json: cannot unmarshal string into Go struct field MetricTarget.spec.metrics.resource.target.averageUtilization of type int32
  resource: {name: cpu, target: {type: Utilization, averageUtilization: sixty}}
                                                                        ^`,
  },
  {
    title: "an invalid value",
    files: withWeb("minReplicas: 2", "minReplicas: 20"),
    error: `web.yaml:32:16: The HorizontalPodAutoscaler "web" is invalid: spec.maxReplicas: Invalid value: 10: must be greater than or equal to \`minReplicas\`
  maxReplicas: 10
               ^`,
  },
  {
    title: "several invalid values",
    files: withWeb("minReplicas: 2\n  maxReplicas: 10", "minReplicas: -1\n  maxReplicas: 0"),
    error: `web.yaml:31:16: The HorizontalPodAutoscaler "web" is invalid: spec.minReplicas: Invalid value: -1: must be greater than or equal to 1
  minReplicas: -1
               ^
web.yaml:32:16: The HorizontalPodAutoscaler "web" is invalid: spec.maxReplicas: Required value: must be set and greater than 0
  maxReplicas: 0
               ^`,
  },
  {
    title: "a missing field",
    files: withWeb("  maxReplicas: 10\n", ""),
    error: `web.yaml:29:1: The HorizontalPodAutoscaler "web" is invalid: spec.maxReplicas: Required value: must be set and greater than 0
  spec:
  ^
web.yaml:29:1: The HorizontalPodAutoscaler "web" is invalid: spec.maxReplicas: Invalid value: 0: must be greater than or equal to \`minReplicas\`
  spec:
  ^`,
  },
  {
    title: "a selector that does not fit the template",
    files: withWeb("matchLabels: {app: web}", "matchLabels: {app: wob}"),
    error: `web.yaml:8:16: The Deployment "web" is invalid: spec.template.metadata.labels: Invalid value: {"app":"web"}: \`selector\` does not match template \`labels\`
  metadata: {labels: {app: web}}
             ^`,
  },
  {
    title: "a quantity that is none",
    files: withWeb("memory: 128Mi", "memory: 128 MiB"),
    error: `web.yaml:13:53: Deployment "web": quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
  resources: {requests: {cpu: 500m, memory: 128 MiB}}
                                            ^`,
  },
  {
    title: "a document that is no object",
    files: { "scenario.yaml": scenarioHead, "web.yaml": "hello\n" },
    error: `web.yaml:1:1: this document is not a Kubernetes object
  hello
  ^
  A manifest is a mapping with apiVersion, kind and metadata.`,
  },
  {
    title: "a file of the folder that is no manifest",
    files: { "scenario.yaml": scenarioHead, "web.yaml": "a: 1\n" },
    error: `web.yaml:1:1: error validating data: [apiVersion not set, kind not set]; if you choose to ignore these errors, turn validation off with --validate=false
  a: 1
  ^
  In "manifests:" a scenario names its manifests; without it, every YAML and JSON file of its folder is one.`,
  },
  {
    title: "a key that is given twice",
    files: withWeb("  minReplicas: 2\n", "  maxReplicas: 5\n"),
    error: `web.yaml:32:3: the key "maxReplicas" is given twice in one mapping
  maxReplicas: 10
  ^
  It is first at web.yaml:31:3.`,
  },
  {
    title: "an escape sequence in a name",
    files: withWeb("kind: Service\nmetadata:\n  name: web", 'kind: Service\nmetadata:\n  name: "we\\e[31mb"'),
    error: `web.yaml:20:9: The Service "we\\x1b[31mb" is invalid: metadata.name: Invalid value: "we\\x1b[31mb": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
  name: "we\\e[31mb"
        ^`,
  },
  {
    title: "items of a List",
    files: {
      "scenario.yaml": scenarioHead,
      "web.json":
        '{"kind": "List", "apiVersion": "v1", "items": [{"kind": "Servise", "apiVersion": "v1", "metadata": {"name": "a"}}, {"kind": "List", "apiVersion": "v1", "items": [5]}]}',
    },
    error: `web.json:1:163: this document is not a Kubernetes object
  …Servise", "apiVersion": "v1", "metadata": {"name": "a"}}, {"kind": "List", "apiVersion": "v1", "items": [5]}]}
                                                                                                            ^
  A manifest is a mapping with apiVersion, kind and metadata.`,
  },
  {
    title: "a kind in a List",
    files: {
      "scenario.yaml": scenarioHead,
      "web.json":
        '{"kind": "List", "apiVersion": "v1", "items": [{"kind": "Servise", "apiVersion": "v1", "metadata": {"name": "a"}}]}',
    },
    error: `web.json:1:57: no matches for kind "Servise" in version "v1"
  …"kind": "List", "apiVersion": "v1", "items": [{"kind": "Servise", "apiVersion": "v1", "metadata": {"name": "a"…
                                                          ^
  Did you mean "Service"?`,
  },
  {
    title: "problems of several files",
    files: { "scenario.yaml": scenarioHead, "a.yaml": "", "b.yaml": "a: [", "c.yaml": "\0" },
    error: `a.yaml: the file holds no documents
b.yaml:1:5: broken YAML: flow sequence in block collection must be sufficiently indented and end with a ]
  a: [
      ^
  Keys of one mapping and items of one list start in the same column; brackets are closed.
c.yaml: the file is binary: it holds NUL bytes`,
  },
  {
    title: "a patch beside its kustomization",
    files: {
      "scenario.yaml": scenarioHead,
      "kustomization.yaml":
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\npatches: [{path: patch.yaml}]\n",
      "patch.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: Clusterip}\n",
    },
    error: `patch.yaml:4:1: The Service "web" is invalid: spec.ports: Required value
  spec: {type: Clusterip}
  ^
  There is a kustomization beside it. Is it a patch? Then give what kubectl kustomize prints instead.
patch.yaml:4:14: The Service "web" is invalid: spec.type: Unsupported value: "Clusterip": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
  spec: {type: Clusterip}
               ^`,
  },
  {
    title: "what an action applies",
    files: {
      "scenario.yaml": `${scenarioHead}actions: {deploy: {at: 5m, apply: v2.yaml}}\n`,
      "web.yaml": webManifests,
      "v2.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {type: Clusterip}\n",
    },
    error: `v2.yaml:4:1: The Service "x" is invalid: spec.ports: Required value
  spec: {type: Clusterip}
  ^
v2.yaml:4:14: The Service "x" is invalid: spec.type: Unsupported value: "Clusterip": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
  spec: {type: Clusterip}
               ^`,
  },
])("manifests: $title is refused", ({ files, error }) => {
  expect(problemsIn(files)).toBe(error);
});
