import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Answered } from "./compare.ts";
import type { Call } from "./generate-call.ts";

/** What a real Prometheus answered. */
export interface RecordedAnswer {
  readonly call: Call;
  /** When it was asked, in milliseconds since the epoch. */
  readonly at: number;
  readonly answer: Answered;
}

/** Answers of a real Prometheus to calls about the samples that a seed gives. */
export interface Recording {
  /** Which Prometheus, and how it came to its samples. */
  readonly source: string;
  readonly seed: number;
  /** The instant of the newest sample, in milliseconds since the epoch. */
  readonly base: number;
  readonly answers: readonly RecordedAnswer[];
}

/** Longer answers are not kept. */
const bodyMax = 1500;

/** Writes a recording without long answers. */
export function writeRecording(file: string, recording: Recording): void {
  const answers = recording.answers.filter(({ answer }) => answer.body.length <= bodyMax);
  writeFileSync(file, gzipSync(JSON.stringify({ ...recording, answers }), { level: 9 }));
}

/** Reads a recording. */
export const readRecording = (file: string): Recording => JSON.parse(gunzipSync(readFileSync(file)).toString("utf8"));
