import { type Adapter, createAdapter } from "../../adapter/adapter.ts";
import type { ListRequest, ObjectView } from "../../adapter/ports.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { matches } from "../../kubernetes/label-selector.ts";
import { byCodeUnit } from "../../kubernetes/object.ts";
import { compileRegex } from "../../regex.ts";
import type { PrometheusAdapterSettings } from "../../scenario.ts";
import type { FactBody } from "../../trace/fact.ts";
import { microseconds, plus } from "../../units.ts";
import type { KubernetesVersion } from "../../version.ts";
import { type FaultsNow, reachThroughProxy } from "../faults.ts";
import type { NetworkPorts } from "../network.ts";
import { apiGroupsOf } from "./api-groups.ts";
import { createAdapterApis, type MetricsApis, noMetricsApis } from "./metrics-apis.ts";
import { createPrometheusClient } from "./prometheus-client.ts";

export type AdapterConnection = {
  readonly kernel: Kernel;
  readonly cluster: Cluster;
  readonly kubernetes: KubernetesVersion;
  readonly network: NetworkPorts;
  readonly faults: FaultsNow;
  readonly settings: PrometheusAdapterSettings;
  readonly emit: (body: FactBody) => void;
};

/** prometheus-adapter in the cluster; one that does not start serves nothing, and what it logs is told. */
export type ConnectedAdapter = { readonly apis: MetricsApis; readonly adapter: Adapter | undefined };

/** Joins prometheus-adapter to the cluster and to Prometheus. It has been running for long: where in its rhythm it is, is chance. */
export function connectAdapter(connection: AdapterConnection): ConnectedAdapter {
  const { kernel, cluster, kubernetes, network, faults, settings, emit } = connection;
  const log = (text: string): void => emit({ kind: "log", component: "prometheus-adapter", text });
  const groups = apiGroupsOf(kubernetes);
  const { config, version, metricsRelistInterval, metricsMaxAge, prometheusUrl } = settings;
  const created = createAdapter({
    ...{ kernel, config, version, compileRegex, relistInterval: metricsRelistInterval, maxAge: metricsMaxAge },
    ports: {
      prometheus: createPrometheusClient({ kernel, network, faults, url: prometheusUrl }),
      apiGroups: () => groups,
      listNames: (request, done) => done({ kind: "value", value: namesOf(request, cluster) }),
      listPods: (phase) => podsOf(cluster).filter((pod) => phase === "any" || pod.phase === "Running"),
      listNodes: () => cluster.nodes().map(({ name, labels }) => ({ namespace: "", name, labels })),
      log: ({ severity, text }) => {
        if (severity === "error") log(text);
      },
    },
  });
  if (!created.ok) {
    kernel.at(kernel.now(), () => log(created.error));
    return { apis: noMetricsApis, adapter: undefined };
  }
  const adapter = created.value;
  const phase = microseconds(kernel.stream("prometheus-adapter").below(metricsRelistInterval));
  kernel.at(plus(kernel.now(), phase), adapter.start);
  const reach = reachThroughProxy(kernel, faults, { kind: "prometheus-adapter" });
  return { adapter, apis: createAdapterApis({ adapter, groups, reach }) };
}

const podsOf = (cluster: Cluster) => [...cluster.stored.pods()];

/** Objects of the kinds that the cluster has, in order of name as the API server lists them. */
function namesOf({ resource, namespace, selector }: ListRequest, cluster: Cluster): readonly string[] {
  return objectsOf(resource.resource, cluster)
    .filter((object) => namespace === "" || object.namespace === namespace)
    .filter(({ labels }) => matches(selector, labels))
    .sort((a, b) => byCodeUnit(a.namespace, b.namespace) || byCodeUnit(a.name, b.name))
    .map(({ name }) => name);
}

function objectsOf(resource: string, cluster: Cluster): readonly ObjectView[] {
  const { stored } = cluster;
  switch (resource) {
    case "pods":
      return podsOf(cluster);
    case "nodes":
      return cluster.nodes().map(({ name, labels }) => ({ namespace: "", name, labels }));
    case "services":
      return [...stored.services()].map(({ applied }) => applied.meta);
    case "deployments":
      return [...stored.deployments()].map(({ applied }) => applied.meta);
    case "namespaces":
      return [...stored.namespaces()].map(({ reference, applied }) => ({
        ...{ namespace: "", name: reference.name, labels: applied?.meta.labels ?? {} },
      }));
    case "horizontalpodautoscalers":
      return cluster.hpas().map(({ meta }) => meta);
    default:
      return [];
  }
}
