import { annotationTexts, startTimeOverlap } from "../../annotation-texts.ts";
import { added } from "../../histogram/add.ts";
import { type Histogram, multiplied } from "../../histogram/histogram.ts";
import type { SampleValue } from "../evaluation.ts";
import { floatCount, histogramCount, type Window } from "../window.ts";
import { extendedRate } from "./extended-rate.ts";
import { histogramIncrease } from "./histogram-increase.ts";
import { isStartReset, startsOverlap } from "./start-timestamps.ts";

/** What kind of rate: of a counter, whose resets count, or of a gauge; by the second or over the range. */
export interface RateKind {
  readonly isCounter: boolean;
  readonly isPerSecond: boolean;
}

/**
 * `rate`, `increase` and `delta`: the difference between the window's ends, extrapolated to those of the range.
 *
 * Source: prometheus v0.315.0 promql/functions.go (extrapolatedRate)
 */
export function rate(window: Window, kind: RateKind): SampleValue | undefined {
  const isOfHistograms = histogramCount(window) > 0;
  if (floatCount(window) > 0 && isOfHistograms) {
    window.note(annotationTexts.mixedFloatsHistograms(window.name));
    return undefined;
  }
  if (window.extension !== "none") return extendedRate(window, kind);
  return isOfHistograms ? histogramRate(window, kind) : floatRate(window, kind);
}

function floatRate(window: Window, { isCounter, isPerSecond }: RateKind): number | undefined {
  const { series, firstFloat, endFloat } = window;
  const { timestamps, values, startTimestamps } = series.floats;
  const last = endFloat - 1;
  const first = values[firstFloat]!;
  let result = values[last]! - first;
  if (isCounter) result = withLostByResets(window, result);
  const start = startTimestamps.length === 0 ? 0 : startTimestamps[firstFloat]!;
  const sampled = { first: timestamps[firstFloat]!, last: timestamps[last]!, count: endFloat - firstFloat, start };
  const begins = isCounter && startsWithin(window, sampled);
  if (begins) result += first;
  else if (sampled.count === 1) return undefined;
  const zero = isCounter && result > 0 && first >= 0 ? first / result : undefined;
  const factor = extrapolation(window, sampled, { begins, shareToZero: zero });
  return result * (isPerSecond ? factor / window.seconds : factor);
}

/** The difference with what a counter had counted before each of its resets, added in the order of time. */
function withLostByResets({ series, firstFloat, endFloat, note, name }: Window, difference: number): number {
  const { timestamps, values, startTimestamps } = series.floats;
  let result = difference;
  if (startTimestamps.length === 0) {
    for (let at = firstFloat + 1; at < endFloat; at++) if (values[at]! < values[at - 1]!) result += values[at - 1]!;
    return result;
  }
  let isNoted = false;
  for (let at = firstFloat + 1; at < endFloat; at++) {
    const before = { time: timestamps[at - 1]!, start: startTimestamps[at - 1] ?? 0 };
    const now = { time: timestamps[at]!, start: startTimestamps[at] ?? 0 };
    if (!isNoted && startsOverlap(before, now)) {
      note(startTimeOverlap(name));
      isNoted = true;
    }
    if (values[at]! < values[at - 1]! || isStartReset(before, now)) result += values[at - 1]!;
  }
  return result;
}

interface Sampled {
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** Where the counter of the first sample started; 0 for unknown. */
  readonly start: number;
}

/** True when the counter is known to have started from zero inside the range. */
const startsWithin = ({ start: rangeStart }: Window, { start, first }: Sampled): boolean =>
  start !== 0 && start > rangeStart && start < first;

/**
 * By how much the difference between samples has to grow to stand for the range.
 *
 * An end of the range that lies further off than samples usually do is taken for the series' own end, half a distance
 * away; and no counter is taken to have been below zero.
 */
function extrapolation(
  window: Window,
  { first, last, count, start }: Sampled,
  { begins, shareToZero }: { readonly begins: boolean; readonly shareToZero: number | undefined },
): number {
  const sampledSeconds = (last - first) / 1000;
  const distance = count > 1 ? sampledSeconds / (count - 1) : 0;
  const threshold = distance * 1.1;
  const interval = begins ? (last - start) / 1000 : sampledSeconds;
  let toStart = begins ? 0 : (first - window.start) / 1000;
  if (!begins && toStart >= threshold) toStart = distance / 2;
  if (!begins && shareToZero !== undefined) toStart = Math.min(toStart, sampledSeconds * shareToZero);
  let toEnd = (window.end - last) / 1000;
  if (toEnd >= threshold) toEnd = distance / 2;
  return interval === 0 ? 1 : (interval + toStart + toEnd) / interval;
}

function histogramRate(window: Window, { isCounter, isPerSecond }: RateKind): Histogram | undefined {
  const { series, firstHistogram, endHistogram } = window;
  const { timestamps, values, startTimestamps } = series.histograms;
  const count = endHistogram - firstHistogram;
  const first = values[firstHistogram]!;
  let result = count > 1 ? histogramIncrease(window, isCounter) : undefined;
  if (count > 1 && result === undefined) return undefined;
  const sampled = {
    ...{ first: timestamps[firstHistogram]!, last: timestamps[endHistogram - 1]!, count },
    start: startTimestamps[firstHistogram] ?? 0,
  };
  const begins = isCounter && startsWithin(window, sampled);
  if (begins) result = result === undefined ? first : withFirst(window, result, first);
  if (result === undefined) return undefined;
  const hasZero = isCounter && result.count > 0 && first.count >= 0;
  const shareToZero = hasZero ? first.count / result.count : undefined;
  const factor = extrapolation(window, sampled, { begins, shareToZero });
  return multiplied(result, isPerSecond ? factor / window.seconds : factor);
}

function withFirst({ note, name }: Window, result: Histogram, first: Histogram): Histogram | undefined {
  const sum = added(result, first);
  if (sum.kind === "incompatible") {
    note(annotationTexts.mixedSchemas(name));
    return undefined;
  }
  if (sum.boundsReconciled) note(annotationTexts.boundsReconciled("addition"));
  return sum.result;
}
