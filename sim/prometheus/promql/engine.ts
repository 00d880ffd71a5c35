import { type Annotations, createAnnotations } from "./annotations.ts";
import { createDerivedLabels, type DerivedLabels } from "./derived-labels.ts";
import { type Column, cellAt, cellKinds, finishedColumns, sameLabels } from "./evaluation/column.ts";
import { checkDurations } from "./evaluation/duration-value.ts";
import { createEvaluation } from "./evaluation/evaluate.ts";
import { type EngineOptions, failQuery, QueryFailure, type SampleValue, type Value } from "./evaluation/evaluation.ts";
import { type Grid, gridOf, instantGrid, timeAt } from "./evaluation/grid.ts";
import { bucketlessSelectors } from "./evaluation/histogram-stats.ts";
import type { RangeSeries } from "./evaluation/range-series.ts";
import type { Histogram } from "./histogram/histogram.ts";
import { compareLabels, type Labels, noLabels, withoutMetadata } from "./labels.ts";
import type { CompileRegex } from "./matcher.ts";
import type { Select } from "./series.ts";
import { type Expression, typeOf, type ValueType } from "./syntax/ast.ts";
import { parseQuery } from "./syntax/parse.ts";
import type { ParserOptions } from "./syntax/parsing.ts";
import { quote } from "./syntax/quote.ts";

/** An element of an instant vector. */
export interface ResultSample {
  readonly labels: Labels;
  readonly value: SampleValue;
}

/** A sample at an instant, in milliseconds since the epoch. */
export interface ResultPoint<Value> {
  readonly time: number;
  readonly value: Value;
}

/** Floats in rising order of time, in milliseconds since the epoch. */
export interface ResultFloats {
  readonly times: Float64Array;
  /** One for each time. */
  readonly values: Float64Array;
}

/** A series of a result over time. */
export interface ResultSeries {
  readonly labels: Labels;
  readonly floats: ResultFloats;
  readonly histograms: readonly ResultPoint<Histogram>[];
}

/** The points of a series: its floats, then its histograms. */
export const pointsOf = ({
  floats: { times, values },
  histograms,
}: ResultSeries): readonly ResultPoint<SampleValue>[] => [
  ...Array.from(times, (time, at) => ({ time, value: values[at]! })),
  ...histograms,
];

/** What a query gives. */
export type QueryValue =
  | { readonly kind: "scalar"; readonly value: number; readonly time: number }
  | { readonly kind: "string"; readonly text: string; readonly time: number }
  | { readonly kind: "vector"; readonly samples: readonly ResultSample[]; readonly time: number }
  | { readonly kind: "matrix"; readonly series: readonly ResultSeries[] };

/** A query's answer, or why it has none, in Prometheus's words. */
export type QueryResult =
  | { readonly kind: "result"; readonly value: QueryValue; readonly annotations: Annotations }
  | {
      readonly kind: "error";
      /** A query that is none, or one whose evaluation failed. */
      readonly stage: "parse" | "execution";
      readonly message: string;
    };

/** What an engine works with. */
export interface EngineSetup {
  readonly parser: ParserOptions;
  readonly options: EngineOptions;
  readonly select: Select;
  readonly compileRegex: CompileRegex;
  /** What other engines over the same storage remember; without it, an engine remembers by itself. */
  readonly derived?: DerivedLabels;
}

/** The range of a query in milliseconds since the epoch. */
export interface QueryRange {
  readonly start: number;
  readonly end: number;
  /** Above 0. */
  readonly step: number;
}

/** Answers PromQL queries. */
export interface Engine {
  instant(query: string, time: number): QueryResult;
  range(query: string, range: QueryRange): QueryResult;
}

const documented: Readonly<Record<ValueType, string>> = {
  scalar: "scalar",
  string: "string",
  vector: "instant vector",
  matrix: "range vector",
};

