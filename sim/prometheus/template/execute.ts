import { evaluatePipeline } from "./evaluate.ts";
import { type Execution, failExecution } from "./execution.ts";
import { printPipeline, type TemplateNode } from "./node.ts";
import { intValue, isTrue, nothing, printValue, stringValue, type TemplateValue } from "./value.ts";

/** How a list of nodes ended. */
type Ended = "through" | "break" | "continue";

/** Executes nodes with a value as dot. */
export function executeNodes(execution: Execution, nodes: readonly TemplateNode[], dot: TemplateValue): Ended {
  for (const node of nodes) {
    const ended = executeNode(execution, node, dot);
    if (ended !== "through") return ended;
  }
  return "through";
}

function executeNode(execution: Execution, node: TemplateNode, dot: TemplateValue): Ended {
  switch (node.kind) {
    case "text":
      execution.output += node.text;
      return "through";
    case "action": {
      const value = evaluatePipeline(execution, node.pipeline, dot);
      if (node.pipeline.declared.length > 0) return "through";
      execution.spot = { at: node.at, text: `{{${printPipeline(node.pipeline)}}}` };
      const text = printValue(value);
      if (text === undefined) failExecution(execution, "a value that prints as an address of memory is not supported");
      execution.output += text;
      return "through";
    }
    case "if":
    case "with":
      return scoped(execution, () => {
        const value = evaluatePipeline(execution, node.pipeline, dot);
        if (!isTrue(value)) return executeNodes(execution, node.otherwise, dot);
        return executeNodes(execution, node.body, node.kind === "with" ? value : dot);
      });
    case "range":
      return scoped(execution, () => executeRange(execution, node, dot));
    case "break":
    case "continue":
      return node.kind;
  }
}

/** Runs with variables of its own, which go when it is done. */
function scoped(execution: Execution, run: () => Ended): Ended {
  const outer = execution.variables.length;
  const ended = run();
  execution.variables.length = outer;
  return ended;
}

type RangeNode = Extract<TemplateNode, { readonly kind: "if" | "with" | "range" }>;

function executeRange(execution: Execution, node: RangeNode, dot: TemplateValue): Ended {
  const { declared, isAssignment } = node.pipeline;
  const value = evaluatePipeline(execution, node.pipeline, dot);
  if (value.kind === "int" && declared.length > 1) {
    failExecution(execution, `can't use ${value.value} to iterate over more than one variable`);
  }
  const elements = elementsOf(execution, value);
  if (elements.length === 0) return executeNodes(execution, node.otherwise, dot);
  for (const [index, element] of elements) {
    const values = declared.length > 1 ? [index, element] : [element];
    for (const [at, name] of declared.entries())
      assign(execution, { name, value: values[at] ?? nothing, isAssignment });
    const ended = scoped(execution, () => executeNodes(execution, node.body, element));
    if (ended === "break") break;
  }
  return "through";
}

/** The innermost variable of that name takes a value: one was declared by the pipeline of the range. */
function assign(
  { variables }: Execution,
  { name, value }: { readonly name: string; readonly value: TemplateValue; readonly isAssignment: boolean },
): void {
  const variable = variables.findLast((candidate) => candidate.name === name);
  if (variable !== undefined) variable.value = value;
}

function elementsOf(execution: Execution, value: TemplateValue): readonly (readonly [TemplateValue, TemplateValue])[] {
  switch (value.kind) {
    case "nothing":
      return [];
    case "int":
      return Array.from({ length: Math.max(0, value.value) }, (_, at) => [nothing, intValue(at)] as const);
    case "list":
      return value.items.map((item, at) => [intValue(at), item] as const);
    case "map":
      return [...value.entries.keys()].sort().map((key) => [stringValue(key), value.entries.get(key)!] as const);
    default:
      return failExecution(execution, `range can't iterate over ${printValue(value) ?? "a value"}`);
  }
}
