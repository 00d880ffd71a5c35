import type { ObjectReference } from "../sim/kubernetes/object.ts";
import { significant } from "../sim/number-text.ts";
import type { Run } from "../sim/run.ts";
import { rateText } from "./numbers.ts";
import type { PlotSeries } from "./page-data.ts";
import { type PlayedObjects, playedObjects } from "./played-objects.ts";
import { printable } from "./printable.ts";
import { loadSeries, replicaSeries, spanOf, utilisationSeries } from "./series.ts";
import { highestIn, type Parts, sparkline } from "./sparkline.ts";
import type { Format } from "./style.ts";
import type { Terminal } from "./terminal.ts";
import { clip, padEnd, widthOf, wrap } from "./text-width.ts";
import { timeTicks } from "./ticks.ts";

type Row = {
  readonly name: string;
  readonly about: string;
  readonly series: PlotSeries;
  readonly range: (low: number, high: number) => string;
};

/** Most lines of one kind. */
const rowsMax = 6;

/** Fewer blocks than this show nothing: they get a line of their own below the names. */
const countMin = 20;

/** Room for the last instant of the axis, right of the blocks that take the whole width. */
const lastTickWidth = 4;

/** Replicas, load and utilisation of a run over time, a line of blocks each, over one axis of time from zero on. */
export function sparklines(run: Run, { width, style }: Terminal): readonly string[] {
  const objects = playedObjects(run);
  const groups = [replicaRows(run, objects), loadRows(run, objects), utilisationRows(run, objects)];
  const rows = groups.flatMap((group) => group.slice(0, rowsMax));
  if (rows.length === 0) return [];
  const nameWidth = Math.max(...rows.map(({ name }) => widthOf(name)));
  const aboutWidth = Math.min(Math.floor(width * 0.3), Math.max(...rows.map(({ about }) => widthOf(about))));
  const { end } = spanOf(run);
  const ranges = rows.map(({ series, range }) => {
    const reach = reachOf(series, end);
    return reach === undefined
      ? { high: 0, text: "no value" }
      : { high: reach.high, text: range(reach.low, reach.high) };
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
function reachOf({ points }: PlotSeries, end: number): { readonly low: number; readonly high: number } | undefined {
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

function replicaRows({ trace }: Run, { workloads }: PlayedObjects): readonly Row[] {
  return workloads.flatMap((target: ObjectReference): readonly Row[] =>
    replicaSeries(trace, target)
      .filter(({ role }) => role === "desired")
      .map((series) => ({
        name: "replicas",
        about: printable(series.about),
        series,
        range: (low, high) => (low === high ? `${low}` : `${low} .. ${high}`),
      })),
  );
}

const loadNames: Partial<Record<PlotSeries["role"], string>> = {
  offered: "offered",
  served: "served",
  refused: "refused",
  timedOut: "timed out",
};

/** What comes and what becomes of it; one line where all is served as it comes. */
function loadRows({ trace }: Run, { targets }: PlayedObjects): readonly Row[] {
  return targets.flatMap(({ subject, segments }): readonly Row[] => {
    const series = loadSeries(trace, segments, subject);
    const isAllServed =
      series.every(({ role, points }) => loadNames[role] !== undefined || isZero(points)) &&
      series.every(({ role, points }) => (role !== "refused" && role !== "timedOut") || isZero(points));
    return series
      .filter(({ role, points }) => loadNames[role] !== undefined && (role === "offered" || !isZero(points)))
      .filter(({ role }) => role === "offered" || !isAllServed)
      .map((shown) => ({
        name: isAllServed ? "load" : (loadNames[shown.role] ?? ""),
        about: printable(shown.about),
        series: shown,
        range: (low, high) => (low === high ? rateText(low) : `${significant(low)} .. ${rateText(high)}`),
      }));
  });
}

const isZero = ({ y }: PlotSeries["points"]): boolean => y.every((value) => value === 0);

function utilisationRows({ trace }: Run, { autoscalers }: PlayedObjects): readonly Row[] {
  return autoscalers.flatMap((hpa): readonly Row[] =>
    utilisationSeries(trace, hpa).map((series) => {
      const [about = "", ...metric] = series.about.split(" ");
      return {
        name: clip(printable(metric.join(" ")), 12),
        about: printable(about),
        series,
        range: (low, high) => `${significant(low)} .. ${significant(high)}% of target`,
      };
    }),
  );
}

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
