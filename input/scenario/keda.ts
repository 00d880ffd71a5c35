import { type KedaVersion, kedaVersion } from "../../sim/keda/hpa.ts";
import type { ClusterSettings, ExternalMetricsServer, KedaSettings } from "../../sim/scenario.ts";
import { optional, type Read, record, required } from "../fields/read.ts";
import { oneOf } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";

/** `cluster.keda`. */
export const keda: Read<KedaSettings> = record({
  version: optional<KedaVersion, KedaVersion>(oneOf([kedaVersion]), kedaVersion),
});

/** What stands in the cluster that could serve metrics. */
export type MetricsServers = Pick<ClusterSettings, "keda" | "prometheusAdapter">;

type Servers = { readonly "external.metrics.k8s.io": ExternalMetricsServer };

const servers: Read<Servers> = record({
  "external.metrics.k8s.io": required<ExternalMetricsServer>(oneOf(["keda", "prometheus-adapter"])),
});

/** `apiServices`: the server of an API that only one can serve. It has to be in the cluster. */
export function externalMetricsServer(
  node: Node,
  { keda: kedaSettings, prometheusAdapter }: MetricsServers,
): ExternalMetricsServer {
  const server = servers(node)["external.metrics.k8s.io"];
  const settings = server === "keda" ? kedaSettings : prometheusAdapter;
  if (settings !== undefined) return server;
  const hint = server === "keda" ? "cluster: {keda: {}}" : "cluster: {prometheusAdapter: {config: adapter.yml}}";
  throw errorAt(node.place, `the cluster has no ${quote(server)}`, `Give it one: ${hint}.`);
}
