import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { requireGo, runGo } from "../upstream/build.ts";

const folder = fileURLToPath(new URL(".build/", import.meta.url));

/**
 * Builds one of the programs that answer with the real components' own code, and answers its path.
 *
 * Modules come by the machine's own Go settings (GOPROXY, GOSUMDB, GOFLAGS). `say` hears what takes long.
 */
export async function buildOracle(name: "oracle" | "admission", say: (line: string) => void): Promise<string> {
  const source = fileURLToPath(new URL(`${name}/`, import.meta.url));
  await requireGo(source);
  const [program, modFile] = [`${folder}${name}`, `${folder}${name}.mod`];
  mkdirSync(folder, { recursive: true });
  if (!existsSync(program)) say(`building ${name}: minutes the first time`);
  if (!existsSync(modFile)) copyFileSync(`${source}go.mod`, modFile);
  const fixed = ["-mod=mod", "-buildvcs=false", `-modfile=${modFile}`];
  await runGo(["build", ...fixed, "-o", program, "."], source);
  return program;
}
