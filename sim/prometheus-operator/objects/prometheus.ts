import type { LabelSelector } from "../../kubernetes/autoscaling.ts";
import type {
  Authorization,
  BasicAuth,
  ProxyConfig,
  SafeAuthorization,
  SecretKeySelector,
  TlsConfig,
} from "./connection.ts";
import type { AttachMetadata, ScrapeLimits, ServiceDiscoveryRole } from "./monitor.ts";
import type { RelabelConfig } from "./relabel.ts";

export type ScrapeClass = {
  readonly name: string;
  readonly default?: boolean;
  readonly fallbackScrapeProtocol?: string;
  readonly tlsConfig?: TlsConfig;
  readonly authorization?: Authorization;
  readonly relabelings?: readonly RelabelConfig[];
  readonly metricRelabelings?: readonly RelabelConfig[];
  readonly attachMetadata?: AttachMetadata;
};

export type ApiServerConfig = ProxyConfig & {
  readonly host: string;
  readonly basicAuth?: BasicAuth;
  readonly bearerToken?: string;
  readonly bearerTokenFile?: string;
  readonly authorization?: Authorization;
  readonly tlsConfig?: TlsConfig;
};

export type AlertmanagerEndpoints = ProxyConfig & {
  readonly namespace?: string;
  readonly name: string;
  readonly port: number | string;
  readonly scheme?: string;
  readonly pathPrefix?: string;
  readonly tlsConfig?: TlsConfig;
  readonly basicAuth?: BasicAuth;
  readonly bearerTokenFile?: string;
  readonly authorization?: SafeAuthorization;
  readonly sigv4?: Readonly<Record<string, unknown>>;
  readonly apiVersion?: string;
  readonly timeout?: string;
  readonly enableHttp2?: boolean;
  readonly relabelings?: readonly RelabelConfig[];
  readonly alertRelabelings?: readonly RelabelConfig[];
};

/** What objects are exempt from the enforced namespace label. */
export type ObjectReference = {
  readonly group?: string;
  readonly resource: string;
  readonly namespace: string;
  readonly name?: string;
};

/** Limits that a monitor may not exceed. */
type EnforcedLimits = {
  readonly enforcedSampleLimit?: number;
  readonly enforcedTargetLimit?: number;
  readonly enforcedLabelLimit?: number;
  readonly enforcedLabelNameLengthLimit?: number;
  readonly enforcedLabelValueLengthLimit?: number;
  readonly enforcedKeepDroppedTargets?: number;
  readonly enforcedBodySizeLimit?: string;
};

/** Which objects a Prometheus takes in: an absent selector takes none, an absent namespace selector its own namespace. */
type Selectors = {
  readonly serviceMonitorSelector?: LabelSelector;
  readonly serviceMonitorNamespaceSelector?: LabelSelector;
  readonly podMonitorSelector?: LabelSelector;
  readonly podMonitorNamespaceSelector?: LabelSelector;
  readonly probeSelector?: LabelSelector;
  readonly probeNamespaceSelector?: LabelSelector;
  readonly scrapeConfigSelector?: LabelSelector;
  readonly scrapeConfigNamespaceSelector?: LabelSelector;
  readonly ruleSelector?: LabelSelector;
  readonly ruleNamespaceSelector?: LabelSelector;
};

/** What a Prometheus object says, as far as its configuration and its rules depend on it. */
export type PrometheusSpec = Selectors &
  ScrapeLimits &
  EnforcedLimits & {
    readonly version?: string;
    readonly replicas?: number;
    readonly shards?: number;
    readonly replicaExternalLabelName?: string;
    readonly prometheusExternalLabelName?: string;
    readonly externalLabels?: Readonly<Record<string, string>>;
    readonly scrapeInterval?: string;
    readonly scrapeTimeout?: string;
    readonly scrapeProtocols?: readonly string[];
    readonly evaluationInterval?: string;
    readonly ruleQueryOffset?: string;
    readonly queryLogFile?: string;
    readonly scrapeFailureLogFile?: string;
    readonly enableFeatures?: readonly string[];
    readonly overrideHonorLabels?: boolean;
    readonly overrideHonorTimestamps?: boolean;
    readonly ignoreNamespaceSelectors?: boolean;
    readonly enforcedNamespaceLabel?: string;
    readonly excludedFromEnforcement?: readonly ObjectReference[];
    readonly prometheusRulesExcludedFromEnforce?: readonly {
      readonly ruleNamespace: string;
      readonly ruleName: string;
    }[];
    readonly arbitraryFSAccessThroughSMs?: { readonly deny?: boolean };
    readonly nameValidationScheme?: string;
    readonly nameEscapingScheme?: string;
    readonly convertClassicHistogramsToNHCB?: boolean;
    readonly scrapeNativeHistograms?: boolean;
    readonly scrapeClassicHistograms?: boolean;
    readonly podTargetLabels?: readonly string[];
    readonly scrapeClasses?: readonly ScrapeClass[];
    readonly serviceDiscoveryRole?: ServiceDiscoveryRole;
    readonly apiserverConfig?: ApiServerConfig;
    readonly additionalScrapeConfigs?: SecretKeySelector;
    readonly additionalAlertRelabelConfigs?: SecretKeySelector;
    readonly additionalAlertManagerConfigs?: SecretKeySelector;
    readonly alerting?: { readonly alertmanagers: readonly AlertmanagerEndpoints[] };
    readonly runtime?: { readonly goGC?: number };
    readonly retention?: string;
    readonly retentionSize?: string;
    readonly retentionPercentage?: number | string;
    readonly exemplars?: { readonly maxSize?: number };
    readonly tsdb?: {
      readonly outOfOrderTimeWindow?: string;
      readonly staleSeriesCompactionThreshold?: number | string;
      readonly chunkEncoding?: { readonly floats?: string };
    };
    readonly remoteWrite?: readonly unknown[];
    readonly remoteRead?: readonly unknown[];
    readonly otlp?: Readonly<Record<string, unknown>>;
    readonly tracingConfig?: Readonly<Record<string, unknown>>;
  };
