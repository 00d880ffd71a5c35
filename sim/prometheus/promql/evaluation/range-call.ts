import { annotationTexts } from "../annotation-texts.ts";
import { labelValue, metricName } from "../labels.ts";
import type { Call, Expression, MatrixSelector, Subquery } from "../syntax/ast.ts";
import type { PositionRange } from "../syntax/position.ts";
import { absentColumns } from "./absent.ts";
import { type Column, emptyColumn, hasCells, sameLabels, setCell } from "./column.ts";
import { durationMs } from "./duration-value.ts";
import { annotate, type Evaluation, failQuery, renamed, scalarOf } from "./evaluation.ts";
import { gridOf, timeAt } from "./grid.ts";
import { withoutBuckets } from "./histogram-stats.ts";
import { indexAfter, type RangeSeries, rangeSeriesOf, rangeSeriesOfColumn } from "./range-series.ts";
import { type References, referencesOf } from "./selector.ts";
import type { Window } from "./window.ts";
import { anchoredFunctions, smoothedFunctions, type WindowFunction, windowFunctions } from "./window-functions.ts";

/** A range vector before it is cut into windows. */
interface RangeVector {
  readonly series: readonly RangeSeries[];
  readonly references: References;
  readonly lengthMs: number;
  readonly extension: Window["extension"];
}

/** The argument that is a range vector, if the function takes one. */
export const rangeArgumentOf = ({ args }: Call): MatrixSelector | Subquery | undefined =>
  args.map(withoutParentheses).find((arg) => arg.kind === "matrix-selector" || arg.kind === "subquery");

const withoutParentheses = (expression: Expression): Expression =>
  expression.kind === "parenthesised" ? withoutParentheses(expression.expression) : expression;

/** Functions that look at when counters started. */
const startAware: ReadonlySet<string> = new Set(["rate", "irate", "increase", "resets"]);

/** A function of a range vector at each instant: its samples in a window that ends there. */
export function evaluateRangeCall(
  evaluation: Evaluation,
  call: Call,
  argument: MatrixSelector | Subquery,
): readonly Column[] {
  const { name } = call.signature;
  const withStarts = evaluation.options.startTimestamps && startAware.has(name);
  const vector = rangeVectorOf(evaluation, argument, withStarts);
  const apply = windowFunctions[name] ?? failQuery(`function ${name} is not implemented`);
  const scalars = call.args.flatMap((arg) => (withoutParentheses(arg) === argument ? [] : [scalarOf(evaluation, arg)]));
  requireExtension(vector.extension, name);
  const columns: Column[] = [];
  for (const series of vector.series) {
    const column = columnOf(evaluation, { call, argument, vector, series, apply, scalars });
    if (hasCells(column)) columns.push(column);
  }
  if (name === "absent_over_time") return absentColumns(evaluation, argument, columns);
  const isAmbiguous = new Set(columns.map(({ labels }) => labels.key)).size < columns.length;
  if (isAmbiguous && !evaluation.options.delayedNameRemoval) failQuery(sameLabels);
  return columns;
}

function requireExtension(extension: Window["extension"], name: string): void {
  if (extension === "none") return;
  const allowed = extension === "anchored" ? anchoredFunctions : smoothedFunctions;
  if (!allowed.includes(name)) {
    failQuery(`${extension} modifier can only be used with: ${allowed.join(", ")} - not with ${name}`);
  }
}

/** The samples of a range selector or a subquery. */
export function rangeVectorOf(
  evaluation: Evaluation,
  argument: MatrixSelector | Subquery,
  withStarts: boolean,
): RangeVector {
  const lengthMs = durationMs(argument.duration, evaluation.query, "positive");
  if (argument.kind === "subquery") return subqueryVector(evaluation, argument, lengthMs);
  const { selector } = argument;
  const references = referencesOf(selector, evaluation);
  const { extension } = selector;
  const { lookbackMs } = evaluation.options;
  const before = extension === "none" ? 0 : lookbackMs;
  const after = extension === "smoothed" ? lookbackMs : 0;
  const from = references.first - lengthMs - before + 1;
  const stored = evaluation.select(selector.matchers, from, references.last + after);
  const until = { ...references, timeAt: (at: number): number => references.timeAt(at) + after };
  const reading = { references: until, count: evaluation.grid.count, reachMs: lengthMs + before + after };
  const read = evaluation.bucketless.has(selector) ? withoutBuckets(stored, reading) : stored;
  const series = read.map((one) => rangeSeriesOf(one, withStarts));
  return { series, references, lengthMs, extension };
}

