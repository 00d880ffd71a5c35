import type { Verdict } from "../sim/checks/verdict.ts";
import type { Run } from "../sim/run.ts";
import { between } from "../sim/units.ts";
import { durationText } from "./clock.ts";
import { printable } from "./printable.ts";
import { padEnd } from "./text-width.ts";
import { timelineOf, timelineText } from "./timeline.ts";

/** Version of the form below. A new form gets a new number, so that a review can tell a change of form from one of behaviour. */
const goldenFormat = 1;

/**
 * The text of `trace.golden`: what ran, the timeline, and the verdicts; a line for each thing, so that a diff reads as a change of behaviour.
 *
 * `traceHash` stands for everything that the lines leave out. Ends with a newline.
 */
export function goldenText(run: Run, traceHash: string): string {
  const { scenario, kubernetes, trace, verdicts } = run;
  const header = [
    ["scenario", printable(scenario.name)],
    ["kubernetes", kubernetes],
    ["seed", String(scenario.seed)],
    ["time", `${durationText(between(trace.zero, trace.end))} after ${durationText(scenario.warmup)} of warm-up`],
    ["format", String(goldenFormat)],
    ["trace", traceHash],
  ].map(([name = "", value = ""]) => `${padEnd(name, 12)}${value}`);
  const timeline = timelineText(timelineOf(run), trace.zero);
  const judged = verdicts.map(verdictLine);
  const sections = [header, timeline, judged].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** The place without its folders: a golden text does not depend on where the run was started from. */
function verdictLine({ expectation, isMet, because }: Verdict): string {
  const place = expectation.place.split("/").at(-1) ?? "";
  return `${isMet ? "met    " : "NOT MET"}  ${printable(`${place}  ${expectation.text}: ${because}`)}`;
}
