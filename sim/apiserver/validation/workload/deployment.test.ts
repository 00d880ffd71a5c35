import { expect, test } from "vitest";
import { admitted, causesOf, container, deployment } from "../../manifests.fixture.ts";

const replicaSet = (spec: Readonly<Record<string, unknown>>): unknown => ({ ...deployment(spec), kind: "ReplicaSet" });

test.each([
  [
    "a selector that does not match the template",
    { selector: { matchLabels: { app: "other" } } },
    ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`'],
  ],
  [
    "no selector",
    { selector: undefined },
    [
      "spec.selector: Required value",
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ],
  ],
  [
    "an empty selector",
    { selector: {} },
    ["spec.selector: Invalid value: {}: empty selector is invalid for deployment"],
  ],
  [
    "a negative number of replicas",
    { replicas: -1 },
    ["spec.replicas: Invalid value: -1: must be greater than or equal to 0"],
  ],
  [
    "no room to roll",
    { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: "0%" } } },
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0'],
  ],
  [
    "more unavailable than there is",
    { strategy: { rollingUpdate: { maxUnavailable: "101%" } } },
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
  ],
  [
    "a share without a percent sign",
    { strategy: { rollingUpdate: { maxSurge: "1" } } },
    [
      "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"1\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
  ],
  [
    "parameters of the other strategy",
    { strategy: { type: "Recreate", rollingUpdate: { maxSurge: 1 } } },
    ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
  ],
  [
    "an unknown strategy",
    { strategy: { type: "Canary" } },
    [
      'spec.strategy: Unsupported value: {"Type":"Canary","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
    ],
  ],
  [
    "a deadline that passes before pods can be available",
    { minReadySeconds: 60, progressDeadlineSeconds: 60 },
    ["spec.progressDeadlineSeconds: Invalid value: 60: must be greater than minReadySeconds"],
  ],
])("a Deployment is refused for %s", (_why, spec, causes) => {
  expect(causesOf(deployment(spec))).toEqual(causes);
});

test("a Deployment is refused for a name that is no DNS subdomain", () => {
  expect(causesOf({ ...deployment(), metadata: { name: "My_App" } })).toEqual([
    "metadata.name: Invalid value: \"My_App\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  ]);
});

test("pods of a Deployment restart always", () => {
  expect(causesOf(deployment({}, { restartPolicy: "OnFailure" }))).toEqual([
    'spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
  ]);
  expect(causesOf(deployment({}, { activeDeadlineSeconds: 60 }))).toEqual([
    "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported",
  ]);
});

test("a template needs containers", () => {
  expect(causesOf(deployment({}, { containers: [] }))).toEqual(["spec.template.spec.containers: Required value"]);
  expect(causesOf(deployment({}, { containers: [container(), container()] }))).toEqual([
    'spec.template.spec.containers[1].name: Duplicate value: "web"',
  ]);
});

test("a ReplicaSet is refused for what its own fields have", () => {
  expect(causesOf(replicaSet({ replicas: -1, selector: { matchLabels: { app: "other" } } }))).toEqual([
    "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
    'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
  ]);
});

test("amounts of a rolling update are counts or shares", () => {
  const strategy = { rollingUpdate: { maxSurge: "30%", maxUnavailable: 2 } };
  expect(admitted("Deployment", deployment({ strategy })).strategy).toEqual({
    type: "RollingUpdate",
    maxSurge: { percent: 30 },
    maxUnavailable: { count: 2 },
  });
  expect(admitted("Deployment", deployment({ strategy: { type: "Recreate" } })).strategy).toEqual({ type: "Recreate" });
});
