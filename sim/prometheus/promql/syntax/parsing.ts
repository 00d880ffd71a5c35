import type { CompileRegex } from "../matcher.ts";
import type { Expression } from "./ast.ts";
import type { PositionRange } from "./position.ts";
import { describeToken, rangeOf, type Token } from "./token.ts";

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
  /** True for an unexpected token of which nothing says yet where it stands. */
  readonly isBare: boolean;
  constructor(because: string, range: PositionRange, isBare = false) {
    super(because);
    this.range = range;
    this.isBare = isBare;
  }
}

/** What every part of the parser works with: the tokens, where it is, and the way back to whole expressions. */
export interface Parsing {
  readonly options: ParserOptions;
  readonly compileRegex: CompileRegex;
  /** The token to be read next, or one further on. */
  peek(further?: number): Token;
  /** Takes the token that `peek` gave. */
  next(): Token;
  /** Takes the next token if it is of this kind. */
  accept(kind: string): Token | undefined;
  /** An expression whose operators all bind at least as tightly. */
  expression(precedence: number): Expression;
}

/** Gives up over what stands at a place of the query. */
export function failAt(range: PositionRange, because: string): never {
  throw new SyntaxFailure(because, range);
}

/** Gives up over the next token. */
export function unexpected(parsing: Parsing, context = "", expected = ""): never {
  const token = parsing.peek();
  const where = context === "" ? "" : ` in ${context}`;
  const because = `unexpected ${describeToken(token)}${where}${expected === "" ? "" : `, expected ${expected}`}`;
  throw new SyntaxFailure(because, rangeOf(token), where === "");
}
