import { equalityMatcher } from "../prometheus/promql/matcher.ts";
import type { Expression, VectorSelector } from "../prometheus/promql/syntax/ast.ts";

/**
 * An expression whose selectors all ask for one value of a label, instead of what they said of it.
 *
 * Source: prom-label-proxy v0.12.0 injectproxy/enforce.go
 */
export function withMatcher(expression: Expression, label: string, value: string): Expression {
  const within = (inner: Expression): Expression => withMatcher(inner, label, value);
  const inSelector = (selector: VectorSelector): VectorSelector => ({
    ...selector,
    matchers: [...selector.matchers.filter(({ name }) => name !== label), equalityMatcher(label, value)],
  });
  switch (expression.kind) {
    case "number":
    case "string":
      return expression;
    case "vector-selector":
      return inSelector(expression);
    case "matrix-selector":
      return { ...expression, selector: inSelector(expression.selector) };
    case "call":
      return { ...expression, args: expression.args.map(within) };
    case "binary":
      return { ...expression, left: within(expression.left), right: within(expression.right) };
    case "aggregation": {
      const parameter = expression.parameter && within(expression.parameter);
      return { ...expression, expression: within(expression.expression), parameter };
    }
    case "subquery":
    case "unary":
    case "parenthesised":
      return { ...expression, expression: within(expression.expression) };
  }
}