/**
 * A subquery's expression, evaluated at multiples of its step.
 *
 * Source: prometheus v0.315.0 promql/engine.go (subqueryTimeRange)
 */
function subqueryVector(evaluation: Evaluation, subquery: Subquery, lengthMs: number): RangeVector {
  const { query, options } = evaluation;
  const references = referencesOf(subquery, evaluation);
  const stepMs = subquery.step === undefined ? options.subqueryStepMs : durationMs(subquery.step, query, "positive");
  const after = references.first - lengthMs;
  let start = stepMs * Math.trunc(after / stepMs);
  if (start <= after) start += stepMs;
  const grid = gridOf(start, references.last, stepMs);
  const value = grid.count === 0 ? undefined : evaluation.evaluate(subquery.expression, grid);
  const columns = value?.kind === "vector" ? value.columns : [];
  return {
    series: columns.map((column) => rangeSeriesOfColumn(column, grid)),
    references,
    lengthMs,
    extension: "none",
  };
}

interface SeriesCall {
  readonly call: Call;
  readonly argument: MatrixSelector | Subquery;
  readonly vector: RangeVector;
  readonly series: RangeSeries;
  readonly apply: WindowFunction;
  readonly scalars: readonly Float64Array[];
}

/** Upstream puts what a subquery gave in its place, which has lost where it stood. */
const placeOf = (expression: Expression): PositionRange =>
  expression.kind === "subquery" ? { start: 0, end: 0 } : expression.range;

/** Functions that give samples of the metric itself. */
const keepsName: ReadonlySet<string> = new Set(["first_over_time", "last_over_time"]);

const noScalars: readonly number[] = [];

function columnOf(evaluation: Evaluation, seriesCall: SeriesCall): Column {
  const { call, argument, vector, series, apply, scalars } = seriesCall;
  const { grid, options } = evaluation;
  const { name } = call.signature;
  const dropsName = series.dropsName || !keepsName.has(name);
  const labels = dropsName ? renamed(evaluation, series.labels) : series.labels;
  const column = emptyColumn(labels, dropsName, grid.count);
  const before = vector.extension === "none" ? 0 : options.lookbackMs;
  const after = vector.extension === "smoothed" ? options.lookbackMs : 0;
  const [metric, seconds, { extension }] = [metricName(series.labels), vector.lengthMs / 1000, vector];
  const note: Window["note"] = (text) => annotate(evaluation, text, placeOf(argument));
  const noteFirst: Window["note"] = (text) => annotate(evaluation, text, placeOf(call.args[0]!));
  let [firstFloat, endFloat, firstHistogram, endHistogram] = [0, 0, 0, 0];
  for (let at = 0; at < grid.count; at++) {
    const end = vector.references.timeAt(at);
    const start = end - vector.lengthMs;
    firstFloat = indexAfter(series.floats, start - before, firstFloat);
    endFloat = indexAfter(series.floats, end + after, endFloat);
    firstHistogram = indexAfter(series.histograms, start - before, firstHistogram);
    endHistogram = indexAfter(series.histograms, end + after, endHistogram);
    if (firstFloat === endFloat && firstHistogram === endHistogram) continue;
    const value = apply({
      series,
      name: metric,
      firstFloat,
      endFloat,
      firstHistogram,
      endHistogram,
      start,
      end,
      seconds,
      time: timeAt(grid, at),
      extension,
      scalars: scalars.length === 0 ? noScalars : scalars.map((values) => values[at]!),
      note,
      noteFirst,
    });
    if (value !== undefined) setCell(column, at, value);
  }
  if (name === "rate" || name === "increase") notePossibleNonCounter(evaluation, column, seriesCall);
  return column;
}

