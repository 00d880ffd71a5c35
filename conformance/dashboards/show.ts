import { comparedIn } from "../../fixtures/dashboards/compared-in.ts";
import { watchedCluster } from "../../fixtures/dashboards/watched-cluster.ts";
import { loadPrometheusConfig } from "../../input/prometheus/load-prometheus-config.ts";
import type { RuleDefaults } from "../../input/prometheus-rules/rule-groups.ts";
import { invariant } from "../../sim/invariant.ts";
import { parseQuery } from "../../sim/prometheus/promql/syntax/parse.ts";
import type { RuleGroup } from "../../sim/prometheus/rules/rule.ts";
import { compileRegex } from "../../sim/regex.ts";
import { createWindTunnel } from "../../sim/wind-tunnel.ts";
import type { Asked } from "./read-queries.ts";
import { operatorConfig } from "./scrape-config.ts";

/** What came of a query. */
export type Shown =
  | { readonly kind: "shown" }
  /** Nothing is there; of an alert, something that its condition looks at is not there. */
  | { readonly kind: "empty"; readonly query: string }
  | { readonly kind: "failed"; readonly query: string; readonly because: string };

/** What a rule has from a configuration that says nothing of it. */
export const ruleDefaults: RuleDefaults = {
  ...{ evaluationIntervalMs: 15_000, queryOffsetMs: 0 },
  parser: {
    ...{ experimentalFunctions: false, durationExpressions: false },
    ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
  },
};

/** Plays the watched cluster with these rules; what it gives asks its Prometheus at the end. */
export function playWatched(groups: readonly RuleGroup[]): (asked: Asked) => Shown {
  const config = loadPrometheusConfig(
    { file: "prometheus.yml", text: operatorConfig },
    { environment: () => undefined, ownNamespace: "monitoring", compile: compileRegex },
  );
  const tunnel = createWindTunnel(
    watchedCluster({ address: "prometheus.monitoring.svc:9090", scheme: "http", config, ruleGroups: groups }),
  );
  tunnel.advanceTo(tunnel.end);
  const { prometheus } = tunnel.servers;

  const elementsOf = (query: string): Answer => {
    const peer = { user: "", groups: [] };
    const request = { method: "GET", path: "/api/v1/query", headers: {}, body: "", peer };
    const reply = prometheus?.({ ...request, query: [["query", query]] });
    invariant(reply?.kind === "whole", "Prometheus answers");
    return JSON.parse(reply.body) as Answer;
  };
  const [pod] = elementsOf('kube_pod_info{created_by_kind="ReplicaSet"}').data?.result ?? [];
  const values = { ...variables, pod: pod?.metric?.pod ?? "", node: pod?.metric?.node ?? "" };

  const show = (query: string): Shown => {
    const { status, error = "", data } = elementsOf(query);
    if (status !== "success") return { kind: "failed", query, because: error };
    const isEmpty = data?.resultType === "vector" && data.result.length === 0;
    return isEmpty ? { kind: "empty", query } : { kind: "shown" };
  };
  return ({ kind, from, expression }) => {
    const query = filledIn(expression, { ...values, instance: from.startsWith("node") ? values.node : ".*" });
    if (kind !== "alerting") return show(query);
    const parsed = parseQuery(query, { options: ruleDefaults.parser, compileRegex });
    if (parsed.kind === "error") return { kind: "failed", query, because: parsed.message };
    return (
      comparedIn(parsed.expression)
        .map(show)
        .find((shown) => shown.kind !== "shown") ?? { kind: "shown" }
    );
  };
}

type Answer = {
  readonly status: string;
  readonly error?: string;
  readonly data?: {
    readonly resultType: string;
    readonly result: readonly { readonly metric?: Readonly<Record<string, string>> }[];
  };
};

/** What a dashboard's variables stand for; any other stands for everything. */
const variables = {
  ...{ cluster: "", namespace: "default", workload: "web", type: "deployment", job: ".*" },
  ...{ __rate_interval: "2m", __interval: "1m", __range: "10m", interval: "2m", resolution: "1m" },
};

const filledIn = (expression: string, values: Readonly<Record<string, string>>): string =>
  expression.replace(/\$\{(\w+)(?::\w+)?\}|\$([a-zA-Z_]\w*)/g, (_, braced = "", bare = "") => {
    const name = `${braced}${bare}`;
    return values[name] ?? ".*";
  });
