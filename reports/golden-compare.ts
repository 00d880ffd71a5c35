import { type DifferenceLine, lineDifference } from "./line-difference.ts";
import { plural } from "./numbers.ts";
import { printable } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { clip, widthOf, wrap } from "./text-width.ts";

/** How a new golden text compares with the stored one. */
export type GoldenComparison =
  | { readonly kind: "same" }
  | {
      readonly kind: "differs";
      /** The first differing lines with some common ones around, in stretches that hang together. */
      readonly stretches: readonly (readonly DifferenceLine[])[];
      /** Differing lines that are not among them. */
      readonly hidden: number;
    };

type ComparisonSettings = {
  /** Common lines shown before and after differing ones. */
  readonly context: number;
  /** Most lines that are shown. */
  readonly linesMax: number;
};

/**
 * Compares a stored golden text with a new one, line by line; how lines end makes no difference.
 *
 * The header's hash changes with everything else, so it counts only where nothing else differs.
 */
export function compareGolden(
  stored: string,
  fresh: string,
  { context, linesMax }: ComparisonSettings = { context: 3, linesMax: 40 },
): GoldenComparison {
  const all = lineDifference(linesOf(stored), linesOf(fresh));
  const isHash = ({ sign, text }: DifferenceLine): boolean => sign !== " " && /^trace {2,}/.test(text);
  const isOnlyHash = all.every((line) => line.sign === " " || isHash(line));
  return stretchesOf(isOnlyHash ? all : all.filter((line) => !isHash(line)), { context, linesMax });
}

/** Compares two lists of lines. */
export const compareLines = (
  before: readonly string[],
  after: readonly string[],
  settings: ComparisonSettings,
): GoldenComparison => stretchesOf(lineDifference(before, after), settings);

function stretchesOf(lines: readonly DifferenceLine[], { context, linesMax }: ComparisonSettings): GoldenComparison {
  if (lines.every(({ sign }) => sign === " ")) return { kind: "same" };
  const stretches: DifferenceLine[][] = [];
  let room = linesMax;
  let isOpen = false;
  lines.forEach((line, index) => {
    const isNear = lines.slice(Math.max(0, index - context), index + context + 1).some(({ sign }) => sign !== " ");
    if (!isNear || room === 0) {
      isOpen = false;
      return;
    }
    if (!isOpen) stretches.push([]);
    stretches.at(-1)?.push(line);
    isOpen = true;
    room--;
  });
  const differing = (list: readonly DifferenceLine[]): number => list.filter(({ sign }) => sign !== " ").length;
  return { kind: "differs", stretches, hidden: differing(lines) - differing(stretches.flat()) };
}

const linesOf = (text: string): readonly string[] => text.replace(/\r?\n$/, "").split(/\r?\n/);

/** What differs, for a terminal; the stored lines have a minus. Ends with a newline, and is empty when nothing differs. */
export function comparisonText(comparison: GoldenComparison, { width, style }: Terminal): string {
  if (comparison.kind === "same") return "";
  const looks = { "-": "red", "+": "green", " ": "dim" } as const;
  const stretches = comparison.stretches.map((lines) =>
    lines.flatMap((line) => shownLines(line, width).map((text) => style(looks[line.sign], text))).join("\n"),
  );
  const more = comparison.hidden > 0 ? [style("dim", `… and ${plural(comparison.hidden, "more differing line")}`)] : [];
  return `${[...stretches, ...more].join(`\n${style("dim", "…")}\n`)}\n`;
}

/** A line that differs is shown whole: the difference may lie at its end. */
function shownLines({ sign, text }: DifferenceLine, width: number): readonly string[] {
  const line = printable(text);
  if (sign === " ") return [clip(`${sign} ${line}`, width)];
  const [first = "", ...rest] = cutAt(line, width - 2);
  return [`${sign} ${first}`, ...rest.map((part) => `${sign}     ${part}`)];
}

/** Cuts a line between words, with its columns as they are; what follows the first cut is a little narrower. */
function cutAt(line: string, width: number): readonly string[] {
  if (widthOf(line) <= width) return [line];
  const words = line.split(/(?<= )(?=[^ ])/u);
  let head = "";
  while (words.length > 0 && widthOf(head + words[0]!.trimEnd()) <= width) head += words.shift()!;
  // A word as wide as the line has no place to be cut at.
  if (head.trim() === "") return [clip(line, width)];
  return [head.trimEnd(), ...wrap(words.join(""), width - 4)];
}
