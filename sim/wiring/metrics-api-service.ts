import type { FactBody } from "../trace/fact.ts";
import { type KubernetesVersion, type VersionHistory, valueIn } from "../version.ts";

/** What the aggregator says when no pod of metrics-server is ready. Its Service is as metrics-server's manifests have it. */
const missingEndpoints: VersionHistory<string> = {
  initially: 'endpoints for service/metrics-server in "kube-system" have no addresses',
  changes: [
    {
      since: "1.15.0",
      value: 'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
      what: "the port of an APIService's Service may be any, and is named",
      source: "kube-aggregator v1.15.0 pkg/controllers/status/available_controller.go",
    },
    {
      since: "1.34.0",
      value: 'endpointslices for service/metrics-server in "kube-system" have no addresses with port name "https"',
      what: "EndpointSlices are looked at instead of Endpoints",
      source: "kube-aggregator v0.34.0 pkg/controllers/status/remote/remote_available_controller.go",
    },
  ],
};

/** The condition Available of the APIService `v1beta1.metrics.k8s.io`, which follows the endpoints of metrics-server's Service. */
export const metricsApiCondition = (isAvailable: boolean, kubernetes: KubernetesVersion): FactBody => ({
  kind: "condition",
  object: { kind: "APIService", namespace: "", name: "v1beta1.metrics.k8s.io" },
  type: "Available",
  ...(isAvailable
    ? { status: "True", reason: "Passed", message: "all checks passed" }
    : { status: "False", reason: "MissingEndpoints", message: valueIn(missingEndpoints, kubernetes) }),
});
