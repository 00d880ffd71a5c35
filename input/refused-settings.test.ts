import { expect, test } from "vitest";
import { problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const withScenario = (body: string): Readonly<Record<string, string>> => ({
  "scenario.yaml": `${scenarioHead}${body}`,
  "web.yaml": webManifests,
});

test.for([
  {
    title: "every wrong setting",
    files: {
      "scenario.yaml":
        "apiVersion: kubewind.dev/v1\nkind: Scenario\nduration: 5\nwarmup: {}\nsede: 3\nseed: 1.5\nstart: yesterday\neventsMax: 0\nnamespace: Shop\ncluster: 5\n",
      "web.yaml": webManifests,
    },
    error: `scenario.yaml:1:13: unknown value "kubewind.dev/v1", did you mean "kubewind.dev/v1alpha1"?
  apiVersion: kubewind.dev/v1
              ^
  Known here: kubewind.dev/v1alpha1.
scenario.yaml:3:11: "5" has no unit
  duration: 5
            ^
  Did you mean 5s? A duration is written 250ms, 90s, 5m or 1h30m.
scenario.yaml:4:9: expected a duration such as 90s, not a mapping
  warmup: {}
          ^
scenario.yaml:5:1: unknown field "sede", did you mean "seed"?
  sede: 3
  ^
scenario.yaml:6:7: expected a whole number, not 1.5
  seed: 1.5
        ^
scenario.yaml:7:8: "yesterday" is not an instant that a run can start at
  start: yesterday
         ^
  The start is written 2000-01-01T00:00:00Z, and lies between 1970 and 2200.
scenario.yaml:8:12: 0 is out of range: it may be 1 to 9007199254740991
  eventsMax: 0
             ^
scenario.yaml:9:12: "Shop" cannot be the name of a namespace
  namespace: Shop
             ^
  It has up to 63 lowercase letters, digits and dashes, and begins and ends with a letter or a digit.
scenario.yaml:10:10: expected a mapping, not 5
  cluster: 5
           ^
  Its fields are kubernetes, featureGates, controllerManager, metricsServer, nodes, prometheus, prometheusAdapter, keda, apiServices.`,
  },
  {
    title: "a file without apiVersion and kind",
    files: { "scenario.yaml": "duration: 5m\n" },
    error: `scenario.yaml:1:1: the field "apiVersion" is missing
  duration: 5m
  ^
scenario.yaml:1:1: the field "kind" is missing
  duration: 5m
  ^`,
  },
  {
    title: "a file that is a manifest",
    files: { "scenario.yaml": webManifests },
    error: `scenario.yaml:2:7: this is a "Deployment", not a scenario
  kind: Deployment
        ^
  A scenario begins with "apiVersion: kubewind.dev/v1alpha1" and "kind: Scenario".`,
  },
  {
    title: "a file of another kind, which is nearly the right one",
    files: { "scenario.yaml": "apiVersion: kubewind.dev/v1alpha1\nkind: scenaro\nduration: 5m\n" },
    error: `scenario.yaml:2:7: unknown kind "scenaro", did you mean "Scenario"?
  kind: scenaro
        ^
  A scenario begins with "apiVersion: kubewind.dev/v1alpha1" and "kind: Scenario".`,
  },
  {
    title: "a file that is a list",
    files: { "scenario.yaml": "- a\n" },
    error: `scenario.yaml:1:1: this is a list, not a scenario
  - a
  ^
  A scenario begins with "apiVersion: kubewind.dev/v1alpha1" and "kind: Scenario".`,
  },
  {
    title: "a file with two documents",
    files: { "scenario.yaml": `${scenarioHead}---\na: 1\n` },
    error: `scenario.yaml:5:1: a scenario is one document, and this is a second one
  a: 1
  ^
  Manifests have files of their own.`,
  },
  {
    title: "an empty file",
    files: { "scenario.yaml": "# soon\n" },
    error: `scenario.yaml: the file holds no documents`,
  },
  {
    title: "broken YAML",
    files: { "scenario.yaml": `${scenarioHead}load:\n  spike: {service: web\n` },
    error: `scenario.yaml:6:1: broken YAML: flow map in block collection must be sufficiently indented and end with a }
  Keys of one mapping and items of one list start in the same column; brackets are closed.`,
  },
  {
    title: "a missing file",
    files: { "web.yaml": webManifests },
    error: `scenario.yaml: there is no such file
  . holds web.yaml.`,
  },
  {
    title: "a scenario without manifests",
    files: { "scenario.yaml": scenarioHead },
    error: `scenario.yaml: there are no manifests in .
  Put manifests beside the scenario, or name them: manifests: [../k8s/*.yaml].`,
  },
  {
    title: "a key that is given twice",
    files: withScenario(`duration: 5m
`),
    error: `scenario.yaml:4:1: the key "duration" is given twice in one mapping
  duration: 5m
  ^
  It is first at scenario.yaml:3:1.`,
  },
  {
    title: "a control character in the description",
    files: withScenario(`description: "a\\e[2Jb"
`),
    error: `scenario.yaml:4:14: there is a control character in the description
  description: "a\\e[2Jb"
               ^`,
  },
  {
    title: "wrong settings of the cluster",
    files: withScenario(`cluster:
  kubernetes: 1.20
  nodes: [{count: 3}, {count: 2, cpuu: 4, memory: 60m}]
  metricsServer: {version: 0.6.4, metricResolution: 5s}
  controllerManager: {concurrent-horizontal-pod-autoscaler-syncs: 0, horizontal-pod-autoscaler-tolerance: 10%, node-monitor-period: 5s}
`),
    error: `scenario.yaml:5:15: 1.20 without quotes is the number 1.2
  kubernetes: 1.20
              ^
  Write "1.20".
scenario.yaml:6:34: unknown field "cpuu", did you mean "cpu"?
  nodes: [{count: 3}, {count: 2, cpuu: 4, memory: 60m}]
                                 ^
scenario.yaml:6:51: "60m" is thousandths of a byte
  nodes: [{count: 3}, {count: 2, cpuu: 4, memory: 60m}]
                                                  ^
  Did you mean 60Mi? Memory is written in bytes, or with a suffix: 64Mi, 1Gi, 500M.
scenario.yaml:7:28: unknown value "0.6.4"
  metricsServer: {version: 0.6.4, metricResolution: 5s}
                           ^
  Known here: 0.9.0.
scenario.yaml:7:53: metric-resolution should be a time duration at least 10s, but value 5s provided
  metricsServer: {version: 0.6.4, metricResolution: 5s}
                                                    ^
scenario.yaml:8:67: concurrent-horizontal-pod-autoscaler-syncs must be greater than 0, but got 0
  …rManager: {concurrent-horizontal-pod-autoscaler-syncs: 0, horizontal-pod-autoscaler-tolerance: 10%, node-monit…
                                                          ^
scenario.yaml:8:107: "10%" is not a tolerance
  …current-horizontal-pod-autoscaler-syncs: 0, horizontal-pod-autoscaler-tolerance: 10%, node-monitor-period: 5s}
                                                                                    ^
  A tolerance is a number from 0: 0.1 is a tenth.
scenario.yaml:8:112: unknown field "node-monitor-period"
  …current-horizontal-pod-autoscaler-syncs: 0, horizontal-pod-autoscaler-tolerance: 10%, node-monitor-period: 5s}
                                                                                         ^
  Known here: horizontal-pod-autoscaler-sync-period, horizontal-pod-autoscaler-upscale-delay, horizontal-pod-autoscaler-downscale-delay, horizontal-pod-autoscaler-downscale-stabilization, horizontal-pod-autoscaler-tolerance, horizontal-pod-autoscaler-cpu-initialization-period, horizontal-pod-autoscaler-initial-readiness-delay, concurrent-horizontal-pod-autoscaler-syncs.`,
  },
  {
    title: "flags of other releases",
    files: withScenario(`cluster:
  kubernetes: "1.24"
  controllerManager:
    concurrent-horizontal-pod-autoscaler-syncs: 5
    horizontal-pod-autoscaler-upscale-delay: 3m
`),
    error: `scenario.yaml:7:5: unknown flag: --concurrent-horizontal-pod-autoscaler-syncs
  concurrent-horizontal-pod-autoscaler-syncs: 5
  ^
  This is Kubernetes 1.24; 1.26 and later have it.`,
  },
  {
    title: "a version that is not modelled",
    files: withScenario(`cluster: {kubernetes: "1.10"}
`),
    error: `scenario.yaml:4:23: Kubernetes "1.10" is not modelled
  cluster: {kubernetes: "1.10"}
                        ^
  kubewind plays 1.11 to 1.37. A patch may be given too, such as 1.36.0.`,
  },
  {
    title: "a number that may be another version",
    files: withScenario(`cluster: {kubernetes: 1.4}
`),
    error: `scenario.yaml:4:23: Kubernetes "1.4" is not modelled
  cluster: {kubernetes: 1.4}
                        ^
  kubewind plays 1.11 to 1.37. A patch may be given too, such as 1.36.0.`,
  },
  {
    title: "groups of nodes of one name",
    files: withScenario(`cluster: {nodes: [{count: 3}, {count: 2}]}
`),
    error: `scenario.yaml:4:31: two groups of nodes are called "node"
  cluster: {nodes: [{count: 3}, {count: 2}]}
                                ^
  Give each a "name".`,
  },
  {
    title: "a feature gate that is not modelled",
    files:
      withScenario(`cluster: {featureGates: {HPAScaleZero: true, HPAScaleToZero: maybe, InPlacePodVerticalScaling: true}}
`),
    error: `scenario.yaml:4:26: kubewind does not model the feature gate "HPAScaleZero", did you mean "HPAScaleToZero"?
  cluster: {featureGates: {HPAScaleZero: true, HPAScaleToZero: maybe, InPlacePodVerticalScaling: true}}
                           ^
  The HPA reads HPAScaleToZero, HPAContainerMetrics, HPAConfigurableTolerance, PodLevelResources, HPAGeneration.
scenario.yaml:4:62: expected true or false, not maybe
  cluster: {featureGates: {HPAScaleZero: true, HPAScaleToZero: maybe, InPlacePodVerticalScaling: true}}
                                                               ^
scenario.yaml:4:69: kubewind does not model the feature gate "InPlacePodVerticalScaling"
  cluster: {featureGates: {HPAScaleZero: true, HPAScaleToZero: maybe, InPlacePodVerticalScaling: true}}
                                                                      ^
  The HPA reads HPAScaleToZero, HPAContainerMetrics, HPAConfigurableTolerance, PodLevelResources, HPAGeneration.`,
  },
  {
    title: "a feature gate that the release does not have",
    files: withScenario(`cluster: {featureGates: {HPAGeneration: true}}
`),
    error: `scenario.yaml:4:26: unrecognized feature gate: HPAGeneration
  cluster: {featureGates: {HPAGeneration: true}}
                           ^
  This is Kubernetes 1.36.`,
  },
  {
    title: "a feature gate that the release locks",
    files: withScenario(`cluster: {kubernetes: "1.37", featureGates: {HPAConfigurableTolerance: false}}
`),
    error: `scenario.yaml:4:46: cannot set feature gate HPAConfigurableTolerance to false, feature is locked to true
  cluster: {kubernetes: "1.37", featureGates: {HPAConfigurableTolerance: false}}
                                               ^
  This is Kubernetes 1.37.`,
  },
])("settings: $title is refused", ({ files, error }) => {
  expect(problemsIn(files)).toBe(error);
});
