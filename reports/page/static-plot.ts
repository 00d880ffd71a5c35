import type { FaultSpan, Mark, Parting, PlotName, PlotSeries } from "../page-data.ts";
import { axisTicks, decades, drawingOrder, looksOf, plotTexts, scaleOf, type ValueScale } from "../plot-look.ts";
import { timeTicks } from "../ticks.ts";
import { html, type Markup, raw } from "./markup.ts";

type StaticPlot = {
  readonly name: PlotName;
  readonly series: readonly PlotSeries[];
  readonly marks: readonly Mark[];
  readonly faults: readonly FaultSpan[];
  /** Seconds from zero. */
  readonly from: number;
  readonly until: number;
  /** A band of values that mean no change, and the line in its middle; the utilisation has one. */
  readonly tolerance?: { readonly low: number; readonly high: number };
  readonly parting?: Parting;
};

const width = 1000;
const height = 140;
/** Room above for the highest label and below for the time. */
const top = 14;
const bottom = 18;

/**
 * A plot that needs no script: lines in a box that stretches with the page, and labels that keep their size.
 *
 * Undefined when there is nothing to show.
 */
export function staticPlot(plot: StaticPlot): Markup | undefined {
  const scale = scaleOf(plot.name, plot.series);
  if (scale === undefined) return undefined;
  const axis = axisOf(plot.name, scale);
  const looks = looksOf(plot.series);
  const timeAt = (seconds: number): number => (seconds - plot.from) / (plot.until - plot.from);
  const band = plot.tolerance;
  const lines = drawingOrder(looks).map((index) => {
    const series = plot.series[index]!;
    const { colour, dash, isFilled, isWide } = looks[index]!;
    const path = pathOf(series, plot, axis);
    const area = isFilled ? raw(`<path class="area ${colour}" d="${areaOf(path)}"/>`) : undefined;
    const dashes = dash.length > 0 ? raw(` stroke-dasharray="${dash.join(" ")}"`) : undefined;
    return html`${area}<path class="line ${colour}${isWide ? " wide" : ""}"${dashes} d="${path.map(({ d }) => d).join("")}"/>`;
  });
  const marks = plot.marks.map(({ at, from, to, whose }) => {
    const x = round(timeAt(at) * width);
    const dashes = whose === "simulated" ? raw(' stroke-dasharray="3 3"') : undefined;
    return html`<path class="mark ${to > from ? "up" : "down"}"${dashes} d="M${x} 0V${height}"/>`;
  });
  const faults = plot.faults.map(({ from, until }) => {
    const [left, right] = [timeAt(from), timeAt(until)].map((share) => round(share * width));
    return html`<rect class="fault" x="${left ?? 0}" width="${round((right ?? 0) - (left ?? 0))}" y="0" height="${height}"/>`;
  });
  const { title } = plotTexts[plot.name];
  return html`<svg class="static" role="img" aria-label="${title} over time" height="${top + height + bottom}">
<svg y="${top}" width="100%" height="${height}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">
${faults}${axis.ticks.map((value) => html`<path class="grid" d="M0 ${round(axis.y(value))}H${width}"/>`)}
${band === undefined ? undefined : html`<rect class="band" x="0" width="${width}" y="${round(axis.y(band.high))}" height="${round(axis.y(band.low) - axis.y(band.high))}"/><path class="target" d="M0 ${round(axis.y(100))}H${width}"/>`}
${marks}${lines}${plot.parting === undefined ? undefined : html`<path class="parting" d="M${round(timeAt(plot.parting.at) * width)} 0V${height}"/>`}
</svg>
${plot.parting === undefined || plot.name !== "replicas" ? undefined : partingLabel(timeAt(plot.parting.at), plot.parting.text)}
${axis.ticks.slice(scale.isLogarithmic ? 0 : 1).map((value) => html`<text class="tick" x="0.3%" y="${round(top + axis.y(value) - 3)}">${plotTexts[plot.name].valueText(value)}</text>`)}
${timeTicks(plot.from, plot.until, 8).map(({ at, text }) => timeLabel(timeAt(at), text))}
</svg>`;
}

