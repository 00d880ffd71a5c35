import { TemplateError } from "./syntax.ts";

/** A piece of a template: text as it stands, or the words of an action. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly tokens: readonly Token[]; readonly offset: number };

export type Token = {
  readonly kind: "dot" | "field" | "variable" | "string" | "number" | "word" | "(" | ")" | "|" | "character" | "other";
  /** As written. */
  readonly text: string;
  readonly offset: number;
  /** Whether a space stands before it: `.A.B` is one operand, `.A .B` are two. */
  readonly isApart: boolean;
};

const open = "<<";
const close = ">>";

/**
 * Splits a template with the delimiters `<<` and `>>` into text and actions; comments are dropped, and `<<- ` and ` ->>` take the
 * space beside them away.
 *
 * Source: go1.26 text/template/parse/lex.go
 */
export function scan(name: string, text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trimsNext = false;
  while (at < text.length) {
    const start = text.indexOf(open, at);
    const isTrimmed = start >= 0 && /^-[ \t\r\n]/.test(text.slice(start + open.length, start + open.length + 2));
    pushText(pieces, text.slice(at, start < 0 ? text.length : start), { before: trimsNext, after: isTrimmed });
    if (start < 0) return pieces;
    const inside = start + open.length + (isTrimmed ? 2 : 0);
    const fail = (message: string, offset: number): never => {
      const line = text.slice(0, offset).split("\n").length;
      throw new TemplateError({ kind: "invalid", message: `template: ${name}:${line}: ${message}` });
    };
    const comment = /^\/\*([\s\S]*?)\*\/( ->>|>>)?/.exec(text.slice(inside));
    if (text.startsWith("/*", inside)) {
      if (comment === null) return fail("unclosed comment", inside);
      if (comment[2] === undefined) return fail("comment ends before closing delimiter", inside);
      trimsNext = comment[2] !== close;
      at = inside + comment[0].length;
      continue;
    }
    const action = scanAction(text, inside, fail);
    pieces.push({ kind: "action", tokens: action.tokens, offset: inside });
    trimsNext = action.trimsNext;
    at = action.end;
  }
  return pieces;
}

function pushText(pieces: Piece[], text: string, trims: { before: boolean; after: boolean }): void {
  const begun = trims.before ? text.replace(/^[ \t\r\n]+/, "") : text;
  const trimmed = trims.after ? begun.replace(/[ \t\r\n]+$/, "") : begun;
  if (trimmed !== "") pieces.push({ kind: "text", text: trimmed });
}

type Fail = (message: string, offset: number) => never;

const patterns: readonly (readonly [kind: Token["kind"], pattern: RegExp])[] = [
  ["string", /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ["number", /[+-]?\d[\w.]*/y],
  ["field", /\.[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ["dot", /\./y],
  ["variable", /\$[\p{L}\p{Nd}_]*/uy],
  ["word", /[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ["(", /\(/y],
  [")", /\)/y],
  ["|", /\|/y],
  ["other", /:=|=|'(?:[^'\\\n]|\\.)*'/y],
  ["character", /[!#%&*+,\-/:;<>?@[\\\]^{}~]/y],
];

function scanAction(text: string, start: number, fail: Fail): { tokens: Token[]; end: number; trimsNext: boolean } {
  const tokens: Token[] = [];
  let depth = 0;
  let at = start;
  for (;;) {
    const space = /[ \t\r\n]*/y;
    space.lastIndex = at;
    const isApart = (space.exec(text)?.[0] ?? "") !== "";
    const trimsNext = isApart && text.startsWith(`-${close}`, space.lastIndex);
    if (trimsNext || text.startsWith(close, space.lastIndex)) {
      if (depth > 0) return fail("unclosed left paren", at);
      return { tokens, end: space.lastIndex + close.length + (trimsNext ? 1 : 0), trimsNext };
    }
    at = space.lastIndex;
    if (at >= text.length) return fail("unclosed action", at);
    const token = tokenAt(text, at, isApart);
    if (token === undefined) return fail(badCharacter(text, at), at);
    if (token.kind === "(") depth += 1;
    if (token.kind === ")") depth -= 1;
    if (depth < 0) return fail("unexpected right paren", at);
    tokens.push(token);
    at += token.text.length;
  }
}

function tokenAt(text: string, at: number, isApart: boolean): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0], offset: at, isApart };
  }
  return undefined;
}

function badCharacter(text: string, at: number): string {
  if (text[at] === '"') return "unterminated quoted string";
  if (text[at] === "`") return "unterminated raw quoted string";
  const code = text.codePointAt(at) ?? 0;
  const hexadecimal = code.toString(16).toUpperCase().padStart(4, "0");
  return `unrecognized character in action: U+${hexadecimal} '${String.fromCodePoint(code)}'`;
}
