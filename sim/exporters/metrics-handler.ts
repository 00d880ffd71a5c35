import type { ApiHandler } from "../api.ts";
import type { MetricFamily } from "../exposition-format/family.ts";
import { printFamilies } from "../exposition-format/print.ts";
import { negotiateText } from "./negotiation.ts";

/**
 * `/metrics` of a Go client library's handler: the text format alone; OpenMetrics and protobuf are not offered.
 *
 * Source: prometheus/client_golang v1.23.2 prometheus/promhttp, without EnableOpenMetrics
 */
export function createMetricsHandler(families: () => readonly MetricFamily[]): ApiHandler {
  return ({ path, headers }) =>
    path === "/metrics"
      ? {
          kind: "whole",
          status: 200,
          headers: { "content-type": negotiateText(headers.accept ?? "") },
          body: printFamilies(families()),
        }
      : {
          kind: "whole",
          status: 404,
          headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
          body: "404 page not found\n",
        };
}
