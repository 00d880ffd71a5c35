import { quote, quoteCharacter } from "./quote.ts";
import { keywords, type Token, type TokenKind } from "./token.ts";

/** Where in a query the lexer is; what a character means depends on it. */
interface LexerState {
  readonly input: string;
  readonly tokens: Token[];
  at: number;
  parentheses: number;
  isInBraces: boolean;
  isInBrackets: boolean;
  /** Only while the first operand between brackets has not been read: then nothing but a duration may follow. */
  isInDuration: boolean;
  hasColon: boolean;
}

/** Thrown inside the lexer alone: the first error ends the tokens. */
class LexicalError extends Error {
  readonly start: number;
  constructor(message: string, start: number) {
    super(message);
    this.start = start;
  }
}

/**
 * The tokens of a query, without comments; `<eof>` or `<error>` is the last.
 *
 * Source: prometheus v0.315.0 promql/parser/lex.go (the words of the errors and what counts as which token)
 */
export function tokenize(input: string): readonly Token[] {
  const state: LexerState = {
    ...{ input, tokens: [], at: 0, parentheses: 0 },
    ...{ isInBraces: false, isInBrackets: false, isInDuration: false, hasColon: false },
  };
  try {
    while (state.tokens.at(-1)?.kind !== "<eof>") {
      if (state.isInBraces) lexInBraces(state);
      else if (state.isInDuration) lexInDuration(state);
      else lexStatement(state);
    }
  } catch (error) {
    if (!(error instanceof LexicalError)) throw error;
    state.tokens.push({ kind: "<error>", text: error.message, start: error.start, end: input.length });
  }
  return state.tokens;
}

const isSpace = (character: string): boolean => /^[ \t\r\n]$/.test(character);
const isDigit = (character: string): boolean => character >= "0" && character <= "9" && character.length === 1;
const isAlpha = (character: string): boolean => /^[A-Za-z_]$/.test(character);
const isAlphanumeric = (character: string): boolean => isAlpha(character) || isDigit(character);

/** The character at the place, whole; empty at the end. */
const characterAt = ({ input }: LexerState, at: number): string => {
  const codePoint = input.codePointAt(at);
  return codePoint === undefined ? "" : String.fromCodePoint(codePoint);
};

const fail = (message: string, start: number): never => {
  throw new LexicalError(message, start);
};

function emit(state: LexerState, kind: TokenKind, length: number): void {
  const { input, at } = state;
  state.tokens.push({ kind, text: input.slice(at, at + length), start: at, end: at + length });
  state.at += length;
}

