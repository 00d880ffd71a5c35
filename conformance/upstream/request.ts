import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { type UpstreamRelease, upstreamMinors, upstreamRelease } from "./release.ts";

export type Request = {
  readonly release: UpstreamRelease;
  readonly isTimed: boolean;
  /** Absent: cases come by standard input, each answered as soon as it is there. */
  readonly file?: CasesFile;
};

type CasesFile = {
  /** One case a line. */
  readonly cases: string;
  readonly names: readonly string[];
  /** Where the results go. */
  readonly results: string;
};

/** The command line, or a file that it names, is wrong; the message says how and what is right. */
export class RequestError extends Error {
  override readonly name = "RequestError";
}

const usage = `usage: npm run --silent upstream -- --kubernetes 1.36 CASES[.gz] RESULTS [--time]
       npm run --silent upstream -- --kubernetes 1.36 --stream [--time] < CASES > RESULTS`;

/** Reads the command line and the file of cases that it names. */
export function readRequest(words: readonly string[]): Request {
  const { values, positionals } = readWords(words);
  const release = upstreamRelease(values.kubernetes);
  if (release === undefined) {
    const served = upstreamMinors.join(", ");
    throw new RequestError(
      `--kubernetes ${values.kubernetes} is not served; these are, or a patch of theirs: ${served}`,
    );
  }
  const isTimed = values.time;
  const [cases, results] = positionals;
  if (values.stream && positionals.length === 0) return { release, isTimed };
  if (values.stream || cases === undefined || results === undefined || positionals.length > 2) {
    throw new RequestError(usage);
  }
  const text = readCases(cases);
  return { release, isTimed, file: { cases: text, names: namesOf(text, cases), results } };
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        kubernetes: { type: "string", default: "1.36" },
        stream: { type: "boolean", default: false },
        time: { type: "boolean", default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new RequestError(`${messageOf(error)}\n${usage}`, { cause: error });
  }
}

function readCases(path: string): string {
  try {
    const raw = readFileSync(path);
    return (path.endsWith(".gz") ? gunzipSync(raw) : raw).toString("utf8");
  } catch (error) {
    throw new RequestError(`the cases cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function namesOf(text: string, path: string): readonly string[] {
  const names: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const name = nameOf(line);
    if (name === undefined)
      throw new RequestError(`${path}:${index + 1} is no case: a case is a JSON object with a name`);
    names.push(name);
  }
  return names;
}

function nameOf(line: string): string | undefined {
  try {
    const vector: unknown = JSON.parse(line);
    const hasName = typeof vector === "object" && vector !== null && "name" in vector;
    return hasName && typeof vector.name === "string" ? vector.name : undefined;
  } catch {
    return undefined;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
