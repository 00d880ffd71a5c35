import { type StoredSeries, sampleKinds } from "../series.ts";
import type { Modifiers, VectorSelector } from "../syntax/ast.ts";
import { type Column, cellKinds, emptyColumn, hasCells, setCell } from "./column.ts";
import { durationMs } from "./duration-value.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Grid, timeAt } from "./grid.ts";
import { withoutBuckets } from "./histogram-stats.ts";
import { indexAfter } from "./range-series.ts";

/** The instant of `@` in milliseconds, if there is one. */
export function atMs({ at }: Modifiers, query: Grid): number | undefined {
  return at === "start" ? query.start : at === "end" ? query.end : at;
}

/** The instants whose samples a selector gives, for those of the grid. */
export interface References {
  readonly first: number;
  readonly last: number;
  /** The instant for instant `at` of the grid. */
  readonly timeAt: (at: number) => number;
}

/** Where a selector looks, with its `@` and its offset. */
export function referencesOf(modifiers: Modifiers, { grid, query }: Pick<Evaluation, "grid" | "query">): References {
  const offset = durationMs(modifiers.offset, query, "any");
  const fixed = atMs(modifiers, query);
  const reference = (at: number): number => (fixed ?? timeAt(grid, at)) - offset;
  return { first: reference(0), last: reference(grid.count - 1), timeAt: reference };
}

/** What is taken of the sample that an instant selector finds. */
export type Taken = "value" | "timestamp" | "start-timestamp";

/** The series of an instant selector: at each instant the last sample, unless it is too old or a staleness marker. */
export function evaluateSelector(evaluation: Evaluation, selector: VectorSelector): readonly Column[] {
  const references = referencesOf(selector, evaluation);
  const { lookbackMs } = evaluation.options;
  const reachMs = lookbackMs - 1;
  const stored = evaluation.select(selector.matchers, references.first - reachMs, references.last);
  const isBucketless = evaluation.bucketless.has(selector);
  const reading = { references, count: evaluation.grid.count, reachMs };
  const series = isBucketless ? withoutBuckets(stored, reading) : stored;
  return columnsAt(evaluation, series, { references, taken: "value" });
}

/** The samples that series have at the instants. */
export function columnsAt(
  { grid, options }: Evaluation,
  series: readonly StoredSeries[],
  { references, taken }: { readonly references: References; readonly taken: Taken },
): readonly Column[] {
  const columns: Column[] = [];
  const times = Float64Array.from({ length: grid.count }, (_, at) => references.timeAt(at));
  for (const stored of series) {
    const column = emptyColumn(stored.labels, false, grid.count);
    let next = 0;
    for (let at = 0; at < grid.count; at++) {
      const reference = times[at]!;
      next = indexAfter(stored, reference, next);
      const last = next - 1;
      if (last < 0 || stored.timestamps[last]! <= reference - options.lookbackMs) continue;
      if (stored.kinds === undefined && taken === "value") {
        column.kinds[at] = cellKinds.float;
        column.values[at] = stored.values[last]!;
      } else if (stored.kinds?.[last] !== sampleKinds.stale) take(stored, last, { column, at, taken });
    }
    if (hasCells(column)) columns.push(column);
  }
  return columns;
}

function take(
  stored: StoredSeries,
  index: number,
  { column, at, taken }: { readonly column: Column; readonly at: number; readonly taken: Taken },
): void {
  if (taken === "timestamp") setCell(column, at, stored.timestamps[index]!);
  else if (taken === "start-timestamp") setCell(column, at, stored.startTimestamps?.[index] ?? 0);
  else setCell(column, at, stored.histograms?.[index] ?? stored.values[index]!);
}
