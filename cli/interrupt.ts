import { exitCode } from "./exit-code.ts";

const codes = {
  SIGINT: exitCode.interrupted,
  SIGTERM: exitCode.terminated,
  SIGHUP: exitCode.hungUp,
} as const;

/**
 * Ends the process on Ctrl-C and its like, threads and all, after `cleanUp`.
 *
 * That happens between two turns of this thread: a file that it writes in one turn is written whole.
 */
export function endOnInterrupt(cleanUp: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      cleanUp();
      process.exit(codes[signal]);
    });
  }
}

/** The exit code that an error asks for which says that its thrower was interrupted, and has cleaned up; undefined for any other. */
export const interruptedWith = (error: unknown): number | undefined =>
  error instanceof Error &&
  error.name === "InterruptedError" &&
  "exitCode" in error &&
  typeof error.exitCode === "number"
    ? error.exitCode
    : undefined;
