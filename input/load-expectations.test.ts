import { expect, test } from "vitest";
import { minutes, seconds, zeroDuration } from "../sim/units.ts";
import { loadFiles, scenarioHead, webManifests } from "./test-scenario.ts";

const web = { namespace: "default", name: "web" };
const zero = { kind: "time", at: zeroDuration };
const end = { kind: "end", offset: zeroDuration };
const span = { after: zero, until: end };
const spike = { kind: "load", name: "spike", edge: "start", offset: zeroDuration };
const spikeEnd = { ...spike, edge: "end" };

test.for([
  [
    "reaches: {deployment: web, replicas: 4, within: 90s, after: load.spike}",
    { verb: "reaches", target: web, field: "replicas", holds: { min: 4, max: 4 }, within: seconds(90), after: spike },
  ],
  [
    'reaches: {deployment: default/web, readyReplicas: ">= 4", within: 1m}',
    { verb: "reaches", target: web, field: "readyReplicas", holds: { min: 4 }, within: minutes(1), after: zero },
  ],
  [
    'never: {deployment: web, replicas: "> 8"}',
    { verb: "never", target: web, field: "replicas", holds: { min: 8, minExclusive: true }, ...span },
  ],
  [
    "never: {deployment: web, readyReplicas: 0, after: action.deploy + 30s, until: end - 1m}",
    {
      verb: "never",
      target: web,
      field: "readyReplicas",
      holds: { min: 0, max: 0 },
      after: { kind: "action", name: "deploy", offset: seconds(30) },
      until: { kind: "end", offset: minutes(-1) },
    },
  ],
  [
    "stays: {deployment: web, replicas: 2..4, after: 10m, until: 20m}",
    {
      verb: "stays",
      target: web,
      field: "replicas",
      holds: { min: 2, max: 4 },
      after: { kind: "time", at: minutes(10) },
      until: { kind: "time", at: minutes(20) },
    },
  ],
  [
    "changes: {deployment: web, atMost: 2, in: 10m}",
    { verb: "changes", target: web, count: { max: 2 }, in: minutes(10), ...span },
  ],
  [
    "changes: {deployment: web, atLeast: 1, atMost: 2, after: load.spike}",
    { verb: "changes", target: web, count: { min: 1, max: 2 }, in: minutes(28), after: spike, until: end },
  ],
  [
    "settles: {deployment: web, within: 5m, after: load.spike, for: 3m, replicas: 4}",
    { verb: "settles", target: web, within: minutes(5), after: spike, for: minutes(3), replicas: { min: 4, max: 4 } },
  ],
  [
    "settles: {deployment: web, within: 5m}",
    { verb: "settles", target: web, within: minutes(5), after: zero, for: minutes(2) },
  ],
  [
    'condition: {hpa: web, type: ScalingLimited, status: "False", reason: TooManyReplicas, after: 1m, until: 5m}',
    {
      verb: "condition",
      hpa: web,
      type: "ScalingLimited",
      status: "False",
      reason: "TooManyReplicas",
      after: { kind: "time", at: minutes(1) },
      until: { kind: "time", at: minutes(5) },
    },
  ],
  [
    "condition: {hpa: web, type: AbleToScale}",
    { verb: "condition", hpa: web, type: "AbleToScale", status: "True", ...span },
  ],
  [
    "condition: {hpa: web, type: ScalingActive, status: False}",
    { verb: "condition", hpa: web, type: "ScalingActive", status: "False", ...span },
  ],
  [
    'event: {hpa: web, reason: SuccessfulRescale, message: "New size: 4", atLeast: 1, atMost: 3}',
    {
      verb: "event",
      involved: { kind: "HorizontalPodAutoscaler", ...web },
      reason: "SuccessfulRescale",
      messageContains: "New size: 4",
      count: { min: 1, max: 3 },
      ...span,
    },
  ],
  [
    "event: {pod: shop/web-1, reason: Scheduled}",
    {
      verb: "event",
      involved: { kind: "Pod", namespace: "shop", name: "web-1" },
      reason: "Scheduled",
      count: { min: 1 },
      ...span,
    },
  ],
  [
    "event: {replicaSet: web-abc, reason: FailedCreate, atMost: 0}",
    {
      verb: "event",
      involved: { kind: "ReplicaSet", namespace: "default", name: "web-abc" },
      reason: "FailedCreate",
      count: { max: 0 },
      ...span,
    },
  ],
  [
    "event: {deployment: web, reason: ScalingReplicaSet}",
    {
      verb: "event",
      involved: { kind: "Deployment", ...web },
      reason: "ScalingReplicaSet",
      count: { min: 1 },
      ...span,
    },
  ],
  [
    'latency: {service: web, p95: "< 500ms", after: load.spike, until: load.spike.end}',
    {
      verb: "latency",
      service: web,
      percentile: 95,
      bound: { max: 0.5, maxExclusive: true },
      after: spike,
      until: spikeEnd,
    },
  ],
  [
    'latency: {service: web, p99.9: "<= 2s"}',
    { verb: "latency", service: web, percentile: 99.9, bound: { max: 2 }, ...span },
  ],
  [
    "latency: {service: web, mean: 10ms..100ms}",
    { verb: "latency", service: web, percentile: "mean", bound: { min: 0.01, max: 0.1 }, ...span },
  ],
  ["errors: {service: web, atMost: 0.1%}", { verb: "errors", service: web, bound: { max: 0.001 }, ...span }],
  ["costs: {deployment: web, atMost: 3.5 replica-hours}", { verb: "costs", target: web, bound: { max: 3.5 }, ...span }],
] as const)("%s is read", ([text, expected]) => {
  const body = `${scenarioHead}load: {spike: {service: web, rate: 1/s, from: 2m, until: 10m}}
actions: {deploy: {at: 5m, restart: {deployment: web}}}
expect:
  - ${text}
`;
  const { scenario } = loadFiles({ "scenario.yaml": body, "web.yaml": webManifests });
  const [expectation] = scenario.expectations;
  expect({ ...expectation, place: expectation?.place.replace(/^.*\//, "") }).toEqual({
    text,
    place: "scenario.yaml:7:5",
    ...expected,
  });
});

test("the text of an expectation is on one line however it is written", () => {
  const body = `${scenarioHead}expect:
  - never:
      # a comment
      deployment: web
      replicas: "> 8"
      after: 5m   # and another
  - event:
      {"hpa": 'web',
       reason: Any, message: "a\\e[31mb"}
`;
  const { scenario } = loadFiles({ "scenario.yaml": body, "web.yaml": webManifests });
  expect(scenario.expectations.map(({ text }) => text)).toEqual([
    'never: {deployment: web, replicas: "> 8", after: 5m}',
    'event: {hpa: "web", reason: Any, message: "a\\u001b[31mb"}',
  ]);
});
