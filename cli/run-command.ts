import { availableParallelism } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { findScenarios } from "../input/load-scenario.ts";
import { comparisonText } from "../reports/golden-compare.ts";
import { isGood, type ScenarioOutcome, summaryLines } from "../reports/summary-line.ts";
import { terminalReport } from "../reports/terminal.ts";
import { answerBadInput } from "./bad-input.ts";
import { exitCode } from "./exit-code.ts";
import type { PlayOrder } from "./play.ts";
import { playAll } from "./play-all.ts";
import type { RunOptions } from "./program.ts";
import { createProgressLine } from "./progress-line.ts";
import type { ScenarioResult } from "./result.ts";
import { speedText } from "./speed-text.ts";
import { standardTerminal } from "./terminal.ts";

/** `kubewind run`: plays scenarios, shows what happened, and answers whether all came out as they should. */
export async function runCommand(paths: readonly string[], options: RunOptions): Promise<number> {
  return answerBadInput(options, async () => {
    const orders = ordersFor(findScenarios(paths), options);
    const progress = createProgressLine(!options.quiet && !options.json);
    const results = await playAll(orders, { workersMax: availableParallelism(), progress });
    progress.clear();
    if (options.json) printDocuments(results);
    else if (results.length === 1 && !options.quiet) printReport(results[0]!);
    else printSummary(results);
    return codeOf(results);
  });
}

/** Each scenario's reports go to a folder of its own, by the name of the scenario's folder where that is clear. */
function ordersFor(files: readonly string[], options: RunOptions): readonly PlayOrder[] {
  const names = files.map((file) => basename(dirname(resolve(file))));
  return files.map((path, index) => {
    const name = names[index]!;
    const isClear = names.indexOf(name) === names.lastIndexOf(name);
    const own = isClear
      ? name
      : dirname(path)
          .replaceAll("/", "-")
          .replace(/^[.-]+/, "");
    return { path, folder: join(options.out, own), options };
  });
}

function codeOf(results: readonly ScenarioResult[]): number {
  if (results.some(({ kind }) => kind === "bug")) return exitCode.bug;
  if (results.some(({ kind }) => kind === "bad-input")) return exitCode.badInput;
  return results.every((result) => isGood(outcomeOf(result))) ? exitCode.met : exitCode.notMet;
}

function printReport(result: ScenarioResult): void {
  if (result.kind !== "played") {
    console.error(result.text);
    return;
  }
  const terminal = standardTerminal();
  const { played } = result;
  console.log(terminalReport(played.report, terminal));
  if (played.golden.kind === "differs") {
    console.log(terminal.style("red", "The golden trace differs:"));
    console.log(comparisonText(played.golden.comparison, terminal));
    console.log(`If that is as it should be: kubewind run ${dirname(result.path)} --update`);
  }
  if (played.golden.kind === "not-compared")
    console.log("The golden trace was not compared: options changed the scenario.");
  console.log(terminal.style("dim", speedText(played)));
  for (const file of played.written) console.log(terminal.style("dim", `Written: ${file}`));
}

function printSummary(results: readonly ScenarioResult[]): void {
  console.log(summaryLines(results.map(outcomeOf), standardTerminal()).trimEnd());
}

function outcomeOf(result: ScenarioResult): ScenarioOutcome {
  if (result.kind !== "played") return { kind: "failed", name: result.name, because: result.text };
  const { golden, report } = result.played;
  const state = golden.kind === "same" || golden.kind === "differs" ? golden.kind : "absent";
  return { kind: "played", name: result.name, run: report.run, golden: state };
}

/** One document on standard output: of one scenario its own, of several a list of them. */
function printDocuments(results: readonly ScenarioResult[]): void {
  const documents = results.map((result) =>
    result.kind === "played"
      ? { ...result.document, golden: result.played.golden.kind }
      : { schemaVersion: 1, kind: "kubewind.dev/Failure", scenario: result.name, message: result.text },
  );
  const document =
    documents.length === 1 ? documents[0] : { schemaVersion: 1, kind: "kubewind.dev/RunList", items: documents };
  console.log(JSON.stringify(document, null, 2));
}
