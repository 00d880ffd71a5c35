import { type MemorySeries, makeRoom, type Sample, type SeriesRows, writeFloat, writeSample } from "./memory-series.ts";
import { closeRows, commitRow, pushRow, type Row } from "./series-rows.ts";

/** Samples of a batch that is not yet taken. */
export interface PendingSamples {
  readonly push: (series: MemorySeries, timestamp: number, value: number) => void;
  /** One that is no float. */
  readonly pushOther: (series: MemorySeries, sample: Sample) => void;
  /** Appends a row; false when it has to be single samples: the series are not ready for it, or there are single ones already. */
  readonly pushRow: (rows: SeriesRows, row: Row) => boolean;
  /** Leaves the series of the rows to single samples. */
  readonly breakRows: (rows: SeriesRows, keepFrom: number) => void;
  /** Writes all of them into their series, and leaves none pending. */
  readonly write: (reachMilliseconds: number, maxTime: number) => Written;
  readonly clear: () => void;
}

export interface Written {
  readonly sampleCount: number;
  /** Of the newest sample, these included. */
  readonly maxTime: number;
}

/** None pending. They stand in columns that stay: a scrape brings as many samples as the one before. */
export function createPendingSamples(): PendingSamples {
  const pending: MemorySeries[] = [];
  const timestamps: number[] = [];
  const values: number[] = [];
  /** The samples that are no floats, by their place. */
  const others = new Map<number, Sample>();
  const pendingRows: SeriesRows[] = [];
  let count = 0;

  const push = (series: MemorySeries, timestamp: number, value: number): void => {
    pending[count] = series;
    timestamps[count] = timestamp;
    values[count] = value;
    count++;
  };
  const clear = (): void => {
    count = 0;
    if (others.size > 0) others.clear();
    for (const rows of pendingRows) rows.hasPending = false;
    pendingRows.length = 0;
  };
  const breakRows = (rows: SeriesRows, keepFrom: number): void => {
    const { members, hasPending, count: at, timestamps: times, values: all } = rows;
    const from = at * members.length;
    closeRows(rows, keepFrom);
    if (hasPending) for (const [column, series] of members.entries()) push(series, times[at]!, all[from + column]!);
  };
  const write = (reachMilliseconds: number, before: number): Written => {
    let maxTime = before;
    let sampleCount = 0;
    for (const rows of pendingRows) {
      if (!rows.hasPending) continue;
      commitRow(rows);
      sampleCount += rows.members.length;
      maxTime = Math.max(maxTime, rows.newest);
    }
    for (let at = 0; at < count; at++) {
      const series = pending[at]!;
      const timestamp = timestamps[at]!;
      const newest = series.timestamps[series.count - 1];
      // Of samples of one batch that exclude each other the first stays, and the same sample again adds nothing.
      if (newest !== undefined && timestamp <= newest) continue;
      if (timestamp > maxTime) maxTime = timestamp;
      makeRoom(series, maxTime - reachMilliseconds);
      const other = others.size === 0 ? undefined : others.get(at);
      if (other === undefined) writeFloat(series, timestamp, values[at]!);
      else writeSample(series, other);
      sampleCount++;
    }
    clear();
    return { sampleCount, maxTime };
  };
  return {
    push,
    pushOther: (series, sample) => {
      others.set(count, sample);
      push(series, sample.timestamp, sample.value);
    },
    pushRow: (rows, row) => {
      if (count > 0 || !pushRow(rows, row)) return false;
      pendingRows.push(rows);
      return true;
    },
    breakRows,
    write,
    clear,
  };
}
