import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import { clock } from "../clock.ts";
import { printable } from "../printable.ts";
import type { Terminal } from "../terminal.ts";
import { padEnd, wrap } from "../text-width.ts";
import { differencesOf, placeText, replayGlance } from "./glance.ts";
import { provenanceTexts } from "./provenance.ts";
import { findingLines, rescaleLines } from "./terminal-comparison.ts";
import { expectationLines, selfCheckLines } from "./terminal-judgements.ts";
import { replaySparklines } from "./terminal-sparklines.ts";

/** The report of a replay for a terminal. Ends with a newline. Nothing in it but `style` can drive the terminal. */
export function replayReport(replay: JudgedReplay, terminal: Terminal): string {
  const sections = [
    title(replay, terminal),
    verdict(replay, terminal),
    divergence(replay, terminal),
    replaySparklines(replay, terminal),
    rescaleLines(replay, terminal),
    findingLines(replay, terminal),
    expectationLines(replay, terminal),
    selfCheckLines(replay, terminal),
    conclusion(replay, terminal),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

function title({ recorded, simulated }: JudgedReplay, { width, style }: Terminal): readonly string[] {
  const { scenario } = simulated;
  return [
    style("bold", printable(`${scenario.name} on ${recorded.provenance.target}`)),
    ...scenario.description
      .trimEnd()
      .split("\n")
      .flatMap((line) => (line === "" ? [] : wrap(printable(line), width))),
    ...wrap(printable(provenanceTexts({ recorded, simulated }).join(", ")), width).map((line) => style("dim", line)),
  ];
}

function verdict(replay: JudgedReplay, { width, style }: Terminal): readonly string[] {
  const { word, sentence, remarks } = replayGlance(replay);
  const differences = differencesOf(replay.verdict).map(([name, value]) => `${name} ${value}`);
  return [
    style(replay.verdict.agrees ? "green" : "red", word.toUpperCase()),
    ...wrap(printable(sentence), width),
    ...remarks.flatMap((remark) => wrap(remark, width)).map((line) => style("yellow", line)),
    ...wrap(`Largest differences: ${differences.join(", ")}.`, width).map((line) => style("dim", line)),
  ];
}

const labelWidth = 11;

function divergence({ recorded, verdict: { firstDivergence } }: JudgedReplay, terminal: Terminal): readonly string[] {
  if (firstDivergence === undefined) return [];
  const { width, style } = terminal;
  const { at, real, simulated, cause } = firstDivergence;
  const parts = [
    ["where", placeText(firstDivergence)],
    ["real", real],
    ["simulated", simulated],
    ["likely", cause],
  ] as const;
  return [
    style("red", `First divergence at ${clock(at, recorded.trace.zero)}`),
    ...parts.flatMap(([label, text]) =>
      wrap(printable(text), width - labelWidth - 2).map(
        (line, index) => `  ${style("dim", padEnd(index === 0 ? label : "", labelWidth))}${line}`,
      ),
    ),
  ];
}

function conclusion(replay: JudgedReplay, { width, style }: Terminal): readonly string[] {
  const { isGood } = replayGlance(replay);
  const text = replay.verdict.agrees
    ? isGood
      ? "The simulation agrees with the run."
      : "The simulation agrees with a run that failed its own checks."
    : "The simulation diverged from the run.";
  return wrap(text, width).map((line) => style(isGood ? "green" : "red", line));
}
