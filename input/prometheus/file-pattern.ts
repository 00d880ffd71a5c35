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
    const [whole] = /^(?:\*+|\?|\[\^?(?:\\?[^\\\]-](?:-\\?[^\\\]-])?)+\]|\\.|[^*?[\\])/su.exec(rest) ?? [];
    if (whole === undefined) return { ok: false, because: "syntax error in pattern" };
    regex += regexOf(whole);
    isLiteral &&= !/^[*?[]/.test(whole);
    rest = rest.slice(whole.length);
  }
  const compiled = new RegExp(`^${regex}$`, "su");
  return { ok: true, matches: (name) => compiled.test(name), isLiteral };
}

function regexOf(part: string): string {
  if (part.startsWith("*")) return ".*";
  if (part === "?") return ".";
  if (!part.startsWith("[")) return literally(part.startsWith("\\") ? part.slice(1) : part);
  const [, not = "", members = ""] = /^\[(\^?)(.*)\]$/su.exec(part) ?? [];
  return `[${not}${members.replace(/\\(.)|[^-]/gsu, (whole, escaped) => literally(escaped ?? whole))}]`;
}

const literally = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
