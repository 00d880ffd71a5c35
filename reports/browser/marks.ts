import type uPlot from "uplot";
import type { FaultSpan, Mark } from "../page-data.ts";
import { create } from "./elements.ts";
import { colourOf } from "./theme.ts";

/** With more decisions in sight their lines would hide the plot. */
const linesMax = 30;

/** Of a triangle, in pixels of the page. */
const markSize = 8;

/** Room above a plot for its marks: where there are those of two runs, each has a row. */
export const marksHeight = (marks: readonly Mark[]): number =>
  marks.some(({ whose }) => whose !== undefined) ? 2 * markSize + 4 : markSize + 2;

/** Draws changes of the replicas: a triangle that points to where they went, above a thin line; hollow and dashed where it is simulated. */
export function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox } = plot;
  const size = (markSize / 2) * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left - size, 0, bbox.width + 2 * size, bbox.top + bbox.height);
  ctx.clip();
  const { min = 0, max = 0 } = plot.scales.x ?? {};
  const seen = marks.filter(({ at }) => at >= min && at <= max);
  for (const { at, from, to, whose } of seen) {
    const x = Math.round(plot.valToPos(at, "x", true));
    const isUp = to > from;
    const bottom = bbox.top - (whose === "real" ? 2 * size + 2 * devicePixelRatio : 0);
    ctx.fillStyle = ctx.strokeStyle = colourOf(isUp ? "up" : "down");
    ctx.globalAlpha = seen.length > linesMax ? 0 : 0.35;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash(whose === "simulated" ? [3 * devicePixelRatio, 3 * devicePixelRatio] : []);
    ctx.beginPath();
    ctx.moveTo(x, bottom);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
    ctx.beginPath();
    const tip = bottom - (isUp ? 2 * size : 0);
    const base = bottom - (isUp ? 0 : 2 * size);
    ctx.moveTo(x, tip);
    ctx.lineTo(x - size, base);
    ctx.lineTo(x + size, base);
    ctx.closePath();
    if (whose === "simulated") ctx.stroke();
    else ctx.fill();
  }
  ctx.restore();
}

/** Draws the times in which something is wrong, with their names where there is room. */
export function drawFaults(plot: uPlot, faults: readonly FaultSpan[]): void {
  const { ctx, bbox } = plot;
  const x = (at: number): number => Math.round(plot.valToPos(at, "x", true));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  for (const { name, from, until } of faults) {
    const [left, right] = [x(from), x(until)];
    ctx.fillStyle = colourOf("fault");
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    const start = Math.max(left, bbox.left) + 4 * devicePixelRatio;
    if (ctx.measureText(name).width > right - start) continue;
    ctx.fillStyle = colourOf("bad");
    ctx.fillText(name, start, bbox.top + 3 * devicePixelRatio);
  }
  ctx.restore();
}

/** Draws the band of values that mean no change, and the target in it. */
export function drawBand(plot: uPlot, { low, high }: { readonly low: number; readonly high: number }): void {
  const { ctx, bbox } = plot;
  const y = (value: number): number => Math.round(plot.valToPos(value, "y", true));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colourOf("band");
  ctx.fillRect(bbox.left, y(high), bbox.width, y(low) - y(high));
  ctx.strokeStyle = colourOf("quiet");
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y(100));
  ctx.lineTo(bbox.left + bbox.width, y(100));
  ctx.stroke();
  ctx.restore();
}

const nearPixels = 8;

/** The change of each run that is closest to a place in the plot, where one is near. */
export const marksNear = (plot: uPlot, marks: readonly Mark[], left: number): readonly Mark[] =>
  [undefined, "real", "simulated"].flatMap(
    (run) =>
      markNear(
        plot,
        left,
        marks.filter(({ whose }) => whose === run),
      ) ?? [],
  );

function markNear(plot: uPlot, left: number, marks: readonly Mark[]): Mark | undefined {
  let nearest: Mark | undefined;
  let distance = nearPixels;
  for (const mark of marks) {
    const apart = Math.abs(plot.valToPos(mark.at, "x") - left);
    if (apart <= distance) {
      nearest = mark;
      distance = apart;
    }
  }
  return nearest;
}

/** Shows why changes came, beside the mark of the first; or goes away. */
export type Tip = (plot: uPlot, marks: readonly Mark[]) => void;

export function createTip(): Tip {
  const element = create("div", { class: "tip", hidden: "" });
  return (plot, marks) => {
    const [mark] = marks;
    if (mark === undefined) {
      element.hidden = true;
      return;
    }
    if (element.parentElement !== plot.over) plot.over.append(element);
    element.replaceChildren(...marks.flatMap(told));
    element.hidden = false;
    const width = plot.over.clientWidth;
    const x = plot.valToPos(mark.at, "x");
    const left = Math.max(0, Math.min(x + 10, width - element.offsetWidth));
    // To the left of the mark where there is no room to its right, so that it does not hide the mark.
    const isCovering = left < x + 10;
    element.style.left = `${isCovering ? Math.max(0, x - 10 - element.offsetWidth) : left}px`;
  };
}

function told({ clock, whose, about, from, to, why }: Mark): readonly HTMLElement[] {
  const head = [clock, ...(whose === undefined ? [] : [whose]), about, `${from} → ${to}`].join("  ");
  return [create("b", {}, head), ...why.map((line) => create("div", {}, line))];
}
