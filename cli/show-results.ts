import { isAbsolute, relative } from "node:path";
import type { Problem } from "../input/input-error.ts";
import { plural } from "../reports/numbers.ts";
import { printable } from "../reports/printable.ts";
import { isGood, type ScenarioOutcome, summaryLines } from "../reports/summary-line.ts";
import type { ScenarioResult } from "./attempt.ts";
import { type Failure, failureDocument, failureText } from "./failure.ts";
import { jsonText } from "./json-text.ts";
import type { RunOptions } from "./options.ts";
import type { Played } from "./play.ts";
import { notComparedText } from "./screen-text.ts";
import { standardLook, terminalOf } from "./terminal.ts";

/** Shows all there is to say about a single scenario. */
export function showReport(result: ScenarioResult): void {
  if (result.kind === "failed") {
    console.error(failureText(result.failure));
    return;
  }
  const { style } = terminalOf(standardLook());
  const { screen, files, steps } = result.played;
  process.stdout.write(screen);
  for (const { path } of files) console.log(style("dim", `Written: ${shownFile(path)}`));
  if (steps.length > 0) console.log(["", ...steps].join("\n"));
}

/** Most scenarios for which the summary says what to do next. */
const stepsMax = 5;

/** Shows several scenarios, a line each. What cannot be used is told before, in full, on standard error. */
export function showSummary(results: readonly ScenarioResult[], { quiet, out, report }: RunOptions): void {
  const failures = failureTexts(results);
  if (failures.length > 0) console.error(`${failures.join("\n\n")}\n`);
  const terminal = terminalOf(standardLook());
  process.stdout.write(summaryLines(results.map(outcomeOf), terminal));
  if (quiet) return;
  const played = results.flatMap((result) => (result.kind === "played" ? [result.played] : []));
  const remarks = [
    ...(report.length > 0 && played.length > 0 ? [`Reports are in ${shownFile(out)}.`] : []),
    ...goldenRemarks(played),
  ];
  for (const remark of remarks) console.log(terminal.style("dim", remark));
  const steps = results.flatMap((result) =>
    result.kind === "played" && !isGood(result.played.outcome) ? [result.played.steps] : [],
  );
  for (const lines of steps.slice(0, stepsMax)) console.log(["", ...lines].join("\n"));
  if (steps.length > stepsMax) console.log(`\n… and ${steps.length - stepsMax} more like these`);
}

/** What is wrong, each thing once: an option may be wrong for every scenario. */
function failureTexts(results: readonly ScenarioResult[]): readonly string[] {
  return [...new Set(results.flatMap((result) => (result.kind === "failed" ? [failureText(result.failure)] : [])))];
}

/** What a line for each scenario does not say about golden traces. */
function goldenRemarks(played: readonly Played[]): readonly string[] {
  const written = played.filter(({ golden }) => golden === "written").length;
  const notCompared = played.filter(({ golden }) => golden === "not-compared").length;
  return [
    ...(written === 0 ? [] : [`${plural(written, "golden trace")} written.`]),
    ...(notCompared === 0 ? [] : [notComparedText]),
  ];
}

const outcomeOf = (result: ScenarioResult): ScenarioOutcome =>
  result.kind === "played"
    ? result.played.outcome
    : { kind: "failed", name: result.name, because: headline(result.failure) };

/** A failure in a line. */
export function headline(failure: Failure): string {
  if (failure.kind === "bug") return `kubewind broke: ${failure.error}`;
  const [first, ...others] = failure.problems;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `${first === undefined ? "" : problemLine(first)}${more}`;
}

function problemLine({ file, line, column, message }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return place === "" ? message : `${place}: ${message}`;
}

/** Prints one document: of one scenario its own, of several a list of them. */
export function showDocuments(results: readonly ScenarioResult[]): void {
  const documents = results.map((result) => {
    if (result.kind === "failed") return failureDocument(result.failure, result.name);
    const { document, golden, files } = result.played;
    return { ...document, golden, written: files.map(({ path }) => path) };
  });
  const failures = failureTexts(results);
  if (failures.length > 0) console.error(failures.join("\n\n"));
  const [only] = documents;
  process.stdout.write(
    jsonText(
      only !== undefined && documents.length === 1
        ? only
        : { schemaVersion: 1, kind: "kubewind.dev/RunList", items: documents },
    ),
  );
}

/** A path that a terminal can open: from the working folder, or in full where it lies outside. */
export function shownFile(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return printable(fromHere === "" ? "." : fromHere.startsWith("..") || isAbsolute(fromHere) ? path : fromHere);
}
