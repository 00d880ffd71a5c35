import type { PlotSeries } from "./page-data.ts";

const levels = "▁▂▃▄▅▆▇█";

/**
 * A line of blocks, one a value: from nothing for 0 to a full block for `max`, and a dot where there is no value.
 *
 * What is above 0 shows, however small.
 */
export const sparkline = (values: readonly (number | undefined)[], max: number): string =>
  values.map((value) => block(value, max)).join("");

function block(value: number | undefined, max: number): string {
  if (value === undefined) return "·";
  if (value <= 0 || max <= 0) return " ";
  const level = Math.ceil((Math.min(value, max) / max) * levels.length);
  return levels[level - 1] ?? " ";
}

/** Parts of equal length between two instants, in seconds from zero. */
export type Parts = { readonly from: number; readonly until: number; readonly count: number };

/** The highest value of a series in each part of time; undefined where it has none. */
export function highestIn(
  { kind, points }: PlotSeries,
  { from, until, count }: Parts,
): readonly (number | undefined)[] {
  const highest: (number | undefined)[] = Array.from({ length: count }, () => undefined);
  const partOf = (at: number): number => Math.floor(((at - from) / (until - from)) * count);
  const see = (part: number, value: number): void => {
    if (part >= 0 && part < count) highest[part] = Math.max(highest[part] ?? value, value);
  };
  points.x.forEach((start, index) => {
    const value = points.y[index];
    const end = points.x[index + 1];
    if (value === null || value === undefined) return;
    see(partOf(start), value);
    if (end === undefined) return;
    const next = points.y[index + 1] ?? value;
    // A part that a series only touches with its end does not count.
    const last = Math.min(count, Math.ceil(((end - from) / (until - from)) * count)) - 1;
    for (let part = Math.max(0, partOf(start)); part <= last; part++) {
      const edges = [from + ((until - from) * part) / count, from + ((until - from) * (part + 1)) / count];
      for (const edge of edges) {
        const share = Math.min(1, Math.max(0, (edge - start) / (end - start)));
        see(part, kind === "step" ? value : value + share * (next - value));
      }
    }
  });
  return highest;
}
