import { quote, unquote } from "../promql/syntax/quote.ts";
import { type Command, type Operand, type Pipeline, printOperand } from "./node.ts";
import { failTemplate, keywords, type TemplateParsing, unexpectedToken } from "./parsing.ts";
import type { TemplateToken } from "./scan.ts";

/** What a pipeline belongs to, for errors, and what ends it. */
interface Where {
  readonly context: string;
  readonly end: "close" | "right-paren";
}

const operandKinds: readonly TemplateToken["kind"][] = [
  ...(["dot", "field", "identifier", "number", "string", "variable", "left-paren"] as const),
];

/** Reads a pipeline and what ends it. Source: go1.26 text/template/parse/parse.go (pipeline) */
export function parsePipeline(parsing: TemplateParsing, where: Where): Pipeline {
  parsing.skipSpace();
  const { at } = parsing.peek();
  const { declared, isAssignment } = parseDeclarations(parsing, where.context);
  const commands: Command[] = [];
  for (;;) {
    parsing.skipSpace();
    const token = parsing.peek();
    if (token.kind === where.end) {
      parsing.next();
      checkPipeline(parsing, token, { commands, context: where.context });
      return { at, declared, isAssignment, commands };
    }
    const isKeyword = token.kind === "identifier" && keywords.has(token.text) && token.text !== "nil";
    if (!operandKinds.includes(token.kind) || isKeyword) unexpectedToken(parsing, token, where.context);
    commands.push(parseCommand(parsing));
  }
}

function checkPipeline(
  parsing: TemplateParsing,
  token: TemplateToken,
  { commands, context }: { readonly commands: readonly Command[]; readonly context: string },
): void {
  if (commands.length === 0) failTemplate(parsing, token, `missing value for ${context}`);
  for (const [stage, { operands }] of commands.entries()) {
    const kind = operands[0]?.kind ?? "nil";
    if (stage > 0 && ["bool", "dot", "nil", "number", "string"].includes(kind)) {
      failTemplate(parsing, token, `non executable command in pipeline stage ${stage + 1}`);
    }
  }
}

function parseDeclarations(parsing: TemplateParsing, context: string): Pick<Pipeline, "declared" | "isAssignment"> {
  const declared: string[] = [];
  for (;;) {
    parsing.skipSpace();
    const variable = parsing.peek();
    const further = parsing.peek(1).kind === "space" ? 2 : 1;
    const after = parsing.peek(further);
    const isList = after.kind === "character" && after.text === ",";
    if (variable.kind !== "variable" || (after.kind !== "declare" && after.kind !== "assign" && !isList)) {
      return { declared, isAssignment: false };
    }
    for (let taken = 0; taken <= further; taken++) parsing.next();
    declared.push(variable.text);
    parsing.variables.push(variable.text);
    if (!isList) return { declared, isAssignment: after.kind === "assign" };
    if (context !== "range" || declared.length > 1) failTemplate(parsing, after, `too many declarations in ${context}`);
    parsing.skipSpace();
    if (!["variable", "close", "right-paren"].includes(parsing.peek().kind)) {
      failTemplate(parsing, parsing.peek(), "range can only initialize variables");
    }
  }
}

function parseCommand(parsing: TemplateParsing): Command {
  const { at } = parsing.peek();
  const operands: Operand[] = [];
  for (;;) {
    parsing.skipSpace();
    const operand = parseOperand(parsing);
    if (operand !== undefined) operands.push(operand);
    const token = parsing.peek();
    if (token.kind === "space") continue;
    if (token.kind === "pipe") parsing.next();
    else if (token.kind !== "close" && token.kind !== "right-paren") unexpectedToken(parsing, token, "operand");
    if (operands.length === 0) failTemplate(parsing, token, "empty command");
    return { at, operands };
  }
}

function parseOperand(parsing: TemplateParsing): Operand | undefined {
  const term = parseTerm(parsing);
  if (term === undefined || parsing.peek().kind !== "field") return term;
  const { at } = parsing.peek();
  const fields: string[] = [];
  while (parsing.peek().kind === "field") fields.push(parsing.next().text.slice(1));
  switch (term.kind) {
    case "field":
    case "variable":
      return { ...term, at, fields: [...term.fields, ...fields] };
    case "bool":
    case "string":
    case "number":
    case "nil":
    case "dot":
      return failTemplate(parsing, parsing.peek(), `unexpected . after term ${quote(printOperand(term))}`);
    case "function":
    case "pipeline":
    case "chain":
      return { kind: "chain", at, inner: term, fields };
  }
}

function parseTerm(parsing: TemplateParsing): Operand | undefined {
  const token = parsing.peek();
  const { at, text } = token;
  switch (token.kind) {
    case "identifier":
      return parseWord(parsing, token);
    case "dot":
      parsing.next();
      return { kind: "dot", at };
    case "field":
      parsing.next();
      return { kind: "field", at, fields: [text.slice(1)] };
    case "variable":
      parsing.next();
      if (!parsing.variables.includes(text)) failTemplate(parsing, token, `undefined variable ${quote(text)}`);
      return { kind: "variable", at, name: text, fields: [] };
    case "number":
      parsing.next();
      return numberOf(token);
    case "string":
      parsing.next();
      return stringOf(parsing, token);
    case "left-paren": {
      parsing.next();
      const pipeline = parsePipeline(parsing, { context: "parenthesized pipeline", end: "right-paren" });
      return { kind: "pipeline", at: pipeline.at, pipeline };
    }
    default:
      return undefined;
  }
}

function parseWord(parsing: TemplateParsing, token: TemplateToken): Operand | undefined {
  const { at, text } = token;
  if (keywords.has(text) && text !== "nil") return undefined;
  parsing.next();
  if (text === "nil") return { kind: "nil", at };
  if (text === "true" || text === "false") return { kind: "bool", at, value: text === "true" };
  if (!parsing.hasFunction(text)) failTemplate(parsing, token, `function ${quote(text)} not defined`);
  return { kind: "function", at, name: text };
}

function numberOf({ text, at }: TemplateToken): Operand {
  const isHexadecimal = /^[+-]?0[xX]/.test(text);
  const digits = text.replaceAll("_", "");
  const sign = digits.startsWith("-") ? -1 : 1;
  const value = isHexadecimal ? sign * Number(digits.replace(/^[+-]/, "")) : Number(digits);
  return { kind: "number", at, text, value, isFloat: !isHexadecimal && /[.eE]/.test(text) };
}

function stringOf(parsing: TemplateParsing, token: TemplateToken): Operand {
  const unquoted = unquote(token.text);
  if (unquoted.kind === "invalid") failTemplate(parsing, token, "invalid syntax");
  if (!token.text.startsWith("'")) {
    return { kind: "string", at: token.at, source: token.text, text: unquoted.text };
  }
  const value = unquoted.text.codePointAt(0) ?? 0;
  return { kind: "number", at: token.at, text: token.text, value, isFloat: false };
}
