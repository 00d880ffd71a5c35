import { quote } from "./syntax/quote.ts";

/** A compiled regular expression in RE2's syntax. */
export interface Regex {
  /**
   * The start and end of the first match, from an offset on, and of each group, -1 for a group that took no part;
   * undefined without a match.
   */
  exec(text: string, from?: number): readonly number[] | undefined;
  /** The names of the groups, in order, the first being group 1; empty for one without. */
  readonly groupNames: readonly string[];
  test(text: string): boolean;
}

/** The regex, or RE2's words about what is wrong with it. */
export type CompiledRegex =
  | { readonly kind: "regex"; readonly regex: Regex }
  | { readonly kind: "invalid"; readonly because: string };

/** Compiles RE2 syntax. A pattern that should match the whole text says so itself. */
export type CompileRegex = (pattern: string) => CompiledRegex;

export type MatchOperator = "=" | "!=" | "=~" | "!~";

/** A condition on one label; a label that is missing has the empty value. */
export interface Matcher {
  readonly operator: MatchOperator;
  readonly name: string;
  readonly value: string;
  matches(value: string): boolean;
}

/** A matcher by equality. */
export const equalityMatcher = (name: string, value: string): Matcher => ({
  ...{ operator: "=", name, value },
  matches: (candidate) => candidate === value,
});

/** The matcher, or RE2's words about its regular expression, which has to match whole values. */
export function matcherOf(
  { name, operator, value }: Pick<Matcher, "name" | "operator" | "value">,
  compile: CompileRegex,
): { readonly kind: "matcher"; readonly matcher: Matcher } | { readonly kind: "invalid"; readonly because: string } {
  const matches = (test: (candidate: string) => boolean): { readonly kind: "matcher"; readonly matcher: Matcher } => ({
    kind: "matcher",
    matcher: { operator, name, value, matches: test },
  });
  if (operator === "=") return matches((candidate) => candidate === value);
  if (operator === "!=") return matches((candidate) => candidate !== value);
  if (isAlternativesOfText.test(value)) {
    const texts = new Set(value.split("|"));
    return matches((candidate) => texts.has(candidate) === (operator === "=~"));
  }
  // By itself first: that is what an error speaks of, and parentheses around it could mend it.
  const bare = compile(value);
  if (bare.kind === "invalid") return bare;
  const compiled = compile(`^(?s:${value})$`);
  if (compiled.kind === "invalid") return compiled;
  const test = remembered(compiled.regex);
  return matches(operator === "=~" ? test : (candidate) => !test(candidate));
}

/** `web-0|web-1`: text in which no character has a meaning of its own, as adapters write it for a hundred pods. */
const isAlternativesOfText = /^[A-Za-z0-9_:/-]+(?:\|[A-Za-z0-9_:/-]+)*$/;

/** So many answers are kept; label values repeat from query step to query step. */
const rememberedMax = 10_000;

function remembered(regex: Regex): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = regex.test(text);
    if (answers.size < rememberedMax) answers.set(text, answer);
    return answer;
  };
}

/** True for a name that a matcher may have without quotes. */
export const isPlainLabelName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** The matcher as it stands in a selector. Source: prometheus v0.315.0 model/labels/matcher.go */
export const printMatcher = ({ name, operator, value }: Matcher): string =>
  `${isPlainLabelName(name) ? name : quote(name)}${operator}${quote(value)}`;
