import { parseGoString } from "./go-string.ts";
import type { Token } from "./scan.ts";
import { type Command, functions, type Operand, type Pipeline, type Refuse } from "./syntax.ts";

/** The tokens of an action, and how far they are read. */
type Cursor = { readonly tokens: readonly Token[]; readonly refuse: Refuse; at: number };

/** Reads the commands of an action. `context` names it in an error: `command`, `if`. */
export function readPipeline(refuse: Refuse, tokens: readonly Token[], context: string): Pipeline {
  return readCommands({ tokens, refuse, at: 0 }, context);
}

function readCommands(cursor: Cursor, context: string): Pipeline {
  const commands = [readCommand(cursor, context)];
  while (cursor.tokens[cursor.at]?.kind === "|") {
    cursor.at += 1;
    const next = cursor.tokens[cursor.at];
    // Go does not mind a `|` that nothing follows.
    if (next !== undefined && next.kind !== ")") commands.push(readCommand(cursor, context));
  }
  for (const [index, { operands, offset }] of commands.entries()) {
    // Only a function or a field can take what comes before the `|`.
    const isValue = operands[0]?.kind === "literal" || operands[0]?.kind === "dot";
    if (index > 0 && isValue)
      return cursor.refuse.fail(`non executable command in pipeline stage ${index + 1}`, offset);
  }
  return { commands };
}

function readCommand(cursor: Cursor, context: string): Command {
  const { tokens, refuse } = cursor;
  const operands: Operand[] = [];
  const offset = tokens[cursor.at]?.offset ?? 0;
  for (;;) {
    const token = tokens[cursor.at];
    if (token === undefined || token.kind === "|" || token.kind === ")") break;
    const isJoined = operands.length > 0 && !token.isApart && token.kind !== "(";
    if (isJoined) return refuse.fail(`unexpected ${shown(token)} in operand`, token.offset);
    if (token.kind === "character") {
      return refuse.fail(
        `unexpected ${shown(token)} in ${operands.length === 0 ? "command" : "operand"}`,
        token.offset,
      );
    }
    cursor.at += 1;
    operands.push(token.kind === "(" ? readParentheses(cursor, token) : readOperand(cursor, token));
  }
  if (operands.length === 0) return refuse.fail(`missing value for ${context}`);
  return { operands, offset, text: operands.map(({ text }) => text).join(" ") };
}

const shown = ({ kind, text }: Token): string => (kind === "dot" ? "<.>" : `"${text}"`);

function readParentheses(cursor: Cursor, { offset }: Token): Operand {
  const pipeline = readCommands(cursor, "parenthesized pipeline");
  cursor.at += 1;
  const next = cursor.tokens[cursor.at];
  if (next?.kind === "field" && !next.isApart) return cursor.refuse.unsupported("a field of a pipeline in parentheses");
  return { kind: "pipeline", pipeline, offset, text: `(${pipeline.commands.map(({ text }) => text).join(" | ")})` };
}

function readOperand(cursor: Cursor, { kind, text, offset }: Token): Operand {
  const { refuse } = cursor;
  switch (kind) {
    case "dot":
      return { kind, offset, text };
    case "field":
      return readField(cursor, { of: "dot", path: text, offset });
    case "variable":
      if (text !== "$") return refuse.unsupported(`the variable ${text}`);
      return readField(cursor, { of: "root", path: "", offset });
    case "string":
      return { kind: "literal", value: parseGoString(text) ?? refuse.unsupported(`the string ${text}`), offset, text };
    case "number":
      if (!/^[+-]?(0|[1-9]\d{0,14})$/.test(text)) return refuse.unsupported(`the number ${text}`);
      return { kind: "literal", value: Number(text), offset, text };
    case "word":
      return readWord(refuse, text, offset);
    default:
      return refuse.unsupported(`"${text}"`);
  }
}

function readWord(refuse: Refuse, text: string, offset: number): Operand {
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true", offset, text };
  const known = Object.hasOwn(functions, text) ? functions[text] : undefined;
  if (known === "supported") return { kind: "function", name: text, offset, text };
  if (known === "unsupported" || text === "nil") return refuse.unsupported(`"${text}"`);
  return refuse.fail(`function "${text}" not defined`, offset);
}

type FieldStart = { readonly of: "dot" | "root"; readonly path: string; readonly offset: number };

function readField(cursor: Cursor, { of, path, offset }: FieldStart): Operand {
  let read = path;
  const next = cursor.tokens[cursor.at];
  // Go puts the place of a chain behind its first link.
  const place = next?.kind === "field" && !next.isApart ? next.offset : offset;
  for (;;) {
    const token = cursor.tokens[cursor.at];
    if (token === undefined || token.kind !== "field" || token.isApart) break;
    read += token.text;
    cursor.at += 1;
  }
  const names = read === "" ? [] : read.slice(1).split(".");
  return { kind: "field", of, names, offset: place, text: `${of === "root" ? "$" : ""}${read}` };
}
