import type { Regex } from "./ports.ts";
import { matched } from "./resource-converter.ts";

/**
 * Puts what a match found into a template with `$1`, `${1}`, `$name` and `$$`. A name reaches as far as letters, digits and `_` do,
 * and one that the expression does not have is empty: `$1_total` is the group "1_total".
 *
 * Source: go1.26 regexp.Regexp.ExpandString
 */
export function expand(
  template: string,
  text: string,
  { regex, match }: { regex: Regex; match: readonly number[] },
): string {
  return template.replace(/\$(?:(\$)|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})?/gu, (whole, dollar, bare, braced) => {
    if (dollar !== undefined) return "$";
    const name: string | undefined = bare ?? braced;
    if (name === undefined) return whole;
    const isNumber = /^(0|[1-9]\d{0,8})$/.test(name);
    if (isNumber) return matched(text, match, Number(name));
    return regex.groupNames.flatMap((one, at) => (one === name ? [matched(text, match, at + 1)] : []))[0] ?? "";
  });
}
