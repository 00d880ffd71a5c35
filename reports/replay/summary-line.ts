import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import { percentText } from "../../sim/number-text.ts";
import { clock } from "../clock.ts";
import { plural } from "../numbers.ts";
import { printable } from "../printable.ts";
import { fitting } from "../summary-line.ts";
import type { Terminal } from "../terminal.ts";
import { clip, padEnd, wrap } from "../text-width.ts";
import { isGoodReplay, placeText, pointsText, replayGlance } from "./glance.ts";

/** What came of one of several replays; a scenario that could not be played comes with the reason. */
export type ReplayOutcome = { readonly name: string } & (
  | { readonly kind: "judged"; readonly replay: JudgedReplay }
  | { readonly kind: "failed"; readonly because: string }
);

/** Whether a scenario was replayed, by a run that can be believed, and the simulation agrees. */
export const isGoodOutcome = (outcome: ReplayOutcome): boolean =>
  outcome.kind === "judged" && isGoodReplay(outcome.replay);

/** One of several replays in a line, and what is wrong below it. Ends with a newline. */
export function replayLines(outcome: ReplayOutcome, nameWidth: number, { width, style }: Terminal): string {
  const mark = isGoodOutcome(outcome) ? style("green", "✓") : style("red", "✗");
  const name = padEnd(clip(printable(outcome.name), nameWidth), nameWidth);
  const below = troubles(outcome).flatMap((text) =>
    wrap(printable(text), width - 6).map((line, index) => (index === 0 ? `    ${line}` : `      ${line}`)),
  );
  return `${[`${mark} ${name}  ${fitting(factsOf(outcome), width - nameWidth - 4)}`, ...below].join("\n")}\n`;
}

function factsOf(outcome: ReplayOutcome): readonly string[] {
  if (outcome.kind === "failed") return ["not played"];
  const { agrees, largest } = outcome.replay.verdict;
  return [
    padEnd(agrees ? "agrees" : "diverged", 8),
    `replicas ${percentText(1 - largest.replicasShare)} equal`,
    `readings ${pointsText(largest.points)} apart`,
    `rescales ${largest.seconds.toFixed(1)}s apart`,
  ];
}

function troubles(outcome: ReplayOutcome): readonly string[] {
  if (outcome.kind === "failed") return outcome.because.split("\n");
  const { recorded, verdict } = outcome.replay;
  const { firstDivergence: first } = verdict;
  const remarks = replayGlance(outcome.replay).remarks;
  if (first === undefined) return remarks;
  const at = clock(first.at, recorded.trace.zero);
  return [`${at}  ${placeText(first)}: real ${first.real}; simulated ${first.simulated}`, first.cause, ...remarks];
}

/** How many of several replays are as they should be. Ends with a newline. */
export function replayTotals(outcomes: readonly ReplayOutcome[], { style }: Terminal): string {
  const bad = outcomes.filter((outcome) => !isGoodOutcome(outcome)).length;
  const all = plural(outcomes.length, "replay");
  return `\n${bad === 0 ? style("green", `${all}, the simulation agrees with each.`) : style("red", `${all}, ${bad} without agreement.`)}\n`;
}
