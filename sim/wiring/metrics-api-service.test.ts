import { expect, test } from "vitest";
import { kubernetesVersion } from "../version.ts";
import { metricsApiCondition } from "./metrics-api-service.ts";

// Source: kube-aggregator, each release from 1.11.0 to 0.36.2, pkg/controllers/status.
test.for([
  ["1.11", 'endpoints for service/metrics-server in "kube-system" have no addresses'],
  ["1.14", 'endpoints for service/metrics-server in "kube-system" have no addresses'],
  ["1.15", 'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"'],
  ["1.33", 'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"'],
  ["1.34", 'endpointslices for service/metrics-server in "kube-system" have no addresses with port name "https"'],
  ["1.37", 'endpointslices for service/metrics-server in "kube-system" have no addresses with port name "https"'],
] as const)("%s says of an APIService without endpoints: %s", ([minor, message]) => {
  const kubernetes = kubernetesVersion(minor);
  expect(kubernetes && metricsApiCondition(false, kubernetes)).toEqual({
    ...{ kind: "condition", object: { kind: "APIService", namespace: "", name: "v1beta1.metrics.k8s.io" } },
    ...{ type: "Available", status: "False", reason: "MissingEndpoints", message },
  });
});
