import type uPlot from "uplot";
import type { Parting } from "../page-data.ts";
import { colourOf } from "./theme.ts";

/** Draws where two runs part: a line, and what parts beside it where that is wanted. */
export function drawParting(plot: uPlot, { at, text }: Parting, isNamed: boolean): void {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(at, "x", true));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = colourOf("bad");
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  if (isNamed) drawName(plot, text, x);
  ctx.restore();
}

/** On the side of the line where there is more room, over what is drawn there; only what comes before a colon where that is too long. */
function drawName({ ctx, bbox }: uPlot, text: string, x: number): void {
  const ratio = devicePixelRatio;
  const isLeft = x > bbox.left + bbox.width / 2;
  const room = isLeft ? x - bbox.left : bbox.left + bbox.width - x;
  ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  const shown = [text, text.split(":")[0] ?? ""].find((each) => ctx.measureText(each).width <= room - 10 * ratio);
  if (shown === undefined) return;
  const width = ctx.measureText(shown).width;
  const left = isLeft ? x - 6 * ratio - width : x + 6 * ratio;
  ctx.globalAlpha = 0.85;
  ctx.fillStyle = colourOf("page");
  ctx.fillRect(left - 2 * ratio, bbox.top + 2 * ratio, width + 4 * ratio, 15 * ratio);
  ctx.globalAlpha = 1;
  ctx.fillStyle = colourOf("bad");
  ctx.fillText(shown, left, bbox.top + 4 * ratio);
}
