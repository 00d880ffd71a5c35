import { clip, padEnd, padStart, widthOf } from "./text-width.ts";

/** A table of text: the first cell of a row names it and stands left, the others stand right under their headings. */
export type TextTable = { readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[] };

const gap = "  ";

/** How a line of headings looks; the text keeps its width. */
type HeadingStyle = (line: string) => string;

/**
 * The lines of a table, headings first.
 *
 * Where names and cells do not fit side by side, the table is cut into two below each other; a name that is too long for
 * that stands on a line of its own.
 */
export function textTable(
  table: TextTable,
  width: number,
  headingStyle: HeadingStyle = (line) => line,
): readonly string[] {
  const { headings, rows } = table;
  const widths = headings.map((heading, column) =>
    Math.max(widthOf(heading), ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const cellsWidth = widths.slice(1).reduce((sum, cell) => sum + gap.length + cell, 0);
  const [namesWidth = 0] = widths;
  const isHelpedByCut = namesWidth <= width / 2 && namesWidth + cellsWidth > width;
  if ((cellsWidth > width || isHelpedByCut) && headings.length > 2) {
    const half = Math.ceil((headings.length + 1) / 2);
    return [
      ...textTable(
        columnsOf(table, (column) => column < half),
        width,
        headingStyle,
      ),
      ...textTable(
        columnsOf(table, (column) => column === 0 || column >= half),
        width,
        headingStyle,
      ),
    ];
  }
  const nameWidth = Math.max(0, Math.min(namesWidth, width - cellsWidth));
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
  const lines = (row: readonly string[]): readonly string[] =>
    widthOf(row[0] ?? "") <= nameWidth ? [line(row)] : nameOnTop(row);
  return [...lines(headings).map(headingStyle), ...rows.flatMap(lines)];
}

const columnsOf = ({ headings, rows }: TextTable, isKept: (column: number) => boolean): TextTable => ({
  headings: headings.filter((_, column) => isKept(column)),
  rows: rows.map((row) => row.filter((_, column) => isKept(column))),
});
