/** What a lexer finds; named as in upstream's error texts. */
export type Token =
  | ("INVALID" | "EOF" | "LINEBREAK" | "WHITESPACE" | "HELP" | "TYPE" | "UNIT" | "EOFWORD" | "TEXT" | "COMMENT")
  | ("MNAME" | "QSTRING" | "BOPEN" | "BCLOSE" | "LNAME" | "LVALUE" | "COMMA" | "EQUAL" | "TIMESTAMP" | "VALUE");

/** A token's pattern, what it is, and the state after it; without one, the state stays. */
export type LexRule<State extends string> = readonly [pattern: string, token: Token, next?: State];

/** For each state its rules, of which the first that matches counts; one `INVALID` at the end takes what a token began with. */
export type LexTable<State extends string> = Readonly<Record<State, readonly LexRule<State>[]>>;

/** Reads tokens from a text. The current token is `text.slice(start, end)`. */
export interface Lexer {
  readonly text: string;
  start(): number;
  end(): number;
  next(): Token;
}

interface Entry<State> {
  readonly pattern: RegExp;
  readonly rules: readonly (readonly [Token, State | undefined])[];
}

/** The table with one pattern a state. */
export type CompiledLexTable<State extends string> = Readonly<Record<State, Entry<State>>>;

/** Joins the patterns of each state. */
export function compileLexTable<State extends string>(table: LexTable<State>): CompiledLexTable<State> {
  const entries = Object.entries<readonly LexRule<State>[]>(table).map(([state, rules]) => [
    state,
    {
      pattern: new RegExp(rules.map(([pattern]) => `(${pattern})`).join("|"), "y"),
      rules: rules.map(([, token, next]) => [token, next] as const),
    },
  ]);
  return Object.fromEntries(entries);
}

/** A lexer at the beginning of the text. */
export function createLexer<State extends string>(text: string, table: CompiledLexTable<State | "initial">): Lexer {
  let state: State | "initial" = "initial";
  let start = 0;
  let end = 0;
  const next = (): Token => {
    if (end >= text.length) return "EOF";
    start = end;
    const { pattern, rules } = table[state];
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match === null) return "INVALID";
    end = pattern.lastIndex;
    for (let rule = 0; rule < rules.length; rule++) {
      if (match[rule + 1] === undefined) continue;
      const [token, following] = rules[rule]!;
      state = following ?? state;
      return token;
    }
    return "INVALID";
  };
  return { text, start: () => start, end: () => end, next };
}
