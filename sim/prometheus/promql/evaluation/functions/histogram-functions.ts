import { formatGoFloat } from "../../../../exposition-format/go-float.ts";
import { annotationTexts, forcedMonotonicity } from "../../annotation-texts.ts";
import { allBuckets, type Histogram, isCustom } from "../../histogram/histogram.ts";
import { type HistogramEstimate, histogramFraction, histogramQuantile } from "../../histogram/quantile.ts";
import { increase } from "../../kahan.ts";
import { type Labels, labelValue, metricName, withLabels, withoutLabels } from "../../labels.ts";
import type { Call } from "../../syntax/ast.ts";
import { numberValue } from "../../syntax/number-text.ts";
import type { PositionRange } from "../../syntax/position.ts";
import { type Collector, type Column, cellKinds, createCollector } from "../column.ts";
import { annotate, type Evaluation, renamed, scalarOf, stringOf, vectorOf } from "../evaluation.ts";
import { timeAt } from "../grid.ts";
import { type ClassicBuckets, classicFraction, classicQuantile } from "./classic-quantile.ts";

/** Functions that read a number off each native histogram; floats are left out. */
export const histogramFunctions: Readonly<Partial<Record<string, (histogram: Histogram) => number>>> = {
  histogram_avg: ({ sum, count }) => sum / count,
  histogram_count: ({ count }) => count,
  histogram_stddev: (histogram) => Math.sqrt(variance(histogram)),
  histogram_stdvar: variance,
  histogram_sum: ({ sum }) => sum,
};

/** Every observation is taken for the middle of its bucket: the geometric one, except with custom bounds. */
function variance(histogram: Histogram): number {
  const mean = histogram.sum / histogram.count;
  let [sum, carry] = [0, 0];
  for (const { lower, upper, count } of allBuckets(histogram)) {
    if (count === 0) continue;
    const middle = isCustom(histogram) ? (upper + lower) / 2 : geometricMiddle(lower, upper);
    const delta = middle - mean;
    [sum, carry] = increase(count * delta * delta, sum, carry);
  }
  return (sum + carry) / histogram.count;
}

function geometricMiddle(lower: number, upper: number): number {
  if (lower <= 0 && upper >= 0) return 0;
  const middle = Math.sqrt(upper * lower);
  return upper < 0 ? -middle : middle;
}

/** What is asked of histograms of both kinds. */
interface Question {
  readonly ofNative: (histogram: Histogram, at: number) => HistogramEstimate;
  readonly ofClassic: (buckets: ClassicBuckets, labels: Labels, at: number) => number;
  readonly labelled: (labels: Labels) => Labels;
  readonly place: PositionRange;
}

/** `histogram_quantile`. */
export function evaluateQuantile(evaluation: Evaluation, { args }: Call): readonly Column[] {
  const quantiles = scalarOf(evaluation, args[0]!);
  const columns = vectorOf(evaluation, args[1]!);
  noteQuantiles(evaluation, quantiles, args[0]!.range);
  const collector = createCollector(evaluation);
  const question = quantileQuestion(evaluation, quantiles, { place: args[1]!.range, labelled: (labels) => labels });
  ask(evaluation, { columns, collector, questions: [question] });
  return collector.columns();
}

/** `histogram_quantiles`: several at once, told apart by a label. */
export function evaluateQuantiles(evaluation: Evaluation, { args }: Call): readonly Column[] {
  const columns = vectorOf(evaluation, args[0]!);
  const label = stringOf(args[1]);
  const place = args[0]!.range;
  const collector = createCollector(evaluation);
  const questions = args.slice(2).map((arg) => {
    const quantiles = scalarOf(evaluation, arg);
    noteQuantiles(evaluation, quantiles, arg.range);
    const text = openMetricsFloat(quantiles[0] ?? Number.NaN);
    return quantileQuestion(evaluation, quantiles, {
      place,
      labelled: (labels) => withLabels(labels, [[label, text]]),
    });
  });
  ask(evaluation, { columns, collector, questions });
  return collector.columns();
}

