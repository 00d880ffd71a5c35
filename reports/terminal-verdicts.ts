import type { Verdict } from "../sim/checks/verdict.ts";
import type { Run } from "../sim/run.ts";
import { clock, shortClock } from "./clock.ts";
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
    ...(verdict.isMet ? [] : excerpt(around(run, verdict, timeline), terminal)),
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
    ...(isBeside ? [] : rest.map((line) => `  ${line}`)),
    ...(isBeside ? [] : wrap(place, width - 2).map((line) => `  ${style("dim", line)}`)),
    ...wrap(printable(because), width - 4).map((line) => `    ${line}`),
  ];
}

/** A line around a verdict, or the instant of the verdict itself between them. */
type Around = {
  readonly isInstant: boolean;
  /** In columns, as wide as they are. */
  readonly text: string;
  /** Column at which the text of the last of them begins; 0 where it has none. */
  readonly whyColumn: number;
  /** For where the columns are too wide. */
  readonly parts: { readonly head: string; readonly what: string; readonly why: string };
};

/** The timeline around the instant that decided a verdict. */
export function around(run: Run, { at }: Verdict, timeline: readonly TimelineLine[]): readonly Around[] {
  const after = timeline.findIndex((line) => line.at > at);
  const split = after === -1 ? timeline.length : after;
  const from = Math.max(0, split - linesAround);
  const { zero } = run.trace;
  const near = timeline.slice(from, split + linesAround);
  const texts = timelineText(near, zero, 1);
  const lines = near.map((line, index): Around => {
    const text = texts[index]!;
    const why = printable(line.why);
    const head = `${shortClock(line.at, zero)}  ${printable(line.subject)}`;
    const whyColumn = why === "" ? 0 : widthOf(text) - widthOf(why);
    return { isInstant: false, text, whyColumn, parts: { head, what: printable(line.what), why } };
  });
  const text = clock(at, zero);
  const instant: Around = { isInstant: true, text, whyColumn: 0, parts: { head: text, what: "", why: "" } };
  return [...lines.slice(0, split - from), instant, ...lines.slice(split - from)];
}

/** Less room than this for reasons, and they stand below what they are for. */
const whyMin = 20;

const bar = "    │ ";

function excerpt(lines: readonly Around[], terminal: Terminal): readonly string[] {
  const { width, style } = terminal;
  const isBeside = lines.every(({ whyColumn }) => whyColumn === 0 || width - widthOf(bar) - whyColumn >= whyMin);
  return lines.flatMap((line) => {
    if (line.isInstant) return [instantRule(line, terminal)];
    const texts = isBeside ? [clip(bar + line.text, width)] : stackedLines(line, width);
    return texts.map((text) => style("dim", text));
  });
}

function instantRule({ text }: Around, { width, style }: Terminal): string {
  const rule = `    ├─ ${text} `;
  return style("red", rule + "─".repeat(Math.max(0, Math.min(40, width - widthOf(rule)))));
}

/** Most lines that one reason takes. */
const whyLinesMax = 2;

function stackedLines({ parts: { head, what, why } }: Around, width: number): readonly string[] {
  const inner = width - widthOf(bar) - 2;
  const whole = `${head}  ${what}`;
  const [first = "", ...rest] = widthOf(whole) <= inner + 2 ? [whole] : [clip(head, inner + 2), ...wrap(what, inner)];
  const whys = why === "" ? [] : wrap(why, inner);
  const shown = whys.slice(0, whyLinesMax);
  const last = shown.length - 1;
  if (whys.length > shown.length) shown[last] = clip(`${shown[last]} ${whys[shown.length]}`, inner);
  return [bar + first, ...[...rest, ...shown].map((line) => `${bar}  ${line}`)];
}

/** The last line of a report: whether the run did what was expected. */
export function conclusion(verdicts: readonly Verdict[], style: Style): string {
  if (verdicts.length === 0) return style("dim", conclusionText(verdicts));
  return style(verdicts.every(({ isMet }) => isMet) ? "green" : "red", conclusionText(verdicts));
}

/** Whether the run did what was expected, in a sentence. */
export function conclusionText(verdicts: readonly Verdict[]): string {
  const missed = verdicts.filter(({ isMet }) => !isMet).length;
  const all = verdicts.length;
  if (all === 0) return "The scenario expects nothing.";
  if (missed === 0) return `${plural(all, "expectation")} met.`;
  if (missed < all) return `${missed} of ${all} expectations not met.`;
  return all === 1 ? "The expectation is not met." : `None of the ${all} expectations is met.`;
}
