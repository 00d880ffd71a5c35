import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { requireGo, runGo } from "../upstream/build.ts";

/** A Go program around Prometheus's own packages. */
export interface GoProgram {
  /** Where its sources are, a go.mod that names module and Prometheus among them. */
  readonly source: string;
  /** Where the build goes. */
  readonly folder: string;
  readonly name: string;
}

/** Builds the program that answers with the real engine, and answers its path. What is built already is only looked over. */
export const buildPromqlOracle = (say: (line: string) => void): Promise<string> => {
  const [source, folder] = ["oracle/", ".build/"].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return buildGoProgram({ source: source!, folder: folder!, name: "oracle" }, say);
};

/**
 * Builds a program and answers its path.
 *
 * Modules come by the machine's own Go settings (GOPROXY, GOSUMDB, GOFLAGS). `say` hears what takes long.
 */
export async function buildGoProgram(
  { source, folder, name }: GoProgram,
  say: (line: string) => void,
): Promise<string> {
  await requireGo(source);
  const [program, modFile] = [`${folder}${name}`, `${folder}${name}.mod`];
  mkdirSync(folder, { recursive: true });
  if (!existsSync(program)) say("building Prometheus's engine: minutes the first time");
  if (!existsSync(modFile)) copyFileSync(`${source}go.mod`, modFile);
  const fixed = ["-mod=mod", "-buildvcs=false", `-modfile=${modFile}`];
  await runGo(["build", ...fixed, "-o", program, "."], source);
  return program;
}
