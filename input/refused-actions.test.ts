import { expect, test } from "vitest";
import { problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const withScenario = (body: string): Readonly<Record<string, string>> => ({
  "scenario.yaml": `${scenarioHead}${body}`,
  "web.yaml": webManifests,
});

test.for([
  {
    title: "every wrong action",
    files: withScenario(`actions:
  a: {}
  b: {at: 5m}
  c: {at: 5m, restart: {deployment: w}}
  d: {at: 5m, scale: {deployment: web, replicas: -1}}
  e: {at: 5m, delete: {hpa: web, service: web}}
  f: {at: 5m, delete: {}}
  g: {at: 5m, restart: web}
  h: {at: 5, restart: {deployment: web}, scale: {}}
  i: {at: load.x, restart: {deployment: web}}
  j: {at: 31m, restart: {deployment: web}}
  j.k: {at: 3m, restart: {deployment: web}}
  k: {at: 3m, metricsServer: {kubeletInsecureTls: maybe}}
  l: {at: 3m, metricsServer: {metricResolution: 30s}}
`),
    error: `scenario.yaml:5:6: the field "at" is missing
  a: {}
     ^
scenario.yaml:6:3: the action does nothing
  b: {at: 5m}
  ^
  Write one of apply, restart, scale, delete, reload, silence, apiServices, metricsServer: for example restart: {deployment: web}.
scenario.yaml:7:37: there is no Deployment "w" in the manifests
  c: {at: 5m, restart: {deployment: w}}
                                    ^
  They hold web.
scenario.yaml:8:50: -1 is out of range: it may be 0 to 1000000
  d: {at: 5m, scale: {deployment: web, replicas: -1}}
                                                 ^
scenario.yaml:9:34: "hpa" and "service" exclude each other
  e: {at: 5m, delete: {hpa: web, service: web}}
                                 ^
  Write one of service, deployment, replicaSet, pod, hpa, scaledObject.
scenario.yaml:10:23: nothing says what this is about
  f: {at: 5m, delete: {}}
                      ^
  Name it: service: … or deployment: … or replicaSet: … or pod: … or hpa: … or scaledObject: ….
scenario.yaml:11:24: expected a mapping, not web
  g: {at: 5m, restart: web}
                       ^
  Its fields are deployment.
scenario.yaml:12:11: "5" has no unit
  h: {at: 5, restart: {deployment: web}, scale: {}}
          ^
  Did you mean 5s? A duration is written 250ms, 90s, 5m or 1h30m.
scenario.yaml:13:11: "load.x" is not a duration
  i: {at: load.x, restart: {deployment: web}}
          ^
  A duration is written 250ms, 90s, 5m or 1h30m.
scenario.yaml:14:11: this action comes after the end of the run
  j: {at: 31m, restart: {deployment: web}}
          ^
  Make the duration longer.
scenario.yaml:15:3: "j.k" cannot be the name of an action
  j.k: {at: 3m, restart: {deployment: web}}
  ^
  It names the instant action.<name>: up to 63 letters, digits, "-" and "_".
scenario.yaml:16:51: expected true or false, not maybe
  k: {at: 3m, metricsServer: {kubeletInsecureTls: maybe}}
                                                  ^
scenario.yaml:17:30: the field "kubeletInsecureTls" is missing
  l: {at: 3m, metricsServer: {metricResolution: 30s}}
                             ^
scenario.yaml:17:31: unknown field "metricResolution"
  l: {at: 3m, metricsServer: {metricResolution: 30s}}
                              ^
  Known here: kubeletInsecureTls.`,
  },
  {
    title: "files that are not there",
    files: withScenario(`actions:
  a: {at: 5m, apply: none.yaml}
  b: {at: 5m, apply: [x/*.yaml, web.yml]}
`),
    error: `scenario.yaml:5:22: there is no none.yaml
  a: {at: 5m, apply: none.yaml}
                     ^
  . holds scenario.yaml, web.yaml.
scenario.yaml:6:23: no file matches x/*.yaml
  b: {at: 5m, apply: [x/*.yaml, web.yml]}
                      ^
  There is no folder x, or it is empty.
scenario.yaml:6:33: there is no web.yml
  b: {at: 5m, apply: [x/*.yaml, web.yml]}
                                ^
  Did you mean web.yaml?`,
  },
])("actions: $title is refused", ({ files, error }) => {
  expect(problemsIn(files)).toBe(error);
});
