import type { AnnotationAt } from "../annotation-texts.ts";
import type { Annotations } from "../annotations.ts";
import type { DerivedLabels } from "../derived-labels.ts";
import type { Histogram } from "../histogram/histogram.ts";
import type { Labels } from "../labels.ts";
import type { CompileRegex } from "../matcher.ts";
import type { Select } from "../series.ts";
import type { Expression, VectorSelector } from "../syntax/ast.ts";
import type { PositionRange } from "../syntax/position.ts";
import type { Column } from "./column.ts";
import type { Grid } from "./grid.ts";
import type { RangeSeries } from "./range-series.ts";

/** How an engine evaluates. */
export interface EngineOptions {
  /** How far back an instant selector looks for a sample. Prometheus: 5 minutes. */
  readonly lookbackMs: number;
  /** The step of a subquery without one. Prometheus: the global evaluation interval. */
  readonly subqueryStepMs: number;
  /** `--enable-feature=promql-delayed-name-removal`. */
  readonly delayedNameRemoval: boolean;
  /** `--enable-feature=type-and-unit-labels`. */
  readonly typeAndUnitLabels: boolean;
  /** `--enable-feature=use-start-timestamps`. */
  readonly startTimestamps: boolean;
}

/** What an expression gives on a grid. */
export type Value =
  | { readonly kind: "scalar"; readonly values: Float64Array }
  | { readonly kind: "vector"; readonly columns: readonly Column[] }
  | { readonly kind: "matrix"; readonly series: readonly RangeSeries[] }
  | { readonly kind: "string"; readonly text: string };

/** Everything that an expression's evaluation depends on. */
export interface Evaluation {
  readonly grid: Grid;
  /** The grid of the query itself, which `@ start()` and `step()` speak of. */
  readonly query: Grid;
  readonly options: EngineOptions;
  readonly select: Select;
  readonly compileRegex: CompileRegex;
  /** The selectors whose histograms are read without their buckets. */
  readonly bucketless: ReadonlySet<VectorSelector>;
  readonly annotations: Annotations;
  readonly derived: DerivedLabels;
  /** Evaluates a part of the expression on this grid, or on another. */
  evaluate(expression: Expression, grid?: Grid): Value;
}

/** A sample's value. */
export type SampleValue = number | Histogram;

/** Ends a query; the message is for its user. Caught where the query began. */
export class QueryFailure extends Error {
  override readonly name = "QueryFailure";
}

/** Ends the query. */
export function failQuery(message: string): never {
  throw new QueryFailure(message);
}

/** The columns of an expression that the type check has found to be an instant vector. */
export function vectorOf(evaluation: Evaluation, expression: Expression): readonly Column[] {
  const value = evaluation.evaluate(expression);
  return value.kind === "vector" ? value.columns : failQuery("an instant vector was expected");
}

/** The values of an expression that the type check has found to be a scalar. */
export function scalarOf(evaluation: Evaluation, expression: Expression): Float64Array {
  const value = evaluation.evaluate(expression);
  return value.kind === "scalar" ? value.values : failQuery("a scalar was expected");
}

/** The text of a string argument. */
export const stringOf = (expression: Expression | undefined): string => {
  if (expression?.kind === "parenthesised") return stringOf(expression.expression);
  return expression?.kind === "string" ? expression.text : "";
};

/** Adds an annotation about a place of the query. */
export const annotate = ({ annotations }: Evaluation, text: AnnotationAt, range: PositionRange): void =>
  annotations.add(text(range));

/** Labels of something that no longer is the metric: without its name, at once or when the query is done. */
export const renamed = ({ options, derived }: Evaluation, labels: Labels): Labels =>
  options.delayedNameRemoval ? labels : derived.withoutMetadata(labels);
