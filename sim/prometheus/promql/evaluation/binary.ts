import type { BinaryExpression } from "../syntax/ast.ts";
import { typeOf } from "../syntax/ast.ts";
import { isComparison, isSetOperator } from "../syntax/token.ts";
import { type Column, cellAt, createCollector } from "./column.ts";
import { annotate, type Evaluation, renamed, type SampleValue, scalarOf, type Value, vectorOf } from "./evaluation.ts";
import { evaluateMatching } from "./matching.ts";
import { applyToElements, applyToScalars, changesMeaning } from "./operators.ts";
import { evaluateSetOperator } from "./set-operators.ts";

/** A binary operator at every instant. */
export function evaluateBinary(evaluation: Evaluation, expression: BinaryExpression): Value {
  const { left, right, operator, matching } = expression;
  const [leftType, rightType] = [typeOf(left), typeOf(right)];
  if (leftType === "scalar" && rightType === "scalar") {
    const [a, b] = [scalarOf(evaluation, left), scalarOf(evaluation, right)];
    return { kind: "scalar", values: a.map((value, at) => applyToScalars(operator, value, b[at]!)) };
  }
  if (leftType === "scalar") {
    const scalars = scalarOf(evaluation, left);
    const vector = vectorOf(evaluation, right);
    return { kind: "vector", columns: withScalars(evaluation, expression, { vector, scalars, isSwapped: true }) };
  }
  const vector = vectorOf(evaluation, left);
  if (rightType === "scalar") {
    const scalars = scalarOf(evaluation, right);
    return { kind: "vector", columns: withScalars(evaluation, expression, { vector, scalars, isSwapped: false }) };
  }
  const sides = { left: vector, right: vectorOf(evaluation, right) };
  if (matching === undefined) return { kind: "vector", columns: [] };
  const evaluateSides = isSetOperator(operator) ? evaluateSetOperator : evaluateMatching;
  return { kind: "vector", columns: evaluateSides(evaluation, { ...expression, matching }, sides) };
}

interface VectorAndScalars {
  readonly vector: readonly Column[];
  readonly scalars: Float64Array;
  /** The scalar is the left operand. */
  readonly isSwapped: boolean;
}

function withScalars(
  evaluation: Evaluation,
  expression: BinaryExpression,
  { vector, scalars, isSwapped }: VectorAndScalars,
): readonly Column[] {
  const { operator, returnsBool } = expression;
  const dropsName = changesMeaning(operator) || returnsBool;
  const collector = createCollector(evaluation);
  for (const column of vector) {
    const labels = dropsName ? renamed(evaluation, column.labels) : column.labels;
    const target = collector.column(labels, dropsName || column.dropsName);
    for (let at = 0; at < column.kinds.length; at++) {
      const element = cellAt(column, at);
      if (element === undefined) continue;
      const value = resultOf(evaluation, expression, { element, scalar: scalars[at]!, isSwapped });
      if (value !== undefined) collector.set(target, at, value);
    }
  }
  return collector.columns();
}

function resultOf(
  evaluation: Evaluation,
  { operator, returnsBool, range }: BinaryExpression,
  {
    element,
    scalar,
    isSwapped,
  }: { readonly element: SampleValue; readonly scalar: number; readonly isSwapped: boolean },
): SampleValue | undefined {
  const [left, right] = isSwapped ? [scalar, element] : [element, scalar];
  const result = applyToElements(operator, left, right);
  if (result.kind === "none") annotate(evaluation, result.note, range);
  if (result.kind !== "value") return undefined;
  if (returnsBool) return result.keep ? 1 : 0;
  if (!result.keep) return undefined;
  // A comparison gives the element, whichever side it stands on.
  return isComparison(operator) ? element : result.value;
}
