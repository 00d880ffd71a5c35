import { parseDuration } from "../durations.ts";
import type { DurationExpression, DurationOperator, NumberLiteral } from "./ast.ts";
import { numberValue } from "./number-text.ts";
import { failAt, type Parsing, SyntaxFailure, unexpected } from "./parsing.ts";
import { mergeRanges, type PositionRange } from "./position.ts";
import { quote } from "./quote.ts";
import { rangeOf, type Token } from "./token.ts";

/** A duration between brackets; a literal has to be above 0. The words say what was expected if none stands there. */
export function parseBracketDuration(parsing: Parsing, context: string, expected: string): DurationExpression {
  if (!startsDuration(parsing)) unexpected(parsing, context, expected);
  const isContext = parsing.peek().kind === "step" || parsing.peek().kind === "range";
  if (isContext && parsing.peek(1).kind !== "(") {
    parsing.next();
    unexpected(parsing, context, expected);
  }
  const duration = parseBinary(parsing, 0);
  if (duration.kind === "number" && duration.value <= 0) failAt(duration.range, "duration must be greater than 0");
  return duration;
}

/**
 * A duration after `offset`: an operand without operators, so that `foo offset 5m + 1` adds 1 to `foo`.
 *
 * Source: prometheus v0.315.0 promql/parser/generated_parser.y (offset_duration_expr)
 */
export function parseOffsetDuration(parsing: Parsing): DurationExpression {
  const expected = "number, duration, step(), or range()";
  if (!startsDuration(parsing)) unexpected(parsing, "offset", expected);
  try {
    return parseOffset(parsing);
  } catch (error) {
    if (!(error instanceof SyntaxFailure) || !error.isBare) throw error;
    throw new SyntaxFailure(`${error.message} in offset, expected ${expected}`, error.range);
  }
}

function parseOffset(parsing: Parsing): DurationExpression {
  const sign = parsing.accept("-") ?? parsing.accept("+");
  if (sign === undefined) return parseOperand(parsing);
  const token = parsing.peek();
  if (token.kind === "<number>" || token.kind === "<duration>") return signed(sign, parseLiteral(parsing, sign.start));
  const isParenthesised = token.kind === "(";
  const operand = parseOperand(parsing);
  return isParenthesised ? signed(sign, operand) : negated(sign, operand);
}

const operands: readonly string[] = ["<number>", "<duration>", "(", "-", "+", "step", "range", "min_of", "max_of"];

const startsDuration = (parsing: Parsing): boolean => operands.includes(parsing.peek().kind);

const precedences: Readonly<Partial<Record<string, readonly [DurationOperator, number]>>> = {
  "+": ["+", 1],
  "-": ["-", 1],
  "*": ["*", 2],
  "/": ["/", 2],
  "%": ["%", 2],
  "^": ["^", 3],
};

function parseBinary(parsing: Parsing, precedence: number): DurationExpression {
  let left = parseSigned(parsing);
  for (;;) {
    const token = parsing.peek();
    const [operator, tightness] = precedences[token.kind] ?? [undefined, 0];
    if (operator === undefined || tightness < precedence) return left;
    parsing.next();
    const right = parseBinary(parsing, operator === "^" ? tightness : tightness + 1);
    requireEnabled(parsing, left.range);
    const isZero = right.kind === "number" && right.value === 0;
    if (isZero && operator === "/") failAt(rangeOf(token), "division by zero");
    if (isZero && operator === "%") failAt(rangeOf(token), "modulo by zero");
    const range = mergeRanges(left.range, right.range);
    left = { kind: "duration-binary", operator, left, right, isWrapped: false, range };
  }
}

function parseSigned(parsing: Parsing): DurationExpression {
  const sign = parsing.accept("-") ?? parsing.accept("+");
  if (sign === undefined) return parseOperand(parsing);
  if (!startsDuration(parsing)) unexpected(parsing);
  return signed(sign, parseBinary(parsing, 3));
}

