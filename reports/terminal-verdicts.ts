import type { Verdict } from "../sim/checks/verdict.ts";
import type { Run } from "../sim/run.ts";
import { clock } from "./clock.ts";
import { plural } from "./numbers.ts";
import { printable } from "./printable.ts";
import type { Style } from "./style.ts";
import type { Terminal } from "./terminal.ts";
import { clip, padEnd, widthOf, wrap } from "./text-width.ts";
import { type TimelineLine, timelineText } from "./timeline.ts";

/** Lines of the timeline shown on each side of the instant that decided. */
const linesAround = 5;

/** The verdicts in the order of the scenario; one that is not met brings the timeline around the instant that decided. */
export function verdictBlocks(run: Run, timeline: readonly TimelineLine[], terminal: Terminal): readonly string[] {
  return run.verdicts.flatMap((verdict) => [
    ...statement(verdict, terminal),
    ...(verdict.isMet ? [] : around(run, verdict, timeline).map((line) => excerptLine(line, terminal))),
  ]);
}

function statement({ expectation, isMet, because }: Verdict, { width, style }: Terminal): readonly string[] {
  const mark = isMet ? style("green", "✓") : style("red", "✗");
  const place = printable(expectation.place);
  const text = printable(expectation.text);
  const isBeside = widthOf(text) + widthOf(place) + 4 <= width;
  const [first = "", ...rest] = wrap(text, width - 2);
  return [
    isBeside ? `${mark} ${padEnd(text, width - widthOf(place) - 2)}${style("dim", place)}` : `${mark} ${first}`,
    ...(isBeside ? [] : [...rest.map((line) => `  ${line}`), `  ${style("dim", clip(place, width - 2))}`]),
    ...wrap(printable(because), width - 4).map((line) => `    ${line}`),
  ];
}

/** A line around a verdict, or the instant of the verdict itself between them. */
type Around = { readonly isInstant: boolean; readonly text: string };

/** The timeline around the instant that decided a verdict. */
export function around(run: Run, { at }: Verdict, timeline: readonly TimelineLine[]): readonly Around[] {
  const after = timeline.findIndex((line) => line.at > at);
  const split = after === -1 ? timeline.length : after;
  const from = Math.max(0, split - linesAround);
  const texts = timelineText(timeline.slice(from, split + linesAround), run.trace.zero, 1);
  const line = (text: string): Around => ({ isInstant: false, text });
  return [
    ...texts.slice(0, split - from).map(line),
    { isInstant: true, text: clock(at, run.trace.zero) },
    ...texts.slice(split - from).map(line),
  ];
}

function excerptLine({ isInstant, text }: Around, { width, style }: Terminal): string {
  if (!isInstant) return style("dim", clip(`    │ ${text}`, width));
  const rule = `    ├─ ${text} `;
  return style("red", rule + "─".repeat(Math.max(0, Math.min(40, width - widthOf(rule)))));
}

/** The last line of a report: whether the run did what was expected. */
export function conclusion(verdicts: readonly Verdict[], style: Style): string {
  const missed = verdicts.filter(({ isMet }) => !isMet).length;
  if (verdicts.length === 0) return style("dim", "The scenario expects nothing.");
  if (missed === 0) return style("green", `${plural(verdicts.length, "expectation")} met.`);
  return style("red", `${missed} of ${plural(verdicts.length, "expectation")} not met.`);
}
