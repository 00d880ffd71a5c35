import type { ScalarNode } from "../node.ts";
import type { Source } from "../place.ts";

/**
 * A text of its own that a file holds literally, after `|`, with everything before it blanked: so each character keeps its place
 * in the file. `undefined` when it stands there in another way.
 */
export function literalText({ place, text }: ScalarNode, source: Source): Source | undefined {
  if (place.kind !== "file") return undefined;
  const isLiteral = /^\|[-+\d]*[ \t]*(#.*)?$/m.test(source.text.slice(place.offset).split("\n", 1)[0] ?? "");
  if (!isLiteral) return undefined;
  const start = source.text.indexOf("\n", place.offset) + 1;
  const lineCount = text.replace(/\n+$/, "").split("\n").length;
  const lines = source.text.slice(start).split("\n").slice(0, lineCount);
  const blank = source.text.slice(0, start).replace(/[^\n\r]/g, " ");
  return { file: source.file, text: blank + lines.join("\n") };
}
