import { between, type SimTime } from "../sim/units.ts";
import { durationText, shortClock } from "./clock.ts";
import { plural } from "./numbers.ts";
import { printable } from "./printable.ts";
import type { RunReport } from "./report.ts";
import type { Style } from "./style.ts";
import { sparklines } from "./terminal-sparklines.ts";
import { summaryTables } from "./terminal-summary.ts";
import { conclusion, verdictBlocks } from "./terminal-verdicts.ts";
import { clip, padEnd, padStart, widthOf, wrap } from "./text-width.ts";
import { type TimelineLine, timelineOf } from "./timeline.ts";

/** Where a report goes to. */
export type Terminal = {
  /** Columns; 80 is plenty, and 40 is enough. */
  readonly width: number;
  readonly style: Style;
};

/** The report of one run for a terminal. Ends with a newline. Nothing in it but `style` can drive the terminal. */
export function terminalReport(report: RunReport, terminal: Terminal): string {
  const lines = timelineOf(report.run);
  const sections = [
    title(report, terminal),
    sparklines(report.run, terminal),
    decisions(report, lines, terminal),
    ...summaryTables(report.run.summary, terminal),
    verdictBlocks(report.run, lines, terminal),
    list(`Not played (${plural(report.ignored.length, "object")})`, report.ignored, terminal),
    list("Notes", report.notes, terminal),
    [conclusion(report.run.verdicts, terminal.style)],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

function title({ run }: RunReport, { width, style }: Terminal): readonly string[] {
  const { scenario, kubernetes, trace } = run;
  const length = durationText(between(trace.zero, trace.end));
  const facts = [
    `Kubernetes ${kubernetes}`,
    `seed ${scenario.seed}`,
    length,
    ...(scenario.warmup === 0 ? [] : [`warm-up ${durationText(scenario.warmup)}`]),
  ];
  return [
    style("bold", printable(scenario.name)),
    ...scenario.description
      .trimEnd()
      .split("\n")
      .flatMap((line) => (line === "" ? [] : wrap(printable(line), width))),
    ...wrap(facts.join(", "), width).map((line) => style("dim", line)),
  ];
}

/** Most decisions that are listed. */
const decisionsMax = 24;

function decisions({ run }: RunReport, lines: readonly TimelineLine[], terminal: Terminal): readonly string[] {
  const zero = run.trace.zero;
  const isOfHpa = ({ tone, what }: TimelineLine): boolean =>
    (tone === "decision" && what.startsWith("desired")) || (tone === "warning" && what.startsWith("stays"));
  const beginning = troubledFromTheStart(lines, zero);
  const listed = once([...beginning, ...lines.filter((line) => line.at >= zero && (isOfHpa(line) || isTold(line)))]);
  const none = listed.some(isOfHpa) ? [] : [terminal.style("dim", "No HPA changed the replicas.")];
  if (listed.length === 0) return none;
  const shown = listed.slice(0, decisionsMax);
  const subjectWidth = Math.min(32, Math.max(...shown.map(({ subject }) => widthOf(printable(subject)))));
  const more = listed.length - shown.length;
  return [
    ...none,
    ...shown.flatMap((line) => decisionLines(line, shortClock(line.at, zero), { subjectWidth, terminal })),
    ...(more > 0 ? [terminal.style("dim", `… and ${more} more`)] : []),
  ];
}

/** Faults and actions, alerts that fire or are over and who is told of them, what KEDA scales, what is refused, and the logs. */
const isTold = ({ subject, what, why }: TimelineLine): boolean =>
  /^(fault|receiver|action)\//.test(subject) ||
  (/^alert\//.test(subject) && what !== "pending") ||
  (what.startsWith("replicas ") && why.startsWith("by keda")) ||
  what === "refuses" ||
  what === "logs";

/** So much of two logs is alike when they differ in times alone. */
const alikeLength = 60;

/** Without what the same subject has said before: components log one trouble again and again. */
function once(lines: readonly TimelineLine[]): readonly TimelineLine[] {
  const said = new Set<string>();
  return lines.filter(({ subject, what, why }) => {
    if (what !== "logs" && !what.startsWith("stays")) return true;
    const text = `${subject} ${what} ${what === "logs" ? why.slice(0, alikeLength) : why}`;
    const isNew = !said.has(text);
    said.add(text);
    return isNew;
  });
}

/** The last pass of each HPA in the warm-up, where it came to nothing: that is how the run begins. */
function troubledFromTheStart(lines: readonly TimelineLine[], zero: SimTime): readonly TimelineLine[] {
  const last = new Map<string, TimelineLine>();
  for (const line of lines) {
    if (line.at >= zero) break;
    if (/^(stays|desired) /.test(line.what)) last.set(line.subject, line);
  }
  return [...last.values()].filter(({ tone, what }) => tone === "warning" && what.startsWith("stays"));
}

type Columns = { readonly subjectWidth: number; readonly terminal: Terminal };

/** Longer logs lose their middle, which is some URL; the page has them whole. */
const logMax = 160;

const middleCut = (text: string): string => `${text.slice(0, logMax / 2)} … ${text.slice(-logMax / 2)}`;

/** Narrower than this, reasons stand on lines of their own. */
const whyMin = 28;

function decisionLines(line: TimelineLine, time: string, { subjectWidth, terminal }: Columns): readonly string[] {
  const { width, style } = terminal;
  const what = printable(line.what).replace(/^(?:desired|replicas) /, "");
  const isTroubled = line.tone === "warning";
  const instant = `${padStart(time, 9)}  `;
  const head = `${instant}${padEnd(clip(printable(line.subject), subjectWidth), subjectWidth)}  `;
  const indent = widthOf(head) + 11;
  const isBeside = width - indent >= whyMin && widthOf(what) <= 9;
  const reason = printable(line.why);
  const told = line.what === "logs" && reason.length > logMax ? middleCut(reason) : reason;
  const why = wrap(told, isBeside ? width - indent : width - 11);
  const shown = style(isTroubled ? "yellow" : "bold", what);
  const pad = " ".repeat(Math.max(0, 9 - widthOf(what)));
  if (!isBeside) {
    const below = why.map((text) => " ".repeat(11) + text);
    if (widthOf(head) + widthOf(what) <= width) return [`${head}${shown}`, ...below];
    return [clip(`${instant}${printable(line.subject)}`, width), `${" ".repeat(11)}${shown}`, ...below];
  }
  const [first = "", ...rest] = why;
  return [`${head}${shown}${pad}  ${first}`.trimEnd(), ...rest.map((text) => " ".repeat(indent) + text)];
}

function list(heading: string, items: readonly string[], { width, style }: Terminal): readonly string[] {
  if (items.length === 0) return [];
  return [
    style("bold", heading),
    ...items.flatMap((item) =>
      wrap(printable(item), width - 4).map((text, index) => (index === 0 ? `  - ${text}` : `    ${text}`)),
    ),
  ];
}
