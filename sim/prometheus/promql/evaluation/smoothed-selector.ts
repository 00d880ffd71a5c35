import { annotationTexts } from "../annotation-texts.ts";
import { type Histogram, isCustom } from "../histogram/histogram.ts";
import { metricName } from "../labels.ts";
import type { VectorSelector } from "../syntax/ast.ts";
import { type Column, emptyColumn, hasCells, setCell } from "./column.ts";
import { annotate, type Evaluation } from "./evaluation.ts";
import { interpolatedHistogram } from "./functions/interpolate.ts";
import { indexAfter, type RangeSeries, rangeSeriesOf } from "./range-series.ts";
import { referencesOf } from "./selector.ts";

/**
 * The series of a `smoothed` instant selector: at each instant the value between the samples before and after.
 *
 * Source: prometheus v0.315.0 promql/engine.go (smoothSeries)
 */
export function evaluateSmoothed(evaluation: Evaluation, selector: VectorSelector): readonly Column[] {
  const { grid, options } = evaluation;
  const references = referencesOf(selector, evaluation);
  const { lookbackMs } = options;
  const stored = evaluation.select(selector.matchers, references.first - lookbackMs + 1, references.last + lookbackMs);
  const columns: Column[] = [];
  for (const one of stored) {
    const series = rangeSeriesOf(one, false);
    const column = emptyColumn(series.labels, false, grid.count);
    for (let at = 0; at < grid.count; at++) {
      const value = valueAt(evaluation, series, { time: references.timeAt(at), selector });
      if (value !== undefined) setCell(column, at, value);
    }
    if (hasCells(column)) columns.push(column);
  }
  return columns;
}

interface Place {
  readonly time: number;
  readonly selector: VectorSelector;
}

function valueAt(
  evaluation: Evaluation,
  series: RangeSeries,
  { time, selector }: Place,
): number | Histogram | undefined {
  const { lookbackMs } = evaluation.options;
  const { floats, histograms } = series;
  const [from, to] = [indexAfter(floats, time - lookbackMs), indexAfter(floats, time + lookbackMs)];
  const [first, end] = [indexAfter(histograms, time - lookbackMs), indexAfter(histograms, time + lookbackMs)];
  if (from < to && first < end) {
    annotate(evaluation, annotationTexts.mixedFloatsHistograms(metricName(series.labels)), selector.range);
    return undefined;
  }
  return from < to
    ? floatAt(series, time, [from, to])
    : histogramAt(evaluation, series, { time, selector, first, end });
}

function floatAt({ floats }: RangeSeries, time: number, [from, to]: readonly [number, number]): number | undefined {
  const { timestamps, values } = floats;
  const next = indexAfter(floats, time - 1, from);
  if (next < to && timestamps[next] === time) return values[next]!;
  if (next <= from) return undefined;
  if (next >= to) return values[next - 1]!;
  const [t1, t2] = [timestamps[next - 1]!, timestamps[next]!];
  return values[next - 1]! + ((values[next]! - values[next - 1]!) * (time - t1)) / (t2 - t1);
}

function histogramAt(
  evaluation: Evaluation,
  series: RangeSeries,
  { time, selector, first, end }: Place & { readonly first: number; readonly end: number },
): Histogram | undefined {
  const { histograms } = series;
  const { timestamps, values } = histograms;
  const next = indexAfter(histograms, time - 1, first);
  if (next < end && timestamps[next] === time) return values[next]!;
  if (next <= first) return undefined;
  const before = values[next - 1]!;
  if (next >= end) return { ...before, hint: "unknown" };
  const name = metricName(series.labels);
  const note = (text: Parameters<typeof annotate>[1]): void => annotate(evaluation, text, selector.range);
  const after = values[next]!;
  if (isCustom(before) !== isCustom(after)) {
    note(annotationTexts.mixedSchemas(name));
    return undefined;
  }
  const isCounter = before.hint !== "gauge" || after.hint !== "gauge";
  return interpolatedHistogram({ note, name }, histograms, { from: next - 1, time, isCounter });
}
