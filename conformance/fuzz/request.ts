import { parseArgs } from "node:util";
import { type KubernetesVersion, kubernetesVersion } from "../../sim/version.ts";
import { type UpstreamRelease, upstreamMinors, upstreamRelease } from "../upstream/release.ts";

export type FuzzRequest = {
  readonly releases: readonly { readonly release: UpstreamRelease; readonly kubernetes: KubernetesVersion }[];
  readonly minutes: number;
  /** Ends when each release has compared so many syncs, however long it takes. */
  readonly syncsMax: number;
  readonly seed: number;
};

/** The command line is wrong; the message says how and what is right. */
export class FuzzRequestError extends Error {
  override readonly name = "FuzzRequestError";
}

const usage = "usage: npm run --silent fuzz:hpa -- [--minutes 1] [--kubernetes 1.30,1.36] [--seed S] [--syncs N]";

/** Reads the command line. Without a seed, `freshSeed` is taken. */
export function readFuzzRequest(words: readonly string[], freshSeed: number): FuzzRequest {
  const { minutes, kubernetes, seed, syncs } = readWords(words);
  const request = {
    releases: kubernetes.split(",").map(readRelease),
    minutes: Number(minutes),
    syncsMax: syncs === undefined ? Number.POSITIVE_INFINITY : Number(syncs),
    seed: seed === undefined ? freshSeed : Number(seed),
  };
  if (!(request.minutes > 0))
    throw new FuzzRequestError(`--minutes ${minutes} is no time: give a number above 0\n${usage}`);
  if (!(request.syncsMax > 0)) throw new FuzzRequestError(`--syncs ${syncs}: give a number above 0\n${usage}`);
  if (!Number.isInteger(request.seed)) throw new FuzzRequestError(`--seed ${seed}: a seed is an integer\n${usage}`);
  return request;
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        minutes: { type: "string", default: "1" },
        kubernetes: { type: "string", default: "1.36" },
        seed: { type: "string" },
        syncs: { type: "string" },
      },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new FuzzRequestError(`${message}\n${usage}`, { cause: error });
  }
}

function readRelease(text: string): FuzzRequest["releases"][number] {
  const release = upstreamRelease(text.trim());
  const kubernetes = release === undefined ? undefined : kubernetesVersion(release.text);
  if (release === undefined || kubernetes === undefined) {
    throw new FuzzRequestError(
      `--kubernetes ${text} is not served; these are, or a patch of theirs: ${upstreamMinors.join(", ")}`,
    );
  }
  return { release, kubernetes };
}
