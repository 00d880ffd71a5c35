import { readFileSync } from "node:fs";
import { InputError } from "../input/input-error.ts";
import { compareGolden, type GoldenComparison } from "../reports/golden-compare.ts";
import { changingWords, type RunOptions } from "./options.ts";
import { goldenPath } from "./scenario-place.ts";
import type { WholeFile } from "./whole-file.ts";

/** How a run compares with the golden trace beside its scenario. */
export type GoldenOutcome =
  | { readonly kind: "same" | "absent" }
  | { readonly kind: "written"; readonly file: WholeFile }
  /** Options change what the scenario says, so its golden trace does not apply. */
  | { readonly kind: "not-compared" }
  | { readonly kind: "differs"; readonly comparison: GoldenComparison };

/** Compares a run's golden text with the stored one; or answers what to store instead, if that is what was asked for. */
export function settleGolden(path: string, text: string, options: RunOptions): GoldenOutcome {
  const stored = goldenPath(path);
  if (options.update) return { kind: "written", file: { path: stored, text } };
  const before = readStored(stored);
  if (before === undefined) return { kind: "absent" };
  if (changingWords(options).length > 0) return { kind: "not-compared" };
  const comparison = compareGolden(before, text);
  return comparison.kind === "same" ? { kind: "same" } : { kind: "differs", comparison };
}

/** The stored text; undefined when there is none. */
function readStored(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ("code" in error && error.code === "ENOENT") return undefined;
    throw new InputError([{ file: path, message: `the golden trace cannot be read: ${error.message}` }]);
  }
}

/** A golden trace holds what the scenario says, so nothing else may be stored as one. */
export function refuseUpdate(options: RunOptions): void {
  const words = changingWords(options);
  if (!options.update || words.length === 0) return;
  const message = `--update stores what the scenario says, and ${words[0]} changes that`;
  throw new InputError([{ message, hint: "Write the change into the scenario, or leave out one of the two." }]);
}
