import { type Labels, labelValue } from "../prometheus/promql/labels.ts";
import type { CompileRegex, Matcher } from "../prometheus/promql/matcher.ts";
import { quote } from "../prometheus/promql/syntax/quote.ts";

/** A matcher, or what is wrong with it in upstream's words. */
export type MadeMatcher =
  | { readonly kind: "matcher"; readonly matcher: Matcher }
  | { readonly kind: "error"; readonly message: string };

/** A matcher of Alertmanager: a regular expression has to match the whole value, and its dot matches no newline. */
export function alertMatcher(
  { name, operator, value }: Pick<Matcher, "name" | "operator" | "value">,
  compileRegex: CompileRegex,
): MadeMatcher {
  const made = (matches: (candidate: string) => boolean): MadeMatcher => ({
    kind: "matcher",
    matcher: { operator, name, value, matches },
  });
  if (operator === "=") return made((candidate) => candidate === value);
  if (operator === "!=") return made((candidate) => candidate !== value);
  const compiled = compileRegex(`^(?:${value})$`);
  if (compiled.kind === "invalid") return { kind: "error", message: compiled.because };
  const { regex } = compiled;
  return made(operator === "=~" ? (candidate) => regex.test(candidate) : (candidate) => !regex.test(candidate));
}

/** Whether labels meet all conditions; a label that is missing has the empty value. */
export const matchesAll = (matchers: readonly Matcher[], labels: Labels): boolean =>
  matchers.every(({ name, matches }) => matches(labelValue(labels, name)));

const operators: readonly string[] = ["=", "!=", "=~", "!~"];

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Matchers by name, value and operator. */
export const sortedMatchers = (matchers: readonly Matcher[]): readonly Matcher[] =>
  matchers.toSorted(
    (a, b) =>
      byCodeUnit(a.name, b.name) ||
      byCodeUnit(a.value, b.value) ||
      operators.indexOf(a.operator) - operators.indexOf(b.operator),
  );

const reserved = /[\s{}!=~,\\"'`]/;

/** `{severity="page",team=~"a|b"}`. Source: alertmanager v0.34.2 pkg/labels/matcher.go */
export function printMatchers(matchers: readonly Matcher[]): string {
  const texts = matchers.map(({ name, operator, value }) => {
    if (reserved.test(name)) return `${quote(name)}${operator}${quote(value)}`;
    const escaped = value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
    return `${name}${operator}"${escaped}"`;
  });
  return `{${texts.join(",")}}`;
}
