import { type Expression, typeOf } from "../syntax/ast.ts";
import type { Grid } from "./grid.ts";
import { referenceOfInfo } from "./info-reference.ts";

/** Functions whose result depends on the instant even if their arguments do not. */
export const timeDependentFunctions: ReadonlySet<string> = new Set([
  ...["days_in_month", "day_of_month", "day_of_week", "day_of_year", "hour", "minute", "month", "year"],
  ...["predict_linear", "time", "timestamp"],
]);

const contextFunctions: ReadonlySet<string> = new Set(["start", "end", "range", "step"]);

/**
 * True for an expression that gives the same at every instant, so that one evaluation is enough.
 *
 * Source: prometheus v0.315.0 promql/engine.go (preprocessExprHelper)
 */
export function isInvariant(expression: Expression, query: Grid): boolean {
  switch (expression.kind) {
    case "number":
    case "string":
      return true;
    case "vector-selector":
      return expression.at !== undefined;
    case "matrix-selector":
      return expression.selector.at !== undefined;
    case "subquery":
      return expression.at !== undefined;
    case "parenthesised":
    case "unary":
    case "aggregation":
      return isInvariant(expression.expression, query);
    case "binary":
      return isInvariant(expression.left, query) && isInvariant(expression.right, query);
    case "call": {
      const { signature, args } = expression;
      if (contextFunctions.has(signature.name)) return true;
      if (signature.name === "info") {
        return isInvariant(args[0]!, query) && referenceOfInfo(args[0]!, query).isUniform;
      }
      const areInvariant = args.every((arg) => isInvariant(arg, query));
      if (signature.name === "timestamp") return areInvariant && args[0]?.kind === "vector-selector";
      return areInvariant && !timeDependentFunctions.has(signature.name);
    }
  }
}

/** True for what is worth an evaluation of its own: range vectors and strings never are. */
export const isWorthOnce = (expression: Expression): boolean =>
  expression.kind !== "number" && typeOf(expression) !== "matrix" && typeOf(expression) !== "string";
