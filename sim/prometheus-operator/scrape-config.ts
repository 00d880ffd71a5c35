import { byCodeUnit } from "../kubernetes/object.ts";
import { authorizationOfClass, connectionIn, filledOrNone, tlsOfClass } from "./connection.ts";
import { type Generation, scrapeClassOf, since } from "./generation.ts";
import { nameSchemeEntries } from "./global.ts";
import { bodySizeEntries, fallbackEntries, histogramEntries, limitEntries, scrapeProtocolEntries } from "./limits.ts";
import type { OperatorScrapeConfig } from "./objects/object.ts";
import type { ScrapeConfigSpec } from "./objects/scrape-config.ts";
import { enforced, firstRelabeling, relabeling, shardCount, shardRelabelings, userRelabelings } from "./relabelings.ts";
import { discoveryEntries } from "./scrape-config-discovery.ts";
import { honorLabelsEntries, honorTimestampsEntries } from "./scrape-fields.ts";
import { field, filled, map, type YamlEntry, type YamlMap } from "./yaml/yaml-value.ts";

/**
 * The scrape config of a ScrapeConfig object.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go (generateScrapeConfig)
 */
export function scrapeConfigJob(object: OperatorScrapeConfig, generation: Generation): YamlMap {
  const { meta, spec } = object;
  const { namespace, name } = meta;
  const scrapeClass = scrapeClassOf(generation, spec.scrapeClass);
  const connect = connectionIn(namespace, generation);
  return map(
    field("job_name", `scrapeConfig/${namespace}/${name}`),
    honorEntries(spec, generation),
    field("metrics_path", spec.metricsPath),
    paramEntries(spec),
    since(generation, "2.49.0", field("enable_compression", spec.enableCompression)),
    since(generation, "2.35.0", field("enable_http2", spec.enableHTTP2)),
    field("scrape_interval", spec.scrapeInterval),
    field("scrape_timeout", spec.scrapeTimeout),
    scrapeProtocolEntries(spec.scrapeProtocols, generation),
    fallbackEntries(spec, scrapeClass, generation),
    field("scheme", spec.scheme?.toLowerCase()),
    connect.proxy(spec),
    connect.basicAuth(spec.basicAuth),
    connect.authorization(authorizationOfClass(spec.authorization, scrapeClass)),
    connect.oauth2(spec.oauth2),
    connect.tls(tlsOfClass(filledOrNone(spec.tlsConfig), scrapeClass)),
    limitEntries(spec, generation),
    histogramEntries(spec, generation),
    bodySizeEntries(spec.bodySizeLimit, generation),
    discoveryEntries(object, generation),
    field("relabel_configs", relabelingsOf(object, generation)),
    filled("metric_relabel_configs", [
      ...userRelabelings(scrapeClass.metricRelabelings),
      ...userRelabelings(enforced(generation, object, spec.metricRelabelings)),
    ]),
    nameSchemeEntries(spec, generation),
  );
}

const honorEntries = (spec: ScrapeConfigSpec, generation: Generation): readonly YamlEntry[] => [
  ...(spec.honorTimestamps === undefined ? [] : honorTimestampsEntries(spec.honorTimestamps, generation)),
  ...since(generation, "2.48.0", field("track_timestamps_staleness", spec.trackTimestampsStaleness)),
  ...(spec.honorLabels === undefined ? [] : honorLabelsEntries(spec.honorLabels, generation)),
];

function paramEntries({ params = {} }: ScrapeConfigSpec): readonly YamlEntry[] {
  const entries = Object.entries(params).sort(([a], [b]) => byCodeUnit(a, b));
  return entries.length === 0 ? [] : field("params", map(entries));
}

/** The enforced label comes with relabelings of the user's own only; so it is upstream. */
function relabelingsOf(object: OperatorScrapeConfig, generation: Generation): readonly YamlMap[] {
  const { spec } = object;
  const ofClass = scrapeClassOf(generation, spec.scrapeClass).relabelings;
  const own = spec.relabelings ?? [];
  const rules = [
    firstRelabeling,
    ...userRelabelings(ofClass),
    ...(spec.jobName === undefined
      ? []
      : [relabeling({ target_label: "job", action: "replace", replacement: spec.jobName })]),
    ...(own.length === 0 ? [] : userRelabelings(enforced(generation, object, own))),
  ];
  const shards = shardCount(generation.prometheus.spec);
  const isSpread = [...(ofClass ?? []), ...own].some(({ action }) => action?.toLowerCase() === "hashmod");
  return shards === 1 || isSpread ? rules : [...rules, ...shardRelabelings(shards)];
}
