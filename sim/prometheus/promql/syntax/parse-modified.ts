import type { DurationSpec, Expression, Modifiers, NumberLiteral, Subquery, VectorSelector } from "./ast.ts";
import { parseBracketDuration, parseOffsetDuration } from "./parse-duration-expression.ts";
import { parseNumber } from "./parse-number.ts";
import { failAt, type Parsing, unexpected } from "./parsing.ts";

/** What may follow an expression and binds tighter than any operator: `[5m]`, `offset`, `@`, `anchored`. */
export function parseModified(parsing: Parsing, expression: Expression): Expression {
  let modified = expression;
  for (;;) {
    switch (parsing.peek().kind) {
      case "[":
        modified = parseRange(parsing, modified);
        break;
      case "offset":
        modified = parseOffset(parsing, modified);
        break;
      case "@":
        modified = parseAt(parsing, modified);
        break;
      case "anchored":
      case "smoothed":
        modified = parseExtension(parsing, modified);
        break;
      default:
        return modified;
    }
  }
}

function parseRange(parsing: Parsing, expression: Expression): Expression {
  const open = parsing.next();
  const duration = parseBracketDuration(parsing, "subquery or range selector", "number, duration, step(), or range()");
  if (parsing.accept(":") !== undefined) return parseSubquery(parsing, expression, duration);
  if (parsing.peek().kind !== "]") unexpected(parsing, "subquery or range", '":" or "]"');
  const close = parsing.next();
  const brackets = { start: open.start, end: close.end };
  if (expression.kind !== "vector-selector") return failAt(brackets, "ranges only allowed for vector selectors");
  if (expression.offset !== 0) failAt(brackets, "no offset modifiers allowed before range");
  if (expression.at !== undefined) failAt(brackets, "no @ modifiers allowed before range");
  const range = { start: expression.range.start, end: close.end };
  return { kind: "matrix-selector", selector: expression, duration: fixed(duration), range };
}

function parseSubquery(parsing: Parsing, expression: Expression, duration: DurationSpec | NumberLiteral): Subquery {
  const expected = 'number, duration, step(), range(), or "]"';
  const step = parsing.peek().kind === "]" ? undefined : parseBracketDuration(parsing, "subquery selector", expected);
  if (parsing.peek().kind !== "]") unexpected(parsing, "subquery selector", '"]"');
  const close = parsing.next();
  return {
    ...{ kind: "subquery", expression, duration: fixed(duration), at: undefined, offset: 0, extension: "none" },
    step: step === undefined ? undefined : fixed(step),
    range: { start: expression.range.start, end: close.end },
  };
}

/** A literal as whole milliseconds: rounded to a nanosecond, then cut. */
function fixed(duration: DurationSpec | NumberLiteral): DurationSpec {
  if (typeof duration === "number" || duration.kind !== "number") return duration;
  return Math.trunc(Math.round(duration.value * 1e9) / 1e6);
}

function parseOffset(parsing: Parsing, expression: Expression): Expression {
  parsing.next();
  const offset = fixed(parseOffsetDuration(parsing));
  const holder = modifiersOf(expression);
  if (holder === undefined) {
    const allowed = "an instant vector selector or range vector selector or a subquery";
    return failAt(expression.range, `offset modifier must be preceded by ${allowed}`);
  }
  if (holder.offset !== 0) failAt(expression.range, "offset may not be set multiple times");
  return withModifiers(parsing, expression, { offset });
}

function parseAt(parsing: Parsing, expression: Expression): Expression {
  parsing.next();
  const { kind } = parsing.peek();
  if (kind === "start" || kind === "end") {
    parsing.next();
    if (parsing.accept("(") === undefined || parsing.accept(")") === undefined) unexpected(parsing, "@", "timestamp");
    return withAt(parsing, expression, kind);
  }
  const sign = parsing.accept("-") ?? parsing.accept("+");
  const seconds = parseTimestamp(parsing) * (sign?.kind === "-" ? -1 : 1);
  if (!Number.isFinite(seconds) || Math.abs(seconds) >= 2 ** 63) {
    failAt(expression.range, `timestamp out of bounds for @ modifier: ${fixedDigits(seconds)}`);
  }
  return withAt(parsing, expression, Math.round(seconds * 1000));
}

function parseTimestamp(parsing: Parsing): number {
  const token = parsing.peek();
  if (token.kind !== "<number>" && token.kind !== "<duration>") unexpected(parsing, "@", "timestamp");
  return parseNumber(parsing).value;
}

const fixedDigits = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  return `${BigInt(value)}.000000`;
};

function withAt(parsing: Parsing, expression: Expression, at: Modifiers["at"]): Expression {
  const holder = modifiersOf(expression);
  if (holder === undefined) {
    const allowed = "an instant vector selector or range vector selector or a subquery";
    return failAt(expression.range, `@ modifier must be preceded by ${allowed}`);
  }
  if (holder.at !== undefined) failAt(expression.range, "@ <timestamp> may not be set multiple times");
  return withModifiers(parsing, expression, { at });
}

function parseExtension(parsing: Parsing, expression: Expression): Expression {
  const word = parsing.next().kind === "anchored" ? "anchored" : "smoothed";
  const { range } = expression;
  if (!parsing.options.extendedRangeSelectors) failAt(range, `${word} modifier is experimental and not enabled`);
  if (expression.kind === "subquery") failAt(range, `${word} modifier is not supported for subqueries`);
  const holder = modifiersOf(expression);
  if (holder === undefined) return failAt(range, `${word} modifier not implemented`);
  if (holder.extension !== "none" && holder.extension !== word) {
    failAt(range, "anchored and smoothed modifiers cannot be used together");
  }
  const { end } = expression.range;
  const extended = withModifiers(parsing, expression, { extension: word });
  // Unlike the other modifiers, upstream leaves this one out of the expression's range.
  return { ...extended, range: { ...extended.range, end } };
}

/** The part of an expression that carries its modifiers, if it may have any. */
function modifiersOf(expression: Expression): VectorSelector | Subquery | undefined {
  if (expression.kind === "matrix-selector") return expression.selector;
  return expression.kind === "vector-selector" || expression.kind === "subquery" ? expression : undefined;
}

function withModifiers(parsing: Parsing, expression: Expression, changed: Partial<Modifiers>): Expression {
  const range = { start: expression.range.start, end: parsing.peek(-1).end };
  if (expression.kind === "matrix-selector") {
    return { ...expression, range, selector: { ...expression.selector, ...changed } };
  }
  if (expression.kind === "vector-selector") return { ...expression, ...changed, range };
  return expression.kind === "subquery" ? { ...expression, ...changed, range } : expression;
}