/** Whole numbers get a decimal point. Source: prometheus v0.315.0 model/labels (FormatOpenMetricsFloat) */
function openMetricsFloat(value: number): string {
  const text = formatGoFloat(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** `histogram_fraction`. */
export function evaluateFraction(evaluation: Evaluation, { args }: Call): readonly Column[] {
  const [lowers, uppers] = [scalarOf(evaluation, args[0]!), scalarOf(evaluation, args[1]!)];
  const columns = vectorOf(evaluation, args[2]!);
  const collector = createCollector(evaluation);
  const question: Question = {
    ofNative: (histogram, at) => histogramFraction(lowers[at]!, uppers[at]!, histogram),
    ofClassic: (buckets, _, at) => classicFraction(lowers[at]!, uppers[at]!, buckets),
    labelled: (labels) => labels,
    place: args[2]!.range,
  };
  ask(evaluation, { columns, collector, questions: [question] });
  return collector.columns();
}

function noteQuantiles(evaluation: Evaluation, quantiles: Float64Array, place: PositionRange): void {
  for (const q of quantiles) {
    if (Number.isNaN(q) || q < 0 || q > 1) annotate(evaluation, annotationTexts.invalidQuantile(q), place);
  }
}

function quantileQuestion(
  evaluation: Evaluation,
  quantiles: Float64Array,
  { place, labelled }: Pick<Question, "place" | "labelled">,
): Question {
  return {
    ofNative: (histogram, at) => histogramQuantile(quantiles[at]!, histogram),
    ofClassic: (buckets, labels, at) => {
      const { value, forced } = classicQuantile(quantiles[at]!, buckets);
      const name = evaluation.options.delayedNameRemoval ? metricName(labels) : "";
      if (forced !== undefined)
        annotate(evaluation, forcedMonotonicity(name, timeAt(evaluation.grid, at), forced), place);
      return value;
    },
    ...{ labelled, place },
  };
}

interface BucketColumn {
  readonly column: Column;
  readonly upperBound: number;
}

/** Columns of one histogram: the buckets of a classic one in rising order of their bounds, and native ones of the same labels. */
interface HistogramColumns {
  readonly labels: Labels;
  readonly buckets: BucketColumn[];
  readonly natives: Column[];
}

interface Asking {
  readonly columns: readonly Column[];
  readonly collector: Collector;
  readonly questions: readonly Question[];
}

function ask(evaluation: Evaluation, asking: Asking): void {
  const histograms = histogramsOf(evaluation, asking.columns, asking.questions[0]!.place);
  const askers = histograms.map((histogram) => askerOf(evaluation, histogram, asking));
  for (let at = 0; at < evaluation.grid.count; at++) for (const askAt of askers) askAt(at);
}

/** Asks one histogram at one instant after the other. */
function askerOf(
  evaluation: Evaluation,
  { labels, buckets, natives }: HistogramColumns,
  { collector, questions }: Asking,
): (at: number) => void {
  const place = questions[0]!.place;
  const present = {
    length: 0,
    upperBounds: new Float64Array(buckets.length),
    counts: new Float64Array(buckets.length),
  };
  const targetsOf = (given: Labels): (() => readonly Column[]) =>
    once(() => questions.map(({ labelled }) => collector.column(labelled(renamed(evaluation, given)), true)));
  const classicTargets = targetsOf(labels);
  const nativeTargets = natives.map((native) => targetsOf(native.labels));
  return (at) => {
    collectBuckets(buckets, at, present);
    for (const [turn, native] of natives.entries()) {
      const histogram = native.kinds[at] === cellKinds.histogram ? native.histograms[at] : undefined;
      if (histogram === undefined) continue;
      if (present.length > 0) {
        const name = evaluation.options.delayedNameRemoval ? metricName(labels) : "";
        annotate(evaluation, annotationTexts.mixedClassicNative(name), place);
        present.length = 0;
        continue;
      }
      for (const [which, { ofNative }] of questions.entries()) {
        const { value, note } = ofNative(histogram, at);
        noteEstimate(evaluation, { note, name: shownName(evaluation, native.labels), place });
        collector.set(nativeTargets[turn]!()[which]!, at, value);
      }
    }
    if (present.length === 0) return;
    const targets = classicTargets();
    for (let which = 0; which < targets.length; which++) {
      collector.set(targets[which]!, at, questions[which]!.ofClassic(present, labels, at));
    }
  };
}

/** What is made when it is asked for, and then kept. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The buckets that have a count at an instant; those of one bound are added up. */
function collectBuckets(
  buckets: readonly BucketColumn[],
  at: number,
  present: ClassicBuckets & { length: number },
): void {
  const { upperBounds, counts } = present;
  let length = 0;
  for (const { column, upperBound } of buckets) {
    if (column.kinds[at] !== cellKinds.float) continue;
    const isSame = length > 0 && upperBounds[length - 1] === upperBound;
    if (!isSame) {
      upperBounds[length] = upperBound;
      counts[length] = 0;
      length++;
    }
    counts[length - 1]! += column.values[at]!;
  }
  present.length = length;
}

const shownName = (evaluation: Evaluation, labels: Labels): string => metricName(renamed(evaluation, labels));

function noteEstimate(
  evaluation: Evaluation,
  { note, name, place }: Pick<HistogramEstimate, "note"> & { readonly name: string; readonly place: PositionRange },
): void {
  if (note === "nan-result") annotate(evaluation, annotationTexts.quantileNaNResult(name), place);
  if (note === "nan-skew") annotate(evaluation, annotationTexts.quantileNaNSkew(name), place);
  if (note === "nans-excluded") annotate(evaluation, annotationTexts.fractionNaNs(name), place);
}

function histogramsOf(
  evaluation: Evaluation,
  columns: readonly Column[],
  place: PositionRange,
): readonly HistogramColumns[] {
  const byKey = new Map<string, HistogramColumns>();
  const groupOf = (labels: Labels): HistogramColumns => {
    const known = byKey.get(labels.key);
    if (known !== undefined) return known;
    const made = { labels, buckets: [], natives: [] };
    byKey.set(labels.key, made);
    return made;
  };
  for (const column of columns) {
    const bound = labelValue(column.labels, "le");
    if (column.kinds.includes(cellKinds.histogram)) groupOf(column.labels).natives.push(column);
    if (!column.kinds.includes(cellKinds.float)) continue;
    const upperBound = numberValue(bound);
    if (upperBound === undefined) {
      const name = evaluation.options.delayedNameRemoval ? metricName(column.labels) : "";
      annotate(evaluation, annotationTexts.badBucketLabel(name, bound), place);
    } else {
      groupOf(withoutLabels(column.labels, ["le"])).buckets.push({ column, upperBound });
    }
  }
  const histograms = [...byKey.values()];
  for (const { buckets } of histograms) buckets.sort(byBound);
  return histograms;
}

const byBound = (a: BucketColumn, b: BucketColumn): number =>
  a.upperBound < b.upperBound ? -1 : a.upperBound > b.upperBound ? 1 : 0;
