import type { PlotSeries } from "./page-data.ts";
import { highestIn, type Parts, sparkline } from "./sparkline.ts";
import type { Format } from "./style.ts";
import type { Terminal } from "./terminal.ts";
import { clip, padEnd, widthOf, wrap } from "./text-width.ts";
import { timeTicks } from "./ticks.ts";

/** A series as a line of blocks, and what stands beside it. */
export type SparklineRow = {
  readonly name: string;
  readonly about: string;
  readonly series: PlotSeries;
  /** Its lowest and highest value in words. */
  readonly range: (low: number, high: number) => string;
  /** What a full block stands for, so that rows can be compared; the highest value of its own where it is absent. */
  readonly full?: number;
};

/** Most lines of one kind. */
const rowsMax = 6;

/** Fewer blocks than this show nothing: they get a line of their own below the names. */
const countMin = 20;

/** Room for the last instant of the axis, right of the blocks that take the whole width. */
const lastTickWidth = 4;

/** Groups of rows below each other over one axis of time, from zero to the end in seconds. */
export function sparklineRows(
  groups: readonly (readonly SparklineRow[])[],
  end: number,
  { width, style }: Terminal,
): readonly string[] {
  const rows = groups.flatMap((group) => group.slice(0, rowsMax));
  if (rows.length === 0) return [];
  const nameWidth = Math.max(...rows.map(({ name }) => widthOf(name)));
  const aboutWidth = Math.min(Math.floor(width * 0.3), Math.max(...rows.map(({ about }) => widthOf(about))));
  const ranges = rows.map(({ series, range, full }) => {
    const reach = reachOf(series, end);
    return reach === undefined
      ? { high: 0, text: "no value" }
      : { high: full ?? reach.high, text: range(reach.low, reach.high) };
  });
  const rangeWidth = Math.max(...ranges.map(({ text }) => widthOf(text)));
  const countBeside = width - nameWidth - aboutWidth - rangeWidth - 6;
  const isBeside = countBeside >= countMin;
  const indent = isBeside ? nameWidth + aboutWidth + 4 : 0;
  const room = isBeside ? rangeWidth : lastTickWidth;
  const parts: Parts = { from: 0, until: end, count: isBeside ? countBeside : width - room };
  const lines = rows.flatMap(({ name, about, series }, index) => {
    const { high, text } = ranges[index]!;
    const line = sparkline(highestIn(series, parts), high);
    const blocks = style(looks[series.role] ?? "cyan", isBeside ? line : line.trimEnd());
    if (!isBeside) return [...wrap(`${name}  ${about}  ${text}`, width), blocks];
    return [`${padEnd(name, nameWidth)}  ${padEnd(clip(about, aboutWidth), aboutWidth)}  ${blocks}  ${text}`];
  });
  const hidden = groups.reduce((sum, group) => sum + Math.max(0, group.length - rowsMax), 0);
  return [
    ...lines,
    style("dim", " ".repeat(indent) + axis(parts, room)),
    ...(hidden > 0 ? [style("dim", `… and ${hidden} more lines like these`)] : []),
  ];
}

/** The lowest and the highest value of a series from zero on; undefined when it has none. */
export function reachOf(
  { points }: PlotSeries,
  end: number,
): { readonly low: number; readonly high: number } | undefined {
  const values = points.y.filter(
    (value, index) => value !== null && points.x[index]! <= end && (points.x[index + 1] ?? end) > 0,
  );
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? undefined : { low: Math.min(...known), high: Math.max(...known) };
}

const looks: Partial<Record<PlotSeries["role"], Format>> = {
  desired: "cyan",
  served: "green",
  refused: "red",
  timedOut: "red",
  utilisation: "yellow",
};

/** Instants under the blocks: `0    5m    10m`. */
function axis({ from, until, count }: Parts, room: number): string {
  let line = "";
  for (const { at, text } of timeTicks(from, until, Math.max(2, Math.floor(count / 10)))) {
    const column = Math.round(((at - from) / (until - from)) * count);
    if (column < widthOf(line) + (line === "" ? 0 : 2) || column + widthOf(text) > count + room) continue;
    line = padEnd(line, column) + text;
  }
  return line;
}
