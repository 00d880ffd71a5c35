import type { ScalarNode } from "../node.ts";
import type { Source } from "../place.ts";

/**
 * The text of a literal block (`|`) as a source of its own, in which each character keeps its place in the file; undefined for
 * text that is written in another way.
 */
export function embeddedSource({ place, text }: ScalarNode): Source | undefined {
  if (place.kind !== "file") return undefined;
  const { source, offset } = place;
  const isLiteral = /^\|[-+\d]*[ \t]*(#.*)?$/m.test(source.text.slice(offset).split("\n", 1)[0] ?? "");
  if (!isLiteral) return undefined;
  const start = source.text.indexOf("\n", offset) + 1;
  const lineCount = text.replace(/\n+$/, "").split("\n").length;
  const lines = source.text.slice(start).split("\n").slice(0, lineCount);
  // Everything before it is blanked, so that each character keeps its place in the file.
  const blank = source.text.slice(0, start).replace(/[^\n\r]/g, " ");
  return { file: source.file, text: blank + lines.join("\n") };
}
