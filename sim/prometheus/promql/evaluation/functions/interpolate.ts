import { annotationTexts } from "../../annotation-texts.ts";
import { type Added, added, subtracted } from "../../histogram/add.ts";
import { isReset } from "../../histogram/detect-reset.ts";
import { type Histogram, multiplied } from "../../histogram/histogram.ts";
import type { Run } from "../range-series.ts";
import type { Window } from "../window.ts";

/** Where annotations about a series go. */
type Noting = Pick<Window, "note" | "name">;

/** The result of adding or subtracting, and what there is to say about it. */
export function combined(
  { note, name }: Noting,
  result: Added<Histogram>,
  operation: "addition" | "subtraction",
): Histogram | undefined {
  if (result.kind === "incompatible") {
    note(annotationTexts.mixedSchemas(name));
    return undefined;
  }
  if (result.boundsReconciled) note(annotationTexts.boundsReconciled(operation));
  return result.result;
}

/**
 * The histogram between two samples, on a straight line; a counter that started anew in between came from zero.
 *
 * Source: prometheus v0.315.0 promql/functions.go (interpolateHistograms)
 */
export function interpolatedHistogram(
  noting: Noting,
  { timestamps, values }: Run<readonly Histogram[]>,
  { from, time, isCounter }: { readonly from: number; readonly time: number; readonly isCounter: boolean },
): Histogram | undefined {
  const [before, after] = [values[from]!, values[from + 1]!];
  const [t1, t2] = [timestamps[from]!, timestamps[from + 1]!];
  if (time === t1) return before;
  if (time === t2) return after;
  const fraction = (time - t1) / (t2 - t1);
  if (isCounter && isReset(after, before)) return multiplied(after, fraction);
  const difference = combined(noting, subtracted(after, before), "subtraction");
  return difference && combined(noting, added(multiplied(difference, fraction), before), "addition");
}
