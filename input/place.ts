import { InputError, type Problem } from "./input-error.ts";

/** A text that a user gave, and what to call it. */
export type Source = {
  /** Relative to the working folder, with forward slashes; `<stdin>` for standard input. */
  readonly file: string;
  readonly text: string;
};

/** Where a value comes from: a character of a file, or an argument of the command line such as `--set seed=7`. */
export type Place =
  | { readonly kind: "file"; readonly source: Source; readonly offset: number }
  | { readonly kind: "argument"; readonly argument: string };

export const placeIn = (source: Source, offset: number): Place => ({ kind: "file", source, offset });

/** The problem with what stands at a place. */
export function problemAt(place: Place, message: string, hint?: string): Problem {
  const advice = hint === undefined ? {} : { hint };
  if (place.kind === "argument") return { message: `${place.argument}: ${message}`, ...advice };
  return { file: place.source.file, ...position(place.source.text, place.offset), message, ...advice };
}

/** An error with one problem. */
export const errorAt = (place: Place, message: string, hint?: string): InputError =>
  new InputError([problemAt(place, message, hint)]);

/** `scenario.yaml:31:5`, or the argument. */
export function placeText(place: Place): string {
  if (place.kind === "argument") return place.argument;
  const { line, column } = position(place.source.text, place.offset);
  return `${place.source.file}:${line}:${column}`;
}

type Position = { readonly line: number; readonly column: number; readonly sourceLine: string };

function position(text: string, offset: number): Position {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const newline = text.indexOf("\n", start);
  const sourceLine = text.slice(start, newline === -1 ? text.length : newline).replace(/\r$/, "");
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < start; at = text.indexOf("\n", at + 1)) line += 1;
  return { line, column: offset - start + 1, sourceLine };
}
