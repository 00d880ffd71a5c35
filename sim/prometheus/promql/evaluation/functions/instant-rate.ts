import { annotationTexts } from "../../annotation-texts.ts";
import { subtracted } from "../../histogram/add.ts";
import { isReset } from "../../histogram/detect-reset.ts";
import { compacted, divided, type Histogram } from "../../histogram/histogram.ts";
import type { SampleValue } from "../evaluation.ts";
import { histogramCount, type Window } from "../window.ts";
import { isStartReset, type Started } from "./start-timestamps.ts";

interface Sample extends Started {
  readonly value: SampleValue;
}

/** `irate` and `idelta`: from the last two samples alone. */
export function instantRate(window: Window, isRate: boolean): SampleValue | undefined {
  if (histogramCount(window) === 0) {
    const last = window.endFloat - 1;
    return last > window.firstFloat ? floatRate(floatAt(window, last - 1), floatAt(window, last), isRate) : undefined;
  }
  const [before, now] = lastTwo(window);
  if (before === undefined || now === undefined || now.time === before.time) return undefined;
  if (isFloat(before) && isFloat(now)) return floatRate(before, now, isRate);
  const seconds = (now.time - before.time) / 1000;
  if (typeof before.value === "number" || typeof now.value === "number") {
    window.note(annotationTexts.mixedFloatsHistograms(window.name));
    return undefined;
  }
  const isRestarted = isRate && (isStartReset(before, now) || isReset(now.value, before.value));
  const difference = histogramDifference(window, [before.value, now.value], { isRate, isRestarted });
  return difference !== undefined && isRate ? divided(difference, seconds) : difference;
}

interface FloatSample extends Started {
  readonly value: number;
}

const isFloat = (sample: Sample): sample is FloatSample => typeof sample.value === "number";

function floatAt({ series: { floats } }: Window, at: number): FloatSample {
  const { timestamps, values, startTimestamps } = floats;
  const start = startTimestamps.length === 0 ? 0 : startTimestamps[at]!;
  return { time: timestamps[at]!, value: values[at]!, start };
}

function floatRate(before: FloatSample, now: FloatSample, isRate: boolean): number | undefined {
  if (now.time === before.time) return undefined;
  const isRestarted = isRate && (now.value < before.value || isStartReset(before, now));
  const difference = isRestarted ? now.value : now.value - before.value;
  return isRate ? difference / ((now.time - before.time) / 1000) : difference;
}

function lastTwo(window: Window): readonly (Sample | undefined)[] {
  const { series } = window;
  const samples: Sample[] = [];
  for (let at = Math.max(window.firstFloat, window.endFloat - 2); at < window.endFloat; at++) {
    samples.push(floatAt(window, at));
  }
  for (let at = Math.max(window.firstHistogram, window.endHistogram - 2); at < window.endHistogram; at++) {
    const { timestamps, values, startTimestamps } = series.histograms;
    samples.push({ time: timestamps[at]!, value: values[at]!, start: startTimestamps[at] ?? 0 });
  }
  return samples.length < 2 ? [] : samples.sort((a, b) => a.time - b.time).slice(-2);
}

function histogramDifference(
  { note, name }: Window,
  [before, now]: readonly [Histogram, Histogram],
  { isRate, isRestarted }: { readonly isRate: boolean; readonly isRestarted: boolean },
): Histogram | undefined {
  const gauges = [before, now].filter(({ hint }) => hint === "gauge").length;
  if (isRate && gauges > 0) note(annotationTexts.notCounter(name));
  if (!isRate && gauges < 2) note(annotationTexts.notGauge(name));
  if (isRestarted) return compacted({ ...now, hint: "gauge" });
  const difference = subtracted(now, before);
  if (difference.kind === "incompatible") {
    note(annotationTexts.mixedSchemas(name));
    return undefined;
  }
  if (difference.boundsReconciled) note(annotationTexts.boundsReconciled("subtraction"));
  return compacted({ ...difference.result, hint: "gauge" });
}
