import type { Expression } from "../promql/syntax/ast.ts";
import { printAggregator, printExpression, printOperator, printSubquerySuffix } from "../promql/syntax/print.ts";
import { utf8Length } from "./utf8.ts";

/** An expression that is longer, in bytes, is broken into lines. */
const lineMax = 100;

/** An expression over as many lines as it takes. Source: prometheus v0.315.0 promql/parser/prettier.go */
export const formatExpression = (expression: Expression): string => format(expression, 0);

function format(expression: Expression, level: number): string {
  const text = printExpression(expression);
  const indent = "  ".repeat(level);
  const isShort = utf8Length(text) <= lineMax;
  switch (expression.kind) {
    case "number":
    case "string":
    case "vector-selector":
    case "matrix-selector":
      return indent + text;
    case "unary":
      return indent + expression.operator + format(expression.expression, level).trim();
    case "subquery":
      // Upstream leaves out the indentation of a short one.
      if (isShort) return text;
      return format(expression.expression, level) + printSubquerySuffix(expression);
    case "parenthesised":
      return isShort ? indent + text : `${indent}(\n${format(expression.expression, level + 1)}\n${indent})`;
    case "call": {
      if (isShort) return indent + text;
      const args = expression.args.map((arg) => format(arg, level + 1)).join(",\n");
      return `${indent}${expression.signature.name}(\n${args}\n${indent})`;
    }
    case "aggregation": {
      if (isShort) return indent + text;
      const { parameter } = expression;
      const first = parameter === undefined ? "" : `${format(parameter, level + 1)},\n`;
      const inner = format(expression.expression, level + 1);
      return `${indent}${printAggregator(expression)}(\n${first}${inner}\n${indent})`;
    }
    case "binary": {
      if (isShort) return indent + text;
      const [left, right] = [format(expression.left, level + 1), format(expression.right, level + 1)];
      return `${left}\n${indent}${printOperator(expression)}\n${right}`;
    }
  }
}
