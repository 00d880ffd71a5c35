import { availableParallelism } from "node:os";
import { findScenarios } from "../input/load-scenario.ts";
import { isGood } from "../reports/summary-line.ts";
import type { Attempt, ScenarioResult } from "./attempt.ts";
import { exitCode } from "./exit-code.ts";
import { codeOfFailure, failureOf } from "./failure.ts";
import { refuseUpdate } from "./golden-trace.ts";
import { endOnInterrupt } from "./interrupt.ts";
import { refuseView } from "./kubectl-screen.ts";
import type { RunOptions } from "./options.ts";
import type { PlayOrder } from "./play.ts";
import { playAll } from "./play-all.ts";
import { createProgressLine } from "./progress-line.ts";
import { pageAssets } from "./report-files.ts";
import { reportFolders } from "./scenario-place.ts";
import { showDocuments, showReport, showSummary } from "./show-results.ts";
import { standardLook } from "./terminal.ts";
import { writeWhole } from "./whole-file.ts";

/** `kubewind run`: plays scenarios, shows what happened, and answers whether all came out as they should. */
export async function runCommand(paths: readonly string[], options: RunOptions): Promise<number> {
  refuseUpdate(options);
  const files = findScenarios(paths);
  refuseView(options, files);
  const isReport = files.length === 1 && !options.quiet && !options.json;
  const progress = createProgressLine(!options.quiet);
  endOnInterrupt(progress.clear);
  const results = await playAll(await ordersFor(files, options, isReport), {
    threadsMax: availableParallelism(),
    onShares: progress.show,
    keep: written,
  });
  progress.clear();
  if (options.json) showDocuments(results);
  else if (isReport) showReport(results[0]!);
  else showSummary(results, options);
  return codeOf(results);
}

async function ordersFor(
  files: readonly string[],
  options: RunOptions,
  isReport: boolean,
): Promise<readonly PlayOrder[]> {
  const folders = reportFolders(files, options.out);
  const assets = await pageAssets(options.report);
  const look = isReport ? standardLook() : undefined;
  return files.map((path, index) => ({ path, folder: folders[index]!, options, assets, look }));
}

/** Writes the files of a result at once, and keeps no more than their names. Only this thread writes: see `endOnInterrupt`. */
function written(attempt: Attempt): Attempt {
  if (attempt.kind !== "played") return attempt;
  const { path, name, played } = attempt;
  try {
    for (const file of played.files) writeWhole(file);
  } catch (error) {
    return { path, name, kind: "failed", failure: failureOf(error) };
  }
  return { ...attempt, played: { ...played, files: played.files.map((file) => ({ ...file, text: "" })) } };
}

/** What weighs most: a bug, then bad input, then an expectation that is not met. */
function codeOf(results: readonly ScenarioResult[]): number {
  const codes = results.map((result) => {
    if (result.kind === "failed") return codeOfFailure(result.failure);
    return isGood(result.played.outcome) ? exitCode.met : exitCode.notMet;
  });
  return Math.max(...codes);
}
