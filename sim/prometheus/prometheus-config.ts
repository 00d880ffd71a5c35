import type { Duration } from "../units.ts";
import type { KubernetesSdConfig, StaticConfig } from "./discovery/discover.ts";
import type { Label } from "./promql/labels.ts";
import type { ScrapeConfig } from "./scrape/scrape-config.ts";

/** How Prometheus proves who it is. */
export type Authorization =
  | { readonly kind: "none" }
  | { readonly kind: "basic"; readonly username: string }
  | { readonly kind: "token"; readonly type: string; readonly credentialsFile: string | undefined }
  | { readonly kind: "oauth2" };

/** How a target is connected to, as far as faults depend on it. A name that is not given is empty. */
export interface ConnectionConfig {
  readonly authorization: Authorization;
  readonly tls: {
    readonly insecureSkipVerify: boolean;
    readonly caFile: string;
    readonly certFile: string;
    readonly keyFile: string;
    readonly serverName: string;
  };
  readonly followRedirects: boolean;
}

/** A job: how it finds its targets, and how it scrapes them. */
export interface JobConfig {
  readonly scrape: ScrapeConfig;
  readonly staticConfigs: readonly StaticConfig[];
  readonly kubernetesSdConfigs: readonly KubernetesSdConfig[];
  /** Ways of discovery that are not modelled, by their name in the config: they find nothing. */
  readonly otherDiscovery: readonly string[];
  readonly connection: ConnectionConfig;
}

/** `prometheus.yml` with its defaults. */
export interface PrometheusConfig {
  readonly scrapeInterval: Duration;
  readonly evaluationInterval: Duration;
  readonly ruleQueryOffset: Duration;
  readonly externalLabels: readonly Label[];
  /** Paths with at most one star, as they stand. */
  readonly ruleFiles: readonly string[];
  readonly scrapeConfigFiles: readonly string[];
  readonly jobs: readonly JobConfig[];
  /** Sections that other parts read: `alerting`, `remote_write` and so on, as JSON would hold them. */
  readonly otherSections: Readonly<Record<string, unknown>>;
}
