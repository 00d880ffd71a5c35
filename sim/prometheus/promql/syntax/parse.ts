import type { CompileRegex, Matcher } from "../matcher.ts";
import type { Expression } from "./ast.ts";
import { tokenize } from "./lexer.ts";
import { parseBinaryModifiers } from "./parse-binary-modifiers.ts";
import { parseModified } from "./parse-modified.ts";
import { parsePrimary } from "./parse-primary.ts";
import { parseSelector } from "./parse-selector.ts";
import { failAt, type ParserOptions, type Parsing, SyntaxFailure, unexpected } from "./parsing.ts";
import { mergeRanges, positionText } from "./position.ts";
import { isMetricName, rangeOf, type Token } from "./token.ts";
import { checkTypes } from "./type-check.ts";

/** The expression, or the first thing wrong with the text: `1:5: parse error: unexpected end of input`. */
export type ParsedQuery =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "error"; readonly message: string };

/** How a parser is set up. */
export interface ParserSetup {
  readonly options: ParserOptions;
  readonly compileRegex: CompileRegex;
}

/** Reads a PromQL expression and checks its types. */
export function parseQuery(query: string, setup: ParserSetup): ParsedQuery {
  try {
    const parsing = startParsing(query, setup);
    if (parsing.peek().kind === "<eof>") failAt({ start: 0, end: 0 }, "no expression found in input");
    const expression = parsing.expression(0);
    if (parsing.peek().kind !== "<eof>") unexpected(parsing);
    return { kind: "expression", expression: checkTypes(expression, query) };
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    const message = `${positionText(query, error.range.start)}: parse error: ${error.message}`;
    return { kind: "error", message };
  }
}

/** The conditions of a series selector alone: `up{job="a"}`; or the first thing wrong with it. */
export type ParsedSelector =
  | { readonly kind: "matchers"; readonly matchers: readonly Matcher[] }
  | { readonly kind: "error"; readonly message: string };

/** Reads a series selector, as in a `match[]` parameter. */
export function parseMetricSelector(text: string, setup: ParserSetup): ParsedSelector {
  try {
    const parsing = startParsing(text, setup);
    const first = parsing.peek();
    if (first.kind !== "{" && !isMetricName(first.kind)) unexpected(parsing);
    const { matchers } = parseSelector(parsing, first.kind === "{" ? undefined : parsing.next());
    if (parsing.peek().kind !== "<eof>") unexpected(parsing);
    return { kind: "matchers", matchers };
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    return { kind: "error", message: `${positionText(text, error.range.start)}: parse error: ${error.message}` };
  }
}

function startParsing(query: string, { options, compileRegex }: ParserSetup): Parsing {
  const tokens = tokenize(query);
  let at = 0;
  const peek = (further = 0): Token => {
    const token = tokens[Math.min(at + further, tokens.length - 1)]!;
    if (token.kind === "<error>") failAt(rangeOf(token), token.text);
    return token;
  };
  const next = (): Token => {
    const token = peek();
    if (token.kind !== "<eof>") at++;
    return token;
  };
  const accept = (kind: string): Token | undefined => (peek().kind === kind ? next() : undefined);
  const parsing: Parsing = {
    ...{ options, compileRegex, peek, next, accept, constructs: [] },
    expression: (precedence) => parseExpression(parsing, precedence),
  };
  return parsing;
}

/** Of a sign in front of an expression: as tight as a product, looser than a power. */
const unaryPrecedence = 5;

const precedences: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  "</": 3,
  ">/": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
  atan2: 5,
  "^": 6,
};

function parseExpression(parsing: Parsing, precedence: number): Expression {
  let left = parseOperand(parsing);
  for (;;) {
    const operator = parsing.peek().kind;
    const tightness = precedences[operator];
    if (tightness === undefined || tightness < precedence) return left;
    parsing.next();
    const { matching, returnsBool } = parseBinaryModifiers(parsing);
    // A power binds to the right, all else to the left.
    const right = parsing.expression(operator === "^" ? tightness : tightness + 1);
    const range = mergeRanges(left.range, right.range);
    const hasFill = matching.fillLeft !== undefined || matching.fillRight !== undefined;
    if (hasFill && !parsing.options.binaryFillModifiers) {
      failAt(range, "binop fill modifiers are experimental and not enabled");
    }
    left = { kind: "binary", operator, left, right, matching, returnsBool, range };
  }
}

function parseOperand(parsing: Parsing): Expression {
  const sign = parsing.accept("-") ?? parsing.accept("+");
  if (sign === undefined) return parseModified(parsing, parsePrimary(parsing));
  const operand = parsing.expression(unaryPrecedence + 1);
  const range = { start: sign.start, end: operand.range.end };
  const operator = sign.kind === "-" ? "-" : "+";
  if (operand.kind !== "number") return { kind: "unary", operator, expression: operand, range };
  return { ...operand, value: operator === "-" ? -operand.value : operand.value, range };
}
