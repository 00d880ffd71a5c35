import type { RecordedRun } from "../conformance/replay/recorded-run.ts";
import { InputError } from "../input/input-error.ts";
import type { ReplayOptions } from "./options.ts";

/** Keeps a run as a file where that is wanted, by a name that no other run of the command has; answers the paths of what it wrote. */
export type RunKeeper = (run: RecordedRun, name: string) => readonly string[];

/** Keeps runs as `--record` says. An InputError before anything starts where they could not be kept. */
export function runKeeper({ record }: ReplayOptions): RunKeeper {
  if (record === undefined) return () => [];
  const hint = "Leave it out; --report json keeps the verdict.";
  throw new InputError([{ message: "--record: this kubewind keeps no recorded runs", hint }]);
}
