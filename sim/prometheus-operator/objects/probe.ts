import type { LabelSelector } from "../../kubernetes/autoscaling.ts";
import type { HttpConfig, ProxyConfig } from "./connection.ts";
import type { NamespaceSelector, ScrapeSettings } from "./monitor.ts";
import type { RelabelConfig } from "./relabel.ts";

export type ProbeSpec = Omit<ScrapeSettings, "bodySizeLimit"> &
  HttpConfig & {
    readonly jobName?: string;
    readonly prober?: ProxyConfig & { readonly url: string; readonly scheme?: string; readonly path?: string };
    readonly module?: string;
    readonly targets?: {
      readonly staticConfig?: ProbeStaticConfig;
      readonly ingress?: ProbeIngress;
    };
    readonly interval?: string;
    readonly scrapeTimeout?: string;
    readonly metricRelabelings?: readonly RelabelConfig[];
    readonly params?: readonly { readonly name?: string; readonly values?: readonly string[] }[];
  };

export type ProbeStaticConfig = {
  readonly static?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly relabelingConfigs?: readonly RelabelConfig[];
};

export type ProbeIngress = {
  readonly selector?: LabelSelector;
  readonly namespaceSelector?: NamespaceSelector;
  readonly relabelingConfigs?: readonly RelabelConfig[];
};
