import type { Regex } from "../promql/matcher.ts";

/**
 * The text with every match replaced; `$1`, `${name}` and `$$` in the replacement stand for groups and a dollar sign.
 *
 * Source: go1.26 regexp (ReplaceAllString, expand)
 */
export function replaceAll(regex: Regex, replacement: string, text: string): string {
  let result = "";
  let copied = 0;
  let lastEnd = -1;
  for (let from = 0; from <= text.length; ) {
    const match = regex.exec(text, from);
    if (match === undefined) break;
    const [start = 0, end = 0] = match;
    // An empty match next to the one before it is none.
    if (end > start || start > lastEnd) {
      result += text.slice(copied, start) + expanded(replacement, { regex, match, text });
      copied = end;
      lastEnd = end;
    }
    from = end > from ? end : from + ((text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1);
  }
  return result + text.slice(copied);
}

function expanded(
  replacement: string,
  { regex, match, text }: { readonly regex: Regex; readonly match: readonly number[]; readonly text: string },
): string {
  return replacement.replace(
    /\$(?:\$|\{([\p{L}\p{N}_]+)\}|([\p{L}\p{N}_]+))/gu,
    (whole, braced?: string, bare?: string) => {
      if (whole === "$$") return "$";
      const name = braced ?? bare ?? "";
      const group = /^\d+$/.test(name) ? Number(name) : regex.groupNames.lastIndexOf(name) + 1;
      if (group === 0 && !/^0+$/.test(name)) return "";
      const [start, end] = [match[2 * group], match[2 * group + 1]];
      return start === undefined || end === undefined || start < 0 ? "" : text.slice(start, end);
    },
  );
}
