import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireGo, runGo } from "../upstream/build.ts";
import { imageArchive, layoutVersion } from "./image-archive.ts";

/** The image of the workload, in a file. */
export type WorkloadImage = {
  /** `kubewind/workload:0123456789ab`: the tag follows from the sources and the architecture. */
  readonly reference: string;
  /** A file that `docker load -i` and `kind load image-archive` take. */
  readonly archive: string;
};

export type WorkloadImageOptions = {
  /** Where the archive lies, or is to lie. */
  readonly folder: string;
  /** Hears what takes long. */
  readonly say: (line: string) => void;
  /** As Go calls it; that of this machine if absent. */
  readonly architecture?: string;
};

const source = fileURLToPath(new URL("server/", import.meta.url));

/**
 * Builds the workload's server and puts it into an image. An archive of the same sources that lies there already is used again.
 *
 * Throws GoMissingError where it has to be built and there is no Go, BuildError where that fails.
 */
export async function buildWorkloadImage(options: WorkloadImageOptions): Promise<WorkloadImage> {
  const { folder, say, architecture = machineArchitecture() } = options;
  const reference = workloadReference(architecture);
  const archive = join(folder, `${reference.replace(/\W/g, "-")}.tar`);
  if (existsSync(archive)) return { reference, archive };
  await requireGo(source, "The workload");
  say(`building the workload for ${architecture}: up to a minute the first time`);
  mkdirSync(folder, { recursive: true });
  const [program, unfinished] = [`${archive}.program.${process.pid}`, `${archive}.${process.pid}`];
  try {
    const fixed = ["-trimpath", "-buildvcs=false", "-ldflags=-s -w"];
    await runGo(["build", ...fixed, "-o", program, "."], source, { GOOS: "linux", GOARCH: architecture });
    writeFileSync(unfinished, await imageArchive({ reference, architecture, program: readFileSync(program) }));
    // Whoever finds the archive finds it whole.
    renameSync(unfinished, archive);
  } finally {
    for (const file of [program, unfinished]) rmSync(file, { force: true });
  }
  return { reference, archive };
}

/** The name of the image: equal sources, equal name. */
export const workloadReference = (architecture: string = machineArchitecture()): string =>
  `kubewind/workload:${tagOf(architecture)}`;

/** Architectures that Go and Node call differently. */
const goNames: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386", ppc64: "ppc64le" };

const machineArchitecture = (): string => goNames[process.arch] ?? process.arch;

/** What goes into the program decides; its tests do not. */
function tagOf(architecture: string): string {
  const hash = createHash("sha256").update(`${architecture}\n${layoutVersion}`);
  const files = readdirSync(source).filter((name) => /^go\.mod$|(?<!_test)\.go$/.test(name));
  for (const name of files.sort()) hash.update(`\n${name}\n`).update(readFileSync(join(source, name)));
  return hash.digest("hex").slice(0, 12);
}
