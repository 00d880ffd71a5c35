import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { recordedFileOf, writeRecordedRun } from "../conformance/replay/recorded-file.ts";
import type { RecordedRun } from "../conformance/replay/recorded-run.ts";
import type { ReplayOptions } from "./options.ts";

/** Keeps a run as a file where that is wanted, by a name that no other run of the command has; answers the paths of what it wrote. */
export type RunKeeper = (run: RecordedRun, name: string) => readonly string[];

/** Keeps runs as `--record` says. */
export function runKeeper({ record }: ReplayOptions): RunKeeper {
  if (record === undefined) return () => [];
  return (run, name) => {
    mkdirSync(record, { recursive: true });
    const file = join(record, recordedFileOf(name));
    writeRecordedRun(file, run);
    return [file];
  };
}
