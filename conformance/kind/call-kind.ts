import { execa } from "execa";
import { failureExcerpt } from "./failure-excerpt.ts";
import type { KindTools } from "./tools.ts";

/** kind, or the container engine behind it, failed; the message has the command, what matters of what it said, and what to do. */
export class KindError extends Error {
  override readonly name = "KindError";
  /** All that the program said on standard error. */
  readonly stderr: string;

  constructor(message: string, { stderr, cause }: { readonly stderr: string; readonly cause?: unknown }) {
    super(message, { cause });
    this.stderr = stderr;
  }
}

/** One call of a program. */
export type KindCall = {
  readonly words: readonly string[];
  readonly secondsMax: number;
  /** Ends the call and all processes that it started. */
  readonly signal?: AbortSignal | undefined;
  /** Hears the process id, which is that of its process group as well. */
  readonly onStart?: (pid: number) => void;
  /** What to do when it fails. */
  readonly advice?: (stderr: string) => string;
};

/** What a program said before it ended well. */
export type Said = { readonly stdout: string; readonly stderr: string };

/** Calls kind. Rejects with a KindError, or with the signal's reason when that ended it. */
export const callKind = (tools: KindTools, call: KindCall): Promise<Said> => callProgram(tools, tools.kind.path, call);

/** Calls the container engine itself. */
export const callEngine = (tools: KindTools, call: KindCall): Promise<Said> =>
  callProgram(tools, tools.engine.name, call);

async function callProgram(tools: KindTools, program: string, call: KindCall): Promise<Said> {
  const { words, secondsMax, signal, onStart } = call;
  signal?.throwIfAborted();
  const running = execa(program, words, {
    env: { ...tools.environment, KIND_EXPERIMENTAL_PROVIDER: tools.engine.name },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    // A process group of its own: Ctrl-C at the terminal must not end kind half-way, and what it started ends with it.
    detached: true,
    killDescendants: true,
    timeout: secondsMax * 1000,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  try {
    if (running.pid !== undefined) onStart?.(running.pid);
  } catch (error) {
    running.kill("SIGKILL");
    await running;
    throw error;
  }
  const result = await running;
  if (!result.failed) return { stdout: result.stdout, stderr: withoutWarnings(result.stderr) };
  if (result.isCanceled) signal?.throwIfAborted();
  throw kindError({ command: [program, ...words].join(" "), call, result });
}

type Ending = {
  readonly timedOut: boolean;
  readonly exitCode?: number | undefined;
  /** Why it could not even be started. */
  readonly code?: string | undefined;
  readonly signal?: string | undefined;
  readonly stderr?: string | undefined;
};

type Failed = { readonly command: string; readonly call: KindCall; readonly result: Ending };

function kindError({ command, call, result }: Failed): KindError {
  const stderr = withoutWarnings(result.stderr ?? "");
  const parts = [`${command}: ${outcomeOf(result, call)}`, failureExcerpt(stderr), call.advice?.(stderr) ?? ""];
  return new KindError(parts.filter((part) => part !== "").join("\n"), { stderr, cause: result });
}

function outcomeOf({ timedOut, exitCode, signal, code }: Ending, { secondsMax }: KindCall): string {
  if (timedOut) return `did not end within ${secondsMax} s`;
  if (exitCode !== undefined) return `exit code ${exitCode}`;
  return signal === undefined ? `could not be started (${code})` : `was ended by ${signal}`;
}

/** kind remarks on each call that the engine was chosen for it. */
const withoutWarnings = (stderr: string): string =>
  stderr.replaceAll(/^using \S+ due to KIND_EXPERIMENTAL_PROVIDER\n?/gm, "");
