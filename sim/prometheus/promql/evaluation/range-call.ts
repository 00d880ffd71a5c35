import { annotationTexts } from "../annotation-texts.ts";
import { labelValue, metricName, noLabels } from "../labels.ts";
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
import { anchoredFunctions, smoothedFunctions, type WindowFunction, windowFunctionOf } from "./window-functions.ts";

/** A range vector before it is cut into windows. */
export interface RangeVector {
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
  const apply = windowFunctionOf(name) ?? failQuery(`function ${name} is not implemented`);
  const scalars = call.args.flatMap((arg) => (withoutParentheses(arg) === argument ? [] : [scalarOf(evaluation, arg)]));
  requireExtension(vector.extension, name);
  const ends = Float64Array.from({ length: evaluation.grid.count }, (_, at) => vector.references.timeAt(at));
  const scalarsAt = scalars.map(() => 0);
  const window = movingWindow(evaluation, { call, argument, vector, scalars: scalarsAt });
  const columns: Column[] = [];
  for (const series of vector.series) {
    const column = columnOf(evaluation, { call, vector, series, apply, scalars, scalarsAt, ends, window });
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
  readonly vector: RangeVector;
  readonly series: RangeSeries;
  readonly apply: WindowFunction;
  readonly scalars: readonly Float64Array[];
  /** Those of the instant that the window shows. */
  readonly scalarsAt: number[];
  readonly window: MovingWindow;
  /** Where the range ends, for each instant of the grid. */
  readonly ends: Float64Array;
}

/** Upstream puts what a subquery gave in its place, which has lost where it stood. */
const placeOf = (expression: Expression): PositionRange =>
  expression.kind === "subquery" ? { start: 0, end: 0 } : expression.range;

/** Functions that give samples of the metric itself. */
const keepsName: ReadonlySet<string> = new Set(["first_over_time", "last_over_time"]);

/** The one window of a call: it moves from series to series, and from instant to instant. */
type MovingWindow = { -readonly [Part in keyof Window]: Window[Part] };

function columnOf(evaluation: Evaluation, seriesCall: SeriesCall): Column {
  const { call, vector, series, apply, scalars, scalarsAt, ends, window } = seriesCall;
  const { grid, options } = evaluation;
  const { name } = call.signature;
  const dropsName = series.dropsName || !keepsName.has(name);
  const labels = dropsName ? renamed(evaluation, series.labels) : series.labels;
  const column = emptyColumn(labels, dropsName, grid.count);
  const before = vector.extension === "none" ? 0 : options.lookbackMs;
  const after = vector.extension === "smoothed" ? options.lookbackMs : 0;
  const { floats, histograms } = series;
  placeBefore(window, series);
  for (let at = 0; at < grid.count; at++) {
    const end = ends[at]!;
    const start = end - vector.lengthMs;
    window.firstFloat = indexAfter(floats, start - before, window.firstFloat);
    window.endFloat = indexAfter(floats, end + after, window.endFloat);
    if (histograms.count > 0) {
      window.firstHistogram = indexAfter(histograms, start - before, window.firstHistogram);
      window.endHistogram = indexAfter(histograms, end + after, window.endHistogram);
    }
    if (window.firstFloat === window.endFloat && window.firstHistogram === window.endHistogram) continue;
    window.start = start;
    window.end = end;
    window.time = timeAt(grid, at);
    for (let scalar = 0; scalar < scalarsAt.length; scalar++) scalarsAt[scalar] = scalars[scalar]![at]!;
    const value = apply(window);
    if (value !== undefined) setCell(column, at, value);
  }
  if (name === "rate" || name === "increase") notePossibleNonCounter(evaluation, column, seriesCall);
  return column;
}

const noSeries: RangeSeries = rangeSeriesOf(
  { labels: noLabels, count: 0, timestamps: new Float64Array(), values: new Float64Array() },
  false,
);

/** On no series yet. */
const movingWindow = (
  evaluation: Evaluation,
  {
    call,
    argument,
    vector,
    scalars,
  }: Pick<SeriesCall, "call" | "vector"> & {
    readonly argument: MatrixSelector | Subquery;
    readonly scalars: readonly number[];
  },
): MovingWindow => ({
  ...{ series: noSeries, name: "", extension: vector.extension, seconds: vector.lengthMs / 1000, scalars },
  ...{ firstFloat: 0, endFloat: 0, firstHistogram: 0, endHistogram: 0, start: 0, end: 0, time: 0 },
  note: (text) => annotate(evaluation, text, placeOf(argument)),
  noteFirst: (text) => annotate(evaluation, text, placeOf(call.args[0]!)),
});

/** Before the first sample of a series. */
function placeBefore(window: MovingWindow, series: RangeSeries): void {
  window.series = series;
  window.name = metricName(series.labels);
  window.firstFloat = 0;
  window.endFloat = 0;
  window.firstHistogram = 0;
  window.endHistogram = 0;
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
