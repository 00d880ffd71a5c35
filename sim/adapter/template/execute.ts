import { goQuote } from "../../kubernetes/go-text.ts";
import { byCodeUnit } from "../../kubernetes/object.ts";
import { failed, found, type Outcome } from "../outcome.ts";
import { callFunction } from "./functions.ts";
import type { Command, Operand, Pipeline, TemplateNode } from "./syntax.ts";
import { isTrue, printValue, type Struct, type Value } from "./value.ts";

export type Template = { readonly name: string; readonly text: string; readonly nodes: readonly TemplateNode[] };

/** What the template prints for `root`; or Go's error. Source: go1.26 text/template/exec.go */
export function executeTemplate(template: Template, root: Struct): Outcome<string> {
  try {
    return found(executeList(template.nodes, { template, root, dot: root }));
  } catch (error) {
    if (error instanceof ExecutionError) return failed(error.message);
    throw error;
  }
}

class ExecutionError extends Error {
  override readonly name = "ExecutionError";
}

type State = { readonly template: Template; readonly root: Struct; readonly dot: Value };

const executeList = (nodes: readonly TemplateNode[], state: State): string =>
  nodes.map((node) => executeNode(node, state)).join("");

function executeNode(node: TemplateNode, state: State): string {
  if (node.kind === "text") return node.text;
  const value = evaluatePipeline(node.pipeline, state);
  switch (node.kind) {
    case "action":
      return printValue(value);
    case "if":
      return executeList(isTrue(value) ? node.body : node.otherwise, state);
    case "with":
      return isTrue(value) ? executeList(node.body, { ...state, dot: value }) : executeList(node.otherwise, state);
    case "range": {
      const items =
        itemsOf(value) ?? raise(state, place(node.pipeline), `range can't iterate over ${printValue(value)}`);
      if (items.length === 0) return executeList(node.otherwise, state);
      return items.map((dot) => executeList(node.body, { ...state, dot })).join("");
    }
  }
}

function itemsOf(value: Value): readonly Value[] | undefined {
  if (value.type === "[]string") return value.items.map((text) => ({ type: "string", text }));
  if (value.type !== "map[string]string") return undefined;
  const keys = [...value.entries.keys()].sort(byCodeUnit);
  return keys.map((key) => ({ type: "string", text: value.entries.get(key) ?? "" }));
}

type Located = { readonly offset: number; readonly text: string };

const place = ({ commands: [first] }: Pipeline): Located => first?.operands[0] ?? { offset: 0, text: "" };

function evaluatePipeline({ commands }: Pipeline, state: State): Value {
  let value: Value | undefined;
  for (const command of commands) value = evaluateCommand(command, state, value);
  return value ?? raise(state, { offset: 0, text: "" }, "nil is not a command");
}

function evaluateCommand(command: Command, state: State, final: Value | undefined): Value {
  const [first, ...rest] = command.operands;
  if (first === undefined) return raise(state, command, "nil is not a command");
  if (first.kind === "function") {
    const lazy = [...rest.map((operand) => () => evaluateOperand(operand, state)), ...(final ? [() => final] : [])];
    const result = callFunction(first.name, lazy);
    if (result.ok) return result.value;
    const isCount = result.error.startsWith("wrong number of args");
    return raise(
      state,
      isCount ? first : command,
      isCount ? result.error : `error calling ${first.name}: ${result.error}`,
    );
  }
  const value = evaluateOperand(first, state);
  if (rest.length === 0 && final === undefined) return value;
  if (first.kind === "field" && first.names.length > 0) {
    return raise(state, first, `${first.names.at(-1)} has arguments but cannot be invoked as function`);
  }
  return raise(state, first, `can't give argument to non-function ${first.text}`);
}

function evaluateOperand(operand: Operand, state: State): Value {
  switch (operand.kind) {
    case "dot":
      return state.dot;
    case "literal":
      if (typeof operand.value === "string") return { type: "string", text: operand.value };
      if (typeof operand.value === "number") return { type: "int", number: operand.value };
      return { type: "bool", isSet: operand.value };
    case "pipeline":
      return evaluatePipeline(operand.pipeline, state);
    case "function":
      return evaluateCommand({ operands: [operand], offset: operand.offset, text: operand.text }, state, undefined);
    case "field": {
      let value = operand.of === "root" ? state.root : state.dot;
      for (const name of operand.names) value = fieldOf(value, name) ?? noField({ state, operand, value, name });
      return value;
    }
  }
}

function fieldOf(value: Value, name: string): Value | undefined {
  if (value.type === "struct") return value.fields.get(name);
  if (value.type === "no value") return value;
  if (value.type !== "map[string]string") return undefined;
  const text = value.entries.get(name);
  // `index` would make an empty text of a key that is missing.
  return text === undefined ? { type: "no value" } : { type: "string", text };
}

type Missing = { readonly state: State; readonly operand: Operand; readonly value: Value; readonly name: string };

const noField = ({ state, operand, value, name }: Missing): never => {
  const type = value.type === "struct" ? value.goType : value.type;
  return raise(state, operand, `can't evaluate field ${name} in type ${type}`);
};

function raise({ template: { name, text } }: State, { offset, text: context }: Located, message: string): never {
  const before = text.slice(0, offset);
  const column = offset - (before.lastIndexOf("\n") + 1);
  const line = before.split("\n").length;
  throw new ExecutionError(
    `template: ${name}:${line}:${column}: executing ${goQuote(name)} at <${context}>: ${message}`,
  );
}
