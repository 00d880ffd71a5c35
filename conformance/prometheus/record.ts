import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Answered } from "./compare.ts";
import type { Call } from "./generate-call.ts";
import type { RemoteCall } from "./remote-calls.ts";
import type { RemoteAnswer } from "./remote-contest.ts";

/** What a real Prometheus answered. */
export type RecordedAnswer = Recorded<Call, Answered>;

/** What a real Prometheus answered to remote write and read, and to queries after them. */
export type RecordedRemoteAnswer = Recorded<RemoteCall, RemoteAnswer>;

interface Recorded<Asked, Answer> {
  readonly call: Asked;
  /** When it was asked, in milliseconds since the epoch. */
  readonly at: number;
  readonly answer: Answer;
}

/** Answers of a real Prometheus to calls about the samples that a seed gives. */
export interface Recording<One = RecordedAnswer> {
  /** Which Prometheus, and how it came to its samples. */
  readonly source: string;
  readonly seed: number;
  /** The instant of the newest sample, in milliseconds since the epoch. */
  readonly base: number;
  readonly answers: readonly One[];
}

/** Longer answers are not kept. */
const bodyMax = 1500;

/** Writes a recording without long answers. */
export function writeRecording(file: string, recording: Recording): void {
  const answers = recording.answers.filter(({ answer }) => answer.body.length <= bodyMax);
  writeFileSync(file, gzipSync(JSON.stringify({ ...recording, answers }), { level: 9 }));
}

/** Writes a recording without long answers; what was written stays, as it decides what is read. */
export function writeRemoteRecording(file: string, recording: Recording<RecordedRemoteAnswer>): void {
  const answers = recording.answers.filter(({ answer }) => answer.body.length <= remoteBodyMax);
  writeFileSync(file, gzipSync(JSON.stringify({ ...recording, answers }), { level: 9 }));
}

const remoteBodyMax = 600;

/** Reads a recording. */
export const readRecording = <One = RecordedAnswer>(file: string): Recording<One> =>
  JSON.parse(gunzipSync(readFileSync(file)).toString("utf8"));
