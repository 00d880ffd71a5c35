import { unreachable } from "../invariant.ts";
import type { ExternalMetricsServer } from "../scenario.ts";
import { type MetricsApis, noMetricsApis } from "./adapter/metrics-apis.ts";

type ExternalMetric = Pick<MetricsApis, "externalMetric">;

/** What is installed; undefined for what is not. */
export type Installed = { readonly keda: ExternalMetric | undefined; readonly adapter: ExternalMetric | undefined };

/**
 * `external.metrics.k8s.io` as the API server serves it: one APIService for the cluster, which points at one server.
 *
 * The one that was installed last has it. A server that is not there, or has no external metrics, answers 404.
 */
export function createExternalMetricsServer(
  first: ExternalMetricsServer | undefined,
  { keda, adapter }: Installed,
): ExternalMetric & { readonly serve: (server: ExternalMetricsServer) => void } {
  let current: ExternalMetricsServer = first ?? (keda === undefined ? "prometheus-adapter" : "keda");
  const installed = (): ExternalMetric | undefined => {
    switch (current) {
      case "keda":
        return keda;
      case "prometheus-adapter":
        return adapter;
      default:
        return unreachable(current);
    }
  };
  return {
    serve: (server) => {
      current = server;
    },
    externalMetric: (query, done) => (installed() ?? noMetricsApis).externalMetric(query, done),
  };
}
