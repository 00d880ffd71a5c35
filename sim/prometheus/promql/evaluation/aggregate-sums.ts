import { type AnnotationAt, annotationTexts } from "../annotation-texts.ts";
import { addedTo, mapRunning, type RunningHistogram, running, settled } from "../histogram/add.ts";
import { compacted, divided, type Histogram, hasOverflow } from "../histogram/histogram.ts";
import { carryAfter, increase } from "../kahan.ts";
import { type Labels, metricName } from "../labels.ts";
import { type Column, cellKinds } from "./column.ts";
import type { SampleValue } from "./evaluation.ts";

/** An element of a group. */
export interface Element {
  readonly value: SampleValue;
  readonly labels: Labels;
}

/** Adds up a group, or averages it. */
export interface Sum {
  /** At least one float. */
  ofFloats(values: readonly number[]): number;
  /** Without a result where floats and histograms, or two kinds of buckets, mix. */
  ofElements(elements: readonly Element[], note: (text: AnnotationAt) => void): SampleValue | undefined;
}

/** `sum`. */
export const sumOf: Sum = {
  ofFloats: (values) => sumOfFloats(values),
  ofElements: (elements, note) => ofOneKind(elements, note, { floats: sumOfFloats, histograms: sumOfHistograms }),
};

/** `avg`. */
export const averageOf: Sum = {
  ofFloats: (values) => averageOfFloats(values),
  ofElements: (elements, note) =>
    ofOneKind(elements, note, { floats: averageOfFloats, histograms: averageOfHistograms }),
};

/** Puts the sums of columns without histograms into a column without samples. */
export function addFloats(columns: readonly Column[], { kinds, values: sums }: Column): void {
  const carries = new Float64Array(sums.length);
  for (const { kinds: given, values } of columns) {
    for (let at = 0; at < values.length; at++) {
      if (given[at] !== cellKinds.float) continue;
      const [addend, sum] = [values[at]!, sums[at]!];
      if (kinds[at] === cellKinds.none) {
        kinds[at] = cellKinds.float;
        sums[at] = addend;
      } else {
        carries[at] = carryAfter({ addend, sum, carry: carries[at]! });
        sums[at] = sum + addend;
      }
    }
  }
  for (let at = 0; at < sums.length; at++) sums[at]! += carries[at]!;
}

interface HistogramElement {
  readonly value: Histogram;
  readonly labels: Labels;
}

/** The sum, or the first element whose buckets do not mix with those before. */
type HistogramOutcome =
  | { readonly kind: "sum"; readonly sum: Histogram }
  | { readonly kind: "incompatible"; readonly element: HistogramElement };

type HistogramSum = (elements: readonly HistogramElement[], note: (text: AnnotationAt) => void) => HistogramOutcome;

const isHistogramElement = (element: Element): element is HistogramElement => typeof element.value !== "number";

function ofOneKind(
  elements: readonly Element[],
  note: (text: AnnotationAt) => void,
  sums: { readonly floats: (values: readonly number[]) => number; readonly histograms: HistogramSum },
): SampleValue | undefined {
  if (elements.length === 0) return undefined;
  const floats = elements.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  const histograms = elements.filter(isHistogramElement);
  if (histograms.length === 0) return sums.floats(floats);
  // Once a float came first, histograms are not looked at.
  const outcome = histograms[0] === elements[0] ? sums.histograms(histograms, note) : undefined;
  const seen = outcome?.kind === "incompatible" ? elements.slice(0, elements.indexOf(outcome.element)) : elements;
  if (!seen.every(isHistogramElement)) {
    note(annotationTexts.mixedFloatsHistogramsInAggregation);
    return undefined;
  }
  if (outcome?.kind !== "sum") return undefined;
  const { sum } = outcome;
  const hints = new Set(histograms.map(({ value }) => value.hint));
  if (hints.has("reset") && hints.has("not_reset")) note(annotationTexts.resetCollision("aggregation"));
  return compacted(sum);
}

function sumOfFloats(values: readonly number[]): number {
  let [sum, carry] = [values[0]!, 0];
  for (let at = 1; at < values.length; at++) [sum, carry] = increase(values[at]!, sum, carry);
  return sum + carry;
}

/** Of all values, as long as their sum is finite; from there on the mean itself is kept up to date. */
function averageOfFloats(values: readonly number[]): number {
  let [sum, carry] = [values[0]!, 0];
  let mean: number | undefined;
  for (let at = 1; at < values.length; at++) {
    const count = at + 1;
    if (mean === undefined) {
      const [nextSum, nextCarry] = increase(values[at]!, sum, carry);
      if (nextSum !== Infinity && nextSum !== -Infinity) {
        [sum, carry] = [nextSum, nextCarry];
        continue;
      }
      mean = sum / (count - 1);
      carry /= count - 1;
    }
    const share = (count - 1) / count;
    [mean, carry] = increase(values[at]! / count, share * mean, share * carry);
  }
  return mean === undefined ? sum / values.length + carry / values.length : mean + carry;
}

function add(
  total: RunningHistogram,
  { value, labels }: HistogramElement,
  note: (text: AnnotationAt) => void,
): RunningHistogram | undefined {
  const sum = addedTo(total, value);
  if (sum.kind === "incompatible") {
    note(annotationTexts.mixedSchemas(metricName(labels)));
    return undefined;
  }
  if (sum.boundsReconciled) note(annotationTexts.boundsReconciled("aggregation"));
  return sum.result;
}

const sumOfHistograms: HistogramSum = ([first, ...others], note) => {
  let total: RunningHistogram | undefined = running(first!.value);
  for (const element of others) {
    total = add(total, element, note);
    if (total === undefined) return { kind: "incompatible", element };
  }
  return { kind: "sum", sum: settled(total) };
};

const averageOfHistograms: HistogramSum = ([first, ...others], note) => {
  let total = running(first!.value);
  let isMean = false;
  for (const [at, element] of others.entries()) {
    const count = at + 2;
    if (!isMean) {
      const sum = add(total, element, note);
      if (sum === undefined) return { kind: "incompatible", element };
      if (!hasOverflow(sum.main)) {
        total = sum;
        continue;
      }
      isMean = true;
      total = mapRunning(total, (value) => value / (count - 1));
    }
    const share = (count - 1) / count;
    const part = { ...element, value: divided(element.value, count) };
    const sum = add(
      mapRunning(total, (value) => value * share),
      part,
      note,
    );
    if (sum === undefined) return { kind: "incompatible", element };
    total = sum;
  }
  const count = others.length + 1;
  return { kind: "sum", sum: settled(isMean ? total : mapRunning(total, (value) => value / count)) };
};
