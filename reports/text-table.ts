import { clip, padEnd, padStart, widthOf } from "./text-width.ts";

/** A table of text: the first cell of a row names it and stands left, the others stand right under their headings. */
export type TextTable = { readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[] };

const gap = "  ";

/**
 * The lines of a table, headings first.
 *
 * Where names and cells do not fit side by side, a name stands on a line of its own; where even the cells do not fit, the
 * table is cut into two below each other.
 */
export function textTable(table: TextTable, width: number): readonly string[] {
  const { headings, rows } = table;
  const widths = headings.map((heading, column) =>
    Math.max(widthOf(heading), ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const cellsWidth = widths.slice(1).reduce((sum, cell) => sum + gap.length + cell, 0);
  if (cellsWidth > width && headings.length > 2) {
    const half = Math.ceil((headings.length + 1) / 2);
    return [
      ...textTable(
        columnsOf(table, (column) => column < half),
        width,
      ),
      ...textTable(
        columnsOf(table, (column) => column === 0 || column >= half),
        width,
      ),
    ];
  }
  const nameWidth = Math.max(0, Math.min(widths[0] ?? 0, width - cellsWidth));
  const line = (row: readonly string[]): string =>
    padEnd(row[0] ?? "", nameWidth) +
    row
      .slice(1)
      .map((cell, index) => gap + padStart(cell, widths[index + 1] ?? 0))
      .join("");
  const nameOnTop = (row: readonly string[]): readonly string[] => [
    clip(row[0] ?? "", width),
    line(["", ...row.slice(1)]),
  ];
  return [
    line([clip(headings[0] ?? "", nameWidth), ...headings.slice(1)]),
    ...rows.flatMap((row) => (widthOf(row[0] ?? "") <= nameWidth ? [line(row)] : nameOnTop(row))),
  ];
}

const columnsOf = ({ headings, rows }: TextTable, isKept: (column: number) => boolean): TextTable => ({
  headings: headings.filter((_, column) => isKept(column)),
  rows: rows.map((row) => row.filter((_, column) => isKept(column))),
});