function timeLabel(share: number, text: string): Markup {
  const anchor = share < 0.03 ? "start" : share > 0.97 ? "end" : "middle";
  return html`<text class="tick" x="${round(share * 100)}%" y="${top + height + 13}" text-anchor="${anchor}">${text}</text>`;
}

/** Beside its line, on the side where there is more room. */
function partingLabel(share: number, text: string): Markup {
  const isLeft = share > 0.5;
  return html`<text class="parting" x="${round(share * 100)}%" dx="${isLeft ? -5 : 5}" y="${top + 10}" text-anchor="${isLeft ? "end" : "start"}">${text}</text>`;
}

type Axis = { readonly ticks: readonly number[]; readonly y: (value: number) => number };

function axisOf(name: PlotName, { isLogarithmic, low, high }: ValueScale): Axis {
  if (isLogarithmic) {
    const ticks = decades(low, high);
    const [first = 1, last = 10] = [ticks[0], ticks.at(-1)];
    const share = (value: number): number => Math.log10(Math.max(value, first) / first) / Math.log10(last / first);
    return { ticks, y: (value) => height * (1 - share(value)) };
  }
  const ticks = axisTicks(name, high);
  const most = ticks.at(-1) ?? 1;
  return { ticks, y: (value) => height * (1 - value / most) };
}

/** A stretch of a line without a gap, and where it begins and ends. */
type Stretch = { readonly d: string; readonly fromX: number; readonly toX: number };

/** A line as path data; where many points fall into one of the columns, their lowest and highest stand for them. */
function pathOf({ kind, points }: PlotSeries, { from, until }: StaticPlot, { y }: Axis): readonly Stretch[] {
  const stretches: { d: string; fromX: number; toX: number }[] = [];
  let last: { x: number; y: number } | undefined;
  const place = (seconds: number): number => Math.max(0, Math.min(1, (seconds - from) / (until - from))) * width;
  for (const { at, value } of inColumns(points, from, until)) {
    if (value === null) {
      last = undefined;
      continue;
    }
    const next = { x: round(place(at)), y: round(y(value)) };
    const open = stretches.at(-1);
    if (last === undefined || open === undefined)
      stretches.push({ d: `M${next.x} ${next.y}`, fromX: next.x, toX: next.x });
    else {
      open.d += kind === "step" ? `H${next.x}${next.y === last.y ? "" : `V${next.y}`}` : `L${next.x} ${next.y}`;
      open.toX = next.x;
    }
    last = next;
  }
  return stretches;
}

const areaOf = (stretches: readonly Stretch[]): string =>
  stretches.map(({ d, fromX, toX }) => `${d}V${height}H${fromX === toX ? toX : fromX}Z`).join("");

const columns = 500;

type Placed = { readonly at: number; readonly value: number | null };

function inColumns({ x, y }: PlotSeries["points"], from: number, until: number): readonly Placed[] {
  const placed = x.map((at, index): Placed => ({ at, value: y[index] ?? null })).filter(({ at }) => at <= until);
  const first = placed.findLastIndex(({ at }) => at <= from);
  const seen = placed.slice(Math.max(0, first));
  if (seen.length <= 2 * columns) return seen;
  const kept: Placed[] = [];
  let start = 0;
  while (start < seen.length) {
    const column = Math.floor(((seen[start]!.at - from) / (until - from)) * columns);
    let end = start + 1;
    while (end < seen.length && Math.floor(((seen[end]!.at - from) / (until - from)) * columns) === column) end++;
    kept.push(...extremes(seen.slice(start, end)));
    start = end;
  }
  return kept;
}

/** First, lowest, highest and last of some points, in order of time. */
function extremes(points: readonly Placed[]): readonly Placed[] {
  if (points.length <= 4) return points;
  const known = points.filter(({ value }) => value !== null);
  const lowest = known.reduce((low, point) => (point.value! < low.value! ? point : low), known[0] ?? points[0]!);
  const highest = known.reduce((high, point) => (point.value! > high.value! ? point : high), known[0] ?? points[0]!);
  const chosen = new Set([points[0]!, lowest, highest, points.at(-1)!]);
  return points.filter((point) => chosen.has(point));
}

const round = (value: number): number => Number(value.toFixed(2));