function notePossibleNonCounter(evaluation: Evaluation, { kinds }: Column, { call, series }: SeriesCall): void {
  const name = metricName(series.labels);
  if (name === "" || !kinds.includes(1)) return;
  const range = placeOf(call.args[0]!);
  if (evaluation.options.typeAndUnitLabels) {
    const type = labelValue(series.labels, "__type__");
    if (type !== "counter" && type !== "histogram") {
      annotate(evaluation, annotationTexts.possibleNonCounterType(name, type), range);
    }
  } else if (!/_(?:total|sum|count|bucket)$/.test(name)) {
    annotate(evaluation, annotationTexts.possibleNonCounter(name), range);
  }
}

/** A range vector as the result of an instant query. */
export function matrixOf(evaluation: Evaluation, argument: MatrixSelector | Subquery): readonly RangeSeries[] {
  const vector = rangeVectorOf(evaluation, argument, false);
  const end = vector.references.timeAt(0);
  const start = end - vector.lengthMs;
  return vector.series.flatMap((series) => {
    const window = { vector, series, start, end, lookbackMs: evaluation.options.lookbackMs };
    const cut = vector.extension === "none" ? plainCut(series, start, end) : extendedCut(window);
    return cut.floats.count + cut.histograms.count === 0 ? [] : [cut];
  });
}

function plainCut(series: RangeSeries, start: number, end: number): RangeSeries {
  const [from, to] = [indexAfter(series.floats, start), indexAfter(series.floats, end)];
  const [fromHistogram, toHistogram] = [indexAfter(series.histograms, start), indexAfter(series.histograms, end)];
  const { floats, histograms } = series;
  return {
    ...series,
    floats: {
      count: to - from,
      timestamps: floats.timestamps.slice(from, to),
      values: floats.values.slice(from, to),
      startTimestamps: [],
    },
    histograms: {
      count: toHistogram - fromHistogram,
      timestamps: histograms.timestamps.slice(fromHistogram, toHistogram),
      values: histograms.values.slice(fromHistogram, toHistogram),
      startTimestamps: [],
    },
  };
}

interface ExtendedCut {
  readonly vector: RangeVector;
  readonly series: RangeSeries;
  readonly start: number;
  readonly end: number;
  readonly lookbackMs: number;
}

/** With a sample at each end of the range, taken over from outside or interpolated. */
function extendedCut({ vector, series, start, end, lookbackMs }: ExtendedCut): RangeSeries {
  const isSmoothed = vector.extension === "smoothed";
  const around = plainCut(series, start - lookbackMs, isSmoothed ? end + lookbackMs : end);
  if (around.histograms.count > 0) failQuery(`${vector.extension} modifier is not supported with histograms`);
  const points = extendedPoints(around, { start, end, isSmoothed });
  const floats = {
    count: points.length,
    timestamps: points.map(([time]) => time),
    values: points.map(([, value]) => value),
    startTimestamps: [],
  };
  return { ...series, floats };
}

type Point = readonly [time: number, value: number];

function extendedPoints(
  { floats }: RangeSeries,
  { start, end, isSmoothed }: { readonly start: number; readonly end: number; readonly isSmoothed: boolean },
): readonly Point[] {
  const points = Array.from({ length: floats.count }, (_, at): Point => [floats.timestamps[at]!, floats.values[at]!]);
  if (points.length === 0) return [];
  const first = Math.max(0, points.slice(0, -1).filter(([time]) => time <= start).length - 1);
  const last = isSmoothed ? points.slice(0, -1).filter(([time]) => time < end).length : points.length - 1;
  if (points[last]![0] <= start) return [];
  const between = (left: Point, right: Point, time: number): number =>
    left[1] + ((right[1] - left[1]) * (time - left[0])) / (right[0] - left[0]);
  const isBefore = points[first]![0] < start;
  const left = isSmoothed && isBefore ? between(points[first]!, points[first + 1]!, start) : points[first]![1];
  const isAfter = last > 0 && points[last]![0] > end;
  const right = isSmoothed && isAfter ? between(points[last - 1]!, points[last]!, end) : points[last]![1];
  const inside = points.slice(first, last + 1).filter(([time]) => time > start && time < end);
  return [[start, left], ...inside, [end, right]];
}
