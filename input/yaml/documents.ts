import { type ParsedNode, parseAllDocuments } from "yaml";
import { InputError } from "../input-error.ts";
import { isNull, type Node } from "../node.ts";
import { errorAt, type Place, placeIn, type Source } from "../place.ts";
import { type Origin, toNode } from "./convert.ts";
import type { Dialect } from "./dialect.ts";
import { syntaxProblem } from "./syntax-problem.ts";

/**
 * The documents of a YAML or JSON file, without those that are empty or null.
 *
 * An InputError for broken YAML, keys that stand twice, aliases that multiply without end, and files without a document.
 */
export function readDocuments(source: Source, dialect: Dialect): readonly Node[] {
  const filled = readAnyDocuments(source, dialect);
  if (filled.length === 0) throw new InputError([{ file: source.file, message: "the file holds no documents" }]);
  return filled;
}

/** The same for files that may be without a document. */
export const readAnyDocuments = (source: Source, dialect: Dialect): readonly Node[] =>
  parse(source.text, { placeAt: (offset) => placeIn(source, offset), dialect });

/** The one value that an argument of the command line gives in YAML; no text at all is no value. */
export function readValue(text: string, place: Place, dialect: Dialect): Node {
  const [value, ...others] = parse(text, { placeAt: () => place, dialect });
  if (others.length > 0) throw errorAt(place, "the value holds several documents");
  return value ?? { kind: "scalar", value: null, text: "", isQuoted: false, place };
}

function parse(text: string, origin: Origin): readonly Node[] {
  return contentsOf(text, origin)
    .filter((contents) => contents !== null)
    .map((contents) => toNode(contents, origin))
    .filter((node) => !isNull(node));
}

function contentsOf(text: string, { placeAt }: Origin): readonly (ParsedNode | null)[] {
  try {
    // Scalars come as text: what they stand for is kubectl's rule, not YAML's.
    const options = { schema: "failsafe", merge: false, uniqueKeys: false, prettyErrors: false } as const;
    const documents = parseAllDocuments(text, { ...options, logLevel: "silent" });
    if (!Array.isArray(documents)) return [];
    for (const document of documents) {
      const [error] = document.errors;
      if (error) throw new InputError([syntaxProblem(document, error, { text, placeAt })]);
    }
    return documents.map((document) => document.contents);
  } catch (error) {
    if (error instanceof RangeError) throw errorAt(placeAt(0), "this is nested too deeply to be read");
    throw error;
  }
}
