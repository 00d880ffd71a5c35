import type { ApiHandler } from "../api.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { defaultPodLifecycle } from "../cluster/pod-lifecycle.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { matches, type Selector } from "../kubernetes/label-selector.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { KubeletStats } from "../kubernetes/stats.ts";
import { deployMetricsServer } from "../metrics-server/deployment.ts";
import { createMetricsServer, type MetricsServer } from "../metrics-server/metrics-server.ts";
import type { MetricsServerPorts } from "../metrics-server/ports.ts";
import { scrapeUrl } from "../metrics-server/scrape.ts";
import type { ClusterSettings, MetricsServerFlags } from "../scenario.ts";
import type { FactBody } from "../trace/fact.ts";
import type { KubernetesVersion } from "../version.ts";
import { nodeAddressesOf } from "./addresses.ts";
import { noIpAddresses } from "./kubelet-certificate.ts";
import { metricsApiCondition } from "./metrics-api-service.ts";
import type { SeenMetricsServer } from "./seen-run.ts";

export type MetricsServerConnection = {
  readonly kernel: Kernel;
  readonly cluster: Cluster;
  readonly kubernetes: KubernetesVersion;
  readonly settings: Pick<ClusterSettings, "metricsServer" | "prometheusAdapter">;
  readonly statsOf: (node: string) => KubeletStats;
  readonly seen: SeenMetricsServer | undefined;
  readonly emit: (body: FactBody) => void;
};

/** metrics-server as the cluster has it. */
export type ConnectedMetricsServer = {
  /** What the aggregator hands requests to; undefined while the APIService is not available. */
  readonly serving: () => Pick<MetricsServer, "podMetrics"> | undefined;
  /** The process that serves; as long as none does, the newest. */
  readonly handle: ApiHandler;
  readonly setFlags: (flags: MetricsServerFlags) => void;
};

/** Joins metrics-server to the kubelets, which it asks by their nodes' InternalIP. */
export function connectMetricsServer(connection: MetricsServerConnection): ConnectedMetricsServer {
  const { kernel, kubernetes, settings, seen, emit } = connection;
  const { metricsServer, prometheusAdapter } = settings;
  const { metricResolution } = metricsServer;
  const ports = portsOf(connection);
  // An adapter with rules for CPU or memory has the APIService.
  const isBehindApi = prometheusAdapter?.config.resourceRules === undefined;
  const tell = (isAvailable: boolean): void => {
    if (isBehindApi) emit(metricsApiCondition(isAvailable, kubernetes));
  };
  const { serving, newest, setFlags } = deployMetricsServer({
    ...{ kernel, metricResolution, flags: metricsServer },
    lifecycle: seen?.newPod ?? defaultPodLifecycle,
    ...(seen?.firstScrapeAfter !== undefined && { firstScrapeAfter: seen.firstScrapeAfter }),
    create: ({ kubeletInsecureTls }, name) =>
      createMetricsServer({
        ...{ kernel, name, metricResolution },
        ports: kubeletInsecureTls ? ports : { ...ports, scrape: refuseCertificate },
      }),
    onEndpoint: () => tell(true),
  });
  // That it is available at first is what everybody expects.
  if (serving() === undefined) kernel.at(kernel.now(), () => tell(false));
  return { serving, handle: (request) => (serving() ?? newest()).handle(request), setFlags };
}

function portsOf({ cluster, statsOf, emit }: MetricsServerConnection): MetricsServerPorts {
  const addresses = nodeAddressesOf(cluster);
  return {
    listNodes: () =>
      [...cluster.nodes()]
        .sort((a, b) => byCodeUnit(a.name, b.name))
        .map(({ name, labels }) => ({ name, labels, address: addresses.get(name) ?? name, isReady: true })),
    listPods: (namespace, selector) =>
      namespace === "" ? allPods(cluster, selector) : cluster.pods(namespace, selector),
    scrape: ({ name }, done) => done({ kind: "stats", stats: statsOf(name) }),
    log: ({ severity, text }) => {
      if (severity === "error") emit({ kind: "log", component: "metrics-server", text });
    },
  };
}

const allPods = (cluster: Cluster, selector: Selector): readonly PodView[] =>
  cluster
    .nodes()
    .flatMap(({ pods }) => pods)
    .filter(({ labels }) => matches(selector, labels))
    .sort((a, b) => byCodeUnit(a.namespace, b.namespace) || byCodeUnit(a.name, b.name));

const refuseCertificate: MetricsServerPorts["scrape"] = (node, done) => {
  const fault = `tls: failed to verify certificate: ${noIpAddresses(node.address)}`;
  done({ kind: "error", text: `Get "${scrapeUrl(node)}": ${fault}` });
};
