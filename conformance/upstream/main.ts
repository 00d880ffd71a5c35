import { execa } from "execa";
import { answerFile } from "./answer-file.ts";
import { BuildError, buildOracle, GoMissingError } from "./build.ts";
import { RequestError, readRequest } from "./request.ts";

/** Answers HPA vectors with the published controller: one JSON object a line in, one a line out, in the same order. */
async function main(): Promise<void> {
  const { release, isTimed, file } = readRequest(process.argv.slice(2));
  const program = await buildOracle(release, (line) => console.error(line));
  const words = isTimed ? ["--time"] : [];
  if (file === undefined) {
    const { exitCode } = await execa(program, words, { stdio: "inherit", reject: false });
    process.exitCode = exitCode ?? 1;
    return;
  }
  const outcome = await answerFile({ program, words, ...file });
  console.error(outcome.ok ? `${outcome.count} cases answered by Kubernetes ${release.text}` : outcome.message);
  process.exitCode = outcome.ok ? 0 : 1;
}

try {
  await main();
} catch (error) {
  const isRequest = error instanceof RequestError || error instanceof GoMissingError;
  if (!isRequest && !(error instanceof BuildError)) throw error;
  console.error(error.message);
  process.exitCode = isRequest ? 2 : 1;
}
