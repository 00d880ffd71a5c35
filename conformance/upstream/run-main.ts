import { BuildError, GoMissingError } from "./build.ts";

type ErrorClass = abstract new (...words: never[]) => Error;

/**
 * Runs a command that needs Go. Errors whose message says all there is to know, `known` among them, are printed without a stack.
 *
 * Exit code 2 where Go is missing, 1 for the others; anything else is thrown on.
 */
export async function runMain(main: () => Promise<void>, known: readonly ErrorClass[] = []): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isKnown = [GoMissingError, BuildError, ...known].some((one) => error instanceof one);
    if (!isKnown || !(error instanceof Error)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof GoMissingError ? 2 : 1;
  }
}
