import { quote } from "../promql/syntax/quote.ts";
import type { ExpositionEntry, MetricType } from "./entry.ts";
import { type Line, type LineError, lineError, tokenText, unexpected } from "./line.ts";

/** Which words a format has for types. */
export type TypeWords = ReadonlyMap<string, MetricType>;

/** What stands behind `# HELP`, `# TYPE` or `# UNIT`. */
export interface MetadataText {
  readonly family: string;
  readonly text: string;
}

/** The name behind the keyword, without its quotes. */
export function readFamilyName(line: Line, keyword: string): { readonly family: string } | LineError {
  const token = line.token();
  if (token !== "MNAME") return unexpected(line, `expected metric name after ${keyword}`, token);
  return { family: tokenText(line).replace(/^"(.*)"$/s, "$1") };
}

/** The type, or why the word is none. */
export function typeEntry({ family, text }: MetadataText, words: TypeWords): ExpositionEntry {
  const type = words.get(text);
  return type === undefined ? lineError(`invalid metric type ${quote(text)}`) : { kind: "type", family, type };
}

/** The help, its escapes undone by `undo`. */
export function helpEntry({ family, text }: MetadataText, undo: (text: string) => string): ExpositionEntry {
  if (!text.isWellFormed()) return lineError(`help text ${quote(text)} is not a valid utf8 string`);
  return { kind: "help", family, text: undo(text) };
}
