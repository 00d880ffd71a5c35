import type { LabelSelector } from "../kubernetes/autoscaling.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import type { Generation } from "./generation.ts";
import type { ScrapeObject } from "./objects/object.ts";
import type { ObjectReference, PrometheusSpec } from "./objects/prometheus.ts";
import type { RelabelConfig } from "./objects/relabel.ts";
import { field, filled, map, type YamlMap, type YamlValue } from "./yaml/yaml-value.ts";

/** One relabelling rule of the operator's own; fields in the order in which it writes them. */
export const relabeling = (fields: Readonly<Record<string, YamlValue>>): YamlMap => map(Object.entries(fields));

/** Label names have underscores where Kubernetes allows other characters. */
export const sanitized = (name: string): string => name.replace(/[^a-zA-Z0-9_]/gu, "_");

/** What the first group of a regular expression matched. */
export const firstGroup = `\${1}`;

/** What every job begins with: the name of the job is remembered. */
export const firstRelabeling: YamlMap = relabeling({
  source_labels: ["job"],
  target_label: "__tmp_prometheus_job_name",
});

/** Pods that have come to their end are no targets. */
export const runningFilter: YamlMap = relabeling({
  action: "drop",
  source_labels: ["__meta_kubernetes_pod_phase"],
  regex: "(Failed|Succeeded)",
});

/** A user's rules as Prometheus takes them. */
export const userRelabelings = (given: readonly RelabelConfig[] | undefined): readonly YamlMap[] =>
  (given ?? []).map(({ sourceLabels, separator, targetLabel, regex, modulus, replacement, action }) =>
    map(
      filled("source_labels", sourceLabels),
      field("separator", separator),
      filled("target_label", targetLabel),
      filled("regex", regex),
      modulus === undefined || modulus === 0 ? [] : field("modulus", modulus),
      field("replacement", replacement),
      filled("action", action?.toLowerCase()),
    ),
  );

/** A selector of labels as rules on the labels of a discovered pod, service or ingress. */
export function selectorRelabelings(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  object: "pod" | "service" | "ingress",
): readonly YamlMap[] {
  const labelOf = (key: string): string => `__meta_kubernetes_${object}_label_${sanitized(key)}`;
  const presenceOf = (key: string): string => `__meta_kubernetes_${object}_labelpresent_${sanitized(key)}`;
  const byValue = (action: "keep" | "drop", key: string, values: readonly string[]): YamlMap =>
    relabeling({ action, source_labels: [labelOf(key), presenceOf(key)], regex: `(${values.join("|")});true` });
  const byPresence = (action: "keep" | "drop", key: string): YamlMap =>
    relabeling({ action, source_labels: [presenceOf(key)], regex: "true" });
  const exact = Object.entries(matchLabels)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([key, value]) => byValue("keep", key, [value]));
  const expressions = matchExpressions.flatMap(({ key, operator, values = [] }) => {
    switch (operator) {
      case "In":
        return [byValue("keep", key, values)];
      case "NotIn":
        return [byValue("drop", key, values)];
      case "Exists":
        return [byPresence("keep", key)];
      case "DoesNotExist":
        return [byPresence("drop", key)];
      default:
        return [];
    }
  });
  return [...exact, ...expressions];
}

/** Labels of a discovered object that become labels of its targets. */
export const copiedLabels = (
  object: "pod" | "service",
  labels: readonly string[] | undefined,
  target?: string,
): readonly YamlMap[] =>
  (labels ?? []).map((label) =>
    relabeling({
      source_labels: [`__meta_kubernetes_${object}_label_${sanitized(label)}`],
      target_label: target ?? sanitized(label),
      regex: "(.+)",
      replacement: firstGroup,
    }),
  );

/** Targets are spread over the shards by their address, or by another label. */
export const shardRelabelings = (shards: number, label: string = "__address__"): readonly YamlMap[] => [
  relabeling({
    source_labels: [label, "__tmp_hash"],
    target_label: "__tmp_hash",
    regex: "(.+);",
    replacement: "$1",
    action: "replace",
  }),
  relabeling({ source_labels: ["__tmp_hash"], target_label: "__tmp_hash", modulus: shards, action: "hashmod" }),
  relabeling({
    source_labels: ["__tmp_hash", "__tmp_disable_sharding"],
    regex: "$(SHARD);|.+;.+",
    action: "keep",
  }),
];

/** How many shards there are; at least one. */
export const shardCount = ({ shards = 1 }: PrometheusSpec): number => Math.max(shards, 1);

/** A user's rules, and behind them the one that sets the enforced namespace label. */
export function enforced(
  { prometheus: { spec } }: Generation,
  { kind, meta }: Pick<ScrapeObject, "kind" | "meta">,
  given: readonly RelabelConfig[] | undefined,
): readonly RelabelConfig[] {
  const { enforcedNamespaceLabel = "", excludedFromEnforcement = [] } = spec;
  const own = given ?? [];
  if (enforcedNamespaceLabel === "") return own;
  if (isExcluded({ kind, ...meta }, excludedFromEnforcement)) return own;
  return [...own, { targetLabel: enforcedNamespaceLabel, replacement: meta.namespace }];
}

/** The kinds that may be exempt, by their resource. Source: prometheus-operator v0.94.1 pkg/apis/monitoring/register.go */
const kindOfResource: Readonly<Record<string, string>> = {
  servicemonitors: "ServiceMonitor",
  podmonitors: "PodMonitor",
  probes: "Probe",
  scrapeconfigs: "ScrapeConfig",
  prometheusrules: "PrometheusRule",
};

/** Whether an object is exempt from the enforced namespace label. Source: prometheus-operator v0.94.1 pkg/namespacelabeler */
export const isExcluded = (
  object: { readonly kind: string; readonly namespace: string; readonly name: string },
  references: readonly ObjectReference[],
): boolean =>
  references.some(
    ({ group = "", resource, namespace, name = "" }) =>
      namespace !== "" &&
      namespace === object.namespace &&
      (group === "" || group === "monitoring.coreos.com") &&
      kindOfResource[resource] === object.kind &&
      (name === "" || name === object.name),
  );