/** An engine over a storage. */
export function createEngine(given: EngineSetup): Engine {
  const setup = { ...given, derived: given.derived ?? createDerivedLabels() };
  return {
    instant: (query, time) => {
      const parsed = parseQuery(query, { options: setup.parser, compileRegex: setup.compileRegex });
      if (parsed.kind === "error") return { ...parsed, stage: "parse" };
      const grid = instantGrid(time);
      return run(setup, parsed.expression, { grid, finish: (value) => instantResult(value, setup.options, time) });
    },
    range: (query, { start, end, step }) => {
      const parsed = parseQuery(query, { options: setup.parser, compileRegex: setup.compileRegex });
      if (parsed.kind === "error") return { ...parsed, stage: "parse" };
      const type = typeOf(parsed.expression);
      if (type !== "vector" && type !== "scalar") {
        const allowed = "must be Scalar or instant Vector";
        return {
          kind: "error",
          stage: "parse",
          message: `invalid expression type ${quote(documented[type])} for range query, ${allowed}`,
        };
      }
      const grid = gridOf(start, end, step);
      return run(setup, parsed.expression, { grid, finish: (value) => rangeResult(value, grid) });
    },
  };
}

function run(
  { options, select, compileRegex, derived }: Required<EngineSetup>,
  expression: Expression,
  { grid, finish }: { readonly grid: Grid; readonly finish: (value: Value) => QueryValue },
): QueryResult {
  const annotations = createAnnotations();
  try {
    const bucketless = bucketlessSelectors(expression);
    const scope = { query: grid, options, select, compileRegex, bucketless, annotations, derived };
    checkDurations(expression, grid);
    const evaluation = createEvaluation(scope, grid);
    return { kind: "result", value: finish(evaluation.evaluate(expression)), annotations };
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error;
    return { kind: "error", stage: "execution", message: error.message };
  }
}

function instantResult(value: Value, { delayedNameRemoval }: EngineOptions, time: number): QueryValue {
  switch (value.kind) {
    case "scalar":
      return { kind: "scalar", value: value.values[0]!, time };
    case "string":
      return { kind: "string", text: value.text, time };
    case "matrix":
      return { kind: "matrix", series: finishedSeries(value.series, delayedNameRemoval) };
    case "vector": {
      const columns = finishedColumns(value.columns);
      const samples = columns.flatMap((column) => {
        const cell = cellAt(column, 0);
        return cell === undefined ? [] : [{ labels: column.labels, value: cell }];
      });
      return { kind: "vector", samples, time };
    }
  }
}

function finishedSeries(given: readonly RangeSeries[], removesNames: boolean): readonly ResultSeries[] {
  const series = given.map(
    ({ labels, dropsName, floats, histograms }): ResultSeries => ({
      labels: dropsName && removesNames ? withoutMetadata(labels) : labels,
      floats: {
        times: floats.timestamps.subarray(0, floats.count),
        values: floats.values.subarray(0, floats.count),
      },
      histograms: Array.from({ length: histograms.count }, (_, at) => ({
        time: histograms.timestamps[at]!,
        value: histograms.values[at]!,
      })),
    }),
  );
  const keys = new Set(series.map(({ labels }) => labels.key));
  if (keys.size < series.length) failQuery(sameLabels);
  return series.sort((a, b) => compareLabels(a.labels, b.labels));
}

function rangeResult(value: Value, grid: Grid): QueryValue {
  const times = Float64Array.from({ length: grid.count }, (_, at) => timeAt(grid, at));
  if (value.kind === "scalar") {
    const series = { labels: noLabels, floats: { times, values: value.values }, histograms: [] };
    return { kind: "matrix", series: times.length === 0 ? [] : [series] };
  }
  const columns = value.kind === "vector" ? finishedColumns(value.columns) : [];
  const series = columns.map((column) => seriesOf(column, times));
  return { kind: "matrix", series: series.sort((a, b) => compareLabels(a.labels, b.labels)) };
}

function seriesOf({ labels, kinds, values, histograms }: Column, times: Float64Array): ResultSeries {
  const isFloat = (_: number, at: number): boolean => kinds[at] === cellKinds.float;
  const hasOthers = kinds.some((kind) => kind !== cellKinds.float);
  const floats = hasOthers ? { times: times.filter(isFloat), values: values.filter(isFloat) } : { times, values };
  const held = histograms.flatMap((value, at) =>
    value !== undefined && kinds[at] === cellKinds.histogram ? [{ time: times[at]!, value }] : [],
  );
  return { labels, floats, histograms: held };
}
