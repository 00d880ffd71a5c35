import type { Histogram } from "../histogram/histogram.ts";
import type { Labels } from "../labels.ts";
import { withoutMetadata } from "../labels.ts";
import { type Evaluation, failQuery, type SampleValue } from "./evaluation.ts";
import { isInstant } from "./grid.ts";

/** What a column has at an instant. */
export const cellKinds = { none: 0, float: 1, histogram: 2 } as const;

/** One series of an instant vector, at all instants of a grid. */
export interface Column {
  readonly labels: Labels;
  /** The metric's name goes when the query is done. */
  readonly dropsName: boolean;
  /** One of `cellKinds` each. */
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
  /** Empty as long as there is no histogram. */
  readonly histograms: (Histogram | undefined)[];
}

/** A column without samples. */
export function emptyColumn(labels: Labels, dropsName: boolean, count: number): Column {
  return { labels, dropsName, kinds: new Uint8Array(count), values: new Float64Array(count), histograms: [] };
}

/** Puts a sample into a column that is being made. */
export function setCell(column: Column, at: number, value: SampleValue): void {
  if (typeof value === "number") {
    column.kinds[at] = cellKinds.float;
    column.values[at] = value;
  } else {
    column.kinds[at] = cellKinds.histogram;
    column.histograms[at] = value;
  }
}

/** The sample at an instant. */
export function cellAt({ kinds, values, histograms }: Column, at: number): SampleValue | undefined {
  if (kinds[at] === cellKinds.float) return values[at]!;
  return kinds[at] === cellKinds.histogram ? histograms[at] : undefined;
}

/** True for a column with a sample. */
export const hasCells = ({ kinds }: Column): boolean => kinds.some((kind) => kind !== cellKinds.none);

/** Gathers samples into columns by their labels. */
export interface Collector {
  /** The column of these labels; ask again for each sample of an instant query. */
  column(labels: Labels, dropsName: boolean): Column;
  /** Adds a sample; two of equal labels at one instant end the query. */
  set(column: Column, at: number, value: SampleValue): void;
  columns(): readonly Column[];
}

export const sameLabels = "vector cannot contain metrics with the same labelset";

/**
 * An instant query keeps every sample apart until its end, if names go only then: their labels may differ after all.
 *
 * Source: prometheus v0.315.0 promql/engine.go (rangeEval)
 */
export function createCollector({ grid, options }: Evaluation): Collector {
  const columns: Column[] = [];
  const byKey = new Map<string, Column>();
  const keepsApart = isInstant(grid) && options.delayedNameRemoval;
  return {
    column: (labels, dropsName) => {
      const known = keepsApart ? undefined : byKey.get(labels.key);
      if (known !== undefined) return known;
      const column = emptyColumn(labels, dropsName, grid.count);
      columns.push(column);
      byKey.set(labels.key, column);
      return column;
    },
    set: (column, at, value) => {
      if (column.kinds[at] !== cellKinds.none) failQuery(sameLabels);
      setCell(column, at, value);
    },
    columns: () => columns.filter(hasCells),
  };
}

/**
 * The columns, those of equal labels joined; two samples of one kind at one instant end the query, and of a float and a
 * histogram the histogram stays.
 *
 * Source: prometheus v0.315.0 promql/engine.go (mergeSeriesWithSameLabelset)
 */
export function joinedColumns(columns: readonly Column[]): readonly Column[] {
  const byKey = new Map<string, Column[]>();
  for (const column of columns) {
    const group = byKey.get(column.labels.key);
    if (group === undefined) byKey.set(column.labels.key, [column]);
    else group.push(column);
  }
  if (byKey.size === columns.length) return columns;
  return [...byKey.values()].map((group) => (group.length === 1 ? group[0]! : joined(group)));
}

function joined(group: readonly Column[]): Column {
  const [first] = group;
  const column = emptyColumn(first!.labels, first!.dropsName, first!.kinds.length);
  for (const part of group) {
    for (let at = 0; at < part.kinds.length; at++) {
      const value = cellAt(part, at);
      if (value === undefined) continue;
      const [held, kind] = [column.kinds[at], part.kinds[at]];
      if (held === kind) failQuery(sameLabels);
      if (held !== cellKinds.histogram) setCell(column, at, value);
    }
  }
  return column;
}

/** The columns at the end of a query: without the names that were to go. */
export const finishedColumns = (columns: readonly Column[]): readonly Column[] =>
  joinedColumns(
    columns.map((column) => (column.dropsName ? { ...column, labels: withoutMetadata(column.labels) } : column)),
  );

/** What one instant gave, at every instant of a grid. */
export function repeated(column: Column, count: number): Column {
  const { kinds, values, histograms } = column;
  return {
    ...column,
    kinds: new Uint8Array(count).fill(kinds[0]!),
    values: new Float64Array(count).fill(values[0]!),
    histograms: histograms[0] === undefined ? [] : Array.from({ length: count }, () => histograms[0]),
  };
}
