import { readPipeline } from "./pipeline.ts";
import { type Piece, scan, type Token } from "./scan.ts";
import { type Refuse, TemplateError, type TemplateNode, type TemplateProblem } from "./syntax.ts";

export type ParsedTemplate = { readonly kind: "template"; readonly nodes: readonly TemplateNode[] } | TemplateProblem;

/**
 * Reads a Go template: text, fields, literals, the functions that `functions` names, pipelines, `if`, `with` and `range`.
 *
 * Variables, `define`, `template`, `block`, `break` and `continue`, and the other builtin functions are unsupported.
 * Source: go1.26 text/template/parse
 */
export function parseTemplate(name: string, text: string): ParsedTemplate {
  try {
    const reader = readerOf(name, text);
    const nodes = readList(reader, "");
    return { kind: "template", nodes };
  } catch (error) {
    if (error instanceof TemplateError) return error.problem;
    throw error;
  }
}

type Reader = Refuse & { readonly next: () => Piece | undefined };

function readerOf(name: string, text: string): Reader {
  const pieces = scan(name, text);
  let at = 0;
  return {
    next: () => pieces[at++],
    fail: (message, offset = text.length) => {
      const line = text.slice(0, offset).split("\n").length;
      throw new TemplateError({ kind: "invalid", message: `template: ${name}:${line}: ${message}` });
    },
    unsupported: (what) => {
      throw new TemplateError({ kind: "unsupported", message: `the template uses ${what}, which is not modelled` });
    },
  };
}

const branches: ReadonlySet<string> = new Set(["if", "with", "range"]);
const unsupportedWords: ReadonlySet<string> = new Set(["define", "template", "block", "break", "continue"]);

/** Nodes up to the `end` or `else` of the action that they stand in, which is named; to the end of the text for none. */
function readList(reader: Reader, inside: string): readonly TemplateNode[] {
  const { nodes, stop } = readUntil(reader);
  if (stop === undefined) return inside === "" ? nodes : reader.fail("unexpected EOF");
  const word = stop.tokens[0]?.text ?? "";
  return reader.fail(`unexpected {{${word}}}`, stop.offset);
}

type Action = Extract<Piece, { kind: "action" }>;

function readUntil(reader: Reader): { readonly nodes: readonly TemplateNode[]; readonly stop: Action | undefined } {
  const nodes: TemplateNode[] = [];
  for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
    if (piece.kind === "text") {
      nodes.push(piece);
      continue;
    }
    const [first, ...rest] = piece.tokens;
    const word = first?.kind === "word" ? first.text : "";
    if (word === "end" || word === "else") return { nodes, stop: piece };
    if (unsupportedWords.has(word)) reader.unsupported(`"${word}"`);
    const kind = branchOf(word);
    if (kind === undefined) nodes.push({ kind: "action", pipeline: readPipeline(reader, piece.tokens, "command") });
    else nodes.push(readBranch(reader, kind, rest));
  }
  return { nodes, stop: undefined };
}

type Branch = "if" | "with" | "range";

const branchOf = (word: string): Branch | undefined =>
  branches.has(word) ? (word === "if" ? "if" : word === "with" ? "with" : "range") : undefined;

function readBranch(reader: Reader, kind: Branch, condition: readonly Token[]): TemplateNode {
  const pipeline = readPipeline(reader, condition, kind);
  const { nodes: body, stop } = readUntil(reader);
  if (stop === undefined) return reader.fail("unexpected EOF");
  if (stop.tokens[0]?.text === "end") return { kind, pipeline, body, otherwise: [] };
  const [, chained, ...rest] = stop.tokens;
  if (chained !== undefined) {
    if (kind !== "if" || chained.text !== "if") return reader.unsupported(`"else ${chained.text}"`);
    return { kind, pipeline, body, otherwise: [readBranch(reader, "if", rest)] };
  }
  const other = readUntil(reader);
  if (other.stop === undefined) return reader.fail("unexpected EOF");
  if (other.stop.tokens[0]?.text !== "end") return reader.fail("unexpected {{else}}", other.stop.offset);
  return { kind, pipeline, body, otherwise: other.nodes };
}
