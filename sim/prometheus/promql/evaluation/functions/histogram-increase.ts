import { annotationTexts, startTimeOverlap } from "../../annotation-texts.ts";
import { type Added, added, subtracted } from "../../histogram/add.ts";
import { isReset } from "../../histogram/detect-reset.ts";
import { compacted, emptyHistogram, type Histogram, isCustom } from "../../histogram/histogram.ts";
import { inSchema } from "../../histogram/reconcile.ts";
import type { Window } from "../window.ts";
import { isStartReset, type Started, startsOverlap } from "./start-timestamps.ts";

/**
 * The last histogram of a window less the first, with what a counter had counted before each reset.
 *
 * Source: prometheus v0.315.0 promql/functions.go (histogramRate)
 */
export function histogramIncrease(window: Window, isCounter: boolean): Histogram | undefined {
  const { series, firstHistogram, endHistogram, note, name } = window;
  const points = series.histograms.values.slice(firstHistogram, endHistogram);
  const started = startsOf(window);
  const [first, second, last] = [points[0]!, points[1]!, points.at(-1)!];
  const isGauge = ({ hint }: Histogram): boolean => hint === "gauge";
  if (isCounter && points.some(isGauge)) note(annotationTexts.notCounter(name));
  // Whatever layout the first sample had does not matter if the counter started anew right after it.
  const isForgotten = isCounter && (isStartReset(started[0]!, started[1]!) || isReset(second, first));
  const base = isForgotten ? { ...emptyHistogram, schema: second.schema, customValues: second.customValues } : first;
  const compared = isCounter ? [base, ...points.slice(1)] : [base, last];
  if (compared.some((point) => isCustom(point) !== isCustom(base))) {
    note(annotationTexts.mixedSchemas(name));
    return undefined;
  }
  const schema = Math.min(...compared.map((point) => point.schema));
  let total = result(window, subtracted(inSchema(last, schema), base), "subtraction");
  if (isCounter) {
    noteOverlap(window, started);
    let before: Histogram = base;
    for (const [at, point] of points.slice(1).entries()) {
      const isRestarted = isStartReset(started[at]!, started[at + 1]!) || isReset(point, before);
      if (total !== undefined && isRestarted) total = result(window, added(total, before), "addition");
      before = point;
    }
  } else if (!isGauge(first) || !isGauge(last)) {
    note(annotationTexts.notGauge(name));
  }
  return total && compacted({ ...total, hint: "gauge" });
}

function startsOf({ series, firstHistogram, endHistogram }: Window): readonly Started[] {
  const { timestamps, startTimestamps } = series.histograms;
  return Array.from({ length: endHistogram - firstHistogram }, (_, at) => ({
    time: timestamps[firstHistogram + at]!,
    start: startTimestamps[firstHistogram + at] ?? 0,
  }));
}

function noteOverlap({ note, name }: Window, started: readonly Started[]): void {
  if (started.some((now, at) => at > 0 && startsOverlap(started[at - 1]!, now))) note(startTimeOverlap(name));
}

function result(
  { note, name }: Window,
  combined: Added<Histogram>,
  operation: "addition" | "subtraction",
): Histogram | undefined {
  if (combined.kind === "incompatible") {
    note(annotationTexts.mixedSchemas(name));
    return undefined;
  }
  if (combined.boundsReconciled) note(annotationTexts.boundsReconciled(operation));
  return combined.result;
}
