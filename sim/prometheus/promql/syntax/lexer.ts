import { durationLength, numberLength } from "./lex-number.ts";
import { stringLength } from "./lex-string.ts";
import { fail, LexicalError } from "./lexical-error.ts";
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
  /** Between these brackets, or, as upstream forgets to forget it, any before them. */
  hasDuration: boolean;
}

/**
 * The tokens of a query, without comments; `<eof>` or `<error>` is the last.
 *
 * Source: prometheus v0.315.0 promql/parser/lex.go (the words of the errors and what counts as which token)
 */
export function tokenize(input: string): readonly Token[] {
  const state: LexerState = {
    ...{ input, tokens: [], at: 0, parentheses: 0 },
    ...{ isInBraces: false, isInBrackets: false, isInDuration: false, hasColon: false, hasDuration: false },
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

/** The character at the place, whole; empty at the end. */
const characterAt = ({ input }: LexerState, at: number): string => {
  const codePoint = input.codePointAt(at);
  return codePoint === undefined ? "" : String.fromCodePoint(codePoint);
};

function emit(state: LexerState, kind: TokenKind, length: number): Token {
  const { input, at } = state;
  const token = { kind, text: input.slice(at, at + length), start: at, end: at + length };
  state.tokens.push(token);
  state.at += length;
  return token;
}

/** Spaces and comments. */
function skipped(state: LexerState): boolean {
  const [blank = ""] = /^(?:[ \t\r\n]+|#[^\r\n]*)/.exec(state.input.slice(state.at)) ?? [];
  state.at += blank.length;
  return blank !== "";
}

const longOperators = ["==", "!=", "<=", "</", ">=", ">/"];

function lexStatement(state: LexerState): Token | undefined {
  if (skipped(state)) return undefined;
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
  if ("\"'`".includes(character)) return emit(state, "<string>", stringLength(input, at));
  if (isAlpha(character) || character === ":") return state.isInBrackets ? lexWordInBrackets(state) : lexWord(state);
  if ("()".includes(character)) return lexParenthesis(state, character);
  if (character === "{") {
    state.isInBraces = true;
    return emit(state, "{", 1);
  }
  if ("[]".includes(character)) return lexBracket(state, character);
  return fail(`unexpected character: ${quoteCharacter(character)}`, at);
}

const afterwards = (state: LexerState, at: number): string => {
  const character = characterAt(state, at);
  // Go prints the rune -1, its end of input, as the replacement character.
  return character === "" ? "'\uFFFD'" : quoteCharacter(character);
};

function lexEnd(state: LexerState): Token {
  if (state.parentheses !== 0) fail("unclosed left parenthesis", state.at);
  if (state.isInBrackets) fail("unclosed left bracket", state.at);
  return emit(state, "<eof>", 0);
}

function lexParenthesis(state: LexerState, character: string): Token {
  state.parentheses += character === "(" ? 1 : -1;
  if (state.parentheses < 0) fail("unexpected right parenthesis ')'", state.at + 1);
  return emit(state, character, 1);
}

function lexBracket(state: LexerState, character: string): Token {
  if (character === "]") {
    if (!state.isInBrackets) fail("unexpected right bracket ']'", state.at);
    state.isInBrackets = false;
    return emit(state, "]", 1);
  }
  if (state.isInBrackets) fail("unexpected left bracket '['", state.at);
  state.hasColon = false;
  state.isInBrackets = true;
  state.isInDuration = true;
  return emit(state, "[", 1);
}

const durationWords = ["step", "range", "max_of", "min_of"];

function lexWordInBrackets(state: LexerState): Token {
  const { at } = state;
  const character = characterAt(state, at);
  if (character === ":") {
    if (state.hasColon) fail("unexpected colon ':'", at);
    state.hasColon = true;
    return emit(state, ":", 1);
  }
  return lexDurationWord(state) ?? fail(`unexpected character: ${quoteCharacter(character)}, expected ':'`, at);
}

function lexDurationWord(state: LexerState): Token | undefined {
  const [word = ""] = /^[A-Za-z_]+/.exec(state.input.slice(state.at)) ?? [];
  const kind = word.toLowerCase();
  return durationWords.includes(kind) ? emit(state, kind, word.length) : undefined;
}

/** Between `[` and the end of the first number. */
function lexInDuration(state: LexerState): Token | undefined {
  const { at } = state;
  const character = characterAt(state, at);
  if (character === "") fail("unexpected end of input in duration expression", at);
  if (isSpace(character)) {
    state.at++;
    return undefined;
  }
  if (character === "]") {
    state.isInDuration = false;
    return lexBracket(state, character);
  }
  if (character === ":") {
    if (!state.hasDuration) fail("unexpected colon before duration in duration expression", at + 1);
    if (state.hasColon) fail("unexpected repeated colon in duration expression", at + 1);
    state.hasColon = true;
    return emit(state, ":", 1);
  }
  if ("()".includes(character)) return lexParenthesis(state, character);
  if ("+-*/%^,".includes(character)) return emit(state, character, 1);
  if (isDigit(character) || (character === "." && isDigit(characterAt(state, at + 1)))) {
    state.isInDuration = false;
    state.hasDuration = true;
    return lexNumberOrDuration(state);
  }
  const wrong = `unexpected character in duration expression: ${quoteCharacter(character)}`;
  return lexDurationWord(state) ?? fail(wrong, at);
}

function lexInBraces(state: LexerState): Token | undefined {
  if (skipped(state)) return undefined;
  const { input, at } = state;
  const character = characterAt(state, at);
  if (character === "") fail("unexpected end of input inside braces", at);
  if (isAlpha(character)) {
    const [word = ""] = /^[A-Za-z0-9_]+/.exec(input.slice(at)) ?? [];
    return emit(state, "<identifier>", word.length);
  }
  if (character === ",") return emit(state, ",", 1);
  if ("\"'`".includes(character)) return emit(state, "<string>", stringLength(input, at));
  if (character === "=") return input[at + 1] === "~" ? emit(state, "=~", 2) : emit(state, "=", 1);
  if (character === "!") {
    if (input[at + 1] === "~" || input[at + 1] === "=") return emit(state, input.slice(at, at + 2), 2);
    fail(`unexpected character after '!' inside braces: ${afterwards(state, at + 1)}`, at);
  }
  if (character === "{") fail("unexpected left brace '{'", at);
  if (character !== "}") fail(`unexpected character inside braces: ${quoteCharacter(character)}`, at);
  state.isInBraces = false;
  return emit(state, "}", 1);
}

function lexWord(state: LexerState): Token {
  const { input, at } = state;
  const [word = ""] = /^[A-Za-z0-9_:]+/.exec(input.slice(at)) ?? [];
  const lower = word.toLowerCase();
  if (lower === "inf" || lower === "nan") return emit(state, "<number>", word.length);
  // So that what was named like this before these keywords existed still parses.
  const isFill = lower === "fill" || lower === "fill_left" || lower === "fill_right";
  const isKeyword = keywords.has(lower) && (!isFill || /^[ \t\r\n]*\(/.test(input.slice(at + word.length)));
  if (isKeyword) return emit(state, lower, word.length);
  return emit(state, word.includes(":") ? "<metric>" : "<identifier>", word.length);
}

function lexNumberOrDuration(state: LexerState): Token {
  const rest = state.input.slice(state.at);
  const number = numberLength(rest);
  if (number.isValid) return emit(state, "<number>", number.length);
  const duration = durationLength(rest, number.length);
  if (duration.isValid) return emit(state, "<duration>", duration.length);
  return fail(`bad number or duration syntax: ${quote(rest.slice(0, duration.length))}`, state.at);
}
