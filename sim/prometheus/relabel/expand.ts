import type { Regex } from "../promql/matcher.ts";

const variable = /\$(?:\$|(?<plain>[\p{L}\p{Nd}_]+)|\{(?<braced>[\p{L}\p{Nd}_]+)\})?/gu;

/** True for a template that may take something from the match. */
export const hasVariable = (template: string): boolean => template.includes("$");

/**
 * A template with `$1`, `${1}`, `$name` and `${name}` replaced by what the groups matched; `$$` is one dollar.
 *
 * `match` is the answer of `regex.exec(text)`. A group that there is not, or that took no part, is empty. A dollar before
 * anything else stands for itself. Source: go1.26 regexp (Regexp.Expand)
 */
export function expand(
  template: string,
  { regex, text, match }: { readonly regex: Regex; readonly text: string; readonly match: readonly number[] },
): string {
  if (!hasVariable(template)) return template;
  const group = (name: string): string => {
    const number = /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : regex.groupNames.indexOf(name) + 1 || Number.NaN;
    const start = match[2 * number];
    return start === undefined || start < 0 ? "" : text.slice(start, match[2 * number + 1]);
  };
  return template.replace(variable, (whole, ...rest) => {
    const { plain, braced } = rest.at(-1);
    const name = plain ?? braced;
    if (name !== undefined) return group(name);
    return whole === "$$" ? "$" : whole;
  });
}
