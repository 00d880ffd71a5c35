import { isReset } from "../histogram/detect-reset.ts";
import { type Histogram, noBuckets } from "../histogram/histogram.ts";
import { type StoredSeries, sampleKinds } from "../series.ts";
import { childrenOf, type Expression, type VectorSelector } from "../syntax/ast.ts";
import type { References } from "./selector.ts";

const statFunctions: ReadonlySet<string> = new Set(["histogram_count", "histogram_sum", "histogram_avg"]);

const bucketFunctions: ReadonlySet<string> = new Set([
  ...["histogram_quantile", "histogram_quantiles", "histogram_fraction", "histogram_stddev", "histogram_stdvar"],
]);

/**
 * The selectors of whose histograms nothing but count and sum is asked for: upstream reads them without their buckets,
 * which shows in the annotations.
 *
 * Source: prometheus v0.315.0 promql/engine.go (detectHistogramStatsDecoding)
 */
export function bucketlessSelectors(expression: Expression): ReadonlySet<VectorSelector> {
  const found = new Set<VectorSelector>();
  const visit = (node: Expression, around: readonly Expression[]): void => {
    if (node.kind === "vector-selector" && needsNoBuckets(around)) found.add(node);
    for (const child of childrenOf(node)) visit(child, [node, ...around]);
  };
  visit(expression, []);
  return found;
}

/** Looks outwards from a selector. */
function needsNoBuckets(around: readonly Expression[]): boolean {
  let isStat = false;
  for (const node of around) {
    if (node.kind === "subquery") return false;
    if (node.kind === "binary" && (node.operator === "</" || node.operator === ">/")) return false;
    if (node.kind !== "call") continue;
    if (bucketFunctions.has(node.signature.name)) return false;
    if (statFunctions.has(node.signature.name)) isStat = true;
  }
  return isStat;
}

/** How series are read: up to each instant, and so far back from the first or after a jump. */
export interface Reading {
  readonly references: References;
  readonly count: number;
  readonly reachMs: number;
}

/**
 * The series with histograms of count and sum alone, which say whether their counters were reset as far as they were
 * read one after the other.
 *
 * Source: prometheus v0.315.0 promql/histogram_stats_iterator.go, storage/memoized_iterator.go
 */
export function withoutBuckets(series: readonly StoredSeries[], reading: Reading): readonly StoredSeries[] {
  return series.map((stored) => (stored.histograms === undefined ? stored : readSeries(stored, reading)));
}

function readSeries(stored: StoredSeries, { references, count, reachMs }: Reading): StoredSeries {
  const { timestamps, kinds } = stored;
  const histograms = (stored.histograms ?? []).map((histogram) => histogram && { ...histogram, ...bare });
  let next = 0;
  let last: Histogram | undefined;
  let readUntil = -Infinity;
  const read = (): void => {
    const histogram = kinds?.[next] === sampleKinds.histogram ? stored.histograms?.[next] : undefined;
    if (histogram !== undefined) {
      histograms[next] = { ...histogram, ...bare, hint: hintAfter(last, histogram) };
      last = histogram;
    }
    next++;
  };
  for (let at = 0; at < count; at++) {
    const time = references.timeAt(at);
    const from = time - reachMs;
    if (from > readUntil && next < stored.count && from > timestamps[next]!) {
      last = undefined;
      while (next < stored.count && timestamps[next]! < from) next++;
    }
    while (next < stored.count && timestamps[next]! <= time) read();
    readUntil = timestamps[next] ?? Infinity;
  }
  return { ...stored, histograms };
}

const bare = { zeroThreshold: 0, zeroCount: 0, positive: noBuckets, negative: noBuckets, customValues: [] };

function hintAfter(last: Histogram | undefined, histogram: Histogram): Histogram["hint"] {
  if (histogram.hint !== "unknown" || last === undefined) return histogram.hint;
  return isReset(histogram, last) ? "reset" : "not_reset";
}
