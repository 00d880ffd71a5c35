import { visible } from "./visible-text.ts";

/** One thing that is wrong with what a user gave. */
export type Problem = {
  /** Relative to the working folder, with forward slashes. Absent for what no file says, such as an argument. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** In UTF-16 code units, from 1. */
  readonly column?: number;
  /** The line as the file has it. */
  readonly sourceLine?: string;
  /** What was given and why it is not right. */
  readonly message: string;
  /** What to do; may have several lines. */
  readonly hint?: string;
};

/** A user's input is wrong. Says everything that was found, file by file and from the top of each to its end. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const ordered = inOrder(problems);
    super(ordered.map(formatProblem).join("\n"));
    this.problems = ordered;
  }
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  // What an alias repeats is found wrong as often as it is used.
  const distinct = [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()];
  const files = [...new Set(distinct.map(({ file }) => file))];
  const order = (a: Problem, b: Problem): number =>
    files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  return distinct.sort(order);
}

/**
 * A problem as people read it, without a final newline:
 *
 * ```text
 * web.yaml:12:9: unknown field "nods"
 *   nods: {count: 5}
 *   ^
 *   Did you mean "nodes"?
 * ```
 *
 * Control characters are written out, so that nothing in a file can act on a terminal.
 */
export function formatProblem(problem: Problem): string {
  const { file, line, column, sourceLine, message, hint } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  const lines = [place === "" ? visible(message) : `${visible(place)}: ${visible(message)}`];
  if (sourceLine !== undefined && sourceLine.trim() !== "") lines.push(...excerpt(sourceLine, column ?? 1));
  if (hint !== undefined) lines.push(...hint.split("\n").map((text) => `  ${visible(text)}`));
  return lines.join("\n");
}

/** Most characters of a source line that are shown: a JSON file may be a single line. */
const excerptLengthMax = 110;

/** The line without its indentation, and a caret under the column. */
function excerpt(sourceLine: string, column: number): readonly string[] {
  const length = sourceLine.trimEnd().length;
  const indentation = Math.min(sourceLine.length - sourceLine.trimStart().length, column - 1);
  const wished = Math.min(column - 1 - Math.floor(excerptLengthMax / 2), length - excerptLengthMax);
  const start = Math.max(indentation, wished);
  const end = Math.min(length, start + excerptLengthMax);
  const before = `${start > indentation ? "…" : ""}${visible(sourceLine.slice(start, column - 1))}`;
  const after = `${visible(sourceLine.slice(column - 1, end))}${end < length ? "…" : ""}`;
  return [`  ${before}${after}`, `  ${" ".repeat(before.length)}^`];
}
