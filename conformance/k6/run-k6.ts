import path from "node:path";
import { ExecaError, execa } from "execa";
import { invariant } from "../../sim/invariant.ts";
import { toSeconds } from "../../sim/units.ts";
import type { K6 } from "./find-k6.ts";
import { beginsPattern, startDelayMax, startVariable } from "./script.ts";

export type K6Run = {
  readonly k6: K6;
  /** A script of `k6Script`. */
  readonly script: string;
  /** Where the samples go; it exists. */
  readonly folder: string;
  /** The load begins then, in milliseconds since the epoch, or as soon as k6 is ready. */
  readonly startAtMs?: number;
  /** Variables for k6 besides, such as GOMAXPROCS. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: K6Progress) => void;
};

export type K6Progress =
  /** The beginning of the script: `startTime`s count from here. */
  | { readonly kind: "begins"; readonly originMs: number }
  /** A line of k6's log. That requests fail is not told: the samples count them. */
  | { readonly kind: "log"; readonly line: string };

/** How a run came to its end: by itself, or because of the signal. */
export type K6Outcome =
  | { readonly kind: "ended"; readonly samples: string; readonly originMs: number }
  | { readonly kind: "stopped" };

/** k6 failed; the message holds the command and the end of its log. */
export class K6Error extends Error {
  override readonly name = "K6Error";
}

const samplesFile = "load.csv.gz";

/** After SIGINT k6 waits for requests under way and writes what it has. */
const stopWithinMs = 20_000;

const logLinesKept = 20;

/** Exit code of a run whose thresholds failed: a judgement, not a failure. Source: k6 v1.8.1 errext/exitcodes/codes.go */
const thresholdsFailed = 99;

/** Runs a script to its end. Settings of the user's own (variables K6_*, config files, proxies) do not reach k6. */
export async function runK6(run: K6Run): Promise<K6Outcome> {
  const samples = path.join(run.folder, samplesFile);
  let originMs: number | undefined;
  const log: string[] = [];
  const running = execa(run.k6.program, wordsOf(run), {
    env: { ...environmentOf(run), K6_CSV_FILENAME: samples },
    extendEnv: false,
    buffer: false,
    stdin: "ignore",
    stdout: "ignore",
    ...(run.signal && { cancelSignal: run.signal }),
    killSignal: "SIGINT",
    forceKillAfterDelay: stopWithinMs,
    reject: false,
  });
  for await (const line of running.iterable({ from: "stderr" })) {
    const begins = beginsPattern.exec(line);
    if (begins) {
      originMs = Number(begins[1]);
      run.onProgress?.({ kind: "begins", originMs });
    } else if (!line.includes('msg="Request Failed"')) {
      log.push(line);
      if (log.length > logLinesKept) log.shift();
      run.onProgress?.({ kind: "log", line });
    }
  }
  const result = await running;
  if (result.isCanceled) return { kind: "stopped" };
  const isDone = result.exitCode === 0 || result.exitCode === thresholdsFailed;
  if (isDone && originMs !== undefined) return { kind: "ended", samples, originMs };
  const what = result instanceof ExecaError ? result.shortMessage : `${result.command} did not begin`;
  throw new K6Error([what, ...log].join("\n"), { cause: result });
}

function wordsOf({ script, startAtMs }: K6Run): readonly string[] {
  const words = ["run", "--quiet", "--no-color", "--address=", "--log-output=stderr", "--out=csv"];
  if (startAtMs === undefined) return [...words, script];
  const delayMaxMs = toSeconds(startDelayMax) * 1000;
  invariant(startAtMs - Date.now() <= delayMaxMs, `a load begins at most ${delayMaxMs} ms from now`);
  return [...words, `--env=${startVariable}=${startAtMs}`, script];
}

/** In the folder k6 finds neither a config nor a home. Samples have microseconds: k6 would round them to seconds. */
const environmentOf = ({ folder, env }: K6Run): Record<string, string | undefined> => ({
  PATH: process.env["PATH"],
  HOME: folder,
  ...env,
  K6_NO_USAGE_REPORT: "true",
  K6_CSV_TIME_FORMAT: "unix_micro",
});
