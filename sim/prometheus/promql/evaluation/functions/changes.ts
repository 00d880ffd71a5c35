import { isReset } from "../../histogram/detect-reset.ts";
import { equalHistograms } from "../../histogram/histogram.ts";
import type { SampleValue } from "../evaluation.ts";
import { indexAfter } from "../range-series.ts";
import { histogramCount, type Window } from "../window.ts";
import { isStartReset } from "./start-timestamps.ts";

interface Sample {
  readonly time: number;
  readonly value: SampleValue;
  readonly start: number;
}

/** `changes`: how often a value differs from the one before. */
export function changes(window: Window): number | undefined {
  if (hasPlainFloats(window)) return floatTransitions(window, isChange);
  return transitions(window, ({ value: before }, { value }) => {
    if (typeof before === "number" && typeof value === "number") {
      return isChange(before, value);
    }
    return typeof before === "number" || typeof value === "number" || !equalHistograms(value, before);
  });
}

const isChange = (before: number, now: number): boolean =>
  now !== before && !(Number.isNaN(now) && Number.isNaN(before));

/** `resets`: how often a counter started anew. */
export function resets(window: Window): number | undefined {
  if (hasPlainFloats(window)) return floatTransitions(window, (before, now) => now < before);
  return transitions(window, (before, now) => {
    const isNewStart = isStartReset({ start: before.start, time: before.time }, { start: now.start, time: now.time });
    if (typeof before.value === "number" && typeof now.value === "number")
      return now.value < before.value || isNewStart;
    if (typeof before.value === "number" || typeof now.value === "number") return true;
    return isNewStart || isReset(now.value, before.value);
  });
}

/** True for a window of floats alone, of which nobody says when their counters started. */
const hasPlainFloats = (window: Window): boolean =>
  histogramCount(window) === 0 && window.series.floats.startTimestamps.length === 0;

function floatTransitions(window: Window, counts: (before: number, now: number) => boolean): number | undefined {
  const firsts = firstIndexes(window);
  if (firsts === undefined) return undefined;
  const { values } = window.series.floats;
  let count = 0;
  for (let at = firsts[0] + 1; at < window.endFloat; at++) if (counts(values[at - 1]!, values[at]!)) count++;
  return count;
}

function transitions(window: Window, counts: (before: Sample, now: Sample) => boolean): number | undefined {
  const firsts = firstIndexes(window);
  if (firsts === undefined) return undefined;
  const { floats, histograms } = window.series;
  let [float, histogram] = firsts;
  let before: Sample | undefined;
  let count = 0;
  while (float < window.endFloat || histogram < window.endHistogram) {
    const floatTime = float < window.endFloat ? floats.timestamps[float]! : Infinity;
    const histogramTime = histogram < window.endHistogram ? histograms.timestamps[histogram]! : Infinity;
    const isFloat = floatTime < histogramTime;
    const now: Sample = isFloat
      ? { time: floatTime, value: floats.values[float]!, start: floats.startTimestamps[float] ?? 0 }
      : {
          time: histogramTime,
          value: histograms.values[histogram]!,
          start: histograms.startTimestamps[histogram] ?? 0,
        };
    if (isFloat) float++;
    else histogram++;
    if (before !== undefined && counts(before, now)) count++;
    before = now;
  }
  return count;
}

/**
 * Where an anchored window begins: at the last sample not after the range's start; undefined if none comes after that.
 *
 * Source: prometheus v0.315.0 promql/functions.go (pickFirstSampleIndices)
 */
function firstIndexes(window: Window): readonly [float: number, histogram: number] | undefined {
  const { series, firstFloat, endFloat, firstHistogram, endHistogram, extension, start } = window;
  if (extension !== "anchored") return [firstFloat, firstHistogram];
  const float = Math.min(indexAfter(series.floats, start, firstFloat), endFloat);
  const histogram = Math.min(indexAfter(series.histograms, start, firstHistogram), endHistogram);
  if (float >= endFloat && histogram >= endHistogram) return undefined;
  const [hasFloat, hasHistogram] = [float > firstFloat, histogram > firstHistogram];
  if (!hasFloat && !hasHistogram) return [firstFloat, firstHistogram];
  const isFloat =
    !hasHistogram || (hasFloat && series.floats.timestamps[float - 1]! >= series.histograms.timestamps[histogram - 1]!);
  return isFloat ? [float - 1, histogram] : [float, histogram - 1];
}
