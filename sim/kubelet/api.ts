import type { ApiHandler, ApiReply, ApiRequest } from "../api.ts";
import type { MetricFamily } from "../exposition-format/family.ts";
import { printFamilies, textFormat } from "../exposition-format/print.ts";
import type { KubeletStats } from "../kubernetes/stats.ts";
import { epochSeconds, type SimTime } from "../units.ts";
import { systemNanocores } from "./assumptions.ts";
import { cadvisorMetrics } from "./cadvisor-metrics.ts";
import type { KubeletNode } from "./ports.ts";
import { resourceMetrics } from "./resource-metrics.ts";
import type { RootGroup } from "./root-group.ts";
import type { RunningPod } from "./running-pod.ts";
import { selfMetrics } from "./self-metrics.ts";
import { statsSummary } from "./stats-summary.ts";
import type { KubeletView } from "./view.ts";

export type KubeletHandlerSettings = {
  readonly node: KubeletNode;
  readonly now: () => SimTime;
  readonly stats: (at: SimTime) => KubeletStats;
  /** In the order of the pods of `stats`. */
  readonly running: () => readonly RunningPod[];
  readonly root: RootGroup;
};

/**
 * The kubelet's server, as far as it tells how much is used. Nobody is asked who they are.
 *
 * The text format is the only one: protobuf, which a client may ask for, is not offered.
 * Source: kubernetes v1.36.3 pkg/kubelet/server, as it answers over HTTP
 */
export function createKubeletHandler(settings: KubeletHandlerSettings): ApiHandler {
  return (request) => {
    const view = (): KubeletView => viewAt(settings, settings.now());
    switch (request.path) {
      case "/metrics":
        return metrics(selfMetrics(view()), settings.node);
      case "/metrics/resource":
        return metrics(resourceMetrics(view()), settings.node);
      case "/metrics/cadvisor":
        return metrics(cadvisorMetrics(view()), settings.node);
      case "/stats/summary":
        return summary(request, view);
      case "/healthz":
        return text(200, "ok", { "x-content-type-options": "nosniff" });
      default:
        return notFound(request.path);
    }
  };
}

function viewAt({ node, stats, running, root }: KubeletHandlerSettings, now: SimTime): KubeletView {
  const { node: nodeStats, pods } = stats(now);
  const nodeNanocores = root.nanocores();
  return {
    now,
    node,
    nodeStats,
    nodeNanocores,
    pods: running().map(({ pod, group }, index) => {
      const sample = group.latest(now);
      return { pod, stats: pods[index]!, group: sample, groupNanocores: group.nanocores() };
    }),
    podsGroup: root.pods(now),
    podsNanocores: nodeNanocores === undefined ? undefined : Math.max(0, nodeNanocores - systemNanocores),
  };
}

const metrics = (families: readonly MetricFamily[], node: KubeletNode): ApiReply => ({
  kind: "whole",
  status: 200,
  headers: {
    "content-type": textFormat,
    "process-start-time-unix": String(Math.floor(epochSeconds(node.startTime))),
  },
  body: printFamilies(families),
});

function summary({ method, query, headers }: ApiRequest, view: () => KubeletView): ApiReply {
  if (method !== "GET" && method !== "POST") return text(405, "405: Method Not Allowed", { allow: "GET, POST" });
  if (!acceptsJson(headers.accept))
    return text(406, "406: Not Acceptable\n\nAvailable representations: application/json");
  const asked = query.filter(([key]) => key === "only_cpu_and_memory").map(([, value]) => value);
  const onlyCpuAndMemory = asked.length === 1 && asked[0] === "true";
  const body = JSON.stringify(statsSummary(view(), { onlyCpuAndMemory }), undefined, 1);
  return { kind: "whole", status: 200, headers: { "content-type": "application/json" }, body };
}

/** Source: emicklei/go-restful v3.13.0 Route.matchesAccept */
function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || accept === "") return true;
  const types = accept.split(",").map((part) => part.split(";")[0]!.trim());
  return types.includes("*/*") || types.includes("application/json");
}

/** Paths under `/stats/` belong to another router than the rest. */
const notFound = (path: string): ApiReply =>
  path.startsWith("/stats/")
    ? text(404, "404: Page Not Found")
    : text(404, "404 page not found\n", { "x-content-type-options": "nosniff" });

const text = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): ApiReply => ({
  kind: "whole",
  status,
  headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  body,
});
