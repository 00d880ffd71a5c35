import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ExecaError, execa } from "execa";
import { buildTags, goModText, type UpstreamRelease } from "./release.ts";

const source = fileURLToPath(new URL("oracle/", import.meta.url));
const builds = fileURLToPath(new URL(".build/", import.meta.url));

const toolchain = "go";

/** Go is missing, too old, or cannot be used; the message says what to do. */
export class GoMissingError extends Error {
  override readonly name = "GoMissingError";
}

/** The oracle did not build; the message holds the command and the end of what it said. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

/**
 * Builds the oracle of one release and answers the program's path. What is built already is only looked over.
 *
 * Modules come by the machine's own Go settings (GOPROXY, GOSUMDB, GOFLAGS). `say` hears what takes long.
 */
export async function buildOracle(release: UpstreamRelease, say: (line: string) => void): Promise<string> {
  await requireGo(source);
  const folder = `${builds}${release.text}/`;
  const program = `${folder}oracle`;
  const modFile = `${folder}oracle.mod`;
  mkdirSync(folder, { recursive: true });
  if (!existsSync(program)) say(`building the controller of Kubernetes ${release.text}: minutes the first time`);
  if (!existsSync(modFile)) writeFileSync(modFile, goModText(await kubernetesGoMod(release, folder), release));
  const fixed = ["-mod=mod", "-buildvcs=false", "-tags", buildTags(release).join(",")];
  await runGo(["build", ...fixed, `-modfile=${modFile}`, "-o", program, "."], source);
  return program;
}

/** Asked where the go.mod is, Go also judges whether it is new enough for it. `what` is built with it, in the words of a message. */
export async function requireGo(cwd: string, what = "The real component"): Promise<void> {
  try {
    await execa(toolchain, ["version"], { cwd });
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    const why = error.code === "ENOENT" ? "no go on the PATH" : `${error.stderr}`;
    throw new GoMissingError(
      `${what} is built with Go 1.26 or later: ${why}\nInstall it (https://go.dev/doc/install), then try again.`,
      { cause: error },
    );
  }
}

async function kubernetesGoMod({ text }: UpstreamRelease, folder: string): Promise<string> {
  const answer: unknown = JSON.parse(await runGo(["mod", "download", "-json", `k8s.io/kubernetes@v${text}`], folder));
  if (typeof answer === "object" && answer !== null && "GoMod" in answer && typeof answer.GoMod === "string") {
    return readFileSync(answer.GoMod, "utf8");
  }
  throw new BuildError(`go mod download did not say where the go.mod of k8s.io/kubernetes v${text} is`);
}

/** Runs go without cgo, so that no C compiler is needed, and outside any workspace around the clone. */
export async function runGo(
  words: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const { stdout } = await execa(toolchain, words, {
      cwd,
      env: { CGO_ENABLED: "0", GOWORK: "off", ...environment },
      stderr: ["pipe", "inherit"],
    });
    return stdout;
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    // With -json, go says on standard output what is wrong.
    throw new BuildError(`${error.shortMessage}\n(in ${cwd})\n${error.stdout}`.trimEnd(), { cause: error });
  }
}
