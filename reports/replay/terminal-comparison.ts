import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { Finding } from "../../conformance/replay/verdict.ts";
import type { SimTime } from "../../sim/units.ts";
import { clock } from "../clock.ts";
import { printable } from "../printable.ts";
import { subjectOf } from "../subject.ts";
import type { Terminal } from "../terminal.ts";
import { textTable } from "../text-table.ts";
import { padEnd, padStart, widthOf, wrap } from "../text-width.ts";
import { apartText, isSameRescale, type Rescale, type RescalePair, rescalePairs, rescaleText } from "./rescales.ts";
import { objectsOf, sidesOf } from "./sides.ts";

/** Most rescales that are listed of each workload. */
const rescalesMax = 24;

/** The rescales of both runs, beside each other. */
export function rescaleLines(replay: JudgedReplay, { width, style }: Terminal): readonly string[] {
  const sides = sidesOf(replay);
  const { start, trace } = replay.recorded;
  const rows = objectsOf(sides).workloads.flatMap((workload) => {
    const pairs = rescalePairs(sides, { workload, start });
    const shown = pairs.slice(0, rescalesMax).map((pair) => rescaleRow(pair, trace.zero));
    const hidden = pairs.length - shown.length;
    return hidden > 0 ? [...shown, [`… and ${hidden} more`]] : shown;
  });
  if (rows.length === 0) return [style("dim", "Neither of them rescaled.")];
  const headings = ["  rescales", "real", "simulated", "apart"];
  const lines = textTable({ headings, rows }, width, (line) => style("dim", line));
  return lines.map((line) => marked(line, style));
}

function rescaleRow(pair: RescalePair, zero: SimTime): readonly string[] {
  const cell = (rescale: Rescale | undefined): string =>
    rescale === undefined ? "–" : `${tenths(rescale.at, zero)}  ${rescaleText(rescale, "->")}`;
  const mark = isSameRescale(pair) ? "✓" : "✗";
  const subject = printable(subjectOf(pair.workload));
  return [`${mark} ${subject}`, cell(pair.real), cell(pair.simulated), apartText(pair)];
}

/** An instant to a tenth of a second: `00:01:46.2`. */
const tenths = (at: SimTime, zero: SimTime): string => clock(at, zero).slice(0, -2);

/** A line with its mark in the colour of what it means. */
function marked(line: string, style: Terminal["style"]): string {
  const mark = line.charAt(0);
  if (mark !== "✓" && mark !== "✗") return line;
  return style(mark === "✓" ? "green" : "red", mark) + line.slice(1);
}

const gap = "  ";

/** What was compared, what is allowed, and what was seen, a line each; two lines where one would be too long. */
export function findingLines({ verdict: { findings } }: JudgedReplay, { width, style }: Terminal): readonly string[] {
  const headings = ["  aspect", "subject", "compared", "allowed", "seen"] as const;
  const rows = findings.map(cellsOf);
  const widths = headings.map((heading, column) =>
    Math.max(widthOf(heading), ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 2 ? padStart(cell, widths[column] ?? 0) : padEnd(cell, widths[column] ?? 0)))
      .join(gap)
      .trimEnd();
  const whole = widths.reduce((sum, each) => sum + each + gap.length, -gap.length);
  if (whole <= width) return [style("dim", line(headings)), ...rows.map((row) => marked(line(row), style))];
  return rows.flatMap((row) => stacked(row, width).map((each) => marked(each, style)));
}

const cellsOf = ({ aspect, subject, compared, band, seen, divergence }: Finding): readonly string[] => [
  `${divergence === undefined ? "✓" : "✗"} ${aspect}`,
  printable(subject),
  String(compared),
  printable(band),
  printable(seen),
];

/** `✓ events  hpa/web (9)`, and what was seen below it. */
function stacked(row: readonly string[], width: number): readonly string[] {
  const [what = "", subject = "", compared = "", allowed = "", seen = ""] = row;
  const [first = "", ...rest] = wrap(`${padEnd(what, aspectWidth)}${subject} (${compared})`, width);
  return [first, ...[...rest, ...wrap(`${seen} (${allowed})`, width - 4)].map((text) => `    ${text}`)];
}

/** Of a mark and the longest aspect, utilisation. */
const aspectWidth = 15;
