import type { Matcher } from "../matcher.ts";
import type { FunctionSignature } from "./function-table.ts";
import type { PositionRange } from "./position.ts";

/** What an expression gives, in the words of error messages. */
export type ValueType = "scalar" | "string" | "vector" | "matrix";

/** A PromQL expression. */
export type Expression =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregation
  | BinaryExpression
  | UnaryExpression
  | Parenthesised;

/** `1.5`, `0x1f`, `Inf`, or a duration in seconds. */
export interface NumberLiteral {
  readonly kind: "number";
  readonly value: number;
  /** Written as a duration, and printed as one. */
  readonly isDuration: boolean;
  readonly range: PositionRange;
}

/** A string between quotes of any kind. */
export interface StringLiteral {
  readonly kind: "string";
  readonly text: string;
  readonly range: PositionRange;
}

/** The instant that `@` names: milliseconds since the epoch, or an end of the query's range. */
export type AtModifier = number | "start" | "end";

/** Whole milliseconds, or what gives them once the query's range and step are known. */
export type DurationSpec = number | DurationExpression;

/** What may follow a selector. */
export interface Modifiers {
  readonly at: AtModifier | undefined;
  /** 0 for none. */
  readonly offset: DurationSpec;
  readonly extension: "none" | "anchored" | "smoothed";
}

/** `name{label="value"}`. A name outside the braces is also the last of the matchers. */
export interface VectorSelector extends Modifiers {
  readonly kind: "vector-selector";
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly range: PositionRange;
}

/** `selector[duration]`. */
export interface MatrixSelector {
  readonly kind: "matrix-selector";
  readonly selector: VectorSelector;
  readonly duration: DurationSpec;
  readonly range: PositionRange;
}

/** `expression[duration:step]`; without a step, the engine's default. */
export interface Subquery extends Modifiers {
  readonly kind: "subquery";
  readonly expression: Expression;
  readonly duration: DurationSpec;
  readonly step: DurationSpec | undefined;
  readonly range: PositionRange;
}

/** A function and its arguments. */
export interface Call {
  readonly kind: "call";
  readonly signature: FunctionSignature;
  readonly args: readonly Expression[];
  readonly range: PositionRange;
}

/** `sum by (label) (expression)`. */
export interface Aggregation {
  readonly kind: "aggregation";
  readonly operator: string;
  readonly expression: Expression;
  readonly parameter: Expression | undefined;
  readonly grouping: readonly string[];
  readonly isWithout: boolean;
  readonly range: PositionRange;
}

/** How many elements of each side may match. */
export type Cardinality = "one-to-one" | "many-to-one" | "one-to-many" | "many-to-many";

/** How the elements of two vectors find each other. */
export interface VectorMatching {
  readonly cardinality: Cardinality;
  readonly labels: readonly string[];
  /** The labels are those to match on, else those to ignore. */
  readonly isOn: boolean;
  readonly include: readonly string[];
  readonly fillLeft: number | undefined;
  readonly fillRight: number | undefined;
}

/** Two operands; `matching` only between two vectors. */
export interface BinaryExpression {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly matching: VectorMatching | undefined;
  readonly returnsBool: boolean;
  readonly range: PositionRange;
}

/** `-expression` or `+expression`. */
export interface UnaryExpression {
  readonly kind: "unary";
  readonly operator: "+" | "-";
  readonly expression: Expression;
  readonly range: PositionRange;
}

/** `(expression)`. */
export interface Parenthesised {
  readonly kind: "parenthesised";
  readonly expression: Expression;
  readonly range: PositionRange;
}

/** Arithmetic between durations, in seconds. */
export type DurationExpression =
  | NumberLiteral
  | { readonly kind: "step" | "range"; readonly isWrapped: boolean; readonly range: PositionRange }
  | {
      readonly kind: "duration-unary";
      readonly operator: "+" | "-";
      readonly operand: DurationExpression;
      readonly isWrapped: boolean;
      readonly range: PositionRange;
    }
  | {
      readonly kind: "duration-binary";
      readonly operator: DurationOperator;
      readonly left: DurationExpression;
      readonly right: DurationExpression;
      readonly isWrapped: boolean;
      readonly range: PositionRange;
    };

export type DurationOperator = "+" | "-" | "*" | "/" | "%" | "^" | "min_of" | "max_of";

/** The type of what an expression gives. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case "number":
      return "scalar";
    case "string":
      return "string";
    case "vector-selector":
    case "aggregation":
      return "vector";
    case "matrix-selector":
    case "subquery":
      return "matrix";
    case "call":
      return expression.signature.returns;
    case "binary": {
      const isScalar = typeOf(expression.left) === "scalar" && typeOf(expression.right) === "scalar";
      return isScalar ? "scalar" : "vector";
    }
    case "unary":
    case "parenthesised":
      return typeOf(expression.expression);
  }
}

/** The expressions that an expression directly consists of. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "number":
    case "string":
    case "vector-selector":
      return [];
    case "matrix-selector":
      return [expression.selector];
    case "subquery":
    case "parenthesised":
    case "unary":
      return [expression.expression];
    case "aggregation":
      return expression.parameter === undefined
        ? [expression.expression]
        : [expression.expression, expression.parameter];
    case "binary":
      return [expression.left, expression.right];
    case "call":
      return expression.args;
  }
}
