import type { ApiHandler } from "../api.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import type { NodeMetrics, PodMetrics } from "../kubernetes/metrics.ts";
import { type Duration, seconds } from "../units.ts";
import { createMetricsServerHandler } from "./api.ts";
import type { MetricsServerPorts } from "./ports.ts";
import { createQueries } from "./queries.ts";
import { createScrapeLoop } from "./scrape.ts";
import { createStorage } from "./storage.ts";

/** metrics-server 0.9.0. */
export type MetricsServer = {
  /** Begins to scrape, now; its phase is that of this instant. To be called once. */
  readonly start: () => void;
  /** Ends the process. */
  readonly stop: () => void;
  /**
   * What `metrics.k8s.io` answers about the running pods with these labels, in order of namespace and name; of all namespaces for
   * the empty one. A pod about which there is nothing new is the same value as before.
   */
  readonly podMetrics: (namespace: string, selector: Selector) => readonly PodMetrics[];
  /** The same about nodes, in order of name. */
  readonly nodeMetrics: (selector: Selector) => readonly NodeMetrics[];
  /** The API group and the probes. */
  readonly handle: ApiHandler;
};

export type MetricsServerOptions = {
  readonly kernel: Kernel;
  /** Of this process; `metrics-server` where it is absent. What is random in it is drawn by its name. */
  readonly name?: string;
  /** `--metric-resolution`, at least 10 seconds. */
  readonly metricResolution: Duration;
  /** `--kubelet-request-timeout`; 10 seconds where it is absent. */
  readonly kubeletRequestTimeout?: Duration;
  readonly ports: MetricsServerPorts;
};

/** A metrics-server that has scraped nothing yet. It answers from the start, and is not ready. */
export function createMetricsServer(options: MetricsServerOptions): MetricsServer {
  const { kernel, name = "metrics-server", metricResolution, kubeletRequestTimeout = seconds(10), ports } = options;
  const storage = createStorage({ metricResolution, log: ports.log });
  const loop = createScrapeLoop({ kernel, name, metricResolution, kubeletRequestTimeout, ports, store: storage.store });
  const queries = createQueries(ports, storage);
  return {
    start: loop.start,
    stop: loop.stop,
    podMetrics: (namespace, selector) => queries.pods(namespace, selector).map(({ metrics }) => metrics),
    nodeMetrics: (selector) => queries.nodes(selector).map(({ metrics }) => metrics),
    handle: createMetricsServerHandler({
      now: kernel.now,
      queries,
      health: { now: kernel.now, metricResolution, storage, lastTickAt: loop.lastTickAt, log: ports.log },
    }),
  };
}
