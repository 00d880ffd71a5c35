import { comparisonText } from "../reports/golden-compare.ts";
import type { RunReport } from "../reports/report.ts";
import { terminalReport } from "../reports/terminal.ts";
import { wrap } from "../reports/text-width.ts";
import type { GoldenOutcome } from "./golden-trace.ts";
import { speedText } from "./speed-text.ts";
import { type Look, terminalOf } from "./terminal.ts";

/** Why a golden trace is left alone. */
export const notComparedText = "Not compared with the golden trace: options changed the scenario.";

export type ScreenOrder = {
  readonly report: RunReport;
  readonly golden: GoldenOutcome;
  /** Real time that the simulation took, in milliseconds; loading and reports not included. */
  readonly wallMs: number;
  readonly look: Look;
};

/** One run as the screen shows it: what happened, how that compares with the golden trace, how fast it was. Ends with a newline. */
export function screenText({ report, golden, wallMs, look }: ScreenOrder): string {
  const terminal = terminalOf(look);
  const comparison =
    golden.kind === "differs"
      ? `\n${terminal.style("red", "The run differs from its golden trace:")}\n${comparisonText(golden.comparison, terminal)}`
      : golden.kind === "not-compared"
        ? `\n${wrap(notComparedText, look.width).join("\n")}\n`
        : "";
  const speed = wrap(speedText(report.run, wallMs), look.width).map((line) => terminal.style("dim", line));
  return `${terminalReport(report, terminal)}${comparison}\n${speed.join("\n")}\n`;
}
