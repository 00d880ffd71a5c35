import { type Generation, since } from "./generation.ts";
import type { Endpoint, PodMetricsEndpoint } from "./objects/monitor.ts";
import { byKey } from "./yaml/key-order.ts";
import { field, filled, map, type YamlEntry } from "./yaml/yaml-value.ts";

type Entries = readonly YamlEntry[];

/** Whether a target's own labels and timestamps are taken. */
export const honorEntries = (
  { honorLabels = false, honorTimestamps, trackTimestampsStaleness }: Endpoint | PodMetricsEndpoint,
  generation: Generation,
): Entries => [
  ...honorLabelsEntries(honorLabels, generation),
  ...honorTimestampsEntries(honorTimestamps, generation),
  ...since(generation, "2.48.0", field("track_timestamps_staleness", trackTimestampsStaleness)),
];

export const honorLabelsEntries = (given: boolean, { prometheus: { spec } }: Generation): Entries =>
  field("honor_labels", given && !(spec.overrideHonorLabels ?? false));

/** Nothing where neither the object nor the Prometheus says anything. */
export function honorTimestampsEntries(given: boolean | undefined, generation: Generation): Entries {
  const isOverridden = generation.prometheus.spec.overrideHonorTimestamps ?? false;
  if (given === undefined && !isOverridden) return [];
  return since(generation, "2.9.0", field("honor_timestamps", (given ?? false) && !isOverridden));
}

/** How often, for how long, and what is asked for. */
export const requestEntries = ({
  interval,
  scrapeTimeout,
  path,
  params,
  scheme,
}: Endpoint | PodMetricsEndpoint): Entries => [
  ...filled("scrape_interval", interval),
  ...filled("scrape_timeout", scrapeTimeout),
  ...filled("metrics_path", path),
  ...(params === undefined ? [] : field("params", map(Object.entries(params).sort(([a], [b]) => byKey(a, b))))),
  ...field("scheme", scheme?.toLowerCase()),
];
