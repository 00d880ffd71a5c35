import { expect, test } from "vitest";
import { problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const files = { "scenario.yaml": scenarioHead, "web.yaml": webManifests };

test.for([
  {
    title: "an unknown field",
    options: { sets: ["cluster.nods.count=5"] },
    error: `--set cluster.nods.count=5: unknown field "nods", did you mean "nodes"?`,
  },
  {
    title: "no value",
    options: { sets: ["nonsense"] },
    error: `--set nonsense: "nonsense" is not of the form path=value
  For example --set cluster.nodes.count=5, or --set hpa/web.spec.maxReplicas=20 for a manifest.`,
  },
  {
    title: "no path",
    options: { sets: ["a..b=3"] },
    error: `--set a..b=3: "a..b" is not a path
  A path is written a.b.c or a.list[0].c.`,
  },
  {
    title: "no path in a manifest",
    options: { sets: ["hpa/web.spec[=3"] },
    error: `--set hpa/web.spec[=3: "hpa/web.spec[=3" is not of the form path=value
  For example --set cluster.nodes.count=5, or --set hpa/web.spec.maxReplicas=20 for a manifest.`,
  },
  {
    title: "broken YAML",
    options: { sets: ["duration=[1"] },
    error: `--set duration=[1: broken YAML: flow sequence must end with a ]
  A quote, a bracket, a comma or a colon is missing here or above.`,
  },
  {
    title: "a wrong unit",
    options: { sets: ["duration=30"] },
    error: `--set duration=30: "30" has no unit
  Did you mean 30s? A duration is written 250ms, 90s, 5m or 1h30m.`,
  },
  {
    title: "a list item that is wrong",
    options: { sets: ["expect.0={never: {deployment: wob, replicas: 3}}"] },
    error: `--set expect.0={never: {deployment: wob, replicas: 3}}: there is no Deployment "wob" in the manifests, did you mean "web"?
  They hold web.`,
  },
  {
    title: "an item of a list that is not there at all",
    options: { sets: ["expect[1]={}"] },
    error: `--set expect[1]={}: the list has no item "1"
  Counted from 0, it is empty. 0 adds one.`,
  },
  {
    title: "a field of text",
    options: { sets: ["duration.x=1"] },
    error: `--set duration.x=1: 30m has no field "x"`,
  },
  {
    title: "an unknown object",
    options: { sets: ["hpa/wbe.spec.maxReplicas=1"] },
    error: `--set hpa/wbe.spec.maxReplicas=1: there is no HorizontalPodAutoscaler "wbe" in the manifests, did you mean "hpa/web"?
  There is hpa/web.`,
  },
  {
    title: "an unknown kind",
    options: { sets: ["foo/web.spec.maxReplicas=1"] },
    error: `--set foo/web.spec.maxReplicas=1: the manifests hold no object of kind "foo"
  They hold deployment, service, horizontalpodautoscaler.`,
  },
  {
    title: "an unknown field of a manifest",
    options: { sets: ["hpa/web.spec.maxReplica=1"] },
    error: `--set hpa/web.spec.maxReplica=1: HorizontalPodAutoscaler "web": unknown field "spec.maxReplica"
  Did you mean "maxReplicas"?`,
  },
  {
    title: "a value that a manifest may not have",
    options: { sets: ["hpa/web.spec.maxReplicas=1", "deployment/web.spec.replicas=many"] },
    error: `--set deployment/web.spec.replicas=many: Deployment "web": json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32
--set hpa/web.spec.maxReplicas=1: The HorizontalPodAutoscaler "web" is invalid: spec.maxReplicas: Invalid value: 1: must be greater than or equal to \`minReplicas\``,
  },
  {
    title: "a version that is not modelled",
    options: { kubernetes: "1.10" },
    error: `--kubernetes 1.10: Kubernetes "1.10" is not modelled
  kubewind plays 1.11 to 1.37. A patch may be given too, such as 1.36.0.`,
  },
  {
    title: "a seed out of range",
    options: { seed: -1 },
    error: `--seed -1: -1 is out of range: it may be 0 to 9007199254740991`,
  },
])("--set: $title is refused", ({ options, error }) => {
  expect(problemsIn(files, options)).toBe(error);
});
