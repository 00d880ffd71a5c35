import { exitCode } from "./exit-code.ts";

/**
 * Minds what becomes of the output.
 *
 * A reader that has seen enough, as in `kubewind list | head`, changes nothing: files are written and the exit code is
 * what it would be. Output that cannot be written, as on a full disk, is an error.
 */
export function watchOutputs(): void {
  process.stdout.on("error", (error) => {
    if (isReaderGone(error)) return;
    console.error(`standard output cannot be written: ${error.message}`);
    process.exit(exitCode.badInput);
  });
  // Nobody is left to be told.
  process.stderr.on("error", () => {});
}

const isReaderGone = (error: Error): boolean =>
  "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED");
