import { annotationTexts } from "../../annotation-texts.ts";
import { added, subtracted } from "../../histogram/add.ts";
import { isReset } from "../../histogram/detect-reset.ts";
import { compacted, divided, type Histogram, isCustom } from "../../histogram/histogram.ts";
import type { SampleValue } from "../evaluation.ts";
import { indexAfter, type Run } from "../range-series.ts";
import { histogramCount, type Window } from "../window.ts";
import { combined, interpolatedHistogram } from "./interpolate.ts";
import type { RateKind } from "./rate.ts";

/** The samples from one at or before the range's start to one at or after its end. */
interface Extent {
  readonly first: number;
  readonly last: number;
}

/**
 * `rate` and its like over an `anchored` or `smoothed` range: between the very ends of the range, whose values are
 * taken over from the samples next to them or interpolated.
 *
 * Source: prometheus v0.315.0 promql/functions.go (extendedRate, extendedHistogramRate)
 */
export function extendedRate(window: Window, kind: RateKind): SampleValue | undefined {
  return histogramCount(window) > 0 ? histogramRate(window, kind) : floatRate(window, kind);
}

function extentOf(
  { start, end, extension }: Window,
  run: Run<unknown>,
  [from, to]: readonly [number, number],
): Extent | undefined {
  const { timestamps } = run;
  let last = to - 1;
  const first = Math.max(from, Math.min(indexAfter(run, start, from), last) - 1);
  if (extension === "smoothed") last = Math.min(indexAfter(run, end - 1, from), last);
  if (timestamps[last]! <= start) return undefined;
  return extension === "smoothed" && timestamps[first]! > end ? undefined : { first, last };
}

function floatRate(window: Window, { isCounter, isPerSecond }: RateKind): number | undefined {
  const { series, start, end, extension } = window;
  const { floats } = series;
  const extent = extentOf(window, floats, [window.firstFloat, window.endFloat]);
  if (extent === undefined) return undefined;
  const { first, last } = extent;
  const { timestamps, values } = floats;
  const isSmoothed = extension === "smoothed";
  const between = (from: number, time: number): number => {
    const [t1, t2, v2] = [timestamps[from]!, timestamps[from + 1]!, values[from + 1]!];
    const v1 = isCounter && v2 < values[from]! ? 0 : values[from]!;
    return v1 + ((v2 - v1) * (time - t1)) / (t2 - t1);
  };
  const left = isSmoothed && timestamps[first]! < start ? between(first, start) : values[first]!;
  const isBeyond = isSmoothed && last > window.firstFloat && timestamps[last]! > end;
  const right = isBeyond ? between(last - 1, end) : values[last]!;
  let result = right - left;
  if (isCounter) {
    const from = timestamps[first]! <= start ? first + 1 : first;
    const to = timestamps[last]! >= end ? last - 1 : last;
    let before = left;
    for (let at = from; at <= to; at++) {
      if (values[at]! < before) result += before;
      before = values[at]!;
    }
    if (right < before) result += before;
  }
  return isPerSecond ? result / window.seconds : result;
}

function histogramRate(window: Window, { isCounter, isPerSecond }: RateKind): Histogram | undefined {
  const { series, note, name } = window;
  const run = series.histograms;
  const extent = extentOf(window, run, [window.firstHistogram, window.endHistogram]);
  if (extent === undefined) return undefined;
  const { first, last } = extent;
  const points = run.values.slice(first, last + 1);
  if (points.some((point) => isCustom(point) !== isCustom(points[0]!))) {
    note(annotationTexts.mixedSchemas(name));
    return undefined;
  }
  if (isCounter && points.some(({ hint }) => hint === "gauge")) note(annotationTexts.notCounter(name));
  const ends = endsOf(window, extent, isCounter);
  if (ends === undefined) return undefined;
  const { left, right } = ends;
  const isGauge = left.hint === "gauge" && right.hint === "gauge";
  if (!isCounter && !isGauge) note(annotationTexts.notGauge(name));
  let result = combined(window, subtracted(right, left), "subtraction");
  if (result !== undefined && isCounter) {
    const correction = lostByResets(window, extent, ends);
    if (correction === "failed") return undefined;
    if (correction !== undefined) result = combined(window, added(result, correction), "addition");
  }
  if (result === undefined) return undefined;
  return compacted({ ...(isPerSecond ? divided(result, window.seconds) : result), hint: "gauge" });
}

interface Ends {
  readonly left: Histogram;
  readonly right: Histogram;
}

function endsOf(window: Window, { first, last }: Extent, isCounter: boolean): Ends | undefined {
  const { series, start, end, extension } = window;
  const { timestamps, values } = series.histograms;
  const isSmoothed = extension === "smoothed";
  const between = (from: number, time: number): Histogram | undefined =>
    interpolatedHistogram(window, series.histograms, { from, time, isCounter });
  const left = isSmoothed && timestamps[first]! < start ? between(first, start) : values[first];
  const isBeyond = isSmoothed && last > window.firstHistogram && timestamps[last]! > end;
  if (left === undefined) return undefined;
  const right = isBeyond ? between(last - 1, end) : values[last];
  return right === undefined ? undefined : { left, right };
}

function lostByResets(
  window: Window,
  { first, last }: Extent,
  { left, right }: Ends,
): Histogram | "failed" | undefined {
  const { timestamps, values } = window.series.histograms;
  let from = first + 1;
  let before = left;
  const isCut = window.extension === "smoothed" && timestamps[first]! < window.start;
  // The reset that the interpolation at the left end spans is in its result already.
  if (isCut && isReset(values[first + 1]!, values[first]!)) {
    before = values[first + 1]!;
    from++;
  }
  if (from > last) return undefined;
  let lost: Histogram | undefined;
  for (const point of [...values.slice(from, last), right]) {
    if (isReset(point, before)) {
      const sum: Histogram | undefined =
        lost === undefined ? before : combined(window, added(lost, before), "addition");
      if (sum === undefined) return "failed";
      lost = sum;
    }
    before = point;
  }
  return lost;
}
