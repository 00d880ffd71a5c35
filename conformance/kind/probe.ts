import { execa } from "execa";

/** Where programs are looked for, and what they are told. */
export type Environment = NodeJS.ProcessEnv;

/** What became of a short question to a program. */
export type Probe =
  | { readonly kind: "said"; readonly text: string }
  /** No such program in PATH, or not one that can be started. */
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly because: string };

/** Most seconds that a program may take to say who it is; a daemon that hangs would keep it for ever. */
export const probeSecondsMax = 20;

/** Asks a program something that it should answer at once. */
export async function probe(program: string, words: readonly string[], environment: Environment): Promise<Probe> {
  const { failed, code, exitCode, timedOut, stdout, stderr } = await execa(program, words, {
    env: environment,
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: probeSecondsMax * 1000,
  });
  if (code === "ENOENT") return { kind: "absent" };
  if (timedOut) return { kind: "failed", because: `no answer within ${probeSecondsMax} s` };
  if (!failed) return { kind: "said", text: stdout.trim() };
  // Docker says first what is wrong, then remarks.
  const [said] = `${stderr ?? ""}`.split("\n").filter((line) => line.trim() !== "");
  return { kind: "failed", because: said ?? (code === undefined ? `exit code ${exitCode}` : `${code}`) };
}
