import type { Parameter, TemplateFunction } from "./builtins.ts";
import { type Execution, failExecution, type Spot } from "./execution.ts";
import { type Command, type Operand, type Pipeline, printCommand, printOperand, printPipeline } from "./node.ts";
import {
  boolValue,
  floatValue,
  intValue,
  isTrue,
  nothing,
  stringValue,
  type TemplateValue,
  typeName,
} from "./value.ts";

/** The value of a pipeline; its variables are declared or set. Source: go1.26 text/template/exec.go (evalPipeline) */
export function evaluatePipeline(execution: Execution, pipeline: Pipeline, dot: TemplateValue): TemplateValue {
  execution.spot = { at: pipeline.at, text: printPipeline(pipeline) };
  let value: TemplateValue | undefined;
  for (const command of pipeline.commands) value = evaluateCommand(execution, command, { dot, final: value });
  const last = value ?? nothing;
  for (const name of pipeline.declared) {
    const known = execution.variables.findLast((variable) => variable.name === name);
    if (!pipeline.isAssignment) execution.variables.push({ name, value: last });
    else if (known !== undefined) known.value = last;
  }
  return last;
}

/** The value that the command before hands over is its last argument. */
interface Given {
  readonly dot: TemplateValue;
  readonly final: TemplateValue | undefined;
}

function evaluateCommand(execution: Execution, command: Command, given: Given): TemplateValue {
  const [first, ...others] = command.operands;
  if (first === undefined) return nothing;
  if (first.kind === "function") {
    execution.spot = spotOf(first);
    const spot = { at: command.at, text: printCommand(command) };
    return callFunction(execution, { name: first.name, operands: others, spot }, given);
  }
  const hasArguments = others.length > 0 || given.final !== undefined;
  if (first.kind === "field" || first.kind === "chain" || (first.kind === "variable" && first.fields.length > 0)) {
    return evaluateFields(execution, first, { dot: given.dot, hasArguments });
  }
  if (first.kind !== "pipeline") execution.spot = spotOf(first);
  if (hasArguments) failExecution(execution, `can't give argument to non-function ${printOperand(first)}`);
  if (first.kind === "nil") failExecution(execution, "nil is not a command");
  return evaluateOperand(execution, first, given.dot);
}

const spotOf = (operand: Operand): Spot => ({ at: operand.at, text: printOperand(operand) });

function evaluateOperand(execution: Execution, operand: Operand, dot: TemplateValue): TemplateValue {
  if (operand.kind !== "pipeline") execution.spot = spotOf(operand);
  switch (operand.kind) {
    case "dot":
      return dot;
    case "nil":
      return nothing;
    case "bool":
      return boolValue(operand.value);
    case "number":
      return operand.isFloat ? floatValue(operand.value) : intValue(operand.value);
    case "string":
      return stringValue(operand.text);
    case "field":
    case "chain":
    case "variable":
      return evaluateFields(execution, operand, { dot, hasArguments: false });
    case "function":
      return callFunction(
        execution,
        { name: operand.name, operands: [], spot: spotOf(operand) },
        { dot, final: undefined },
      );
    case "pipeline":
      return evaluatePipeline(execution, operand.pipeline, dot);
  }
}

function evaluateFields(
  execution: Execution,
  operand: Extract<Operand, { readonly fields: readonly string[] }>,
  { dot, hasArguments }: { readonly dot: TemplateValue; readonly hasArguments: boolean },
): TemplateValue {
  execution.spot = spotOf(operand);
  let value = dot;
  if (operand.kind === "variable") {
    value = execution.variables.findLast(({ name }) => name === operand.name)?.value ?? nothing;
  } else if (operand.kind === "chain") {
    if (operand.inner.kind === "nil") {
      failExecution(execution, `indirection through explicit nil in ${printOperand(operand)}`);
    }
    value = evaluateOperand(execution, operand.inner, dot);
  }
  for (const [at, field] of operand.fields.entries()) {
    const isInterface = at > 0 && operand.fields[at - 1] === "Value";
    value = fieldOf(execution, value, {
      field,
      type: isInterface ? "interface {}" : typeName(value),
      hasArguments: hasArguments && at === operand.fields.length - 1,
    });
  }
  return value;
}

