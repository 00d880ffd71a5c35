import { isatty } from "node:tty";
import { InputError } from "../input/input-error.ts";

/** A scenario takes manifests from standard input, and whoever loads it has not been given what stands there. */
export class StandardInputNeeded extends Error {
  override readonly name = "StandardInputNeeded";
}

/** As for a file. */
const bytesMax = 10 * 1024 * 1024;
const file = "<stdin>";

/** Everything that comes over standard input. An InputError when nothing is piped in, and for what is no text. */
export async function readStandardInput(): Promise<string> {
  if (isatty(0)) {
    const hint = "Pipe manifests in: helm template . | kubewind run scenarios/checkout";
    throw new InputError([{ file, message: "the scenario takes manifests from here, and here is a terminal", hint }]);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bytesMax) {
      throw new InputError([{ file, message: `there are more than the ${bytesMax / 1024 / 1024} MiB that are read` }]);
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new InputError([{ file, message: "the input is binary: it is not UTF-8 text" }]);
  }
}
