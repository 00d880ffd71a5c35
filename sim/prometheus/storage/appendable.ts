import { formatGoShort } from "../promql/go-number.ts";
import { equalHistograms } from "../promql/histogram/histogram.ts";
import { sampleKinds } from "../promql/series.ts";
import type { MemorySeries, Sample } from "./memory-series.ts";

/** Why a sample is not taken, with upstream's text. */
export interface Refusal {
  readonly kind: "out-of-bounds" | "out-of-order" | "duplicate" | "invalid-labels";
  readonly text: string;
}

/** What becomes of a sample: the same sample twice is dropped without a word. */
export type Verdict = "append" | "drop" | Refusal;

export const outOfBounds: Refusal = { kind: "out-of-bounds", text: "out of bounds" };
const outOfOrder: Refusal = { kind: "out-of-order", text: "out of order sample" };

/**
 * Whether a series takes a sample, with an out-of-order window of zero.
 *
 * Source: prometheus v0.315.0 tsdb/head_append.go (memSeries.appendable), storage/errors.go
 */
export function judge(series: MemorySeries, sample: Sample, minValidTime: number): Verdict {
  if (sample.timestamp < minValidTime) return outOfBounds;
  const last = series.count - 1;
  if (last < 0) return "append";
  const newest = series.timestamps[last]!;
  if (sample.timestamp > newest) return "append";
  if (sample.timestamp < newest) return outOfOrder;
  return isSame(series, sample) ? "drop" : duplicate(series, sample);
}

function isSame(series: MemorySeries, { kind, value, histogram }: Sample): boolean {
  const last = series.count - 1;
  if (kindAt(series, last) !== kind) return false;
  if (kind === sampleKinds.stale) return true;
  const known = series.histograms?.[last];
  if (histogram !== undefined) return known !== undefined && equalHistograms(known, histogram);
  return Object.is(series.values[last], value);
}

const kindAt = ({ kinds }: MemorySeries, at: number): number => kinds?.[at] ?? sampleKinds.float;

function duplicate(series: MemorySeries, { timestamp, value, histogram }: Sample): Refusal {
  const text = "duplicate sample for timestamp";
  if (histogram !== undefined || timestamp === 0) return { kind: "duplicate", text };
  const existing = endsInHistogram(series) ? "is a histogram" : formatGoShort(series.values[series.count - 1]!);
  return {
    kind: "duplicate",
    text: `${text} ${timestamp}; overrides not allowed: existing ${existing}, new value ${formatGoShort(value)}`,
  };
}

/** The marker of a histogram's end is a histogram, too. */
function endsInHistogram(series: MemorySeries): boolean {
  let last = series.count - 1;
  while (last > 0 && kindAt(series, last) === sampleKinds.stale) last--;
  return kindAt(series, last) === sampleKinds.histogram;
}
