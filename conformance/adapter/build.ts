import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { requireGo, runGo } from "../upstream/build.ts";

const modules = fileURLToPath(new URL("modules/", import.meta.url));
const builds = fileURLToPath(new URL(".build/", import.meta.url));

/** The real programs, as paths. */
export interface RealPrograms {
  readonly adapter: string;
  readonly prometheus: string;
}

interface Program {
  /** The folder with the go.mod that names the release, and the program's name. */
  readonly name: string;
  readonly package: string;
  readonly tags: readonly string[];
}

const adapter: Program = {
  ...{ name: "prometheus-adapter", package: "sigs.k8s.io/prometheus-adapter/cmd/adapter", tags: [] },
};

/** Without service discovery, which nothing here needs and which is most of what would be built. */
const prometheus: Program = {
  ...{ name: "prometheus", package: "github.com/prometheus/prometheus/cmd/prometheus", tags: ["remove_all_sd"] },
};

/**
 * Builds prometheus-adapter and Prometheus, unmodified, as their modules are. What is built already is only looked over.
 *
 * Modules come by the machine's own Go settings (GOPROXY, GOSUMDB, GOFLAGS). `say` hears what takes long.
 */
export async function buildRealPrograms(say: (line: string) => void): Promise<RealPrograms> {
  return { adapter: await build(adapter, say), prometheus: await buildPrometheus(say) };
}

/** The Prometheus that KUBEWIND_PROMETHEUS names, or one built from its module. A GoMissingError where there is neither. */
export const buildPrometheus = async (say: (line: string) => void): Promise<string> =>
  process.env["KUBEWIND_PROMETHEUS"] ?? (await build(prometheus, say));

async function build({ name, package: path, tags }: Program, say: (line: string) => void): Promise<string> {
  const source = `${modules}${name}/`;
  await requireGo(source);
  const [program, modFile] = [`${builds}${name}`, `${builds}${name}.mod`];
  mkdirSync(builds, { recursive: true });
  if (!existsSync(program)) say(`building ${path}: minutes the first time`);
  if (!existsSync(modFile)) copyFileSync(`${source}go.mod`, modFile);
  const fixed = ["-mod=mod", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", `-modfile=${modFile}`];
  await runGo(["build", ...fixed, ...tags.flatMap((tag) => ["-tags", tag]), "-o", program, path], source);
  return program;
}
