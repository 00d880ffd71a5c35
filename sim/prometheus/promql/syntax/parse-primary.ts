import { parseDuration } from "../durations.ts";
import type { Aggregation, Expression, NumberLiteral } from "./ast.ts";
import { functionNamed } from "./function-table.ts";
import { numberValue } from "./number-text.ts";
import { parseGroupingLabels } from "./parse-binary-modifiers.ts";
import { parseSelector } from "./parse-selector.ts";
import { failAt, type Parsing, SyntaxFailure, unexpected } from "./parsing.ts";
import { quote, unquote } from "./quote.ts";
import { isAggregator, isMetricName, rangeOf, type Token, takesParameter } from "./token.ts";

const functionKeywords: ReadonlySet<string> = new Set(["start", "end", "step", "range", "max_of", "min_of"]);

/** An expression without operators and without what may follow a selector. */
export function parsePrimary(parsing: Parsing): Expression {
  const token = parsing.peek();
  switch (token.kind) {
    case "<number>":
    case "<duration>":
      return parseNumber(parsing);
    case "<string>":
      parsing.next();
      return { kind: "string", text: textOf(token), range: rangeOf(token) };
    case "(":
      return parseParenthesised(parsing);
    case "{":
      return parseSelector(parsing, undefined);
    default:
      return parseNamed(parsing);
  }
}

/** A number or a duration, which is its seconds. */
export function parseNumber(parsing: Parsing): NumberLiteral {
  const token = parsing.next();
  const range = rangeOf(token);
  if (token.kind === "<duration>") {
    const duration = parseDuration(token.text);
    if (duration.kind === "invalid") return failAt(range, duration.because);
    return { kind: "number", value: duration.milliseconds / 1000, isDuration: true, range };
  }
  const value = numberValue(token.text);
  if (value === undefined) {
    return failAt(
      range,
      `error parsing number: strconv.ParseFloat: parsing ${quote(token.text)}: ${numberFault(token.text)}`,
    );
  }
  return { kind: "number", value, isDuration: false, range };
}

const numberFault = (text: string): string =>
  /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? "value out of range" : "invalid syntax";

/** The text that a string token means. */
export function textOf(token: Token): string {
  const unquoted = unquote(token.text);
  if (unquoted.kind === "text") return unquoted.text;
  return failAt(rangeOf(token), `error unquoting string ${quote(token.text)}: invalid syntax`);
}

function parseParenthesised(parsing: Parsing): Expression {
  const open = parsing.next();
  const expression = parsing.expression(0);
  if (parsing.peek().kind !== ")") unexpected(parsing);
  const close = parsing.next();
  return { kind: "parenthesised", expression, range: { start: open.start, end: close.end } };
}

function parseNamed(parsing: Parsing): Expression {
  const name = parsing.peek();
  if (!isMetricName(name.kind)) return unexpected(parsing);
  parsing.next();
  const following = parsing.peek().kind;
  const isCalled = following === "(";
  if (isAggregator(name.kind) && (isCalled || following === "by" || following === "without")) {
    return parseAggregation(parsing, name);
  }
  if (isCalled && (name.kind === "<identifier>" || functionKeywords.has(name.kind))) return parseCall(parsing, name);
  return parseSelector(parsing, name);
}

function parseCall(parsing: Parsing, name: Token): Expression {
  const { args, end } = parseArguments(parsing);
  const signature = functionNamed(name.text);
  if (signature === undefined) return failAt(rangeOf(name), `unknown function with name ${quote(name.text)}`);
  if (signature.isExperimental && !parsing.options.experimentalFunctions) {
    failAt(rangeOf(name), `function ${quote(name.text)} is not enabled`);
  }
  return { kind: "call", signature, args, range: { start: name.start, end } };
}

function parseArguments(parsing: Parsing): { readonly args: readonly Expression[]; readonly end: number } {
  if (parsing.peek().kind !== "(") unexpected(parsing, "aggregation");
  parsing.next();
  const args: Expression[] = [];
  while (parsing.peek().kind !== ")") {
    args.push(parsing.expression(0));
    const comma = parsing.accept(",");
    if (comma === undefined && parsing.peek().kind !== ")") unexpected(parsing);
    if (comma !== undefined && !mayStart(parsing.peek().kind)) {
      failAt(rangeOf(comma), "trailing commas not allowed in function call args");
    }
  }
  return { args, end: parsing.next().end };
}

const literals: ReadonlySet<string> = new Set(["<number>", "<duration>", "<string>", "(", "{", "+", "-"]);

/** True for a token with which an expression may begin. */
const mayStart = (kind: string): boolean => literals.has(kind) || isMetricName(kind);

/** The arguments of an aggregation, inside which every unexpected token is one of the aggregation. */
function parseAggregated(parsing: Parsing): ReturnType<typeof parseArguments> {
  try {
    return parseArguments(parsing);
  } catch (error) {
    if (!(error instanceof SyntaxFailure) || !error.isBare) throw error;
    throw new SyntaxFailure(`${error.message} in aggregation`, error.range);
  }
}

interface Grouping {
  readonly labels: readonly string[];
  readonly isWithout: boolean;
}

function parseAggregation(parsing: Parsing, name: Token): Expression {
  const before = parseGrouping(parsing);
  const { args, end } = parseAggregated(parsing);
  const after = before === undefined ? parseGrouping(parsing) : undefined;
  const { labels, isWithout } = before ?? after ?? { labels: [], isWithout: false };
  const range = { start: name.start, end };
  const operator = name.kind;
  if (args.length === 0) failAt(range, "no arguments for aggregate expression provided");
  const isExperimental = operator === "limitk" || operator === "limit_ratio";
  if (isExperimental && !parsing.options.experimentalFunctions) {
    failAt(
      range,
      `${operator}() is experimental and must be enabled with --enable-feature=promql-experimental-functions`,
    );
  }
  const expected = takesParameter(operator) ? 2 : 1;
  if (args.length !== expected) {
    failAt(
      range,
      `wrong number of arguments for aggregate expression provided, expected ${expected}, got ${args.length}`,
    );
  }
  const aggregation: Aggregation = {
    ...{ kind: "aggregation", operator, grouping: labels, isWithout, range },
    expression: args[expected - 1]!,
    parameter: expected === 2 ? args[0] : undefined,
  };
  return aggregation;
}

function parseGrouping(parsing: Parsing): Grouping | undefined {
  const word = parsing.accept("by") ?? parsing.accept("without");
  if (word === undefined) return undefined;
  return { labels: parseGroupingLabels(parsing), isWithout: word.kind === "without" };
}
