import { multiplied } from "../histogram/histogram.ts";
import type { Aggregation, Call, Expression } from "../syntax/ast.ts";
import { evaluateAggregation } from "./aggregate.ts";
import { evaluateBinary } from "./binary.ts";
import { type Column, cellKinds, joinedColumns, repeated } from "./column.ts";
import { type Evaluation, failQuery, renamed, type Value } from "./evaluation.ts";
import { evaluateFunction } from "./functions/instant-functions.ts";
import { type Grid, instantGrid } from "./grid.ts";
import { evaluateInfo } from "./info.ts";
import { isInvariant, isWorthOnce } from "./invariance.ts";
import { matrixOf } from "./matrix.ts";
import { evaluateRangeCall, rangeArgumentOf } from "./range-call.ts";
import { evaluateSelector } from "./selector.ts";
import { evaluateSmoothed } from "./smoothed-selector.ts";

/** What is the same for every part of a query. */
export type QueryScope = Omit<Evaluation, "grid" | "evaluate">;

/** The evaluation of a query's parts on a grid. */
export function createEvaluation(scope: QueryScope, grid: Grid): Evaluation {
  const evaluation: Evaluation = {
    ...scope,
    grid,
    evaluate: (expression, other) =>
      evaluateOnce(other === undefined ? evaluation : createEvaluation(scope, other), expression),
  };
  return evaluation;
}

/** What does not change from instant to instant is evaluated at the first alone. */
function evaluateOnce(evaluation: Evaluation, expression: Expression): Value {
  const { grid, query } = evaluation;
  if (grid.count < 2 || !isWorthOnce(expression) || !isInvariant(expression, query)) {
    return evaluateNode(evaluation, expression);
  }
  const value = evaluation.evaluate(expression, instantGrid(grid.start));
  if (value.kind === "scalar") return { ...value, values: new Float64Array(grid.count).fill(value.values[0]!) };
  if (value.kind !== "vector") return value;
  return { ...value, columns: value.columns.map((column) => repeated(column, grid.count)) };
}

function evaluateNode(evaluation: Evaluation, expression: Expression): Value {
  const vector = (columns: readonly Column[]): Value => ({ kind: "vector", columns });
  switch (expression.kind) {
    case "number":
      return { kind: "scalar", values: new Float64Array(evaluation.grid.count).fill(expression.value) };
    case "string":
      return { kind: "string", text: expression.text };
    case "vector-selector":
      if (expression.extension === "smoothed") return vector(evaluateSmoothed(evaluation, expression));
      return vector(evaluateSelector(evaluation, expression));
    case "matrix-selector":
    case "subquery":
      return { kind: "matrix", series: matrixOf(evaluation, expression) };
    case "parenthesised":
      return evaluation.evaluate(expression.expression);
    case "unary":
      return evaluateUnary(evaluation, expression);
    case "binary":
      return evaluateBinary(evaluation, expression);
    case "aggregation":
      return vector(evaluateAggregation(evaluation, withoutParentheses(expression)));
    case "call":
      return evaluateCall(evaluation, expression);
  }
}

/** An argument without parentheses around it, which matter to nothing but the parser. */
const bare = (expression: Expression): Expression =>
  expression.kind === "parenthesised" ? bare(expression.expression) : expression;

const withoutParentheses = (aggregation: Aggregation): Aggregation => ({
  ...aggregation,
  expression: bare(aggregation.expression),
  parameter: aggregation.parameter && bare(aggregation.parameter),
});

function evaluateCall(evaluation: Evaluation, given: Call): Value {
  const call = { ...given, args: given.args.map(bare) };
  const { name } = call.signature;
  const argument = rangeArgumentOf(call);
  if (argument !== undefined) return { kind: "vector", columns: evaluateRangeCall(evaluation, call, argument) };
  if (name === "info") return { kind: "vector", columns: evaluateInfo(evaluation, call) };
  return evaluateFunction(evaluation, call) ?? failQuery(`function ${name} is not implemented`);
}

function evaluateUnary(
  evaluation: Evaluation,
  { operator, expression }: Expression & { readonly kind: "unary" },
): Value {
  const value = evaluation.evaluate(expression);
  if (operator === "+" || value.kind === "string" || value.kind === "matrix") return value;
  if (value.kind === "scalar") return { ...value, values: value.values.map((number) => -number) };
  const negated = value.columns.map(
    (column): Column => ({
      ...column,
      labels: renamed(evaluation, column.labels),
      dropsName: true,
      values: column.values.map((number, at) => (column.kinds[at] === cellKinds.float ? -number : number)),
      histograms: column.histograms.map((histogram) => histogram && multiplied(histogram, -1)),
    }),
  );
  return { kind: "vector", columns: evaluation.options.delayedNameRemoval ? negated : joinedColumns(negated) };
}
