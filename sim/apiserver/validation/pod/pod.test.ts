import { expect, test } from "vitest";
import { causesOf, container, pod } from "../../manifests.fixture.ts";

const dnsLabel =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

test.each([
  [
    "neither name nor image",
    { name: undefined, image: undefined },
    ["spec.containers[0].name: Required value", "spec.containers[0].image: Required value"],
  ],
  ["a name in capitals", { name: "Web" }, [`spec.containers[0].name: Invalid value: "Web": ${dnsLabel}`]],
  [
    "white space around the image",
    { image: " nginx" },
    ['spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace'],
  ],
  [
    "a request above the limit",
    { resources: { requests: { cpu: 2 }, limits: { cpu: "1500m" } } },
    ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1500m'],
  ],
  [
    "a negative amount",
    { resources: { requests: { memory: "-1Mi" } } },
    ['spec.containers[0].resources.requests[memory]: Invalid value: "-1Mi": must be greater than or equal to 0'],
  ],
  [
    "a resource that nobody has",
    { resources: { requests: { gpu: 1 } } },
    [
      'spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource for containers',
    ],
  ],
  [
    "half of a device",
    { resources: { limits: { "nvidia.com/gpu": "500m" } } },
    [
      'spec.containers[0].resources.limits[nvidia.com/gpu]: Invalid value: "500m": must be an integer',
      'spec.containers[0].resources.requests[nvidia.com/gpu]: Invalid value: "500m": must be an integer',
    ],
  ],
  [
    "a device requested without a limit",
    { resources: { requests: { "nvidia.com/gpu": 1 } } },
    ["spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources"],
  ],
  [
    "a probe that asks nothing",
    { readinessProbe: { periodSeconds: 5 } },
    ["spec.containers[0].readinessProbe: Required value: must specify a handler type"],
  ],
  [
    "a probe that asks twice",
    { readinessProbe: { httpGet: { path: "/", port: 80 }, tcpSocket: { port: 80 } } },
    ["spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type"],
  ],
  [
    "liveness that needs to succeed twice",
    { livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } },
    ["spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1"],
  ],
  [
    "ports out of range, and of one name",
    {
      ports: [
        { name: "http", containerPort: 80 },
        { name: "http", containerPort: 70_000 },
      ],
    },
    [
      'spec.containers[0].ports[1].name: Duplicate value: "http"',
      "spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive",
    ],
  ],
  [
    "a volume that the pod does not have",
    { volumeMounts: [{ name: "data", mountPath: "/data" }] },
    ['spec.containers[0].volumeMounts[0].name: Not found: "data"'],
  ],
])("a container is refused for %s", (_why, fields, causes) => {
  expect(causesOf(pod({ containers: [container(fields)] }))).toEqual(causes);
});

test("init containers and containers share their names, and only a sidecar has probes", () => {
  const readinessProbe = { tcpSocket: { port: 80 } };
  expect(causesOf(pod({ initContainers: [container({ readinessProbe })] }))).toEqual([
    'spec.initContainers[0].name: Duplicate value: "web"',
    "spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always",
  ]);
});

test("a toleration of everything with a key has no value", () => {
  expect(causesOf(pod({ tolerations: [{ key: "dedicated", operator: "Exists", value: "web" }] }))).toEqual([
    "spec.tolerations[0].operator: Invalid value: \"web\": value must be empty when `operator` is 'Exists'",
  ]);
});

test("a pod's own resources hold those of its containers", () => {
  const containers = [container({ resources: { requests: { cpu: 3 } } })];
  expect(causesOf(pod({ containers, resources: { requests: { cpu: 2 } } }))).toEqual([
    'spec.resources.requests[cpu]: Invalid value: "2": must be greater than or equal to aggregate container requests of 3',
  ]);
  expect(causesOf(pod({ resources: { requests: { "nvidia.com/gpu": 1 } } }))).toEqual([
    'spec.resources.requests[nvidia.com/gpu]: Unsupported value: "nvidia.com/gpu": supported values: "cpu", "hugepages-", "memory"',
    "spec.resources.limits: Required value: Limit must be set for non overcommitable resources",
  ]);
});
