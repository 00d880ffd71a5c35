import type { ApiHandler } from "../api.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { StoredHpa } from "../cluster/records.ts";
import type { HpaStatus } from "../hpa/status.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { LoadEngine } from "../load/engine.ts";
import type { Action, ExternalMetricsServer, Scenario } from "../scenario.ts";
import type { FactBody } from "../trace/fact.ts";
import type { SimTime } from "../units.ts";
import type { KubernetesVersion } from "../version.ts";
import { connectAdapter } from "./adapter/adapter.ts";
import { type MetricsApis, noMetricsApis } from "./adapter/metrics-apis.ts";
import { createAddresses } from "./addresses.ts";
import { createClusterView } from "./cluster-view.ts";
import type { Exporters } from "./exporters.ts";
import { createExternalMetricsServer } from "./external-metrics-server.ts";
import { startFaults } from "./faults.ts";
import { createKafka } from "./keda/kafka.ts";
import { connectKeda, type Keda } from "./keda/keda.ts";
import type { MetricsPath } from "./metrics-path.ts";
import type { Models } from "./models.ts";
import type { OutsideServer, Server } from "./network.ts";
import { type Prometheus, startPrometheus } from "./prometheus/prometheus.ts";
import { reachOf } from "./prometheus/reach.ts";
import { createServers } from "./servers.ts";
import { createSource } from "./sources.ts";

export type MonitoringSettings = {
  readonly scenario: Scenario;
  readonly kernel: Kernel;
  readonly zero: SimTime;
  readonly cluster: Cluster;
  readonly kubernetes: KubernetesVersion;
  readonly load: LoadEngine;
  readonly models: Models;
  readonly kubelet: MetricsPath["kubelet"];
  readonly exporters: Exporters;
  readonly controllerManager: ApiHandler;
  readonly hpaStatus: (hpa: StoredHpa["meta"]) => HpaStatus;
  readonly emit: (body: FactBody) => void;
};

/** Prometheus, its adapter and KEDA in the cluster, as far as the scenario has them. */
export type Monitoring = {
  readonly apis: MetricsApis;
  /** Absent where there is no KEDA. */
  readonly keda: Keda | undefined;
  readonly serveExternalMetrics: (server: ExternalMetricsServer) => void;
  readonly silence: (action: Extract<Action, { readonly kind: "silence" }>) => void;
  readonly reload: (given: Extract<Action, { readonly kind: "reload" }>["prometheus"]) => void;
  readonly prometheus: ApiHandler | undefined;
};

/** Joins Prometheus to what it scrapes, and its adapter to the HPA. */
export function connectMonitoring(settings: MonitoringSettings): Monitoring {
  const { scenario, kernel, zero, cluster, kubernetes, emit } = settings;
  const { prometheus: given, prometheusAdapter, keda: kedaSettings, featureGates } = scenario.cluster;
  const faults = startFaults({ kernel, zero, faults: scenario.faults, emit });
  if (given === undefined && prometheusAdapter === undefined && kedaSettings === undefined) {
    const nothing = (): void => {};
    return {
      ...{ apis: noMetricsApis, keda: undefined, prometheus: undefined },
      ...{ silence: nothing, reload: nothing, serveExternalMetrics: nothing },
    };
  }
  const addresses = createAddresses(cluster);
  const outside = new Map<string, OutsideServer>();
  const network = createServers({ ...settings, now: kernel.now, addresses, outside });
  const putOutside = (address: string, server: Server): void => {
    const [host = "", port = "80"] = address.split(":");
    const [name = "", namespace = ""] = host.split(".");
    outside.set(host, { ip: addresses.service(namespace, name), port: Number(port), server });
  };
  for (const source of scenario.sources) {
    const handle = createSource(source, { now: kernel.now, zero, load: settings.load });
    putOutside(source.address, plainServer(handle, { kind: "source", name: source.name }));
  }
  let prometheus: Prometheus | undefined;
  if (given !== undefined) {
    const view = createClusterView({ cluster, addresses, builtIn: network.builtIn });
    const reachMilliseconds = reachOf(queriesOf(scenario));
    prometheus = startPrometheus({
      ...{ kernel, cluster, view, network, faults, settings: given, reachMilliseconds, emit },
    });
    const server: Server = { ...plainServer(prometheus.handle, { kind: "prometheus" }), scheme: given.scheme };
    putOutside(given.address, server);
    outside.set("localhost", { ip: "127.0.0.1", port: Number(given.address.split(":")[1] ?? 80), server });
  }
  const adapter =
    prometheusAdapter &&
    connectAdapter({ kernel, cluster, kubernetes, network, faults, settings: prometheusAdapter, emit });
  const kafka = createKafka({ sources: scenario.sources, faults, now: kernel.now, zero, load: settings.load });
  const keda = kedaSettings && connectKeda({ ...settings, featureGates, network, faults, kafka });
  const external = createExternalMetricsServer(scenario.cluster.externalMetricsServer, {
    keda,
    adapter: adapter?.apis,
  });
  return {
    apis: { ...(adapter?.apis ?? noMetricsApis), externalMetric: external.externalMetric },
    keda,
    serveExternalMetrics: external.serve,
    reload: (next) => prometheus?.reload(next),
    silence: (action) => prometheus?.silence(action),
    prometheus: prometheus?.handle,
  };
}

const plainServer = (handle: ApiHandler, place: NonNullable<Server["place"]>): Server => ({
  ...{ scheme: "http", handle, asksWho: false, certificateFault: undefined, place },
});

/** Everything that asks Prometheus for samples, and how far back the adapter looks for series. */
function queriesOf({ cluster, objects, actions }: Scenario): readonly string[] {
  const { prometheus, prometheusAdapter } = cluster;
  const groups = [
    ...(prometheus?.ruleGroups ?? []),
    ...actions.flatMap((action) =>
      action.kind === "reload" && action.prometheus.kind === "config" ? action.prometheus.ruleGroups : [],
    ),
  ];
  const { config, metricsMaxAge = 0 } = prometheusAdapter ?? {};
  return [
    ...groups.flatMap(({ rules }) => rules.map(({ expression }) => expression)),
    ...[...(config?.rules ?? []), ...(config?.externalRules ?? [])].map(({ metricsQuery }) => metricsQuery),
    ...[config?.resourceRules?.cpu, config?.resourceRules?.memory].flatMap((rule) =>
      rule === undefined ? [] : [rule.containerQuery, rule.nodeQuery],
    ),
    ...[...objects, ...actions.flatMap((action) => (action.kind === "apply" ? action.objects : []))].flatMap(
      (object) =>
        object.kind === "ScaledObject" ? object.spec.triggers.map(({ metadata }) => metadata.query ?? "") : [],
    ),
    `${Math.ceil(metricsMaxAge / 1e6)}s`,
  ];
}
