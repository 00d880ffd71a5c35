import { quote } from "../promql/syntax/quote.ts";
import { type TemplateFunction, utf8Length } from "./builtins.ts";
import type { TemplateValue } from "./value.ts";

/** Thrown while a template is executed; the message is for its author. */
export class TemplateFailure extends Error {
  override readonly name = "TemplateFailure";
}

/** A node that errors speak of: where it stands, and how it reads. */
export interface Spot {
  readonly at: number;
  readonly text: string;
}

/** What the execution of a template works with. */
export interface Execution {
  readonly name: string;
  readonly source: string;
  readonly functions: Readonly<Record<string, TemplateFunction>>;
  readonly variables: { readonly name: string; value: TemplateValue }[];
  /** The node looked at last. */
  spot: Spot;
  output: string;
}

/** Gives up at the node looked at last. Source: go1.26 text/template/exec.go (errorf) */
export function failExecution({ name, source, spot }: Execution, because: string): never {
  const before = source.slice(0, spot.at).split("\n");
  const place = `${name}:${before.length}:${utf8Length(before.at(-1) ?? "")}`;
  throw new TemplateFailure(`template: ${place}: executing ${quote(name)} at <${spot.text}>: ${because}`);
}
