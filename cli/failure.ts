import { formatProblem, InputError, type Problem } from "../input/input-error.ts";
import { printable } from "../reports/printable.ts";
import { commandText } from "./command-text.ts";
import { exitCode } from "./exit-code.ts";
import { jsonText } from "./json-text.ts";
import { version } from "./version.ts";

/** Why something was not done, as plain data: it may come from another thread. */
export type Failure =
  /** What the user gave cannot be used. */
  | { readonly kind: "bad-input"; readonly problems: readonly Problem[] }
  | { readonly kind: "bug"; readonly error: string; readonly stack: string };

export function failureOf(error: unknown): Failure {
  if (error instanceof InputError) return { kind: "bad-input", problems: error.problems };
  if (!(error instanceof Error)) return { kind: "bug", error: String(error), stack: "" };
  return { kind: "bug", error: `${error.name}: ${error.message}`, stack: error.stack ?? "" };
}

export const codeOfFailure = ({ kind }: Failure): number => (kind === "bug" ? exitCode.bug : exitCode.badInput);

/** A failure as people read it, without a final newline. A bug's stack is shown on request. */
export function failureText(failure: Failure): string {
  if (failure.kind === "bad-input") return failure.problems.map(formatProblem).join("\n\n");
  const isDebugging = process.env.KUBEWIND_DEBUG !== undefined;
  return [
    `kubewind ${version} broke: ${failure.error}`,
    `This is a bug of kubewind, not of your files. It happened on: ${commandText(process.argv.slice(2))}`,
    ...(isDebugging
      ? failure.stack.split("\n")
      : ["Run it again with KUBEWIND_DEBUG=1 for the stack, and please report both."]),
  ]
    .map(printable)
    .join("\n");
}

/** A failure for other programs. */
export type FailureDocument = {
  readonly schemaVersion: 1;
  readonly kind: "kubewind.dev/Failure";
  /** Present where one of several scenarios failed. */
  readonly scenario?: string;
  readonly reason: Failure["kind"];
  readonly message: string;
  /** Each with its place, as far as it has one. Empty for a bug. */
  readonly problems: readonly Omit<Problem, "sourceLine">[];
};

/** Tells of a failure, for other programs too where JSON is wanted, and answers the exit code. */
export function tellFailure(error: unknown, isJson: boolean): number {
  const failure = failureOf(error);
  console.error(failureText(failure));
  if (isJson) printFailure(error);
  return codeOfFailure(failure);
}

/** Prints a failure for other programs. */
export const printFailure = (error: unknown): void => {
  process.stdout.write(jsonText(failureDocument(failureOf(error))));
};

export function failureDocument(failure: Failure, scenario?: string): FailureDocument {
  return {
    schemaVersion: 1,
    kind: "kubewind.dev/Failure",
    ...(scenario === undefined ? {} : { scenario }),
    reason: failure.kind,
    message: failureText(failure),
    problems: failure.kind === "bug" ? [] : failure.problems.map(({ sourceLine: _, ...problem }) => problem),
  };
}
