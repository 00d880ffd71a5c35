import type { TemplateNode } from "./node.ts";
import { parsePipeline } from "./parse-pipeline.ts";
import {
  failTemplate,
  startTemplateParsing,
  type TemplateParsing,
  TemplateSyntaxFailure,
  unexpectedToken,
} from "./parsing.ts";
import { scanTemplate, type TemplateToken } from "./scan.ts";

/** The template's parts, or what is wrong with it in the words of Go's text/template. */
export type ParsedTemplate =
  | { readonly kind: "template"; readonly nodes: readonly TemplateNode[] }
  | { readonly kind: "error"; readonly message: string };

/**
 * Reads a template: text, pipelines, variables, `if`, `with`, `range`, `break`, `continue` and comments.
 *
 * Templates within templates (`define`, `block`, `template`) are refused: a rule has nowhere to share them.
 * Source: go1.26 text/template/parse/parse.go
 */
export function parseTemplate(
  text: string,
  names: { readonly name: string; readonly hasFunction: (name: string) => boolean },
): ParsedTemplate {
  try {
    const parsing = startTemplateParsing(scanTemplate(text), names);
    const nodes: TemplateNode[] = [];
    while (parsing.peek().kind !== "end") {
      const part = parsePart(parsing);
      if ("token" in part) failTemplate(parsing, part.token, `unexpected {{${part.kind}}}`);
      nodes.push(part);
    }
    return { kind: "template", nodes };
  } catch (error) {
    if (!(error instanceof TemplateSyntaxFailure)) throw error;
    return { kind: "error", message: error.message };
  }
}

/** `{{end}}`, or an `{{else}}`, of which a word such as `if` may be the beginning of another block. */
type Boundary = { readonly kind: "end" | "else"; readonly token: TemplateToken };

function parsePart(parsing: TemplateParsing): TemplateNode | Boundary {
  const token = parsing.next();
  if (token.kind === "text") return { kind: "text", text: token.text };
  if (token.kind !== "open") unexpectedToken(parsing, token, "input");
  parsing.actionLine = token.line;
  parsing.skipSpace();
  const word = parsing.peek();
  const node = word.kind === "identifier" ? parseKeyword(parsing, word) : undefined;
  const part = node ?? { kind: "action" as const, at: word.at, pipeline: parsePipeline(parsing, inCommand) };
  parsing.actionLine = 0;
  return part;
}

const inCommand = { context: "command", end: "close" } as const;

function parseKeyword(parsing: TemplateParsing, word: TemplateToken): TemplateNode | Boundary | undefined {
  switch (word.text) {
    case "if":
    case "with":
    case "range":
      parsing.next();
      return parseControl(parsing, word, word.text);
    case "end":
      parsing.next();
      expectClose(parsing, "end");
      return { kind: "end", token: word };
    case "else": {
      parsing.next();
      parsing.skipSpace();
      const after = parsing.peek();
      const isChained = after.kind === "identifier" && (after.text === "if" || after.text === "with");
      if (!isChained) expectClose(parsing, "else");
      return { kind: "else", token: word };
    }
    case "break":
    case "continue":
      parsing.next();
      expectClose(parsing, `{{${word.text}}}`);
      if (parsing.rangeDepth === 0) failTemplate(parsing, word, `{{${word.text}}} outside {{range}}`);
      return { kind: word.text, at: word.at };
    case "define":
    case "block":
    case "template":
      return failTemplate(parsing, word, `{{${word.text}}} is not supported: write the text where it is used`);
    default:
      return undefined;
  }
}

function expectClose(parsing: TemplateParsing, context: string): void {
  parsing.skipSpace();
  const token = parsing.next();
  if (token.kind !== "close") unexpectedToken(parsing, token, context);
}

function parseControl(parsing: TemplateParsing, word: TemplateToken, kind: "if" | "with" | "range"): TemplateNode {
  const outer = parsing.variables.length;
  const pipeline = parsePipeline(parsing, { context: kind, end: "close" });
  if (kind === "range") parsing.rangeDepth++;
  const { nodes, boundary } = parseList(parsing);
  if (kind === "range") parsing.rangeDepth--;
  const otherwise = boundary.kind === "end" ? [] : parseElse(parsing, kind);
  parsing.variables.length = outer;
  return { kind, at: word.at, pipeline, body: nodes, otherwise };
}

function parseElse(parsing: TemplateParsing, kind: "if" | "with" | "range"): readonly TemplateNode[] {
  const word = parsing.peek();
  if (word.kind === "identifier" && word.text === kind && kind !== "range") {
    parsing.next();
    return [parseControl(parsing, word, kind)];
  }
  const { nodes, boundary } = parseList(parsing);
  if (boundary.kind !== "end") failTemplate(parsing, boundary.token, "expected end; found {{else}}");
  return nodes;
}

function parseList(parsing: TemplateParsing): {
  readonly nodes: readonly TemplateNode[];
  readonly boundary: Boundary;
} {
  const nodes: TemplateNode[] = [];
  while (parsing.peek().kind !== "end") {
    const part = parsePart(parsing);
    if ("token" in part) return { nodes, boundary: part };
    nodes.push(part);
  }
  return failTemplate(parsing, parsing.peek(), "unexpected EOF");
}
