import { expect, test } from "vitest";
import { admitted, causesOf, service } from "../../manifests.fixture.ts";

test.each([
  ["no ports", { ports: [] }, ["spec.ports: Required value"]],
  [
    "several ports without names",
    { ports: [{ port: 80 }, { port: 443 }] },
    ["spec.ports[0].name: Required value", "spec.ports[1].name: Required value"],
  ],
  [
    "a port out of range",
    { ports: [{ port: 0 }] },
    [
      "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
      "spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive",
    ],
  ],
  [
    "an unknown type",
    { type: "Loadbalancer" },
    [
      'spec.type: Unsupported value: "Loadbalancer": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
  ],
  [
    "a selector that no label can match",
    { selector: { app: "a b" } },
    [
      "spec.selector: Invalid value: \"a b\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
  ],
  [
    "a node port that no node has",
    { type: "NodePort", ports: [{ port: 80, nodePort: 8080 }] },
    [
      "spec.ports[0].nodePort: Invalid value: 8080: provided port is not in the valid range. The range of valid ports is 30000-32767",
    ],
  ],
  [
    "a node port on a Service without any",
    { ports: [{ port: 80, nodePort: 30_080 }] },
    ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
  ],
])("a Service is refused for %s", (_why, spec, causes) => {
  expect(causesOf(service(spec))).toEqual(causes);
});

test("a node port is set aside before anything else is looked at", () => {
  const ports = [{ port: 80, nodePort: 8080, protocol: "HTTP" }];
  expect(causesOf(service({ type: "NodePort", ports }))).toEqual([
    "spec.ports[0].nodePort: Invalid value: 8080: provided port is not in the valid range. The range of valid ports is 30000-32767",
  ]);
});

test("an empty selector is none", () => {
  expect(admitted("Service", service()).selector).toEqual({ app: "web" });
  expect(admitted("Service", service({ selector: {} })).selector).toBeUndefined();
  expect(admitted("Service", service({ selector: undefined })).selector).toBeUndefined();
});
