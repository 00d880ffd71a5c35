/** A parsed template: what it prints, in order. Offsets are places in its text. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly pipeline: Pipeline }
  | {
      readonly kind: "if" | "with" | "range";
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    };

/** Commands joined by `|`: what one yields is the last argument of the next. */
export type Pipeline = { readonly commands: readonly Command[] };

/** An operand, or a function with its arguments. `text` is how Go prints it in an error. */
export type Command = { readonly operands: readonly Operand[]; readonly offset: number; readonly text: string };

export type Operand = { readonly offset: number; readonly text: string } & (
  | { readonly kind: "dot" }
  /** `.A.B`, of the dot or of `$`. */
  | { readonly kind: "field"; readonly of: "dot" | "root"; readonly names: readonly string[] }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "pipeline"; readonly pipeline: Pipeline }
);

/**
 * Why a text is no template: `invalid` in the words of Go's parser, `unsupported` where it would be one in Go, but has what no
 * adapter config has been seen to use.
 */
export type TemplateProblem = { readonly kind: "invalid" | "unsupported"; readonly message: string };

/** How a reader gives up: in the words of Go's parser, or because of what is not modelled. */
export type Refuse = {
  readonly fail: (message: string, offset?: number) => never;
  readonly unsupported: (what: string) => never;
};

/** Thrown by the parser and caught where it is called. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly problem: TemplateProblem;

  constructor(problem: TemplateProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Builtin functions of Go's templates; those that are evaluated here, and those that are not. */
export const functions: Readonly<Record<string, "supported" | "unsupported">> = {
  ...{ and: "supported", or: "supported", not: "supported", index: "supported", len: "supported" },
  ...{ eq: "supported", ne: "supported", print: "supported", printf: "supported" },
  ...{ call: "unsupported", html: "unsupported", js: "unsupported", println: "unsupported", slice: "unsupported" },
  ...{ urlquery: "unsupported", ge: "unsupported", gt: "unsupported", le: "unsupported", lt: "unsupported" },
};
