import { formatGoPlain } from "../promql/go-number.ts";
import type { Matcher } from "../promql/matcher.ts";
import type {
  BinaryExpression,
  DurationExpression,
  DurationSpec,
  Expression,
  Modifiers,
  VectorMatching,
  VectorSelector,
} from "../promql/syntax/ast.ts";
import type { Encodable } from "./json.ts";

const sorted = (fields: Readonly<Record<string, Encodable>>): Encodable => new Map(Object.entries(fields));

/** The tree of an expression for the web page. Source: prometheus v0.315.0 web/api/v1/translate_ast.go */
export function expressionTree(expression: Expression): Encodable {
  switch (expression.kind) {
    case "number":
      return sorted({ type: "numberLiteral", val: formatGoPlain(expression.value) });
    case "string":
      return sorted({ type: "stringLiteral", val: expression.text });
    case "parenthesised":
      return sorted({ type: "parenExpr", expr: expressionTree(expression.expression) });
    case "unary": {
      const { operator } = expression;
      return sorted({ type: "unaryExpr", op: operator, expr: expressionTree(expression.expression) });
    }
    case "vector-selector":
      return sorted({ type: "vectorSelector", ...selectorFields(expression) });
    case "matrix-selector": {
      const range = spec("range", expression.duration);
      return sorted({ type: "matrixSelector", ...selectorFields(expression.selector), ...range });
    }
    case "subquery": {
      const { duration, step } = expression;
      const fields = { ...placeFields(expression), ...spec("range", duration), ...spec("step", step ?? 0) };
      return sorted({ type: "subquery", expr: expressionTree(expression.expression), ...fields });
    }
    case "call": {
      const { name, takes, variadic, returns } = expression.signature;
      const signature = sorted({ name, argTypes: takes, variadic, returnType: returns });
      return sorted({ type: "call", func: signature, args: expression.args.map(expressionTree) });
    }
    case "aggregation": {
      const { operator, parameter, grouping, isWithout } = expression;
      const param = parameter === undefined ? null : expressionTree(parameter);
      const inner = expressionTree(expression.expression);
      return sorted({ type: "aggregation", op: operator, expr: inner, param, grouping, without: isWithout });
    }
    case "binary":
      return binaryTree(expression);
  }
}

function binaryTree({ operator, left, right, returnsBool, matching }: BinaryExpression): Encodable {
  return sorted({
    ...{ type: "binaryExpr", op: operator, bool: returnsBool },
    ...{ lhs: expressionTree(left), rhs: expressionTree(right) },
    matching: matching === undefined ? null : matchingTree(matching),
  });
}

const matchingTree = ({ cardinality, labels, isOn, include, fillLeft, fillRight }: VectorMatching): Encodable =>
  sorted({
    ...{ card: cardinality, labels, on: isOn, include },
    fillValues: sorted({ lhs: fillLeft ?? null, rhs: fillRight ?? null }),
  });

type Fields = Readonly<Record<string, Encodable>>;

function selectorFields(selector: VectorSelector): Fields {
  const { name, matchers, extension } = selector;
  return {
    ...{ name, matchers: matchers.map(matcherTree), ...placeFields(selector) },
    ...{ anchored: extension === "anchored", smoothed: extension === "smoothed" },
  };
}

const matcherTree = ({ name, value, operator }: Matcher): Encodable => sorted({ name, value, type: operator });

const placeFields = ({ at, offset }: Modifiers): Fields => ({
  timestamp: typeof at === "number" ? at : null,
  startOrEnd: typeof at === "string" ? at : null,
  ...spec("offset", offset),
});

/** A duration is told as milliseconds, or as what gives them. */
const spec = (name: string, duration: DurationSpec): Fields =>
  typeof duration === "number"
    ? { [name]: duration, [`${name}Expr`]: null }
    : { [name]: 0, [`${name}Expr`]: durationTree(duration) };

function durationTree(expression: DurationExpression): Encodable {
  if (expression.kind === "number") {
    const { value, isDuration } = expression;
    return sorted({ type: "numberLiteral", val: formatGoPlain(value), duration: isDuration });
  }
  const { isWrapped } = expression;
  const node = (op: string, lhs: Encodable, rhs: Encodable): Encodable =>
    sorted({ type: "durationExpr", op, lhs, rhs, wrapped: isWrapped });
  switch (expression.kind) {
    case "step":
    case "range":
      return node(expression.kind, null, null);
    case "duration-unary":
      return node(expression.operator, null, durationTree(expression.operand));
    case "duration-binary":
      return node(expression.operator, durationTree(expression.left), durationTree(expression.right));
  }
}
