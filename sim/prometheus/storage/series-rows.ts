import { sampleKinds } from "../promql/series.ts";
import { type MemorySeries, makeRoom, newestOf, type SeriesRows } from "./memory-series.ts";

/** So many rows are written before they are spread over the series. */
const rowsMax = 64;

/**
 * Rows for series that get their samples together; undefined when one series stands there twice.
 *
 * A scrape writes into one place instead of into every series, and series that nobody reads keep a row's order until there are
 * many: a column takes them over in one go.
 */
export function createSeriesRows(members: readonly MemorySeries[]): SeriesRows | undefined {
  if (new Set(members).size < members.length) return undefined;
  return {
    ...{ members, isOpen: false, newest: -Infinity, count: 0, hasPending: false },
    ...{ timestamps: new Float64Array(rowsMax), values: new Float64Array(rowsMax * members.length) },
  };
}

/** A row to come; samples from before `keepFrom` may go. */
export interface Row {
  readonly timestamp: number;
  /** One for each series. */
  readonly values: Float64Array;
  readonly keepFrom: number;
}

/** Writes a row that counts from `commitRow` on; false when a series is gone or has a sample that is not older. */
export function pushRow(rows: SeriesRows, { timestamp, values, keepFrom }: Row): boolean {
  if (rows.hasPending) return false;
  if (!rows.isOpen && !openRows(rows, keepFrom)) return false;
  if (timestamp <= rows.newest) return false;
  if (rows.count === rowsMax) {
    for (const series of rows.members) takeRows(series, keepFrom);
    empty(rows);
  }
  rows.timestamps[rows.count] = timestamp;
  rows.values.set(values, rows.count * rows.members.length);
  rows.hasPending = true;
  return true;
}

/** Makes the pending row one of the rows. */
export function commitRow(rows: SeriesRows): void {
  rows.newest = rows.timestamps[rows.count]!;
  rows.count++;
  rows.hasPending = false;
}

/** From here on the series have no other samples than those of the rows; false when one is gone, or has a sample in the batch that is open. */
function openRows(rows: SeriesRows, keepFrom: number): boolean {
  if (rows.members.some(({ isGone, rows: others }) => isGone || others?.hasPending)) return false;
  for (const [column, series] of rows.members.entries()) {
    if (series.rows !== undefined) closeRows(series.rows, keepFrom);
    rows.newest = Math.max(rows.newest, newestOf(series) ?? -Infinity);
    series.rows = rows;
    series.column = column;
    series.rowsTaken = 0;
  }
  rows.isOpen = true;
  return true;
}

/** Leaves the series to themselves, with all samples that are committed. */
export function closeRows(rows: SeriesRows, keepFrom: number): void {
  for (const series of rows.members) {
    takeRows(series, keepFrom);
    series.rows = undefined;
  }
  empty(rows);
  rows.isOpen = false;
  rows.hasPending = false;
}

function empty(rows: SeriesRows): void {
  for (const series of rows.members) series.rowsTaken = 0;
  rows.count = 0;
}

/** Brings a series' samples from its rows into its columns; what is from before `keepFrom` may be left out. */
export function takeRows(series: MemorySeries, keepFrom: number): void {
  const { rows, column, rowsTaken } = series;
  if (rows === undefined || rowsTaken === rows.count) return;
  const width = rows.members.length;
  let from = rowsTaken;
  while (from < rows.count - 1 && rows.timestamps[from]! < keepFrom) from++;
  makeRoom(series, keepFrom, rows.count - from);
  const { timestamps, values, kinds, histograms } = series;
  let at = series.count;
  for (let row = from; row < rows.count; row++, at++) {
    timestamps[at] = rows.timestamps[row]!;
    values[at] = rows.values[row * width + column]!;
  }
  kinds?.fill(sampleKinds.float, series.count, at);
  histograms?.fill(undefined, series.count, at);
  series.count = at;
  series.rowsTaken = rows.count;
}

/** Bytes that the rows of these series take. */
export function rowsBytes(all: Iterable<MemorySeries>): number {
  const rows = new Set<SeriesRows>();
  for (const series of all) if (series.rows !== undefined) rows.add(series.rows);
  return [...rows].reduce((total, { timestamps, values }) => total + timestamps.byteLength + values.byteLength, 0);
}
