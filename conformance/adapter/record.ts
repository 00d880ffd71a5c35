import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import type { PlayedConfig } from "./contest.ts";

/** What a real adapter answered, over a real Prometheus. */
export interface Recording {
  readonly source: string;
  readonly seed: number;
  readonly configs: readonly PlayedConfig[];
}

/** What is longer, in answers and in what led to them, is not kept. */
const lengthMax = 4000;

/** Writes a recording without what is long. */
export function writeRecording(file: string, { source, seed, configs }: Recording): void {
  const kept = configs
    .filter(({ listing }) => JSON.stringify(listing).length <= 4 * lengthMax)
    .map((config) => ({ ...config, calls: config.calls.filter((call) => JSON.stringify(call).length <= lengthMax) }));
  writeFileSync(file, gzipSync(JSON.stringify({ source, seed, configs: kept }), { level: 9 }));
}

/** Reads a recording. */
export const readRecording = (file: string): Recording => JSON.parse(gunzipSync(readFileSync(file)).toString("utf8"));
