import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import type { RecordedRun } from "./recorded-run.ts";

/** Of the form of the file; a new form gets a new number. */
const formatVersion = 1;

/** What has no bound is Infinity, for which JSON has no word. */
const unbounded = "Infinity";

/** The name of the file of a run. */
export const recordedFileOf = (name: string): string => `${name}.jsonl.gz`;

/** Writes a recorded run: JSON, a fact a line, gzipped. The same run gives the same bytes. */
export function writeRecordedRun(file: string, run: RecordedRun): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, gzipSync(recordedText(run), { level: 9 }));
  renameSync(unfinished, file);
}

export function recordedText({ trace, ...run }: RecordedRun): string {
  const { zero, end, facts } = trace;
  const lines = [{ formatVersion, ...run, zero, end }, ...facts];
  const replacer = (_: string, value: unknown): unknown => (value === Number.POSITIVE_INFINITY ? unbounded : value);
  return `${lines.map((line) => JSON.stringify(line, replacer)).join("\n")}\n`;
}

/** Reads a file of `writeRecordedRun`; throws where it is of another form. */
export function readRecordedRun(file: string): RecordedRun {
  const reviver = (_: string, value: unknown): unknown => (value === unbounded ? Number.POSITIVE_INFINITY : value);
  const [head, ...facts] = gunzipSync(readFileSync(file))
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line, reviver));
  const { formatVersion: version, zero, end, ...run } = head;
  if (version !== formatVersion) throw new Error(`${file} is of form ${version}, and this reads form ${formatVersion}`);
  return { ...run, trace: { zero, end, facts } };
}
