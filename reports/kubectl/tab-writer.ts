export type Columns = {
  /** Of a column, with its padding. */
  readonly widthMin: number;
  /** Spaces between a column's longest cell and the next column. */
  readonly padding: number;
};

/**
 * Aligns text whose cells end in tabs. Lines that follow one another and have a cell in a column share its width.
 *
 * The last cell of a line ends in no tab and widens no column. Widths are counted in code points.
 * Source: go1.26 text/tabwriter Writer, with spaces for padding and no flags.
 */
export function aligned(text: string, columns: Columns): string {
  const lines = text.split("\n").map((line) => line.split("\t"));
  const widths = lines.map((): number[] => []);
  measure({ lines, widths, columns }, { from: 0, to: lines.length, column: 0 });
  return lines.map((cells, index) => padded(cells, widths[index] ?? [])).join("\n");
}

type Layout = {
  readonly lines: readonly (readonly string[])[];
  /** By line, the width of each column. */
  readonly widths: readonly number[][];
  readonly columns: Columns;
};

type Block = { readonly from: number; readonly to: number; readonly column: number };

/** Finds the runs of lines that have the column, gives each its width, and goes on with the next column inside each run. */
function measure(layout: Layout, { from, to, column }: Block): void {
  const { lines, widths, columns } = layout;
  const hasColumn = (line: number): boolean => column < lines[line]!.length - 1;
  for (let start = from; start < to; start++) {
    if (!hasColumn(start)) continue;
    let end = start;
    let width = columns.widthMin;
    while (end < to && hasColumn(end)) {
      width = Math.max(width, lengthOf(lines[end]![column]!) + columns.padding);
      end++;
    }
    for (let line = start; line < end; line++) widths[line]!.push(width);
    measure(layout, { from: start, to: end, column: column + 1 });
    start = end;
  }
}

const padded = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, column) => cell + " ".repeat(column < widths.length ? widths[column]! - lengthOf(cell) : 0))
    .join("");

const lengthOf = (cell: string): number => [...cell].length;
