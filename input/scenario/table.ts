import { errorAt, type Place, placeIn, type Source } from "../place.ts";

export type Cell = { readonly text: string; readonly place: Place };
export type Row = { readonly cells: readonly Cell[]; readonly place: Place };
export type Table = { readonly header: Row; readonly rows: readonly Row[] };

/** A table in comma-separated values (RFC 4180) with a header. Empty lines do not count; space around a cell is dropped. */
export function readTable(source: Source): Table {
  const rows: Row[] = [];
  let offset = 0;
  while (offset < source.text.length) {
    const { row, next } = readRow(source, offset);
    if (row.cells.length > 1 || row.cells[0]?.text !== "") rows.push(row);
    offset = next;
  }
  const [header, ...rest] = rows;
  if (header === undefined) throw errorAt(placeIn(source, 0), "the table is empty");
  return { header, rows: rest };
}

/** One row, and where the next one begins. A quoted cell may hold commas, newlines and doubled quotes. */
function readRow(source: Source, start: number): { readonly row: Row; readonly next: number } {
  const cells: Cell[] = [];
  const cell = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^,\r\n"]*))(,|\r?\n|$)/y;
  cell.lastIndex = start;
  for (;;) {
    const from = cell.lastIndex;
    const match = cell.exec(source.text);
    if (!match) throw errorAt(placeIn(source, from), "this is not a comma-separated value: a quote is out of place");
    const text = match[1] === undefined ? (match[2] ?? "").trim() : match[1].replaceAll('""', '"');
    cells.push({ text, place: placeIn(source, from) });
    if (match[3] !== ",") return { row: { cells, place: placeIn(source, start) }, next: cell.lastIndex };
  }
}
