import type { ApiHandler } from "../api.ts";
import { printFamilies, textFormat } from "../exposition-format/print.ts";
import type { Monitor } from "../hpa/monitor.ts";
import type { KubernetesVersion } from "../version.ts";

/** kube-controller-manager as far as it can be asked: its `/metrics`, with what the HPA controller counts of itself. */
export const createControllerManager =
  (monitor: Monitor, version: KubernetesVersion): ApiHandler =>
  ({ method, path }) => {
    const isMetrics = path === "/metrics";
    const status = !isMetrics ? 404 : method === "GET" ? 200 : 405;
    return {
      kind: "whole",
      status,
      headers: { "content-type": status === 200 ? textFormat : "text/plain; charset=utf-8" },
      body: status === 200 ? printFamilies(monitor.families(version)) : status === 404 ? "404 page not found\n" : "",
    };
  };
