import { percentText, secondsText } from "../sim/number-text.ts";
import type { Run } from "../sim/run.ts";
import { plural } from "./numbers.ts";
import { printable } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { clip, padEnd, widthOf, wrap } from "./text-width.ts";

/** What a run came to. */
export type RunResult = Pick<Run, "verdicts" | "summary">;

/** What came of one of several scenarios. */
export type ScenarioOutcome = { readonly name: string } & (
  | {
      readonly kind: "played";
      readonly run: RunResult;
      /** How the run compares with its golden trace. */
      readonly golden: "same" | "differs" | "absent";
    }
  /** It could not be read or played. */
  | { readonly kind: "failed"; readonly because: string }
);

/** Whether a scenario came out as it should. */
export const isGood = (outcome: ScenarioOutcome): boolean =>
  outcome.kind === "played" && outcome.golden !== "differs" && outcome.run.verdicts.every(({ isMet }) => isMet);

/** Several scenarios, a line each and what is wrong below it, then how many are well. Ends with a newline. */
export function summaryLines(outcomes: readonly ScenarioOutcome[], terminal: Terminal): string {
  const { width, style } = terminal;
  const nameWidth = Math.min(
    Math.max(16, Math.floor(width * 0.4)),
    outcomes.reduce((widest, { name }) => Math.max(widest, widthOf(printable(name))), 0),
  );
  const lines = outcomes.flatMap((outcome) => {
    const mark = isGood(outcome) ? style("green", "✓") : style("red", "✗");
    const name = padEnd(clip(printable(outcome.name), nameWidth), nameWidth);
    const facts = outcome.kind === "played" ? fitting(factsOf(outcome.run), width - nameWidth - 4) : "not played";
    return [`${mark} ${name}  ${facts}`, ...troubles(outcome).flatMap((text) => troubleLines(text, width))];
  });
  return `${[...lines, "", totals(outcomes, terminal)].join("\n")}\n`;
}

function factsOf({ verdicts, summary }: RunResult): readonly string[] {
  const met = verdicts.filter(({ isMet }) => isMet).length;
  const replicas = summary.workloads.map(({ replicasMin, replicasMax }) =>
    replicasMin === replicasMax ? `${replicasMin}` : `${replicasMin}..${replicasMax}`,
  );
  const offered = summary.targets.reduce((sum, target) => sum + target.offered, 0);
  const lost = summary.targets.reduce((sum, target) => sum + target.refused + target.timedOut, 0);
  const slowest = summary.targets.reduce((most, { response }) => Math.max(most, response?.p95 ?? 0), 0);
  return [
    verdicts.length === 0 ? "expects nothing" : `${met}/${verdicts.length} met`,
    ...(replicas.length === 0
      ? []
      : [replicas.length <= 3 ? `replicas ${replicas.join(" ")}` : `${replicas.length} workloads`]),
    ...(slowest > 0 ? [`p95 ${secondsText(slowest)}`] : []),
    ...(offered > 0 && lost > 0 ? [`${percentText(lost / offered)} lost`] : []),
  ];
}

/** As many facts as fit, each whole: half of a number is another number. */
export function fitting(facts: readonly string[], width: number): string {
  const [first = "", ...others] = facts;
  let line = clip(first, width);
  for (const fact of others) {
    if (widthOf(`${line}  ${fact}`) > width) break;
    line += `  ${fact}`;
  }
  return line;
}

function troubles(outcome: ScenarioOutcome): readonly string[] {
  if (outcome.kind === "failed") return outcome.because.split("\n");
  const missed = outcome.run.verdicts
    .filter(({ isMet }) => !isMet)
    .map(({ expectation, because }) => `${expectation.place}  ${expectation.text}: ${because}`);
  return outcome.golden === "differs" ? [...missed, "the run differs from its golden trace"] : missed;
}

const troubleLines = (text: string, width: number): readonly string[] =>
  wrap(printable(text), width - 6).map((line, index) => (index === 0 ? `    ${line}` : `      ${line}`));

function totals(outcomes: readonly ScenarioOutcome[], { style }: Terminal): string {
  const bad = outcomes.filter((outcome) => !isGood(outcome)).length;
  const all = plural(outcomes.length, "scenario");
  if (outcomes.length === 0) return style("yellow", "No scenario was found.");
  return bad === 0 ? style("green", `${all}, all as expected.`) : style("red", `${all}, ${bad} not as expected.`);
}
