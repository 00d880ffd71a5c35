import { type DifferenceLine, lineDifference } from "./line-difference.ts";
import { plural } from "./numbers.ts";
import { printable } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { clip } from "./text-width.ts";

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
  if (all.every(({ sign }) => sign === " ")) return { kind: "same" };
  const isHash = ({ sign, text }: DifferenceLine): boolean => sign !== " " && /^trace {2,}/.test(text);
  const lines = all.every((line) => line.sign === " " || isHash(line)) ? all : all.filter((line) => !isHash(line));
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
    lines.map(({ sign, text }) => style(looks[sign], clip(`${sign} ${printable(text)}`, width))).join("\n"),
  );
  const more = comparison.hidden > 0 ? [style("dim", `… and ${plural(comparison.hidden, "more differing line")}`)] : [];
  return `${[...stretches, ...more].join(`\n${style("dim", "…")}\n`)}\n`;
}
