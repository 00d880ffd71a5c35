import { equalityMatcher, type Matcher, type MatchOperator, matcherOf } from "../matcher.ts";
import type { VectorSelector } from "./ast.ts";
import { failAt, type Parsing, unexpected } from "./parsing.ts";
import { quote, unquote } from "./quote.ts";
import { rangeOf, type Token } from "./token.ts";

/** The rest of a selector whose name, if it has one outside the braces, has been read. */
export function parseSelector(parsing: Parsing, name: Token | undefined): VectorSelector {
  const open = parsing.accept("{");
  const braces = open === undefined ? undefined : parseMatchers(parsing);
  const start = name?.start ?? open?.start ?? 0;
  const end = braces?.end ?? name?.end ?? start;
  const named = name === undefined ? [] : [equalityMatcher("__name__", name.text)];
  return {
    ...{ kind: "vector-selector", name: name?.text ?? "", matchers: [...(braces?.matchers ?? []), ...named] },
    ...{ at: undefined, offset: 0, extension: "none", range: { start, end } },
  };
}

/** What stands between braces, the first of which has been read. */
function parseMatchers(parsing: Parsing): { readonly matchers: readonly Matcher[]; readonly end: number } {
  const matchers: Matcher[] = [];
  for (;;) {
    const close = parsing.accept("}");
    if (close !== undefined) return { matchers, end: close.end };
    matchers.push(parseMatcher(parsing));
    if (parsing.accept(",") === undefined && parsing.peek().kind !== "}") {
      unexpected(parsing, "label matching", '"," or "}"');
    }
  }
}

const matchOperators: readonly MatchOperator[] = ["=", "!=", "=~", "!~"];

function parseMatcher(parsing: Parsing): Matcher {
  const label = parsing.peek();
  if (label.kind !== "<identifier>" && label.kind !== "<string>") {
    unexpected(parsing, "label matching", 'identifier or "}"');
  }
  parsing.next();
  const name = label.kind === "<string>" ? textOf(label) : label.text;
  const operator = matchOperators.find((candidate) => candidate === parsing.peek().kind);
  if (operator === undefined) {
    // A string alone is the metric's name.
    if (label.kind === "<string>") return equalityMatcher("__name__", name);
    return unexpected(parsing, "label matching", "label matching operator");
  }
  parsing.next();
  if (parsing.peek().kind !== "<string>") unexpected(parsing, "label matching", "string");
  const value = parsing.next();
  const made = matcherOf({ name, operator, value: textOf(value) }, parsing.compileRegex);
  if (made.kind === "invalid") return failAt({ start: label.start, end: value.end }, made.because);
  return made.matcher;
}

function textOf(token: Token): string {
  const unquoted = unquote(token.text);
  if (unquoted.kind === "text") return unquoted.text;
  return failAt(rangeOf(token), `error unquoting string ${quote(token.text)}: invalid syntax`);
}
