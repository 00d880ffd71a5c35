import { byCodeUnit } from "../kubernetes/object.ts";
import { approximate } from "./approximate.ts";
import { type Generation, since } from "./generation.ts";
import { countedLimits, enforcedLimit, scrapeProtocolEntries } from "./limits.ts";
import { isSince } from "./version.ts";
import { field, filled, map, type YamlEntry, type YamlMap } from "./yaml/yaml-value.ts";

type Entries = readonly YamlEntry[];

/** What the API server fills in. Source: the CRD of prometheus-operator v0.94.1 */
const defaultInterval = "30s";

/**
 * The section `global`.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go (buildGlobalConfig, GenerateServerConfiguration)
 */
export function globalSection(generation: Generation): YamlMap {
  const { spec } = generation.prometheus;
  return map(
    field("scrape_interval", spec.scrapeInterval ?? defaultInterval),
    filled("scrape_timeout", spec.scrapeTimeout),
    scrapeProtocolEntries(spec.scrapeProtocols, generation),
    field("external_labels", externalLabels(generation)),
    bodySize(generation),
    countedLimits.flatMap(([limit, name, , version]) => {
      const own = spec[limit] ?? 0;
      const bound = enforcedLimit(generation, limit) ?? 0;
      const effective = own > 0 && bound > 0 ? Math.min(own, bound) : Math.max(own, bound);
      return effective > 0 ? since(generation, version, field(name, effective)) : [];
    }),
    since(generation, "2.55.0", field("scrape_failure_log_file", logFile(spec.scrapeFailureLogFile))),
    nameSchemeEntries(spec, generation),
    since(generation, "3.4.0", field("convert_classic_histograms_to_nhcb", spec.convertClassicHistogramsToNHCB)),
    since(generation, "3.5.0", field("always_scrape_classic_histograms", spec.scrapeClassicHistograms)),
    since(generation, "3.8.0", field("scrape_native_histograms", spec.scrapeNativeHistograms)),
    field("evaluation_interval", spec.evaluationInterval ?? defaultInterval),
    since(generation, "2.53.0", field("rule_query_offset", spec.ruleQueryOffset)),
    (spec.queryLogFile ?? "") === ""
      ? []
      : since(generation, "2.16.0", field("query_log_file", logFile(spec.queryLogFile))),
  );
}

/** The operator's own labels go before those of the user. */
function externalLabels({ prometheus: { meta, spec } }: Generation): YamlMap {
  const { prometheusExternalLabelName = "prometheus", replicaExternalLabelName = "prometheus_replica" } = spec;
  const labels = new Map<string, string>();
  if (prometheusExternalLabelName !== "") labels.set(prometheusExternalLabelName, `${meta.namespace}/${meta.name}`);
  if (replicaExternalLabelName !== "") labels.set(replicaExternalLabelName, "$(POD_NAME)");
  for (const [name, value] of Object.entries(spec.externalLabels ?? {})) {
    if (!labels.has(name)) labels.set(name, value);
  }
  return map([...labels].sort(([a], [b]) => byCodeUnit(a, b)));
}

/** A name without a folder means the folder for logs. */
const logFile = (file: string | undefined): string | undefined =>
  file === undefined || file === "" || file.includes("/") ? file : `/var/log/prometheus/${file}`;

function bodySize(generation: Generation): Entries {
  const { bodySizeLimit, enforcedBodySizeLimit = "" } = generation.prometheus.spec;
  const limit = bodySizeLimit ?? (enforcedBodySizeLimit === "" ? undefined : enforcedBodySizeLimit);
  return since(generation, "2.45.0", field("body_size_limit", limit));
}

const escapingSchemes: Readonly<Record<string, string>> = {
  AllowUTF8: "allow-utf-8",
  Underscores: "underscores",
  Dots: "dots",
  Values: "values",
};

/** Which names of metrics are allowed, and how others are written. */
export const nameSchemeEntries = (
  {
    nameValidationScheme,
    nameEscapingScheme = "",
  }: { readonly nameValidationScheme?: string; readonly nameEscapingScheme?: string },
  generation: Generation,
): Entries => [
  ...since(generation, "3.0.0", field("metric_name_validation_scheme", nameValidationScheme?.toLowerCase())),
  ...since(generation, "3.4.0", field("metric_name_escaping_scheme", escapingSchemes[nameEscapingScheme])),
];

/** The section `runtime`. */
export function runtimeEntries(generation: Generation): Entries {
  const { runtime } = generation.prometheus.spec;
  return runtime === undefined ? [] : since(generation, "2.53.0", field("runtime", map(field("gogc", runtime.goGC))));
}

/** The section `storage`; from 3.11 on with what is kept for how long. */
export function storageEntries(generation: Generation): Entries {
  const { exemplars, tsdb } = generation.prometheus.spec;
  const threshold = tsdb?.staleSeriesCompactionThreshold;
  const retention = retentionEntries(generation);
  const tsdbEntries = [
    ...since(generation, "2.39.0", field("out_of_order_time_window", tsdb?.outOfOrderTimeWindow)),
    ...since(generation, "3.10.0", field("stale_series_compaction_threshold", approximate(threshold))),
    ...(tsdb?.chunkEncoding?.floats === undefined
      ? []
      : since(
          generation,
          "3.13.0",
          field("chunk_encoding", map(field("floats", tsdb.chunkEncoding.floats.toLowerCase()))),
        )),
    ...(retention.length === 0 ? [] : field("retention", map(retention))),
  ];
  const storage = [
    ...(exemplars?.maxSize === undefined
      ? []
      : since(generation, "2.29.0", field("exemplars", map(field("max_exemplars", exemplars.maxSize))))),
    ...(tsdbEntries.length === 0 ? [] : field("tsdb", map(tsdbEntries))),
  ];
  return storage.length === 0 ? [] : since(generation, "2.29.0", field("storage", map(storage)));
}

function retentionEntries({ version, prometheus: { spec } }: Generation): Entries {
  if (!isSince(version, "3.11.0")) return [];
  const { retention = "", retentionSize = "", retentionPercentage: percentage } = spec;
  const isPercentageSet = (approximate(percentage) ?? 0) !== 0;
  const time = retention === "" && retentionSize === "" && !isPercentageSet ? "24h" : retention;
  return [...filled("time", time), ...filled("size", retentionSize), ...field("percentage", approximate(percentage))];
}

/** What a Prometheus object says that concerns its config, but that no part here turns into one. */
export const leftOutFields: readonly ("remoteWrite" | "remoteRead" | "otlp" | "tracingConfig")[] = [
  ...(["remoteWrite", "remoteRead", "otlp", "tracingConfig"] as const),
];
