import type { LabelSelector } from "../../kubernetes/autoscaling.ts";
import type { HttpConfig, HttpConfigWithoutTls, ProxyConfig, TlsConfig } from "./connection.ts";
import type { RelabelConfig } from "./relabel.ts";

export type NamespaceSelector = { readonly any?: boolean; readonly matchNames?: readonly string[] };

export type AttachMetadata = { readonly node?: boolean };

export type NativeHistogramConfig = {
  readonly scrapeNativeHistograms?: boolean;
  readonly scrapeClassicHistograms?: boolean;
  readonly nativeHistogramBucketLimit?: number;
  readonly nativeHistogramMinBucketFactor?: number | string;
  readonly convertClassicHistogramsToNHCB?: boolean;
};

/** What bounds a scrape, a field for each limit of Prometheus. */
export type ScrapeLimits = {
  readonly sampleLimit?: number;
  readonly targetLimit?: number;
  readonly labelLimit?: number;
  readonly labelNameLengthLimit?: number;
  readonly labelValueLengthLimit?: number;
  readonly keepDroppedTargets?: number;
  readonly bodySizeLimit?: string;
};

/** What all kinds that say what is scraped have in common. */
export type ScrapeSettings = ScrapeLimits &
  NativeHistogramConfig & {
    readonly scrapeProtocols?: readonly string[];
    readonly fallbackScrapeProtocol?: string;
    readonly scrapeClass?: string;
  };

/** What all endpoints of a monitor have in common. */
type AnyEndpoint = ProxyConfig & {
  /** A number, or the name of a container's port. */
  readonly targetPort?: number | string;
  readonly path?: string;
  readonly scheme?: string;
  readonly params?: Readonly<Record<string, readonly string[]>>;
  readonly interval?: string;
  readonly scrapeTimeout?: string;
  readonly honorLabels?: boolean;
  readonly honorTimestamps?: boolean;
  readonly trackTimestampsStaleness?: boolean;
  readonly metricRelabelings?: readonly RelabelConfig[];
  readonly relabelings?: readonly RelabelConfig[];
  readonly filterRunning?: boolean;
};

/** An entry of a ServiceMonitor's `endpoints`. */
export type Endpoint = AnyEndpoint &
  HttpConfigWithoutTls & {
    /** The name of a Service's port. */
    readonly port?: string;
    readonly bearerTokenFile?: string;
    readonly tlsConfig?: TlsConfig;
  };

/** An entry of a PodMonitor's `podMetricsEndpoints`. */
export type PodMetricsEndpoint = AnyEndpoint &
  HttpConfig & {
    /** The name of a container's port. */
    readonly port?: string;
    readonly portNumber?: number;
  };

/** Whether labels are compared by relabelling or by the API server. */
export type SelectorMechanism = "RelabelConfig" | "RoleSelector";

type MonitorSpec = ScrapeSettings & {
  readonly jobLabel?: string;
  readonly podTargetLabels?: readonly string[];
  readonly selector: LabelSelector;
  readonly selectorMechanism?: SelectorMechanism;
  readonly namespaceSelector?: NamespaceSelector;
  readonly attachMetadata?: AttachMetadata;
};

export type ServiceMonitorSpec = MonitorSpec & {
  readonly targetLabels?: readonly string[];
  readonly endpoints: readonly Endpoint[];
  readonly serviceDiscoveryRole?: ServiceDiscoveryRole;
};

export type PodMonitorSpec = MonitorSpec & { readonly podMetricsEndpoints: readonly PodMetricsEndpoint[] };

export type ServiceDiscoveryRole = "Endpoints" | "EndpointSlice";
