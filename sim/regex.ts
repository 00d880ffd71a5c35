import { RE2JS, RE2JSException } from "re2js";
import type { CompiledRegex, Regex } from "./prometheus/promql/matcher.ts";

/**
 * Compiles RE2's syntax as Go does: matching takes time linear in the text, there is no backtracking to hang in.
 *
 * What is wrong with a pattern is said in the words of Go's regexp package.
 */
export function compileRegex(pattern: string): CompiledRegex {
  try {
    return { kind: "regex", regex: regexOf(RE2JS.compile(pattern)) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const isCut = error.message.endsWith("trailing backslash at end of expression");
    return { kind: "invalid", because: isCut ? `${error.message}: \`\`` : error.message };
  }
}

function regexOf(compiled: RE2JS): Regex {
  const groupNames = Array.from({ length: compiled.groupCount() }, () => "");
  for (const [name, group] of Object.entries(compiled.namedGroups())) groupNames[group - 1] = name;
  return {
    groupNames,
    test: (text) => compiled.test(text),
    exec: (text, from = 0) => {
      const matcher = compiled.matcher(text);
      if (!matcher.find(from)) return undefined;
      const groups = Array.from({ length: groupNames.length + 1 }, (_, group) => group);
      return groups.flatMap((group) => [matcher.start(group), matcher.end(group)]);
    },
  };
}