/** Spaces and comments. */
function skipped(state: LexerState): boolean {
  const [blank = ""] = /^(?:[ \t\r\n]+|#[^\r\n]*)/.exec(state.input.slice(state.at)) ?? [];
  state.at += blank.length;
  return blank !== "";
}

const longOperators = ["==", "!=", "<=", "</", ">=", ">/"];

function lexStatement(state: LexerState): void {
  if (skipped(state)) return;
  const { input, at } = state;
  const character = characterAt(state, at);
  const pair = input.slice(at, at + 2);
  if (character === "") return lexEnd(state);
  if (longOperators.includes(pair)) return emit(state, pair, 2);
  if (character === "=" && pair === "=~") fail("unexpected character after '=': '~'", at);
  if (character === "!") fail(`unexpected character after '!': ${afterwards(state, at + 1)}`, at);
  if (",*/%+-^=<>@".includes(character)) return emit(state, character, 1);
  if (isDigit(character) || (character === "." && isDigit(characterAt(state, at + 1))))
    return lexNumberOrDuration(state);
  if ("\"'`".includes(character)) return lexString(state, character);
  if (isAlpha(character) || character === ":") return state.isInBrackets ? lexWordInBrackets(state) : lexWord(state);
  if ("()".includes(character)) return lexParenthesis(state, character);
  if (character === "{") {
    state.isInBraces = true;
    return emit(state, "{", 1);
  }
  if ("[]".includes(character)) return lexBracket(state, character);
  fail(`unexpected character: ${quoteCharacter(character)}`, at);
}

const afterwards = (state: LexerState, at: number): string => {
  const character = characterAt(state, at);
  // Go prints the rune -1, its end of input, as the replacement character.
  return character === "" ? "'\uFFFD'" : quoteCharacter(character);
};

function lexEnd(state: LexerState): void {
  if (state.parentheses !== 0) fail("unclosed left parenthesis", state.at);
  if (state.isInBrackets) fail("unclosed left bracket", state.at);
  emit(state, "<eof>", 0);
}

function lexParenthesis(state: LexerState, character: string): void {
  state.parentheses += character === "(" ? 1 : -1;
  if (state.parentheses < 0) fail("unexpected right parenthesis ')'", state.at + 1);
  emit(state, character, 1);
}

function lexBracket(state: LexerState, character: string): void {
  if (character === "[") {
    if (state.isInBrackets) fail("unexpected left bracket '['", state.at);
    emit(state, "[", 1);
    state.hasColon = false;
    state.isInBrackets = true;
    state.isInDuration = true;
  } else {
    if (!state.isInBrackets) fail("unexpected right bracket ']'", state.at);
    emit(state, "]", 1);
    state.isInBrackets = false;
  }
}

const durationWords = ["step", "range", "max_of", "min_of"];

function lexWordInBrackets(state: LexerState): void {
  const { at } = state;
  const character = characterAt(state, at);
  if (character === ":") {
    if (state.hasColon) fail("unexpected colon ':'", at);
    state.hasColon = true;
    return emit(state, ":", 1);
  }
  if (!lexDurationWord(state)) fail(`unexpected character: ${quoteCharacter(character)}, expected ':'`, at);
}

function lexDurationWord(state: LexerState): boolean {
  const [word = ""] = /^[A-Za-z_]+/.exec(state.input.slice(state.at)) ?? [];
  const kind = word.toLowerCase();
  if (!durationWords.includes(kind)) return false;
  emit(state, kind, word.length);
  return true;
}

/** Between `[` and the end of the first number. */
function lexInDuration(state: LexerState): void {
  const { at } = state;
  const character = characterAt(state, at);
  if (character === "") fail("unexpected end of input in duration expression", at);
  if (isSpace(character)) {
    state.at++;
    return;
  }
  if (character === "]") {
    state.isInDuration = false;
    return lexBracket(state, character);
  }
  // A colon after a duration is read as in a statement, so this one has none before it.
  if (character === ":") fail("unexpected colon before duration in duration expression", at + 1);
  if ("()".includes(character)) return lexParenthesis(state, character);
  if ("+-*/%^,".includes(character)) return emit(state, character, 1);
  if (isDigit(character) || (character === "." && isDigit(characterAt(state, at + 1)))) {
    state.isInDuration = false;
    return lexNumberOrDuration(state);
  }
  if (!lexDurationWord(state)) fail(`unexpected character in duration expression: ${quoteCharacter(character)}`, at);
}

function lexInBraces(state: LexerState): void {
  if (skipped(state)) return;
  const { input, at } = state;
  const character = characterAt(state, at);
  if (character === "") fail("unexpected end of input inside braces", at);
  if (isAlpha(character)) {
    const [word = ""] = /^[A-Za-z0-9_]+/.exec(input.slice(at)) ?? [];
    return emit(state, "<identifier>", word.length);
  }
  if (character === ",") return emit(state, ",", 1);
  if ("\"'`".includes(character)) return lexString(state, character);
  if (character === "=") return input[at + 1] === "~" ? emit(state, "=~", 2) : emit(state, "=", 1);
  if (character === "!") {
    if (input[at + 1] === "~" || input[at + 1] === "=") return emit(state, input.slice(at, at + 2), 2);
    fail(`unexpected character after '!' inside braces: ${afterwards(state, at + 1)}`, at);
  }
  if (character === "{") fail("unexpected left brace '{'", at);
  if (character !== "}") fail(`unexpected character inside braces: ${quoteCharacter(character)}`, at);
  emit(state, "}", 1);
  state.isInBraces = false;
}

function lexWord(state: LexerState): void {
  const { input, at } = state;
  const [word = ""] = /^[A-Za-z0-9_:]+/.exec(input.slice(at)) ?? [];
  const lower = word.toLowerCase();
  if (lower === "inf" || lower === "nan") return emit(state, "<number>", word.length);
  // So that what was named like this before these keywords existed still parses.
  const isFill = lower === "fill" || lower === "fill_left" || lower === "fill_right";
  const isKeyword = keywords.has(lower) && (!isFill || /^[ \t\r\n]*\(/.test(input.slice(at + word.length)));
  if (isKeyword) return emit(state, lower, word.length);
  emit(state, word.includes(":") ? "<metric>" : "<identifier>", word.length);
}

function lexNumberOrDuration(state: LexerState): void {
  const { input, at } = state;
  const rest = input.slice(at);
  const number = numberLength(rest);
  if (number.isValid) return emit(state, "<number>", number.length);
  const duration = durationLength(rest, number.length);
  if (duration.isValid) return emit(state, "<duration>", duration.length);
  fail(`bad number or duration syntax: ${quote(rest.slice(0, duration.length))}`, at);
}

interface Scan {
  readonly length: number;
  readonly isValid: boolean;
}

/** How far a number reaches, and whether it may end there. */
function numberLength(text: string): Scan {
  const isHexadecimal = /^0[xX]/.test(text);
  const prefix = isHexadecimal ? (/^0[xX]_?/.exec(text)?.[0].length ?? 0) : 0;
  const digit = isHexadecimal ? /[0-9a-fA-F]/ : /[0-9]/;
  const end = text.length;
  let [hasDot, hasExponent] = [false, false];
  let at = prefix;
  if (text[at] === ".") at++;
  if (at < end && digit.test(text[at]!)) at++;
  while (at < end && (digit.test(text[at]!) || /[._eE]/.test(text[at]!))) {
    const character = text[at]!;
    if (digit.test(character)) {
      at++;
    } else if (character === ".") {
      at++;
      if (hasDot) return { length: at, isValid: false };
      hasDot = true;
      if (at < end && /[_.]/.test(text[at]!)) return { length: at + 1, isValid: false };
      if (isHexadecimal) return { length: at, isValid: false };
    } else if (character === "_") {
      at++;
      if (at < end && /[._eE]/.test(text[at]!)) return { length: at + 1, isValid: false };
      if (at >= end) return { length: at, isValid: false };
    } else {
      at++;
      if (hasExponent) return { length: at, isValid: false };
      hasExponent = true;
      if (at < end && /[+-]/.test(text[at]!)) at++;
      if (at < end && /[._eE]/.test(text[at]!)) return { length: at + 1, isValid: false };
      if (at >= end) return { length: at, isValid: false };
    }
  }
  return { length: at, isValid: at > 0 && (at >= end || !isAlphanumeric(text[at]!)) };
}

/** How far a duration reaches whose first number has been read. */
function durationLength(text: string, from: number): Scan {
  let at = from;
  const accept = (pattern: RegExp): boolean => {
    const isAccepted = at < text.length && pattern.test(text[at]!);
    if (isAccepted) at++;
    return isAccepted;
  };
  if (!accept(/[smhdwy]/)) return { length: at, isValid: false };
  accept(/s/);
  while (accept(/[0-9]/)) {
    while (accept(/[0-9]/));
    if (!accept(/[smhdw]/)) return { length: at, isValid: false };
    accept(/s/);
  }
  if (at < text.length && isAlphanumeric(text[at]!)) return { length: at + 1, isValid: false };
  return { length: at, isValid: true };
}

function lexString(state: LexerState, mark: string): void {
  const { input, at } = state;
  let next = at + 1;
  for (;;) {
    const character = characterAt(state, next);
    if (character === "\uFFFD" || !character.isWellFormed()) fail("invalid UTF-8 rune", at);
    if (character === "") fail(mark === "`" ? "unterminated raw string" : "unterminated quoted string", at);
    if (character === mark) return emit(state, "<string>", next + 1 - at);
    if (mark !== "`" && character === "\n") fail("unterminated quoted string", at);
    next +=
      mark !== "`" && character === "\\" ? escapeLength(input.slice(next, next + 12), mark, at) : character.length;
  }
}

/** How long an escape sequence is. */
function escapeLength(text: string, mark: string, start: number): number {
  const character = String.fromCodePoint(text.codePointAt(1) ?? 0xfffd);
  if (text.length === 1) fail("escape sequence not terminated", start);
  if ("abfnrtv\\".includes(character) || character === mark) return 2;
  const octal = character >= "0" && character <= "7";
  const length = octal ? 3 : { x: 2, u: 4, U: 8 }[character];
  if (length === undefined) return fail(`unknown escape sequence ${unicodeName(character)}`, start);
  const from = octal ? 1 : 2;
  const digits = octal ? /[0-7]/ : /[0-9a-fA-F]/;
  for (let at = from; at < from + length; at++) {
    if (at >= text.length) fail("escape sequence not terminated", start);
    if (!digits.test(text[at]!)) {
      fail(`illegal character ${unicodeName(characterAtText(text, at))} in escape sequence`, start);
    }
  }
  const value = Number.parseInt(text.slice(from, from + length), octal ? 8 : 16);
  const isValid = length > 3 ? value <= 0x10ffff && (value < 0xd800 || value >= 0xe000) : value <= 255;
  if (!isValid) fail("escape sequence is an invalid Unicode code point", start);
  return from + length;
}

const characterAtText = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0xfffd);

const unicodeName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")} '${character}'`;
