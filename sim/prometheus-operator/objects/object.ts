import type { LabelSelector } from "../../kubernetes/autoscaling.ts";
import type { ManifestMeta } from "../../kubernetes/object.ts";
import type { AlertmanagerSpec } from "./alertmanager.ts";
import type { PodMonitorSpec, ServiceMonitorSpec } from "./monitor.ts";
import type { ProbeSpec } from "./probe.ts";
import type { PrometheusSpec } from "./prometheus.ts";
import type { PrometheusRuleSpec } from "./prometheus-rule.ts";
import type { ScrapeConfigSpec } from "./scrape-config.ts";

type CustomResource<Kind extends string, Spec> = {
  readonly kind: Kind;
  readonly meta: ManifestMeta;
  readonly spec: Spec;
};

export type ServiceMonitor = CustomResource<"ServiceMonitor", ServiceMonitorSpec>;
export type PodMonitor = CustomResource<"PodMonitor", PodMonitorSpec>;
export type Probe = CustomResource<"Probe", ProbeSpec>;
export type OperatorScrapeConfig = CustomResource<"ScrapeConfig", ScrapeConfigSpec>;
export type PrometheusRule = CustomResource<"PrometheusRule", PrometheusRuleSpec>;
export type Prometheus = CustomResource<"Prometheus", PrometheusSpec>;
export type Alertmanager = CustomResource<"Alertmanager", AlertmanagerSpec>;

/** The kinds of the group `monitoring.coreos.com` that the wind tunnel acts on, as admitted: defaulted and valid. */
export type MonitoringObject =
  | (ServiceMonitor | PodMonitor | Probe | OperatorScrapeConfig)
  | (PrometheusRule | Prometheus | Alertmanager);

/** A kind whose objects say what is to be scraped. */
export type ScrapeObject = ServiceMonitor | PodMonitor | Probe | OperatorScrapeConfig;

/** A selector as an object of this group has it: one that is not given selects nothing. */
export type OptionalSelector = LabelSelector | undefined;