function parseOperand(parsing: Parsing): DurationExpression {
  const token = parsing.peek();
  switch (token.kind) {
    case "<number>":
    case "<duration>":
      return parseLiteral(parsing);
    case "step":
    case "range":
      return parseContext(parsing, token.kind);
    case "min_of":
    case "max_of":
      return parseExtreme(parsing, token.kind);
    case "(":
      return parseWrapped(parsing);
    default:
      return unexpected(parsing);
  }
}

/** Seconds that fit 64 bits of nanoseconds. */
const isInRange = (seconds: number): boolean => seconds <= 2 ** 63 / 1e9 && seconds >= -(2 ** 63) / 1e9;

/** A number or a duration; what is wrong with its size is said from `start` on. */
function parseLiteral(parsing: Parsing, start?: number): NumberLiteral {
  const token = parsing.next();
  const range = rangeOf(token);
  const isDuration = token.kind === "<duration>";
  const duration = isDuration ? parseDuration(token.text) : undefined;
  if (duration?.kind === "invalid") failAt(range, duration.because);
  const value = duration?.kind === "milliseconds" ? duration.milliseconds / 1000 : numberValue(token.text);
  if (value === undefined) {
    return failAt(range, `error parsing number: strconv.ParseFloat: parsing ${quote(token.text)}: invalid syntax`);
  }
  if (!isInRange(value)) failAt({ ...range, start: start ?? range.start }, "duration out of range");
  return { kind: "number", value, isDuration, range };
}

function parseContext(parsing: Parsing, kind: "step" | "range"): DurationExpression {
  const { start } = parsing.next();
  if (parsing.accept("(") === undefined) unexpected(parsing);
  if (parsing.peek().kind !== ")") unexpected(parsing);
  const range = { start, end: parsing.next().end };
  requireEnabled(parsing, range);
  return { kind, isWrapped: false, range };
}

function parseExtreme(parsing: Parsing, operator: "min_of" | "max_of"): DurationExpression {
  const { start } = parsing.next();
  if (parsing.accept("(") === undefined) unexpected(parsing);
  const left = parseBinary(parsing, 0);
  if (parsing.accept(",") === undefined) unexpected(parsing);
  const right = parseBinary(parsing, 0);
  if (parsing.peek().kind !== ")") unexpected(parsing);
  const range = { start, end: parsing.next().end };
  requireEnabled(parsing, range);
  return { kind: "duration-binary", operator, left, right, isWrapped: false, range };
}

function parseWrapped(parsing: Parsing): DurationExpression {
  const { start } = parsing.next();
  const inner = parseBinary(parsing, 0);
  if (parsing.peek().kind !== ")") unexpected(parsing);
  const { end } = parsing.next();
  requireEnabled(parsing, inner.range);
  // A number cannot say that it stood between parentheses, so a sign does that carries them.
  if (inner.kind !== "number") return { ...inner, isWrapped: true };
  return { kind: "duration-unary", operator: "+", operand: inner, isWrapped: true, range: { start, end } };
}

function signed(sign: Token, operand: DurationExpression): DurationExpression {
  if (operand.kind !== "number") return sign.kind === "-" ? negated(sign, operand) : operand;
  const value = sign.kind === "-" ? -operand.value : operand.value;
  if (!isInRange(value)) failAt(rangeOf(sign), "duration out of range");
  const range = { start: sign.start, end: operand.range.end };
  return { ...operand, value, range };
}

const negated = (sign: Token, operand: DurationExpression): DurationExpression => ({
  ...{ kind: "duration-unary", operator: sign.kind === "-" ? "-" : "+", operand, isWrapped: false },
  range: { start: sign.start, end: operand.range.end },
});

function requireEnabled(parsing: Parsing, range: PositionRange): void {
  if (!parsing.options.durationExpressions) failAt(range, "experimental duration expression is not enabled");
}
