import { version } from "./version.ts";

/** Says that kubewind itself failed, and what to do about it. The stack is shown on request. */
export function tellBug(error: unknown, words: readonly string[]): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(`kubewind ${version} broke: ${message}`);
  console.error(`This is a bug of kubewind, not of your files. It happened on: kubewind ${words.join(" ")}`);
  if (process.env.KUBEWIND_DEBUG !== undefined && error instanceof Error) console.error(error.stack);
  else console.error("Run it again with KUBEWIND_DEBUG=1 for the stack, and please report both.");
}
