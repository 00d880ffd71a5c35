import { codeOfFailure, failureOf, failureText } from "./failure.ts";
import { createProgram } from "./program.ts";

/** Runs one command line and sets the process's exit code. */
export async function main(words: readonly string[]): Promise<void> {
  try {
    process.exitCode = await createProgram().run(words);
  } catch (error) {
    const failure = failureOf(error);
    console.error(failureText(failure));
    process.exitCode = codeOfFailure(failure);
  }
}

// Run from a clone: `node cli/main.ts …`. The package has its own first file, which looks at Node's version before.
if (import.meta.main) await main(process.argv.slice(2));
