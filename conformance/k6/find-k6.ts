import { ExecaError, execa } from "execa";
import { InputError } from "../../input/input-error.ts";

/** A k6 on this machine. */
export type K6 = {
  /** A path, or a name that the PATH has. */
  readonly program: string;
  /** `1.8.1` */
  readonly version: string;
};

/** Names the program where k6 is not in the PATH. */
const variable = "KUBEWIND_K6";

/** The first major version that takes TypeScript as it is. */
const majorMin = 1;

const versionTimeoutMs = 10_000;

const hint = `Install k6 ${majorMin}.0 or later (https://grafana.com/docs/k6/latest/set-up/install-k6/) so that it is in the PATH,\nor name the program in ${variable}.`;

/** The k6 that KUBEWIND_K6 names, or the one in the PATH. An InputError where there is none, or one that is too old. */
export async function findK6(environment: Readonly<Record<string, string | undefined>>): Promise<K6> {
  const named = environment[variable];
  const program = named === undefined || named === "" ? "k6" : named;
  const said = await versionText(program, environment);
  const [, version, major] = /^k6(?:\.exe)? v((\d+)\.\d+\.\d+\S*)/.exec(said) ?? [];
  if (version === undefined) {
    throw refused(`${program} is not k6: asked for its version it says ${JSON.stringify(said.slice(0, 100))}`);
  }
  if (Number(major) < majorMin) throw refused(`${program} is k6 ${version}, which does not run TypeScript`);
  return { program, version };
}

async function versionText(
  program: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  try {
    const { stdout } = await execa(program, ["version"], {
      env: environment,
      extendEnv: false,
      timeout: versionTimeoutMs,
    });
    return stdout;
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    if (error.code === "ENOENT" || error.code === "EACCES") {
      throw refused(program === "k6" ? "there is no k6 in the PATH" : `${variable} is ${program}, which is no program`);
    }
    throw refused(`${program} does not tell its version: ${error.shortMessage}`);
  }
}

const refused = (message: string): InputError => new InputError([{ message, hint }]);
