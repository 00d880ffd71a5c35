import type { AdapterConfig } from "../../adapter/config.ts";
import type { ObjectReference } from "../../kubernetes/object.ts";
import type { DiscoveredPod, DiscoveredService } from "../../prometheus/discovery/objects.ts";
import type { PrometheusConfig } from "../../prometheus/prometheus-config.ts";
import type { RuleGroup } from "../../prometheus/rules/rule.ts";
import type { Duration } from "../../units.ts";

/** A Prometheus config, and what findings call it. */
export type LintedPrometheus = { readonly reference: ObjectReference; readonly config: PrometheusConfig };

/** A file of recording and alerting rules. */
export type LintedRules = { readonly reference: ObjectReference; readonly groups: readonly RuleGroup[] };

/** A flag of the adapter, and where it was given. */
export type LintedFlag = { readonly reference: ObjectReference; readonly field: string; readonly value: Duration };

/** A prometheus-adapter config. */
export type LintedAdapter = {
  readonly reference: ObjectReference;
  readonly config: AdapterConfig;
  /** The names of its lists in the file: `rules`, or `rules.custom` in the values of its Helm chart. */
  readonly fields: { readonly rules: string; readonly externalRules: string; readonly resourceRules: string };
  /** There are rules that no file shows: the chart's own. */
  readonly hasOtherRules: boolean;
};

/** What runs the adapter. */
export type LintedFlags = {
  /** `--metrics-relist-interval`. */
  readonly relistInterval: LintedFlag | undefined;
  /** `--metrics-max-age`. */
  readonly maxAge: LintedFlag | undefined;
};

/** A `ServiceMonitor`, as far as it chooses Services. */
export type LintedServiceMonitor = {
  readonly reference: ObjectReference;
  readonly matchLabels: Readonly<Record<string, string>>;
  /** It has conditions that are not looked at. */
  readonly hasExpressions: boolean;
  readonly namespaces: readonly string[] | "any";
  readonly endpoints: readonly { readonly field: string; readonly port: string; readonly targetPort: string }[];
};

/** Pods that a workload's manifest describes: one stands for all. */
export type LintedWorkload = {
  readonly reference: ObjectReference;
  /** Annotations of the workload itself, which its pods do not get. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Where the pod's own metadata and spec stand: `spec.template`, or nothing for a pod. */
  readonly template: string;
  readonly pod: DiscoveredPod;
};

/** A Service, with its annotations and ports. */
export type LintedService = { readonly reference: ObjectReference; readonly service: DiscoveredService };

/** The way from pods to metrics, as far as somebody gave it. */
export type Monitoring = {
  readonly prometheus: readonly LintedPrometheus[];
  readonly rules: readonly LintedRules[];
  readonly adapters: readonly LintedAdapter[];
  readonly flags: LintedFlags;
  readonly serviceMonitors: readonly LintedServiceMonitor[];
  readonly workloads: readonly LintedWorkload[];
  readonly services: readonly LintedService[];
};

/** Nothing but HPAs and what they scale. */
export const noMonitoring: Monitoring = {
  ...{ prometheus: [], rules: [], adapters: [], flags: { relistInterval: undefined, maxAge: undefined } },
  ...{ serviceMonitors: [], workloads: [], services: [] },
};
