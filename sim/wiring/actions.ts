import type { Cluster } from "../cluster/cluster.ts";
import { unreachable } from "../invariant.ts";
import type { ClusterObject } from "../kubernetes/workload.ts";
import type { Action, ExternalMetricsServer, MetricsServerFlags } from "../scenario.ts";
import type { FactBody } from "../trace/fact.ts";

type Emit = (body: FactBody) => void;

/** Applies manifests in their order; what the API server refuses becomes a fact. */
export function applyAll(objects: readonly ClusterObject[], cluster: Cluster, emit: Emit): void {
  for (const object of objects) {
    const result = cluster.apply(object);
    if (result.kind !== "refused") continue;
    emit({ kind: "refused", what: `apply ${object.kind} ${object.meta.name}`, message: result.message });
  }
}

export type Acted = {
  readonly cluster: Cluster;
  readonly metricsServer: { readonly setFlags: (flags: MetricsServerFlags) => void };
  readonly serveExternalMetrics: (server: ExternalMetricsServer) => void;
  readonly silence: (silence: Extract<Action, { readonly kind: "silence" }>) => void;
  readonly reload: (prometheus: Extract<Action, { readonly kind: "reload" }>["prometheus"]) => void;
};

/** Does to the cluster what the scenario says that somebody does. */
export function act(action: Action, acted: Acted, emit: Emit): void {
  const { cluster, metricsServer, reload, silence, serveExternalMetrics } = acted;
  emit({ kind: "action", name: action.name });
  const tell = (result: { readonly kind: string; readonly message?: string }): void => {
    if (result.kind !== "refused" || result.message === undefined) return;
    emit({ kind: "refused", what: `action ${action.name}`, message: result.message });
  };
  switch (action.kind) {
    case "apply":
      applyAll(action.objects, cluster, emit);
      return;
    case "restart":
      tell(cluster.restart(action.target));
      return;
    case "scale": {
      const target = { kind: "Deployment", ...action.target };
      tell(cluster.scale.update(target, { replicas: action.replicas, by: `action/${action.name}` }));
      return;
    }
    case "reload":
      reload(action.prometheus);
      return;
    case "silence":
      silence(action);
      return;
    case "serve-external-metrics":
      serveExternalMetrics(action.server);
      return;
    case "set-metrics-server-flags":
      metricsServer.setFlags(action.flags);
      return;
    case "delete":
      tell(cluster.remove(action.target));
      return;
    default:
      unreachable(action);
  }
}
