import { tellFailure } from "./failure.ts";
import { watchOutputs } from "./outputs.ts";
import { createProgram } from "./program.ts";

/** Runs one command line and sets the process's exit code. */
export async function main(words: readonly string[]): Promise<void> {
  watchOutputs();
  try {
    process.exitCode = await createProgram().run(words);
  } catch (error) {
    process.exitCode = tellFailure(error, false);
  }
}

// Run from a clone: `node cli/main.ts …`. The package has its own first file, which looks at Node's version before.
if (import.meta.main) await main(process.argv.slice(2));
