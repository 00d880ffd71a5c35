/** Where a node stands: a UTF-16 offset of the whole template. */
interface Positioned {
  readonly at: number;
}

/** An operand of a command. `fields` are read one after the other: `$labels.pod`. */
export type Operand = Positioned &
  (
    | { readonly kind: "dot" }
    | { readonly kind: "nil" }
    | { readonly kind: "bool"; readonly value: boolean }
    | { readonly kind: "number"; readonly text: string; readonly value: number; readonly isFloat: boolean }
    | { readonly kind: "string"; readonly source: string; readonly text: string }
    | { readonly kind: "field"; readonly fields: readonly string[] }
    | { readonly kind: "variable"; readonly name: string; readonly fields: readonly string[] }
    | { readonly kind: "function"; readonly name: string }
    | { readonly kind: "pipeline"; readonly pipeline: Pipeline }
    | { readonly kind: "chain"; readonly inner: Operand; readonly fields: readonly string[] }
  );

/** `printf "%.2f" $value`: never without an operand. */
export interface Command extends Positioned {
  readonly operands: readonly Operand[];
}

/** Commands, each handing its value to the next, and the variables that take the last one's. */
export interface Pipeline extends Positioned {
  readonly declared: readonly string[];
  readonly isAssignment: boolean;
  readonly commands: readonly Command[];
}

/** A part of a template. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly at: number; readonly pipeline: Pipeline }
  | {
      readonly kind: "if" | "with" | "range";
      readonly at: number;
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    }
  | { readonly kind: "break" | "continue"; readonly at: number };

const dotted = (fields: readonly string[]): string => fields.map((field) => `.${field}`).join("");

/** An operand as Go prints it in errors. Source: go1.26 text/template/parse/node.go */
export function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "bool":
      return String(operand.value);
    case "number":
      return operand.text;
    case "string":
      return operand.source;
    case "field":
      return dotted(operand.fields);
    case "variable":
      return operand.name + dotted(operand.fields);
    case "function":
      return operand.name;
    case "pipeline":
      return `(${printPipeline(operand.pipeline)})`;
    case "chain":
      return printOperand(operand.inner) + dotted(operand.fields);
  }
}

/** A command as Go prints it. */
export const printCommand = ({ operands }: Command): string => operands.map(printOperand).join(" ");

/** A pipeline as Go prints it. */
export function printPipeline({ declared, isAssignment, commands }: Pipeline): string {
  const names = declared.length === 0 ? "" : `${declared.join(", ")} ${isAssignment ? "=" : ":="} `;
  return names + commands.map(printCommand).join(" | ");
}
