import type { Aggregation } from "../syntax/ast.ts";
import { aggregateCells } from "./aggregate-cells.ts";
import { groupsOf } from "./aggregation-groups.ts";
import type { Column } from "./column.ts";
import { countValues } from "./count-values.ts";
import { type Evaluation, scalarOf, vectorOf } from "./evaluation.ts";
import { pickElements } from "./pick-elements.ts";

/** `sum by (label) (vector)` and its like. */
export function evaluateAggregation(evaluation: Evaluation, aggregation: Aggregation): readonly Column[] {
  const { operator, parameter, expression } = aggregation;
  if (operator === "count_values") return countValues(evaluation, aggregation, vectorOf(evaluation, expression));
  const parameters = parameter === undefined ? undefined : scalarOf(evaluation, parameter);
  const groups = groupsOf(evaluation, vectorOf(evaluation, expression), aggregation);
  switch (operator) {
    case "topk":
    case "bottomk":
    case "limitk":
    case "limit_ratio":
      return pickElements(evaluation, aggregation, { groups, parameters: parameters ?? new Float64Array() });
    default:
      return aggregateCells(evaluation, aggregation, { groups, parameters });
  }
}
