import { expect, test } from "vitest";
import { kubernetesVersion } from "../../version.ts";
import { createAdmission } from "../admission.ts";

const admit = (subsets: unknown, minor = "1.36"): unknown => {
  const kubernetes = kubernetesVersion(minor);
  if (kubernetes === undefined) throw new Error(`${minor} is modelled`);
  const manifest = {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: { name: "etcd", namespace: "kube-system" },
    subsets,
  };
  return createAdmission({ kubernetes, featureGates: {} })(manifest, "default");
};

const address = { ip: "172.18.0.2" };

test("takes endpoints made by hand, with TCP where no protocol is given, and warns from 1.33 on", () => {
  const object = {
    kind: "Endpoints",
    meta: { name: "etcd", namespace: "kube-system", labels: {}, annotations: {} },
    subsets: [
      {
        addresses: [{ ip: "172.18.0.2", hostname: undefined, nodeName: undefined, targetRef: undefined }],
        notReadyAddresses: [],
        ports: [{ name: "metrics", port: 2381, protocol: "TCP" }],
      },
    ],
  };
  const subsets = [{ addresses: [address], ports: [{ name: "metrics", port: 2381 }] }];
  const warning = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";
  expect(admit(subsets)).toEqual({ kind: "admitted", object, warnings: [warning] });
  expect(admit(subsets, "1.32")).toEqual({ kind: "admitted", object, warnings: [] });
});

// Source: kubernetes v1.36.3 pkg/apis/core/validation/validation_test.go TestValidateEndpointsCreate
test.for([
  [
    "without an address",
    [{ ports: [{ port: 1 }] }],
    "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`",
  ],
  [
    "an address that is none",
    [{ addresses: [{ ip: "[2001:0db8:85a3]" }], ports: [{ port: 1 }] }],
    'subsets[0].addresses[0].ip: Invalid value: "[2001:0db8:85a3]": must be a valid IP address',
  ],
  [
    "loopback",
    [{ addresses: [{ ip: "127.0.0.1" }], ports: [{ port: 1 }] }],
    'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
  ],
  [
    "several ports of which one has no name",
    [{ addresses: [address], ports: [{ port: 8675 }, { name: "b", port: 309 }] }],
    "subsets[0].ports[0].name: Required value",
  ],
  [
    "a port beyond the last",
    [{ addresses: [address], ports: [{ port: 66000 }] }],
    "subsets[0].ports[0].port: Invalid value: 66000: must be between 1 and 65535, inclusive",
  ],
  [
    "a protocol that is none",
    [{ addresses: [address], ports: [{ port: 93, protocol: "Protocol" }] }],
    'subsets[0].ports[0].protocol: Unsupported value: "Protocol": supported values: "SCTP", "TCP", "UDP"',
  ],
] as const)("refuses %s", ([, subsets, text]) => {
  expect(JSON.stringify(admit(subsets))).toContain(JSON.stringify(text).slice(1, -1));
});
