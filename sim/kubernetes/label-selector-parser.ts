import { latestTexts, type SelectorTexts } from "./label-selector-errors.ts";
import { labelKeyError, type Operator, type Requirement, requirementError } from "./label-selector-requirement.ts";
import { byCodeUnit } from "./object.ts";

type ParsedRequirements =
  | { readonly ok: true; readonly requirements: readonly Requirement[] }
  | { readonly ok: false; readonly error: string };

/**
 * Reads the requirements of a selector such as `app=web,tier in (a,b),!canary`, in the order in which they are written.
 *
 * Source: apimachinery v0.36.3 pkg/labels Parse
 */
export function parseRequirements(text: string, texts: SelectorTexts = latestTexts): ParsedRequirements {
  const cursor = createCursor(tokensOf(text));
  const requirements: Requirement[] = [];
  if (cursor.peek().kind === "end") return { ok: true, requirements };
  if (!startsRequirement(cursor.peek())) {
    return failure(`found '${cursor.peek().text}', expected: !, identifier, or 'end of string'`);
  }
  while (true) {
    const parsed = parseRequirement(cursor, texts);
    if (!parsed.ok) return failure(`unable to parse requirement: ${parsed.error}`);
    requirements.push(parsed.value);
    const separator = cursor.next();
    if (separator.kind === "end") return { ok: true, requirements };
    if (separator.text !== ",") return failure(`found '${separator.text}', expected: ',' or 'end of string'`);
    if (!startsRequirement(cursor.peek())) {
      return failure(`found '${cursor.peek().text}', expected: identifier after ','`);
    }
  }
}

/** `in` and `notin` are identifiers that mean an operator after a key. The text of the end is empty. */
type Token = { readonly kind: "identifier" | "symbol" | "end"; readonly text: string };

type Cursor = { readonly peek: () => Token; readonly next: () => Token };

type Parsed<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: string };

const failure = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });

const end: Token = { kind: "end", text: "" };

/** Upstream's scanner takes a NUL for the end of the text, but swallows one that ends a token. */
function tokensOf(text: string): readonly Token[] {
  const pattern = /[ \t\r\n]*(?:(==|!=|[=!(),<>])|([^ \t\r\n=!(),<>\0]+))\0?/y;
  const tokens: Token[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, symbol, identifier] = match;
    tokens.push(
      symbol === undefined ? { kind: "identifier", text: identifier ?? "" } : { kind: "symbol", text: symbol },
    );
  }
  return tokens;
}

function createCursor(tokens: readonly Token[]): Cursor {
  let position = 0;
  return {
    peek: () => tokens[position] ?? end,
    next: () => tokens[position++] ?? end,
  };
}

const isSymbol = (token: Token, text: string): boolean => token.kind === "symbol" && token.text === text;
const startsRequirement = (token: Token): boolean => token.kind === "identifier" || isSymbol(token, "!");
const endsRequirement = (token: Token): boolean => token.kind === "end" || isSymbol(token, ",");

function parseRequirement(cursor: Cursor, texts: SelectorTexts): Parsed<Requirement> {
  const negated = isSymbol(cursor.peek(), "!");
  if (negated) cursor.next();
  const key = cursor.next();
  if (key.kind !== "identifier") return failure(`found '${key.text}', expected: identifier`);
  // No field path reaches this check upstream, and Go prints that as <nil>.
  const keyError = labelKeyError(key.text, "<nil>", texts);
  if (keyError !== undefined) return failure(keyError);

  if (negated) return { ok: true, value: { key: key.text, operator: "!", values: [] } };
  if (endsRequirement(cursor.peek())) return { ok: true, value: { key: key.text, operator: "exists", values: [] } };
  const operator = parseOperator(cursor, texts);
  if (!operator.ok) return operator;
  const isSet = operator.value === "in" || operator.value === "notin";
  const values = isSet ? parseSet(cursor) : parseExactValue(cursor);
  if (!values.ok) return values;
  const requirement = { key: key.text, operator: operator.value, values: values.value };
  const error = requirementError(requirement, texts);
  return error === undefined ? { ok: true, value: requirement } : failure(error);
}

const binaryOperators: ReadonlyMap<string, Operator> = new Map([
  ["in", "in"],
  ["notin", "notin"],
  ["=", "="],
  ["==", "=="],
  ["!=", "!="],
  [">", "gt"],
  ["<", "lt"],
]);

function parseOperator(cursor: Cursor, { expectedOperators }: SelectorTexts): Parsed<Operator> {
  const token = cursor.next();
  const operator = binaryOperators.get(token.text);
  if (operator !== undefined) return { ok: true, value: operator };
  return failure(`found '${token.text}', expected: ${expectedOperators}`);
}

/** A value may be left out: `app=` asks for the empty one. */
function parseExactValue(cursor: Cursor): Parsed<readonly string[]> {
  if (endsRequirement(cursor.peek())) return { ok: true, value: [""] };
  const token = cursor.next();
  if (token.kind !== "identifier") return failure(`found '${token.text}', expected: identifier`);
  return { ok: true, value: [token.text] };
}

/** Values between parentheses, in order and each once. Where there is none between commas or parentheses, the empty one. */
function parseSet(cursor: Cursor): Parsed<readonly string[]> {
  const open = cursor.next();
  if (!isSymbol(open, "(")) return failure(`found '${open.text}' expected: '('`);
  const first = cursor.peek();
  if (first.kind !== "identifier" && !isSymbol(first, ",") && !isSymbol(first, ")")) {
    return failure(`found '${first.text}', expected: ',', ')' or identifier`);
  }
  const values = new Set<string>();
  let expectsValue = true;
  while (true) {
    const token = cursor.next();
    if (token.kind === "identifier" && expectsValue) {
      values.add(token.text);
      expectsValue = false;
    } else if (isSymbol(token, ",") || isSymbol(token, ")")) {
      if (expectsValue) values.add("");
      if (token.text === ")") return { ok: true, value: [...values].sort(byCodeUnit) };
      expectsValue = true;
    } else {
      return failure(`found '${token.text}', expected: ${expectsValue ? "',', or identifier" : "',' or ')'"}`);
    }
  }
}
