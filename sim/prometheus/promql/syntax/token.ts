import type { PositionRange } from "./position.ts";
import { quote } from "./quote.ts";

/** A class of tokens in angle brackets, or the very keyword (in lower case), operator or bracket. */
export type TokenKind = string;

/** A piece of the query text. An `<error>` carries the message as its text and ends the tokens. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const setOperators = ["and", "or", "unless"];
const comparisons = ["==", "!=", "<=", "<", ">=", ">"];
const aggregators = [
  ...["sum", "avg", "count", "min", "max", "group", "stddev", "stdvar", "topk", "bottomk"],
  ...["count_values", "quantile", "limitk", "limit_ratio"],
];
const modifiers = [
  ...["offset", "smoothed", "anchored", "by", "without", "on", "ignoring", "group_left", "group_right"],
  ...["fill", "fill_left", "fill_right", "bool"],
];
const contextFunctions = ["start", "end", "step", "range", "max_of", "min_of"];

const setOperatorKinds: ReadonlySet<string> = new Set(setOperators);
const comparisonKinds: ReadonlySet<string> = new Set(comparisons);
const aggregatorKinds: ReadonlySet<string> = new Set(aggregators);
const modifierKinds: ReadonlySet<string> = new Set(modifiers);
const parameterKinds: ReadonlySet<string> = new Set([
  ...["topk", "bottomk", "count_values", "quantile", "limitk", "limit_ratio"],
]);
const operatorKinds: ReadonlySet<string> = new Set([
  ...setOperators,
  ...comparisons,
  ...["atan2", "+", "-", "*", "/", "%", "^", "=~", "!~", "</", ">/", "@"],
]);

/** The words that the lexer takes for keywords, whatever their case. */
export const keywords: ReadonlySet<string> = new Set([
  ...setOperators,
  "atan2",
  ...aggregators,
  ...modifiers,
  ...contextFunctions,
]);

/** Keywords that cannot name a metric. */
const neverMetricNames: ReadonlySet<string> = new Set(["atan2", "bool", "group_left", "group_right", "ignoring", "on"]);

export const isAggregator = (kind: string): boolean => aggregatorKinds.has(kind);

export const takesParameter = (kind: string): boolean => parameterKinds.has(kind);

export const isComparison = (kind: string): boolean => comparisonKinds.has(kind);

export const isSetOperator = (kind: string): boolean => setOperatorKinds.has(kind);

/** True for what may stand alone as a metric's name. */
export const isMetricName = (kind: string): boolean =>
  kind === "<identifier>" || kind === "<metric>" || (keywords.has(kind) && !neverMetricNames.has(kind));

/** True for what may stand as a label's name between the parentheses of `by` and its like. */
export const isLabelName = (kind: string): boolean =>
  kind === "<identifier>" || kind === "<metric>" || (keywords.has(kind) && kind !== "group_by");

/** The place of a token. */
export const rangeOf = ({ start, end }: Token): PositionRange => ({ start, end });

/**
 * A token as error messages name it: `identifier "foo"`, `<op:and>`, `end of input`.
 *
 * Source: prometheus v0.315.0 promql/parser/lex.go (Item.desc)
 */
export function describeToken({ kind, text }: Token): string {
  switch (kind) {
    case "<eof>":
      return "end of input";
    case "<identifier>":
      return `identifier ${quote(text)}`;
    case "<metric>":
      return `metric identifier ${quote(text)}`;
    case "<string>":
      return `string ${shortened(text)}`;
    case "<number>":
      return `number ${shortened(text)}`;
    case "<duration>":
      return `duration ${shortened(text)}`;
    default:
      if (modifierKinds.has(kind)) return `<${text}>`;
      if (operatorKinds.has(kind)) return `<op:${text}>`;
      return aggregatorKinds.has(kind) ? `<aggr:${text}>` : shortened(text);
  }
}

const shortened = (text: string): string =>
  text.length > 10 ? `${quote([...text].slice(0, 10).join(""))}...` : quote(text);
