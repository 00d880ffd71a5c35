import { expect, test } from "vitest";
import { problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const withScenario = (body: string): Readonly<Record<string, string>> => ({
  "scenario.yaml": `${scenarioHead}${body}`,
  "web.yaml": webManifests,
});

test.for([
  {
    title: "every wrong expectation",
    files: withScenario(`load: {spike: {service: web, rate: 1/s, from: 2m, until: 10m}}
expect:
  - reaches: {deployment: web, replicas: 4, after: 2m}
  - reaches: {deployment: web, within: 5m}
  - reaches: {deployment: web, replicas: 4, readyReplicas: 4, within: 5m}
  - reaches: {deployment: web, replicas: 4, within: 90, after: load.spke}
  - never: {deployment: wob, replicas: "> 8"}
  - never: {deployment: web, replicas: "> many"}
  - stays: {deployment: web, replicas: 2..4, after: 20m, until: 10m}
  - stays: {deployment: web, replicas: 2..4, until: 40m}
  - changes: {deployment: web}
  - changes: {deployment: web, atMost: 2, in: 10}
  - settles: {deployment: web}
  - condition: {hpa: web, type: ScaleLimited}
  - condition: {hpa: web, type: ScalingLimited, status: maybe}
  - event: {hpa: web}
  - event: {reason: x}
  - event: {hpa: web, reason: x, atLeast: 3, atMost: 1}
  - event: {pod: "web-\\e[31m", reason: x}
  - event: {hpa: web, reason: "Not one word"}
  - latency: {service: web}
  - latency: {service: web, p95: 500ms}
  - latency: {service: web, p95: "< 500"}
  - latency: {service: web, p101: "< 500ms"}
  - latency: {service: web, p95: "< 500ms", mean: "< 1s"}
  - errors: {service: web, atMost: 0.1}
  - errors: {service: web, atMost: 101%}
  - costs: {deployment: web, atMost: 3.5}
  - costs: {deployment: web, atMost: 3.5 dollars}
  - reachs: {}
  - {}
  - reaches: 5
  - 5
  - never: {deployment: web, replicas: 1}
    stays: {deployment: web, replicas: 1}
`),
    error: `scenario.yaml:6:14: the field "within" is missing
  - reaches: {deployment: web, replicas: 4, after: 2m}
             ^
scenario.yaml:7:14: the number of replicas is missing
  - reaches: {deployment: web, within: 5m}
             ^
  Give replicas or readyReplicas: 4, "> 8" or "2..4".
scenario.yaml:8:45: "replicas" and "readyReplicas" exclude each other
  - reaches: {deployment: web, replicas: 4, readyReplicas: 4, within: 5m}
                                            ^
  Write one of replicas, readyReplicas.
scenario.yaml:9:53: "90" has no unit
  - reaches: {deployment: web, replicas: 4, within: 90, after: load.spke}
                                                    ^
  Did you mean 90s? A duration is written 250ms, 90s, 5m or 1h30m.
scenario.yaml:9:64: there is no load "spke", did you mean "load.spike"?
  - reaches: {deployment: web, replicas: 4, within: 90, after: load.spke}
                                                               ^
  There is load.spike.
scenario.yaml:10:25: there is no Deployment "wob" in the manifests, did you mean "web"?
  - never: {deployment: wob, replicas: "> 8"}
                        ^
  They hold web.
scenario.yaml:11:40: "many" is not a whole number
  - never: {deployment: web, replicas: "> many"}
                                       ^
  Written 4, "> 8", ">= 2", "< 3", "<= 3" or "2..4".
scenario.yaml:12:65: the span from after to until is empty
  - stays: {deployment: web, replicas: 2..4, after: 20m, until: 10m}
                                                                ^
scenario.yaml:13:53: this instant lies after the end of the run
  - stays: {deployment: web, replicas: 2..4, until: 40m}
                                                    ^
  Make the duration longer.
scenario.yaml:14:14: the number of changes is missing
  - changes: {deployment: web}
             ^
  Give atMost, atLeast or both.
scenario.yaml:15:47: "10" has no unit
  - changes: {deployment: web, atMost: 2, in: 10}
                                              ^
  Did you mean 10s? A duration is written 250ms, 90s, 5m or 1h30m.
scenario.yaml:16:14: the field "within" is missing
  - settles: {deployment: web}
             ^
scenario.yaml:17:33: unknown value "ScaleLimited", did you mean "ScalingLimited"?
  - condition: {hpa: web, type: ScaleLimited}
                                ^
  Known here: AbleToScale, ScalingActive, ScalingLimited, ScaledToZero.
scenario.yaml:18:57: unknown value "maybe"
  - condition: {hpa: web, type: ScalingLimited, status: maybe}
                                                        ^
  Known here: True, False, Unknown.
scenario.yaml:19:12: the field "reason" is missing
  - event: {hpa: web}
           ^
scenario.yaml:20:12: nothing says what this is about
  - event: {reason: x}
           ^
  Name it: hpa: … or deployment: … or replicaSet: … or pod: … or scaledObject: ….
scenario.yaml:21:12: at least 3 and at most 1 cannot both be
  - event: {hpa: web, reason: x, atLeast: 3, atMost: 1}
           ^
scenario.yaml:22:18: "web-\\x1b[31m" cannot be the name of an object
  - event: {pod: "web-\\e[31m", reason: x}
                 ^
  A name has lowercase letters, digits, dashes and dots; a namespace may stand before it: shop/web-0.
scenario.yaml:23:31: "Not one word" cannot be a reason
  - event: {hpa: web, reason: "Not one word"}
                              ^
  A reason is one word, such as SuccessfulRescale.
scenario.yaml:24:14: the bound is missing
  - latency: {service: web}
             ^
  Give a percentile or the mean: p95: "< 500ms".
scenario.yaml:25:34: "500ms" is not a comparison
  - latency: {service: web, p95: 500ms}
                                 ^
  Did you mean "< 500ms"?
scenario.yaml:26:34: "500" has no unit
  - latency: {service: web, p95: "< 500"}
                                 ^
  Did you mean 500s? A duration is written 250ms, 90s, 5m or 1h30m.
scenario.yaml:27:29: unknown field "p101"
  - latency: {service: web, p101: "< 500ms"}
                            ^
  Known here: service, after, until, mean, p50, p90, p95, p99, p99.9.
scenario.yaml:28:45: "p95" and "mean" exclude each other
  - latency: {service: web, p95: "< 500ms", mean: "< 1s"}
                                            ^
  Write one of mean, p50, p90, p95, p99, p99.9.
scenario.yaml:29:36: "0.1" has no unit
  - errors: {service: web, atMost: 0.1}
                                   ^
  A share is written 0.1%, up to 100%.
scenario.yaml:30:36: "101%" is not a share of the requests
  - errors: {service: web, atMost: 101%}
                                   ^
  A share is written 0.1%, up to 100%.
scenario.yaml:31:38: "3.5" has no unit
  - costs: {deployment: web, atMost: 3.5}
                                     ^
  A cost is written 3.5 replica-hours: one replica for an hour is 1.
scenario.yaml:32:38: "3.5 dollars" is not a cost
  - costs: {deployment: web, atMost: 3.5 dollars}
                                     ^
  A cost is written 3.5 replica-hours: one replica for an hour is 1.
scenario.yaml:33:5: unknown expectation "reachs", did you mean "reaches"?
  - reachs: {}
    ^
  Known: reaches, never, stays, changes, settles, condition, event, latency, errors, alert, costs.
scenario.yaml:34:5: the expectation is empty
  - {}
    ^
  Write one of reaches, never, stays, changes, settles, condition, event, latency, errors, alert, costs.
scenario.yaml:35:14: expected a mapping, not 5
  - reaches: 5
             ^
  Its fields are deployment, replicas, readyReplicas, within, after.
scenario.yaml:36:5: expected a mapping, not 5
  - 5
    ^
  Its fields are reaches, never, stays, changes, settles, condition, event, latency, errors, alert, costs.
scenario.yaml:38:5: an expectation has one verb
  stays: {deployment: web, replicas: 1}
  ^
  Begin each with a "- " of its own.`,
  },
  {
    title: "an instant of a load that is wrong itself, only once",
    files: withScenario(`load: {spike: {service: web, rate: 200}}
expect:
  - never: {deployment: web, replicas: 1, after: load.spike.end + 1h}
`),
    error: `scenario.yaml:4:36: "200" has no unit
  load: {spike: {service: web, rate: 200}}
                                     ^
  Requests per second are written 200/s; per minute 12000/m, per hour 3600/h.`,
  },
  {
    title: "expectations that are no list",
    files: withScenario(`expect: {never: {deployment: web, replicas: 1}}
`),
    error: `scenario.yaml:4:9: expected a list, not a mapping
  expect: {never: {deployment: web, replicas: 1}}
          ^`,
  },
])("expectations: $title is refused", ({ files, error }) => {
  expect(problemsIn(files)).toBe(error);
});
