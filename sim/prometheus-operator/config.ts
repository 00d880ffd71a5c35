import { byCodeUnit, objectKey } from "../kubernetes/object.ts";
import { type AdditionalAlerting, alertingEntries } from "./alerting.ts";
import type { Generation } from "./generation.ts";
import { globalSection, runtimeEntries, storageEntries } from "./global.ts";
import type { ScrapeObject } from "./objects/object.ts";
import { podMonitorJob } from "./pod-monitor.ts";
import { probeJob } from "./probe.ts";
import { shardCount, shardRelabelings } from "./relabelings.ts";
import { scrapeConfigJob } from "./scrape-config.ts";
import { serviceMonitorJob } from "./service-monitor.ts";
import { field, isList, map, type YamlMap, type YamlValue } from "./yaml/yaml-value.ts";

/** What the user adds in YAML of his own, in Secrets. */
export type AdditionalConfigs = AdditionalAlerting & { readonly scrapeConfigs: readonly YamlValue[] | undefined };

export const noAdditionalConfigs: AdditionalConfigs = {
  ...{ scrapeConfigs: undefined, alertRelabelConfigs: undefined, alertmanagerConfigs: undefined },
};

/** What a config is made of besides the Prometheus object. */
export type ConfigParts = {
  /** Selected and valid, in any order. */
  readonly objects: readonly ScrapeObject[];
  readonly additional: AdditionalConfigs;
  /** ConfigMaps with rules, in the order of their names. */
  readonly ruleConfigMaps: readonly string[];
};

/**
 * `prometheus.yaml` as the operator writes it for the pods of a Prometheus, which put their own name in place of `$(POD_NAME)`
 * and the number of their shard in place of `$(SHARD)`.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go (GenerateServerConfiguration)
 */
export function prometheusConfig(generation: Generation, parts: ConfigParts): YamlMap {
  const { spec } = generation.prometheus;
  return map(
    field("global", globalSection(generation)),
    runtimeEntries(generation),
    spec.ruleSelector === undefined
      ? []
      : field(
          "rule_files",
          parts.ruleConfigMaps.map((name) => `/etc/prometheus/rules/${name}/*.yaml`),
        ),
    field("scrape_configs", [
      ...scrapeJobs(parts.objects, generation),
      ...additionalJobs(parts.additional.scrapeConfigs ?? [], shardCount(spec)),
    ]),
    storageEntries(generation),
    alertingEntries(generation, parts.additional),
  );
}

const kindOrder: readonly ScrapeObject["kind"][] = ["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"];

/** A job for each endpoint: kind by kind, by namespace and name, in the order in which the object has them. */
function scrapeJobs(objects: readonly ScrapeObject[], generation: Generation): readonly YamlMap[] {
  const ordered = kindOrder.flatMap((kind) =>
    objects
      .filter((object) => object.kind === kind)
      .toSorted((a, b) => byCodeUnit(objectKey(a.meta), objectKey(b.meta))),
  );
  return ordered.flatMap((object) => jobsOf(object, generation));
}

function jobsOf(object: ScrapeObject, generation: Generation): readonly YamlMap[] {
  switch (object.kind) {
    case "ServiceMonitor":
      return object.spec.endpoints.map((_, index) => serviceMonitorJob(object, index, generation));
    case "PodMonitor":
      return object.spec.podMetricsEndpoints.map((_, index) => podMonitorJob(object, index, generation));
    case "Probe":
      return [probeJob(object, generation)];
    case "ScrapeConfig":
      return [scrapeConfigJob(object, generation)];
  }
}

/** Jobs of the user's own are spread over the shards too, unless they say how. */
function additionalJobs(jobs: readonly YamlValue[], shards: number): readonly YamlValue[] {
  if (shards === 1) return jobs;
  return jobs.map((job) => {
    if (typeof job !== "object" || job === null || isList(job)) return job;
    const own = job.entries.find(([key]) => key === "relabel_configs")?.[1];
    const rules = typeof own === "object" && own !== null && isList(own) ? own : [];
    return map(
      job.entries.filter(([key]) => key !== "relabel_configs"),
      field("relabel_configs", rules.some(isHashmod) ? rules : [...rules, ...shardRelabelings(shards)]),
    );
  });
}

const isHashmod = (rule: YamlValue): boolean =>
  typeof rule === "object" &&
  rule !== null &&
  !isList(rule) &&
  rule.entries.some(([key, value]) => key === "action" && value === "hashmod");
