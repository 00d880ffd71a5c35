import { type Duration, microseconds, type SimTime } from "../../units.ts";
import { fnv1a64, hashLabels } from "../hash.ts";
import { formatModelDuration, parseModelDuration } from "../model-duration.ts";
import { type Label, type Labels, labelValue } from "../promql/labels.ts";
import { quote } from "../promql/syntax/quote.ts";
import { type LabelBuilder, labelBuilderOf } from "../relabel/label-builder.ts";
import { relabel } from "../relabel/relabel.ts";
import { utf8Bytes } from "../utf8.ts";
import { printUrl } from "./go-url.ts";
import type { ScrapeConfig } from "./scrape-config.ts";

/** Targets that discovery found together, with the labels that they share. */
export interface TargetGroup {
  readonly source: string;
  readonly labels: readonly Label[];
  readonly targets: readonly (readonly Label[])[];
}

/** Something to scrape. */
export interface Target {
  /** All labels that relabelling left, but `__meta_` ones. */
  readonly labels: Labels;
  /** The labels that its series get. */
  readonly publicLabels: readonly Label[];
  /** The labels before relabelling. */
  readonly discoveredLabels: Labels;
  readonly url: string;
  /** Equal hashes are one target. */
  readonly hash: bigint;
  readonly interval: Duration;
  readonly timeout: Duration;
}

export type TargetResult =
  | { readonly kind: "target"; readonly target: Target }
  | { readonly kind: "dropped"; readonly discoveredLabels: Labels }
  | { readonly kind: "failed"; readonly because: string };

/** The targets of a group, in its order. Source: prometheus v0.315.0 scrape/target.go (TargetsFromGroup) */
export const targetsOf = (group: TargetGroup, config: ScrapeConfig): readonly TargetResult[] =>
  group.targets.map((labels, index) => {
    const result = targetOf(labels, group.labels, config);
    if (result.kind !== "failed") return result;
    return { kind: "failed", because: `instance ${index} in group ${group.source}: ${result.because}` };
  });

/** Source: prometheus v0.315.0 scrape/target.go (PopulateLabels) */
function targetOf(own: readonly Label[], shared: readonly Label[], config: ScrapeConfig): TargetResult {
  const builder = labelBuilderOf([]);
  discover(builder, [own, shared], config);
  const discoveredLabels = builder.build().labels;
  if (!relabel(builder, config.relabelRules)) return { kind: "dropped", discoveredLabels };
  const address = builder.get("__address__");
  if (address === "") return { kind: "failed", because: "no address" };
  if (address.includes("/")) return { kind: "failed", because: `${quote(address)} is not a valid hostname` };
  const times = timesOf(builder);
  if (times.kind === "failed") return times;
  for (const [name] of builder.entries()) if (name.startsWith("__meta_")) builder.remove(name);
  if (builder.get("instance") === "") builder.set("instance", address);
  const { labels } = builder.build();
  const wrong = labels.pairs.find(([, value]) => !value.isWellFormed());
  if (wrong !== undefined) {
    return { kind: "failed", because: `invalid label value for ${quote(wrong[0])}: ${quote(wrong[1])}` };
  }
  const url = urlOf(labels, config);
  const publicLabels = labels.pairs.filter(([name]) => !name.startsWith("__"));
  const { interval, timeout } = times;
  return {
    kind: "target",
    target: { labels, publicLabels, discoveredLabels, url, hash: hashOf(labels, url), interval, timeout },
  };
}

/** The labels before relabelling: the target's own, the group's, and what the config says. */
function discover(builder: LabelBuilder, [own, shared]: readonly (readonly Label[])[], config: ScrapeConfig): void {
  for (const [name, value] of own ?? []) builder.set(name, value);
  for (const [name, value] of shared ?? []) if (!own?.some(([known]) => known === name)) builder.set(name, value);
  const fromConfig: readonly Label[] = [
    ["job", config.jobName],
    ["__scrape_interval__", formatModelDuration(config.scrapeInterval)],
    ["__scrape_timeout__", formatModelDuration(config.scrapeTimeout)],
    ["__metrics_path__", config.metricsPath],
    ["__scheme__", config.scheme],
    ["__convert_classic_histograms_to_nhcb__", "false"],
    ["__always_scrape_classic_histograms__", "false"],
    ["__scrape_native_histograms__", "false"],
    ...Object.entries(config.params).flatMap(([key, [first]]): readonly Label[] =>
      first === undefined ? [] : [[`__param_${key}`, first]],
    ),
  ];
  for (const [name, value] of fromConfig) if (builder.get(name) === "") builder.set(name, value);
}

type Times =
  | { readonly kind: "times"; readonly interval: Duration; readonly timeout: Duration }
  | { readonly kind: "failed"; readonly because: string };

/** Relabelling may change how often a target is scraped. */
function timesOf(builder: LabelBuilder): Times {
  const found: Duration[] = [];
  for (const name of ["interval", "timeout"]) {
    const parsed = parseModelDuration(builder.get(`__scrape_${name}__`));
    if (parsed.kind === "invalid")
      return { kind: "failed", because: `error parsing scrape ${name}: ${parsed.because}` };
    if (parsed.duration === 0) return { kind: "failed", because: `scrape ${name} cannot be 0` };
    found.push(parsed.duration);
  }
  const [interval = microseconds(0), timeout = microseconds(0)] = found;
  if (timeout <= interval) return { kind: "times", interval, timeout };
  const texts = [builder.get("__scrape_timeout__"), builder.get("__scrape_interval__")].map((text) => quote(text));
  return { kind: "failed", because: `scrape timeout cannot be greater than scrape interval (${texts.join(" > ")})` };
}

function urlOf(labels: Labels, config: ScrapeConfig): string {
  const params = new Map<string, readonly string[]>(Object.entries(config.params));
  for (const [name, value] of labels.pairs) {
    if (!name.startsWith("__param_")) continue;
    const key = name.slice("__param_".length);
    params.set(key, [value, ...(params.get(key) ?? []).slice(1)]);
  }
  const [scheme, host, path] = ["__scheme__", "__address__", "__metrics_path__"].map((name) =>
    labelValue(labels, name),
  );
  return printUrl({ scheme: scheme ?? "", host: host ?? "", path: path ?? "", params });
}

const hashOf = (labels: Labels, url: string): bigint =>
  fnv1a64(utf8Bytes(`${String(hashLabels(labels)).padStart(16, "0")}${url}`));

/**
 * How long a target waits for its first scrape: its phase in the interval is a hash of it, pinned to absolute time.
 *
 * `seed` moves all phases of one Prometheus: upstream hashes its host name and external labels (`offsetSeedOf`).
 * Source: prometheus v0.315.0 scrape/target.go (offset)
 */
export function offsetOf(
  { hash, interval }: Pick<Target, "hash" | "interval">,
  { now, seed }: { readonly now: SimTime; readonly seed: bigint },
): Duration {
  const base = interval - (now % interval);
  const phase = Number((hash ^ seed) % (BigInt(interval) * 1000n)) / 1000;
  const next = base + phase;
  return microseconds(Math.floor(next > interval ? next - interval : next));
}

/** The seed of a Prometheus. Source: prometheus v0.315.0 scrape/manager.go (setOffsetSeed) */
export const offsetSeedOf = (hostName: string, externalLabels: string): bigint =>
  fnv1a64(utf8Bytes(hostName + externalLabels));
