import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { requireGo, runGo } from "../upstream/build.ts";

const source = fileURLToPath(new URL("oracle/", import.meta.url));
const folder = fileURLToPath(new URL(".build/", import.meta.url));

/**
 * Builds the program that answers with the real operator's own code, and answers its path.
 *
 * Modules come by the machine's own Go settings (GOPROXY, GOSUMDB, GOFLAGS). `say` hears what takes long.
 */
export async function buildOperatorOracle(say: (line: string) => void): Promise<string> {
  await requireGo(source);
  const [program, modFile] = [`${folder}oracle`, `${folder}oracle.mod`];
  mkdirSync(folder, { recursive: true });
  if (!existsSync(program)) say("building the prometheus-operator's generator: minutes the first time");
  if (!existsSync(modFile)) copyFileSync(`${source}go.mod`, modFile);
  const fixed = ["-mod=mod", "-buildvcs=false", `-modfile=${modFile}`];
  await runGo(["build", ...fixed, "-o", program, "."], source);
  return program;
}
