import { timeDependentFunctions } from "../../sim/prometheus/promql/evaluation/invariance.ts";
import type { Expression } from "../../sim/prometheus/promql/syntax/ast.ts";
import { printExpression } from "../../sim/prometheus/promql/syntax/print.ts";

/** A query and when it is asked. */
export interface AskedAt {
  readonly query: string;
  readonly time: number;
}

/**
 * The query with its selectors fixed by `@`, asked at other instants: the answer must be the same.
 *
 * None for a query whose answer depends on more than its selectors.
 */
export function atVariants(expression: Expression, time: number): readonly AskedAt[] {
  const seen = new Set<string>();
  const query = printExpression(pinned(expression, time, seen));
  if ([...seen].some((name) => timeDependentFunctions.has(name) || contextFunctions.has(name))) return [];
  const times = time === 0 ? [-1000, 0, 1000] : [-10 * time, 0, Math.trunc(time / 5), time, 10 * time];
  return times.map((other) => ({ query, time: other }));
}

const contextFunctions: ReadonlySet<string> = new Set(["end", "range", "start", "step"]);

/** Gives an `@` to what has none of its own; what stands in a subquery is pinned by the subquery's. */
function pinned(expression: Expression, time: number, functions: Set<string>): Expression {
  const pin = (inner: Expression): Expression => pinned(inner, time, functions);
  switch (expression.kind) {
    case "number":
    case "string":
      return expression;
    case "vector-selector":
    case "subquery":
      return typeof expression.at === "number" ? expression : { ...expression, at: time };
    case "matrix-selector": {
      const { selector } = expression;
      return typeof selector.at === "number" ? expression : { ...expression, selector: { ...selector, at: time } };
    }
    case "parenthesised":
    case "unary":
      return { ...expression, expression: pin(expression.expression) };
    case "aggregation": {
      const { parameter } = expression;
      return { ...expression, expression: pin(expression.expression), parameter: parameter && pin(parameter) };
    }
    case "binary":
      return { ...expression, left: pin(expression.left), right: pin(expression.right) };
    case "call":
      functions.add(expression.signature.name);
      return { ...expression, args: expression.args.map(pin) };
  }
}
