import { type Annotations, createAnnotations } from "./annotations.ts";
import { type Column, cellAt, cellKinds, finishedColumns, sameLabels } from "./evaluation/column.ts";
import { checkDurations } from "./evaluation/duration-value.ts";
import { createEvaluation } from "./evaluation/evaluate.ts";
import { type EngineOptions, failQuery, QueryFailure, type SampleValue, type Value } from "./evaluation/evaluation.ts";
import { type Grid, gridOf, instantGrid, timeAt } from "./evaluation/grid.ts";
import { bucketlessSelectors } from "./evaluation/histogram-stats.ts";
import type { RangeSeries } from "./evaluation/range-series.ts";
import type { Histogram } from "./histogram/histogram.ts";
import { compareLabels, type Labels, withoutMetadata } from "./labels.ts";
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

/** A series of a result over time. */
export interface ResultSeries {
  readonly labels: Labels;
  readonly floats: readonly ResultPoint<number>[];
  readonly histograms: readonly ResultPoint<Histogram>[];
}

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
export function createEngine(setup: EngineSetup): Engine {
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
  { options, select, compileRegex }: EngineSetup,
  expression: Expression,
  { grid, finish }: { readonly grid: Grid; readonly finish: (value: Value) => QueryValue },
): QueryResult {
  const annotations = createAnnotations();
  try {
    const bucketless = bucketlessSelectors(expression);
    const scope = { query: grid, options, select, compileRegex, bucketless, annotations };
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
      floats: points(floats),
      histograms: points(histograms),
    }),
  );
  const keys = new Set(series.map(({ labels }) => labels.key));
  if (keys.size < series.length) failQuery(sameLabels);
  return series.sort((a, b) => compareLabels(a.labels, b.labels));
}

const points = <Item>({
  count,
  timestamps,
  values,
}: {
  readonly count: number;
  readonly timestamps: ArrayLike<number>;
  readonly values: ArrayLike<Item>;
}): readonly ResultPoint<Item>[] =>
  Array.from({ length: count }, (_, at) => ({ time: timestamps[at]!, value: values[at]! }));

function rangeResult(value: Value, grid: Grid): QueryValue {
  if (value.kind === "scalar") {
    const floats = Array.from(value.values, (number, at) => ({ time: timeAt(grid, at), value: number }));
    const series = { labels: { pairs: [], key: "" }, floats, histograms: [] };
    return { kind: "matrix", series: floats.length === 0 ? [] : [series] };
  }
  const columns = value.kind === "vector" ? finishedColumns(value.columns) : [];
  const series = columns.map((column) => seriesOf(column, grid));
  return { kind: "matrix", series: series.sort((a, b) => compareLabels(a.labels, b.labels)) };
}

function seriesOf({ labels, kinds, values, histograms }: Column, grid: Grid): ResultSeries {
  const floats: ResultPoint<number>[] = [];
  const held: ResultPoint<Histogram>[] = [];
  for (let at = 0; at < kinds.length; at++) {
    const time = timeAt(grid, at);
    const histogram = histograms[at];
    if (kinds[at] === cellKinds.float) floats.push({ time, value: values[at]! });
    else if (kinds[at] === cellKinds.histogram && histogram !== undefined) held.push({ time, value: histogram });
  }
  return { labels, floats, histograms: held };
}
