import type { PlotSeries } from "./page-data.ts";

/** Values of several series at the same instants: what a plot over one axis of time needs. */
type Aligned = { readonly x: readonly number[]; readonly ys: readonly (readonly (number | null)[])[] };

/** All series at every instant at which one of them has a point; null where a series has no value. */
export function aligned(series: readonly PlotSeries[]): Aligned {
  const x = [...new Set(series.flatMap(({ points }) => points.x))].sort((a, b) => a - b);
  return { x, ys: series.map((one) => valuesAt(one, x)) };
}

function valuesAt(series: PlotSeries, instants: readonly number[]): readonly (number | null)[] {
  let index = -1;
  return instants.map((at) => {
    while (index + 1 < series.points.x.length && series.points.x[index + 1]! <= at) index++;
    return between(series, index, at);
  });
}

/** The value of a series at an instant; null before its first point, after its last, and where it has none. */
export function seriesAt(series: PlotSeries, at: number): number | null {
  const { x } = series.points;
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return between(series, low - 1, at);
}

/** The value between the point at `index` and the next. */
function between({ kind, points: { x, y } }: PlotSeries, index: number, at: number): number | null {
  const from = x[index];
  const value = y[index] ?? null;
  if (from === undefined || value === null || from === at) return value;
  const until = x[index + 1];
  if (until === undefined) return null;
  const next = y[index + 1] ?? null;
  if (kind === "step" || next === null) return value;
  return value + ((at - from) / (until - from)) * (next - value);
}
