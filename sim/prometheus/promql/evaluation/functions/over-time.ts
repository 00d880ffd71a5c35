import { annotationTexts } from "../../annotation-texts.ts";
import { addTo, runningSum } from "../../kahan.ts";
import type { SampleValue } from "../evaluation.ts";
import { floatCount, histogramCount, type Window } from "../window.ts";
import { quantile, quantileOfSorted } from "./quantile.ts";
import { createSortedFloats, type SortedFloats } from "./sorted-floats.ts";

/** `count_over_time`: samples of both kinds. */
export const count = (window: Window): number => floatCount(window) + histogramCount(window);

/** `first_over_time`: the oldest sample. */
export function first(window: Window): SampleValue | undefined {
  const { floats, histograms } = window.series;
  const hasFloat = window.firstFloat < window.endFloat;
  if (window.firstHistogram >= window.endHistogram) return floats.values[window.firstFloat];
  const isFloatFirst =
    hasFloat && floats.timestamps[window.firstFloat]! < histograms.timestamps[window.firstHistogram]!;
  return isFloatFirst ? floats.values[window.firstFloat] : histograms.values[window.firstHistogram];
}

/** `last_over_time`: the newest sample. */
export function last(window: Window): SampleValue | undefined {
  const { floats, histograms } = window.series;
  const hasFloat = window.firstFloat < window.endFloat;
  if (window.firstHistogram >= window.endHistogram) return floats.values[window.endFloat - 1];
  const isFloatLast =
    hasFloat && floats.timestamps[window.endFloat - 1]! > histograms.timestamps[window.endHistogram - 1]!;
  return isFloatLast ? floats.values[window.endFloat - 1] : histograms.values[window.endHistogram - 1];
}

/** `ts_of_first_over_time`, in seconds. */
export function timeOfFirst(window: Window): number {
  const { floats, histograms } = window.series;
  const float = window.firstFloat < window.endFloat ? floats.timestamps[window.firstFloat]! : Infinity;
  const hasHistogram = window.firstHistogram < window.endHistogram;
  return Math.min(float, hasHistogram ? histograms.timestamps[window.firstHistogram]! : Infinity) / 1000;
}

/** `ts_of_last_over_time`, in seconds. */
export function timeOfLast(window: Window): number {
  const { floats, histograms } = window.series;
  const float = window.firstFloat < window.endFloat ? floats.timestamps[window.endFloat - 1]! : 0;
  const hasHistogram = window.firstHistogram < window.endHistogram;
  return Math.max(float, hasHistogram ? histograms.timestamps[window.endHistogram - 1]! : 0) / 1000;
}

/** Says that histograms were left out of a range; false if there is no float to work on. */
function hasFloats(window: Window): boolean {
  if (floatCount(window) === 0) return false;
  if (histogramCount(window) > 0) window.note(annotationTexts.histogramIgnoredInRange(window.name));
  return true;
}

/** Says that histograms were left out, about the first argument; false if there is no float to work on. */
function hasFloatsOfFirst(window: Window): boolean {
  if (floatCount(window) === 0) return false;
  if (histogramCount(window) > 0) window.noteFirst(annotationTexts.histogramIgnoredInRange(window.name));
  return true;
}

const floatsOf = ({ series, firstFloat, endFloat }: Window): number[] =>
  Array.from({ length: endFloat - firstFloat }, (_, at) => series.floats.values[firstFloat + at]!);

/** The best float by a comparison, which beats NaN always, and its time in seconds. */
export function extreme(
  window: Window,
  isBetter: (candidate: number, best: number) => boolean,
): { readonly value: number; readonly time: number } | undefined {
  if (!hasFloats(window)) return undefined;
  const { timestamps, values } = window.series.floats;
  let best = window.firstFloat;
  for (let at = window.firstFloat; at < window.endFloat; at++) {
    if (isBetter(values[at]!, values[best]!) || Number.isNaN(values[best]!)) best = at;
  }
  return { value: values[best]!, time: timestamps[best]! / 1000 };
}

/** `mad_over_time`: the median of the distances from the median. */
export function medianDeviation(window: Window): number | undefined {
  if (!hasFloats(window)) return undefined;
  const values = floatsOf(window);
  if (values.some(Number.isNaN)) return Number.NaN;
  const median = quantile(0.5, values);
  return quantile(
    0.5,
    values.map((value) => Math.abs(value - median)),
  );
}

/** `quantile_over_time`, with the floats in order as they were for the window before. */
export function startQuantileOverTime(): (window: Window) => number | undefined {
  const sorted = createSortedFloats();
  return (window) => quantileOverTime(window, sorted);
}

function quantileOverTime(window: Window, sorted: SortedFloats): number | undefined {
  const q = window.scalars[0]!;
  if (floatCount(window) === 0) return undefined;
  if (Number.isNaN(q) || q < 0 || q > 1) window.noteFirst(annotationTexts.invalidQuantile(q));
  hasFloatsOfFirst(window);
  return quantileOfSorted(q, sorted(window));
}

/** `stdvar_over_time`: the variance of the population, by Welford's method with compensated sums. */
export function variance(window: Window): number | undefined {
  if (!hasFloats(window)) return undefined;
  const { values } = window.series.floats;
  let seen = 0;
  const [mean, squares] = [runningSum(), runningSum()];
  for (let at = window.firstFloat; at < window.endFloat; at++) {
    seen++;
    const value = values[at]!;
    const delta = value - (mean.sum + mean.carry);
    addTo(mean, delta / seen);
    addTo(squares, delta * (value - (mean.sum + mean.carry)));
  }
  return (squares.sum + squares.carry) / seen;
}

/** `stddev_over_time`. */
export function deviation(window: Window): number | undefined {
  const squared = variance(window);
  return squared === undefined ? undefined : Math.sqrt(squared);
}
