import { exitCode } from "./exit-code.ts";
import { badInputText } from "./result.ts";

/** Runs a command; input that cannot be used is told, as a document where one was asked for, and answered with its exit code. */
export async function answerBadInput(
  { json }: { readonly json: boolean },
  command: () => Promise<number>,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    const message = badInputText(error);
    if (message === undefined) throw error;
    if (json) console.log(JSON.stringify({ schemaVersion: 1, kind: "kubewind.dev/Failure", message }, null, 2));
    else console.error(message);
    return exitCode.badInput;
  }
}
