import { formatDuration } from "../durations.ts";
import { formatGoPlain } from "../go-number.ts";
import { isPlainLabelName, printMatcher } from "../matcher.ts";
import type {
  Aggregation,
  BinaryExpression,
  DurationExpression,
  DurationSpec,
  Expression,
  Modifiers,
  Subquery,
  VectorMatching,
  VectorSelector,
} from "./ast.ts";
import { quote } from "./quote.ts";

/**
 * An expression as Prometheus prints it: one line, normal spacing, matchers sorted.
 *
 * Source: prometheus v0.315.0 promql/parser/printer.go
 */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return printNumber(expression);
    case "string":
      return quote(expression.text);
    case "parenthesised":
      return `(${printExpression(expression.expression)})`;
    case "unary":
      return expression.operator + printExpression(expression.expression);
    case "vector-selector":
      return printName(expression) + printAt(expression) + printExtension(expression) + printOffset(expression);
    case "matrix-selector": {
      const { selector, duration } = expression;
      const modifiers = printExtension(selector) + printAt(selector) + printOffset(selector);
      return `${printName(selector)}[${printSpec(duration)}]${modifiers}`;
    }
    case "subquery":
      return printExpression(expression.expression) + printSubquerySuffix(expression);
    case "call":
      return `${expression.signature.name}(${expression.args.map(printExpression).join(", ")})`;
    case "aggregation": {
      const { parameter } = expression;
      const first = parameter === undefined ? "" : `${printExpression(parameter)}, `;
      return `${printAggregator(expression)}(${first}${printExpression(expression.expression)})`;
    }
    case "binary": {
      const { left, right } = expression;
      return `${printExpression(left)} ${printOperator(expression)} ${printExpression(right)}`;
    }
  }
}

/** What stands behind the inner expression: `[1h:1m] offset 5m`. */
export function printSubquerySuffix(subquery: Subquery): string {
  const { duration, step } = subquery;
  const brackets = `[${printSpec(duration)}:${step === undefined ? "" : printSpec(step)}]`;
  return brackets + printAt(subquery) + printOffset(subquery);
}

/** What stands before the parentheses: `sum by (job) `. */
export function printAggregator({ operator, grouping, isWithout }: Aggregation): string {
  const clause = isWithout ? " without " : grouping.length > 0 ? " by " : "";
  return clause === "" ? operator : `${operator}${clause}(${printLabels(grouping)}) `;
}

/** An operator with what says how its operands find each other: `+ on (job) group_left ()`. */
export const printOperator = ({ operator, returnsBool, matching }: BinaryExpression): string =>
  operator + (returnsBool ? " bool" : "") + (matching === undefined ? "" : printMatching(matching));

function printNumber({ value, isDuration }: { readonly value: number; readonly isDuration: boolean }): string {
  if (!isDuration) return formatGoPlain(value);
  const milliseconds = Math.trunc(Math.abs(value) * 1000);
  return (value < 0 ? "-" : "") + formatDuration(milliseconds);
}

function printName({ name, matchers }: VectorSelector): string {
  const isName = (operator: string, label: string, value: string): boolean =>
    label === "__name__" && operator === "=" && value === name && value !== "";
  const others = matchers.filter((matcher) => !isName(matcher.operator, matcher.name, matcher.value)).map(printMatcher);
  return others.length === 0 ? name : `${name}{${others.sort().join(",")}}`;
}

function printAt({ at }: Modifiers): string {
  if (at === undefined) return "";
  return typeof at === "number" ? ` @ ${(at / 1000).toFixed(3)}` : ` @ ${at}()`;
}

const printExtension = ({ extension }: Modifiers): string => (extension === "none" ? "" : ` ${extension}`);

function printOffset({ offset }: Modifiers): string {
  if (offset === 0) return "";
  if (typeof offset !== "number") return ` offset ${printDurationExpression(offset)}`;
  return ` offset ${offset < 0 ? "-" : ""}${formatDuration(Math.abs(offset))}`;
}

const printSpec = (duration: DurationSpec): string =>
  typeof duration === "number" ? formatDuration(duration) : printDurationExpression(duration);

function printDurationExpression(expression: DurationExpression): string {
  if (expression.kind === "number") return printNumber(expression);
  const text = printBareDuration(expression);
  return expression.isWrapped ? `(${text})` : text;
}

function printBareDuration(expression: Exclude<DurationExpression, { readonly kind: "number" }>): string {
  switch (expression.kind) {
    case "step":
    case "range":
      return `${expression.kind}()`;
    case "duration-unary":
      return (expression.operator === "-" ? "-" : "") + printDurationExpression(expression.operand);
    case "duration-binary": {
      const { operator } = expression;
      const [left, right] = [printDurationExpression(expression.left), printDurationExpression(expression.right)];
      return operator.endsWith("_of") ? `${operator}(${left}, ${right})` : `${left} ${operator} ${right}`;
    }
  }
}

const printLabels = (labels: readonly string[]): string =>
  labels.map((label) => (isPlainLabelName(label) ? label : quote(label))).join(", ");

function printMatching({ cardinality, labels, isOn, include, fillLeft, fillRight }: VectorMatching): string {
  const isGrouped = cardinality === "many-to-one" || cardinality === "one-to-many";
  let text = "";
  if (labels.length > 0 || isOn || isGrouped) text += ` ${isOn ? "on" : "ignoring"} (${printLabels(labels)})`;
  if (isGrouped) text += ` group_${cardinality === "many-to-one" ? "left" : "right"} (${printLabels(include)})`;
  if (fillLeft !== undefined && fillLeft === fillRight) return `${text} fill (${formatGoFill(fillLeft)})`;
  if (fillLeft !== undefined) text += ` fill_left (${formatGoFill(fillLeft)})`;
  if (fillRight !== undefined) text += ` fill_right (${formatGoFill(fillRight)})`;
  return text;
}

const formatGoFill = (value: number): string => formatGoPlain(value);