function fieldOf(
  execution: Execution,
  value: TemplateValue,
  { field, type, hasArguments }: { readonly field: string; readonly type: string; readonly hasArguments: boolean },
): TemplateValue {
  if (value.kind === "nothing") return nothing;
  if (value.kind === "map") {
    if (hasArguments) failExecution(execution, `${field} is not a method but has arguments`);
    return value.entries.get(field) ?? value.missing;
  }
  const found = value.kind === "struct" ? value.fields.get(field) : undefined;
  if (found === undefined) failExecution(execution, `can't evaluate field ${field} in type ${type}`);
  if (hasArguments) failExecution(execution, `${field} has arguments but cannot be invoked as function`);
  return found;
}

interface Call {
  readonly name: string;
  readonly operands: readonly Operand[];
  readonly spot: Spot;
}

function callFunction(execution: Execution, call: Call, { dot, final }: Given): TemplateValue {
  const { name, operands } = call;
  if (name === "and" || name === "or") return shortCircuit(execution, call, { dot, final });
  const called = execution.functions[name];
  if (called === undefined) failExecution(execution, `${JSON.stringify(name)} is not a defined function`);
  const count = operands.length + (final === undefined ? 0 : 1);
  checkCount(execution, called, { name, count, written: operands.length });
  const given = operands.map((operand, at) =>
    evaluateArgument(execution, operand, { dot, parameter: called.parameters[at] ?? "any" }),
  );
  if (final !== undefined) {
    given.push(checked(execution, final, called.parameters[count - 1] ?? "any"));
  }
  const result = called.call(given);
  if (result.kind !== "error") return result;
  execution.spot = call.spot;
  return failExecution(execution, `error calling ${name}: ${result.message}`);
}

function checkCount(
  execution: Execution,
  { parameters, rest }: TemplateFunction,
  { name, count, written }: { readonly name: string; readonly count: number; readonly written: number },
): void {
  const wanted = parameters.length;
  if (rest !== undefined && count < wanted) {
    failExecution(execution, `wrong number of args for ${name}: want at least ${wanted} got ${written}`);
  }
  if (rest === undefined && count !== wanted) {
    failExecution(execution, `wrong number of args for ${name}: want ${wanted} got ${count}`);
  }
}

function shortCircuit(execution: Execution, { name, operands }: Call, { dot, final }: Given): TemplateValue {
  const count = operands.length + (final === undefined ? 0 : 1);
  if (count === 0) failExecution(execution, `wrong number of args for ${name}: want at least 1 got 0`);
  let value = nothing;
  for (const operand of operands) {
    value = evaluateOperand(execution, operand, dot);
    if (isTrue(value) === (name === "or")) return value;
  }
  return final ?? value;
}

function evaluateArgument(
  execution: Execution,
  operand: Operand,
  { dot, parameter }: { readonly dot: TemplateValue; readonly parameter: Parameter },
): TemplateValue {
  execution.spot = spotOf(operand);
  const isLiteral = operand.kind === "bool" || operand.kind === "number" || operand.kind === "string";
  if (isLiteral && parameter !== "any") {
    if (parameter !== "string") {
      failExecution(execution, `can't handle ${printOperand(operand)} for arg of type ${parameter}`);
    }
    if (operand.kind !== "string") failExecution(execution, `expected string; found ${printOperand(operand)}`);
  }
  if (operand.kind === "nil" && parameter === "string") failExecution(execution, "cannot assign nil to string");
  const value = evaluateOperand(execution, operand, dot);
  return operand.kind === "nil" ? value : checked(execution, value, parameter);
}

function checked(execution: Execution, value: TemplateValue, parameter: Parameter): TemplateValue {
  if (parameter === "any" || typeName(value) === parameter) return value;
  if (value.kind === "nothing") {
    if (parameter === "string") failExecution(execution, "invalid value; expected string");
    return value;
  }
  return failExecution(execution, `wrong type for value; expected ${parameter}; got ${typeName(value)}`);
}
