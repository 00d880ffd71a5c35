import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import type { PlayedCall, PlayedConfig } from "./contest.ts";

/** What a real adapter answered, over a real Prometheus. */
export interface Recording {
  readonly source: string;
  readonly seed: number;
  readonly configs: readonly PlayedConfig[];
}

/** What is longer, in answers and in what led to them, is not kept. */
const lengthMax = 4000;

/** So many answers of one kind are kept. */
const ofAKindMax = 7;

/** Writes a recording without what is long and without what is there often enough. */
export function writeRecording(file: string, { source, seed, configs }: Recording): void {
  const counts = new Map<string, number>();
  const isWanted = (played: PlayedCall): boolean => {
    if (JSON.stringify(played).length > lengthMax) return false;
    const kind = kindOf(played);
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= ofAKindMax;
  };
  const kept = configs
    .filter(({ listing }) => JSON.stringify(listing).length <= 2 * lengthMax)
    .map((config) => ({ ...config, calls: config.calls.filter(isWanted) }))
    .filter(({ calls, exit }) => calls.length > 0 || exit !== undefined);
  writeFileSync(file, gzipSync(JSON.stringify({ source, seed, configs: kept }), { level: 9 }));
}

/** The API, the status, the number of items and of queries, and the words without names. */
function kindOf({ call, exchanges, answer: { status, body } }: PlayedCall): string {
  const group = /^\/apis\/[^/]*/.exec(call.path)?.[0] ?? "";
  const words = /"message": ?"([^"]*)/.exec(body)?.[1]?.replace(/metric \S+ for \S*/, "");
  const items = Math.min(3, body.split('"value":').length);
  const parameters = [...new URL(call.path, "http://localhost").searchParams.keys()];
  return [group, status, items, exchanges.length, words, call.accept, call.fault, ...parameters].join(" ");
}

/** Reads a recording. */
export const readRecording = (file: string): Recording => JSON.parse(gunzipSync(readFileSync(file)).toString("utf8"));
