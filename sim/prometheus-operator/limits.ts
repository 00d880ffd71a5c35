import { approximate } from "./approximate.ts";
import { type Generation, since } from "./generation.ts";
import type { NativeHistogramConfig, ScrapeLimits, ScrapeSettings } from "./objects/monitor.ts";
import type { ScrapeClass } from "./objects/prometheus.ts";
import { isSince } from "./version.ts";
import { field, type YamlEntry } from "./yaml/yaml-value.ts";

type Entries = readonly YamlEntry[];
type CountedLimit = Exclude<keyof ScrapeLimits, "bodySizeLimit">;

/** The limits that are counts, with their name in the config and the version that brought them, to a job and to all of them. */
export const countedLimits: readonly (readonly [limit: CountedLimit, name: string, since: string, global: string])[] = [
  ["sampleLimit", "sample_limit", "0.0.0", "2.45.0"],
  ["targetLimit", "target_limit", "2.21.0", "2.45.0"],
  ["labelLimit", "label_limit", "2.27.0", "2.45.0"],
  ["labelNameLengthLimit", "label_name_length_limit", "2.27.0", "2.45.0"],
  ["labelValueLengthLimit", "label_value_length_limit", "2.27.0", "2.45.0"],
  ["keepDroppedTargets", "keep_dropped_targets", "2.47.0", "2.47.0"],
];

/** The limit that the Prometheus object enforces. */
export function enforcedLimit({ prometheus: { spec } }: Generation, limit: CountedLimit): number | undefined {
  switch (limit) {
    case "sampleLimit":
      return spec.enforcedSampleLimit;
    case "targetLimit":
      return spec.enforcedTargetLimit;
    case "labelLimit":
      return spec.enforcedLabelLimit;
    case "labelNameLengthLimit":
      return spec.enforcedLabelNameLengthLimit;
    case "labelValueLengthLimit":
      return spec.enforcedLabelValueLengthLimit;
    case "keepDroppedTargets":
      return spec.enforcedKeepDroppedTargets;
  }
}

/**
 * The counted limits of a job, none above the one that is enforced.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go (AddLimitsToYAML, getLimit)
 */
export const limitEntries = (given: ScrapeLimits, generation: Generation): Entries =>
  countedLimits.flatMap(([limit, name, version]) =>
    since(generation, version, field(name, effective(given[limit], enforcedLimit(generation, limit), generation))),
  );

function effective(own: number | undefined, bound: number | undefined, { version }: Generation): number | undefined {
  if ((bound ?? 0) === 0) return own;
  // From 2.45 on a job without a limit takes the one of the global section.
  if ((own ?? 0) === 0) return isSince(version, "2.45.0") ? undefined : bound;
  return (bound ?? 0) > (own ?? 0) ? own : bound;
}

/** What a job says of histograms. */
export function histogramEntries(given: NativeHistogramConfig, generation: Generation): Entries {
  const { nativeHistogramMinBucketFactor: factor, scrapeClassicHistograms: classic } = given;
  const [major] = generation.version.numbers;
  return [
    ...since(generation, "3.8.0", field("scrape_native_histograms", given.scrapeNativeHistograms)),
    ...since(generation, "2.45.0", field("native_histogram_bucket_limit", given.nativeHistogramBucketLimit)),
    ...since(generation, "2.50.0", field("native_histogram_min_bucket_factor", approximate(factor))),
    ...(major === 3
      ? field("always_scrape_classic_histograms", classic)
      : since(generation, "2.45.0", field("scrape_classic_histograms", classic))),
    ...since(generation, "3.0.0", field("convert_classic_histograms_to_nhcb", given.convertClassicHistogramsToNHCB)),
  ];
}

/** The formats that are asked for, in order. */
export function scrapeProtocolEntries(given: readonly string[] | undefined, generation: Generation): Entries {
  if (given === undefined || given.length === 0) return [];
  const { version } = generation;
  const known = given.filter((protocol) => protocol !== "PrometheusText1.0.0" || version.numbers[0] >= 3);
  return since(generation, "2.49.0", field("scrape_protocols", known));
}

/** Limits, histograms and formats of a job. */
export const scrapeSettingEntries = (
  given: ScrapeSettings,
  scrapeClass: Omit<ScrapeClass, "name">,
  generation: Generation,
): Entries => [
  ...limitEntries(given, generation),
  ...histogramEntries(given, generation),
  ...scrapeProtocolEntries(given.scrapeProtocols, generation),
  ...fallbackEntries(given, scrapeClass, generation),
];

/** The format of an answer that does not say which it has. */
export const fallbackEntries = (
  { fallbackScrapeProtocol }: ScrapeSettings,
  scrapeClass: Omit<ScrapeClass, "name">,
  generation: Generation,
): Entries =>
  since(
    generation,
    "3.0.0",
    field("fallback_scrape_protocol", fallbackScrapeProtocol ?? scrapeClass.fallbackScrapeProtocol),
  );

/** The size of an answer's body, at most the one that is enforced. */
export function bodySizeEntries(given: string | undefined, generation: Generation): Entries {
  const own = given ?? "";
  const bound = generation.prometheus.spec.enforcedBodySizeLimit ?? "";
  const limit = bound === "" ? own : own === "" || bytesOf(own) > bytesOf(bound) ? bound : own;
  return limit === "" ? [] : since(generation, "2.28.0", field("body_size_limit", limit));
}

/** Zero for what is no size. Source: github.com/alecthomas/units ParseBase2Bytes */
export function bytesOf(text: string): number {
  if (!/^((\d+\.?\d*|\.\d+)([KMGTPE]i?)?B)+$/.test(text)) return 0;
  return [...text.matchAll(/(\d+\.?\d*|\.\d+)([KMGTPE]?)i?B/g)].reduce((total, [, count = "", prefix = ""]) => {
    return total + Number(count) * 1024 ** (prefix === "" ? 0 : "KMGTPE".indexOf(prefix) + 1);
  }, 0);
}
