import {
  type Buckets,
  type Histogram,
  isCustom,
  sameNumbers,
} from "../../sim/prometheus/promql/histogram/histogram.ts";
import { type Labels, labelValue } from "../../sim/prometheus/promql/labels.ts";
import { type Select, type StoredSeries, sampleKinds } from "../../sim/prometheus/promql/series.ts";
import { customBucketSeries } from "./custom-buckets.ts";
import type { Load } from "./script.ts";
import { refuse } from "./script-error.ts";
import type { SeriesValue } from "./series-description.ts";

/** A sample of a script, in milliseconds since the epoch; `start` is 0 for unknown. */
export interface ScriptSample {
  readonly time: number;
  readonly start: number;
  readonly value: Exclude<SeriesValue, { readonly kind: "omitted" }>;
}

/** Keeps what a script loads. */
export interface ScriptStorage {
  load(load: Load): void;
  clear(): void;
  readonly select: Select;
}

interface Held {
  readonly labels: Labels;
  readonly samples: ScriptSample[];
}

/** An empty storage. */
export function createScriptStorage(): ScriptStorage {
  const held = new Map<string, Held>();
  let stored: readonly StoredSeries[] = [];
  const append = (labels: Labels, samples: readonly ScriptSample[]): void => {
    const series = held.get(labels.key) ?? { labels, samples: [] };
    held.set(labels.key, series);
    for (const sample of samples) {
      if (sample.time <= (series.samples.at(-1)?.time ?? -1)) refuse("out of order sample");
      series.samples.push(sample);
    }
  };
  return {
    load: (load) => {
      for (const { labels, values, starts } of load.series) {
        const samples = values.flatMap((value, at): ScriptSample[] => {
          const time = at * load.stepMs;
          const start = starts?.[at];
          return value.kind === "omitted" ? [] : [{ time, start: start === undefined ? 0 : time + start, value }];
        });
        append(labels, samples);
      }
      if (load.addsCustomBuckets) for (const { labels, samples } of customBucketSeries(load)) append(labels, samples);
      stored = [...held.values()].filter(({ samples }) => samples.length > 0).map(storedSeries);
    },
    clear: () => {
      held.clear();
      stored = [];
    },
    select: (matchers, from, to) =>
      stored.filter(
        ({ labels, timestamps }) =>
          matchers.every(({ name, matches }) => matches(labelValue(labels, name))) &&
          timestamps.some((time) => time >= from && time <= to),
      ),
  };
}

function storedSeries({ labels, samples }: Held): StoredSeries {
  const hasFloatsOnly = samples.every(({ value }) => value.kind === "float");
  const hasStarts = samples.some(({ start }) => start !== 0);
  return {
    ...{ labels, count: samples.length },
    timestamps: Float64Array.from(samples, ({ time }) => time),
    values: Float64Array.from(samples, ({ value }) => (value.kind === "float" ? value.value : 0)),
    kinds: hasFloatsOnly ? undefined : Uint8Array.from(samples, ({ value }) => sampleKinds[value.kind]),
    histograms: hasFloatsOnly ? undefined : samples.map((_, at) => hinted(samples, at)),
    startTimestamps: hasStarts ? Float64Array.from(samples, ({ start }) => start) : undefined,
  };
}

/**
 * A histogram with the hint that it has when it is read: that a counter was not reset is known within a chunk alone,
 * and a reset starts a new one.
 *
 * Chunks are not cut by size or age here.
 * Source: prometheus v0.315.0 tsdb/chunkenc/float_histogram.go (appendable), histogram_meta.go (counterResetHint)
 */
function hinted(samples: readonly ScriptSample[], at: number): Histogram | undefined {
  const value = samples[at]?.value;
  if (value?.kind !== "histogram") return undefined;
  const { histogram } = value;
  if (histogram.hint === "gauge") return histogram;
  const before = samples[at - 1]?.value;
  const continues = before?.kind === "histogram" && continuesChunk(histogram, before.histogram);
  return { ...histogram, hint: continues ? "not_reset" : "unknown" };
}

function continuesChunk(histogram: Histogram, before: Histogram): boolean {
  if (before.hint === "gauge" || histogram.hint === "reset") return false;
  if (histogram.schema !== before.schema || histogram.zeroThreshold !== before.zeroThreshold) return false;
  if (isCustom(histogram) && !sameNumbers(histogram.customValues, before.customValues)) return false;
  if (histogram.count < before.count || histogram.zeroCount < before.zeroCount) return false;
  return !hasFallen(histogram.positive, before.positive) && !hasFallen(histogram.negative, before.negative);
}

const hasFallen = (buckets: Buckets, before: Buckets): boolean =>
  before.indexes.some((index, at) => before.counts[at]! > (buckets.counts[buckets.indexes.indexOf(index)] ?? 0));
