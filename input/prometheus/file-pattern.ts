/** A name in a folder that a pattern of Go's `filepath.Match` stands for, or why the pattern is none. */
export type NamePattern =
  | { readonly ok: true; readonly matches: (name: string) => boolean; readonly isLiteral: boolean }
  | { readonly ok: false; readonly because: string };

/** `*`, `?`, `[a-z]`, `[^a]`, and `\` before what stands for itself. Source: go1.26 path/filepath Match */
export function namePattern(pattern: string): NamePattern {
  let rest = pattern;
  let regex = "";
  let isLiteral = true;
  while (rest !== "") {
    const [whole] = part.exec(rest) ?? [];
    if (whole === undefined) return { ok: false, because: "syntax error in pattern" };
    regex += regexOf(whole);
    isLiteral &&= !/^[*?[]/.test(whole);
    rest = rest.slice(whole.length);
  }
  const compiled = new RegExp(`^${regex}$`, "su");
  return { ok: true, matches: (name) => compiled.test(name), isLiteral };
}

/** The beginning of a pattern: a wildcard, a class, an escaped character, or any other that stands for itself. */
const part = /^(?:\*+|\?|\[(?=(\^?))\1(?:(?:\\.|[^\\\]-])(?:-(?:\\.|[^\\\]-]))?)+\]|\\.|[^*?[\\])/su;

function regexOf(whole: string): string {
  if (whole.startsWith("*")) return ".*";
  if (whole === "?") return ".";
  if (!whole.startsWith("[")) return literally(whole);
  const [, not = "", members = ""] = /^\[(\^?)(.*)\]$/su.exec(whole) ?? [];
  return `[${not}${members.replace(/(\\.|[^\\])(?:-(\\.|[^\\]))?/gsu, (_, from, to = from) => range(from, to))}]`;
}

/** A range that ends before it begins has nobody in it. */
const range = (from: string, to: string): string =>
  codePoint(from) > codePoint(to) ? "" : `${literally(from)}-${literally(to)}`;

const literally = (character: string): string => `\\u{${codePoint(character).toString(16)}}`;

/** Of a character, which may be escaped. */
const codePoint = (character: string): number => character.replace(/^\\(?=.)/su, "").codePointAt(0) ?? 0;
