import { type AnnotationAt, annotationTexts } from "../../annotation-texts.ts";
import { addedTo, mapRunning, type RunningHistogram, running, settled } from "../../histogram/add.ts";
import { divided, type Histogram, hasOverflow } from "../../histogram/histogram.ts";
import { addTo, type Compensated, increase, type RunningSum, runningSum } from "../../kahan.ts";
import type { SampleValue } from "../evaluation.ts";
import { floatCount, histogramCount, type Window } from "../window.ts";

/** `sum_over_time`. */
export function sumOverTime(window: Window): SampleValue | undefined {
  return overOneKind(window, sumOfFloats, sumOfHistograms);
}

/** `avg_over_time`. */
export function averageOverTime(window: Window): SampleValue | undefined {
  return overOneKind(window, averageOfFloats, averageOfHistograms);
}

function overOneKind(
  window: Window,
  ofFloats: (window: Window) => number,
  ofHistograms: (histograms: readonly Histogram[], note: Note) => Histogram | undefined,
): SampleValue | undefined {
  if (floatCount(window) > 0 && histogramCount(window) > 0) {
    window.note(annotationTexts.mixedFloatsHistograms(window.name));
    return undefined;
  }
  if (floatCount(window) > 0) return ofFloats(window);
  const histograms = window.series.histograms.values.slice(window.firstHistogram, window.endHistogram);
  const notes: AnnotationAt[] = [];
  const sum = ofHistograms(histograms, (text) => notes.push(text));
  // Where schemas do not mix, nothing else is said about the window.
  if (sum === undefined) {
    window.note(annotationTexts.mixedSchemas(window.name));
    return undefined;
  }
  const hints = new Set(histograms.map(({ hint }) => hint));
  if (hints.has("reset") && hints.has("not_reset")) window.note(annotationTexts.resetCollision("aggregation"));
  for (const text of notes) window.note(text);
  return sum;
}

function sumOfFloats({ series, firstFloat, endFloat }: Window): number {
  const { values } = series.floats;
  const total = runningSum();
  for (let at = firstFloat; at < endFloat; at++) addTo(total, values[at]!);
  const { sum, carry } = total;
  return sum === Infinity || sum === -Infinity ? sum : sum + carry;
}

/** Of all values, as long as their sum is finite; from there on the mean itself is kept up to date. */
function averageOfFloats({ series, firstFloat, endFloat }: Window): number {
  const { values } = series.floats;
  const total = { sum: values[firstFloat]!, carry: 0 };
  for (let at = firstFloat + 1; at < endFloat; at++) {
    const { sum, carry } = total;
    addTo(total, values[at]!);
    if (total.sum === Infinity || total.sum === -Infinity) {
      return movingMean(values, { first: firstFloat, from: at, end: endFloat }, { sum, carry });
    }
  }
  const count = endFloat - firstFloat;
  return total.sum / count + total.carry / count;
}

interface MeanPlaces {
  readonly first: number;
  readonly from: number;
  readonly end: number;
}

/** The mean of the values from `first` to `end`, with the sum of those before `from`. */
function movingMean(values: Float64Array, { first, from, end }: MeanPlaces, { sum, carry }: RunningSum): number {
  let mean: Compensated = [sum / (from - first), carry / (from - first)];
  for (let at = from; at < end; at++) {
    const count = at - first + 1;
    const share = (count - 1) / count;
    mean = increase(values[at]! / count, share * mean[0], share * mean[1]);
  }
  return mean[0] + mean[1];
}

type Note = (text: AnnotationAt) => void;

/** Adds to a running sum and says what there is to say; undefined when the schemas do not mix. */
function addNoting(total: RunningHistogram, histogram: Histogram, note: Note): RunningHistogram | undefined {
  const sum = addedTo(total, histogram);
  if (sum.kind === "incompatible") return undefined;
  if (sum.boundsReconciled) note(annotationTexts.boundsReconciled("aggregation"));
  return sum.result;
}

function sumOfHistograms([first, ...others]: readonly Histogram[], note: Note): Histogram | undefined {
  let total: RunningHistogram | undefined = running(first!);
  for (const histogram of others) {
    total = addNoting(total, histogram, note);
    if (total === undefined) return undefined;
  }
  return settled(total);
}

function averageOfHistograms([first, ...others]: readonly Histogram[], note: Note): Histogram | undefined {
  let total = running(first!);
  let isMean = false;
  for (const [at, histogram] of others.entries()) {
    const count = at + 2;
    if (!isMean) {
      const sum = addNoting(total, histogram, note);
      if (sum === undefined) return undefined;
      if (!hasOverflow(sum.main)) {
        total = sum;
        continue;
      }
      isMean = true;
      total = mapRunning(total, (value) => value / (count - 1));
    }
    const share = (count - 1) / count;
    const sum = addNoting(
      mapRunning(total, (value) => value * share),
      divided(histogram, count),
      note,
    );
    if (sum === undefined) return undefined;
    total = sum;
  }
  const count = others.length + 1;
  return settled(isMean ? total : mapRunning(total, (value) => value / count));
}
