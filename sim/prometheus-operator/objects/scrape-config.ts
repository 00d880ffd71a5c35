import type { BasicAuth, OAuth2, ProxyConfig, SafeAuthorization, SafeTlsConfig } from "./connection.ts";
import type { ScrapeSettings } from "./monitor.ts";
import type { RelabelConfig } from "./relabel.ts";

/** How a source of targets is asked. */
export type SdConnection = ProxyConfig & {
  readonly basicAuth?: BasicAuth;
  readonly authorization?: SafeAuthorization;
  readonly oauth2?: OAuth2;
  readonly tlsConfig?: SafeTlsConfig;
  readonly followRedirects?: boolean;
  readonly enableHTTP2?: boolean;
};

export type OperatorStaticConfig = {
  readonly targets: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
};

export type FileSdConfig = { readonly files: readonly string[]; readonly refreshInterval?: string };

export type HttpSdConfig = SdConnection & { readonly url: string; readonly refreshInterval?: string };

export type OperatorKubernetesSdConfig = SdConnection & {
  readonly apiServer?: string;
  readonly role: string;
  readonly namespaces?: { readonly ownNamespace?: boolean; readonly names?: readonly string[] };
  readonly attachMetadata?: { readonly node?: boolean };
  readonly selectors?: readonly { readonly role: string; readonly label?: string; readonly field?: string }[];
};

export type DnsSdConfig = {
  readonly names: readonly string[];
  readonly refreshInterval?: string;
  readonly type?: string;
  readonly port?: number;
};

export type ScrapeConfigSpec = ScrapeSettings &
  Omit<SdConnection, "followRedirects"> & {
    readonly jobName?: string;
    readonly staticConfigs?: readonly OperatorStaticConfig[];
    readonly fileSDConfigs?: readonly FileSdConfig[];
    readonly httpSDConfigs?: readonly HttpSdConfig[];
    readonly kubernetesSDConfigs?: readonly OperatorKubernetesSdConfig[];
    readonly dnsSDConfigs?: readonly DnsSdConfig[];
    readonly relabelings?: readonly RelabelConfig[];
    readonly metricRelabelings?: readonly RelabelConfig[];
    readonly metricsPath?: string;
    readonly scrapeInterval?: string;
    readonly scrapeTimeout?: string;
    readonly honorTimestamps?: boolean;
    readonly trackTimestampsStaleness?: boolean;
    readonly honorLabels?: boolean;
    readonly params?: Readonly<Record<string, readonly string[]>>;
    readonly scheme?: string;
    readonly enableCompression?: boolean;
    readonly nameValidationScheme?: string;
    readonly nameEscapingScheme?: string;
  };
