import { quote } from "../promql/syntax/quote.ts";
import type { TemplateToken } from "./scan.ts";

/** Thrown inside the template parser alone. */
export class TemplateSyntaxFailure extends Error {
  override readonly name = "TemplateSyntaxFailure";
}

/** What the parts of the template parser share: where they read, and which names are known. */
export interface TemplateParsing {
  readonly name: string;
  readonly hasFunction: (name: string) => boolean;
  readonly variables: string[];
  rangeDepth: number;
  /** The line of the action that is read; 0 outside. */
  actionLine: number;
  peek(further?: number): TemplateToken;
  next(): TemplateToken;
  /** Passes over white space. */
  skipSpace(): void;
}

/** A parser at the first of some tokens. */
export function startTemplateParsing(
  tokens: readonly TemplateToken[],
  { name, hasFunction }: Pick<TemplateParsing, "name" | "hasFunction">,
): TemplateParsing {
  let at = 0;
  const peek = (further = 0): TemplateToken => tokens[Math.min(at + further, tokens.length - 1)]!;
  return {
    ...{ name, hasFunction, variables: ["$"], rangeDepth: 0, actionLine: 0, peek },
    next: () => {
      const token = peek();
      if (at < tokens.length - 1) at++;
      return token;
    },
    skipSpace: () => {
      while (peek().kind === "space") at++;
    },
  };
}

/** Gives up at a token. */
export function failTemplate({ name }: TemplateParsing, token: TemplateToken, because: string): never {
  throw new TemplateSyntaxFailure(`template: ${name}:${token.line}: ${because}`);
}

const shownMax = 10;

/** The token as Go's errors show it. Source: go1.26 text/template/parse/lex.go (item.String) */
export function describeTemplateToken({ kind, text }: TemplateToken): string {
  if (kind === "end") return "EOF";
  if (kind === "error") return text;
  if (kind === "identifier" && keywords.has(text)) return `<${text}>`;
  return text.length > shownMax ? `${quote(text.slice(0, shownMax))}...` : quote(text);
}

/** The words that begin or end a block. */
export const keywords: ReadonlySet<string> = new Set([
  ...["block", "break", "continue", "define", "else", "end", "if", "range", "nil", "template", "with"],
]);

/** Gives up over a token that does not belong where it stands. */
export function unexpectedToken(parsing: TemplateParsing, token: TemplateToken, context: string): never {
  if (token.kind !== "error") failTemplate(parsing, token, `unexpected ${describeTemplateToken(token)} in ${context}`);
  const { actionLine } = parsing;
  if (actionLine === 0 || actionLine === token.line) failTemplate(parsing, token, token.text);
  const started = ` started at ${parsing.name}:${actionLine}`;
  failTemplate(parsing, token, token.text + (token.text.endsWith(" action") ? started : ` in action${started}`));
}
