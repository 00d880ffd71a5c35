import type { CompileRegex } from "../matcher.ts";
import type { Expression } from "./ast.ts";
import type { PositionRange } from "./position.ts";
import { describeToken, isMetricName, rangeOf, type Token } from "./token.ts";

/** Which experimental syntax a parser takes; all are off in a Prometheus without feature flags. */
export interface ParserOptions {
  /** `--enable-feature=promql-experimental-functions`. */
  readonly experimentalFunctions: boolean;
  /** `--enable-feature=promql-duration-expr`. */
  readonly durationExpressions: boolean;
  /** `--enable-feature=promql-extended-range-selectors`. */
  readonly extendedRangeSelectors: boolean;
  /** `--enable-feature=promql-binop-fill-modifiers`. */
  readonly binaryFillModifiers: boolean;
}

/** Thrown inside the parser alone: the first error ends it. */
export class SyntaxFailure extends Error {
  override readonly name = "SyntaxFailure";
  readonly range: PositionRange;
  constructor(because: string, range: PositionRange) {
    super(because);
    this.range = range;
  }
}

/** What every part of the parser works with: the tokens, where it is, and the way back to whole expressions. */
export interface Parsing {
  readonly options: ParserOptions;
  readonly compileRegex: CompileRegex;
  /** The token to be read next, or one further on; -1 for the last that was taken. */
  peek(further?: number): Token;
  /** Takes the token that `peek` gave. */
  next(): Token;
  /** Takes the next token if it is of this kind. */
  accept(kind: string): Token | undefined;
  /** What is being read, the innermost last: an unexpected token is blamed on that. */
  readonly constructs: Construct[];
  /** An expression whose operators all bind at least as tightly. */
  expression(precedence: number): Expression;
}

/** Gives up over what stands at a place of the query. */
export function failAt(range: PositionRange, because: string): never {
  throw new SyntaxFailure(because, range);
}

/** A part of the syntax whose errors name it, and what they say was expected in it. */
export interface Construct {
  readonly context: string;
  readonly expected: string;
}

/** Reads something that stands in a construct. */
export function within<Result>(parsing: Parsing, construct: Construct, read: () => Result): Result {
  parsing.constructs.push(construct);
  const result = read();
  parsing.constructs.pop();
  return result;
}

/** Gives up over the next token: in the construct that is named, or the innermost that is being read. */
export function unexpected(parsing: Parsing, named = "", wanted = ""): never {
  const token = parsing.peek();
  const around = named === "" ? parsing.constructs.at(-1) : undefined;
  const { context, expected } = around ?? { context: named, expected: wanted };
  const where = context === "" ? "" : ` in ${context}`;
  failAt(
    rangeOf(token),
    `unexpected ${describeToken(token)}${where}${expected === "" ? "" : `, expected ${expected}`}`,
  );
}

/** True when the next token may begin an expression. */
export function startsExpression(parsing: Parsing): boolean {
  const { kind } = parsing.peek();
  return ["<number>", "<duration>", "<string>", "(", "{", "+", "-"].includes(kind) || isMetricName(kind);
}
