import uPlot from "uplot";
import { aligned, seriesAt } from "../align.ts";
import type { FaultSpan, Mark, Parting, PlotName, PlotSeries } from "../page-data.ts";
import {
  axisTicks,
  decades,
  drawingOrder,
  type Look,
  looksOf,
  plotTexts,
  scaleOf,
  type ValueScale,
} from "../plot-look.ts";
import { timeSteps, timeText } from "../ticks.ts";
import { drawBand, drawFaults, drawMarks, marksHeight, marksNear, type Tip } from "./marks.ts";
import { drawParting } from "./parting.ts";
import { colourOf } from "./theme.ts";

/** Seconds from zero. */
export type Range = { readonly from: number; readonly until: number };

/** One plot of the page. */
export type Panel = {
  readonly setRange: (range: Range) => void;
  /** Moves the cursor to an instant; without one it goes away. */
  readonly showAt: (at: number | undefined) => void;
  /** Draws anew, as colours have changed. */
  readonly redraw: () => void;
  readonly setShown: (index: number, isShown: boolean) => void;
  readonly destroy: () => void;
};

type PanelSettings = {
  readonly name: PlotName;
  readonly series: readonly PlotSeries[];
  readonly marks: readonly Mark[];
  readonly faults: readonly FaultSpan[];
  readonly parting: Parting | undefined;
  readonly tolerance: { readonly low: number; readonly high: number };
  readonly range: Range;
  readonly box: HTMLElement;
  readonly tip: Tip;
  /** The user chose a range; without one, the whole run. */
  readonly onRange: (range: Range | undefined) => void;
  /** The cursor came to an instant, or went away. */
  readonly onCursor: (at: number | undefined) => void;
  /** A finger came to an instant. */
  readonly onTouch: (at: number) => void;
};

const axisFont = '11px system-ui, -apple-system, "Segoe UI", sans-serif';

/** Draws a plot into its box; undefined when there is nothing to show. */
export function createPanel(settings: PanelSettings): Panel | undefined {
  const { name, series, box } = settings;
  const scale = scaleOf(name, series);
  if (scale === undefined) return undefined;
  const order = drawingOrder(looksOf(series));
  const { x, ys } = aligned(order.map((index) => series[index]!));
  const size = () => ({ width: Math.max(200, box.clientWidth), height: heightOf(name) });
  // Moves that the script makes itself are not the user's, and must not be heard as such.
  let isMoving = false;
  const move = (how: () => void): void => {
    isMoving = true;
    plot.batch(how);
    isMoving = false;
  };
  const onCursor: PanelSettings["onCursor"] = (at) => {
    if (!isMoving) settings.onCursor(at);
  };
  const plot = new uPlot(
    { ...size(), ...optionsOf({ ...settings, onCursor }, scale, order) },
    [[...x], ...ys.map((y) => [...y])],
    box,
  );
  const observer = new ResizeObserver(() => {
    if (box.clientWidth > 0 && box.clientWidth !== plot.width) plot.setSize(size());
  });
  observer.observe(box);
  const mark = (at: number | undefined): void => {
    const left = at === undefined ? undefined : plot.valToPos(at, "x");
    if (settings.name === "replicas")
      settings.tip(plot, left === undefined ? [] : marksNear(plot, settings.marks, left));
  };
  return {
    setRange: ({ from, until }) => move(() => plot.setScale("x", { min: from, max: until })),
    showAt: (at) => {
      move(() => plot.setCursor(at === undefined ? { left: -10, top: -10 } : { left: plot.valToPos(at, "x"), top: 0 }));
      mark(at);
    },
    redraw: () => plot.redraw(false),
    setShown: (index, show) => plot.setSeries(order.indexOf(index) + 1, { show }),
    destroy: () => {
      observer.disconnect();
      plot.destroy();
    },
  };
}

const heightOf = (name: PlotName): number => (name === "replicas" ? 210 : 170) - (innerWidth < 600 ? 30 : 0);

function optionsOf(
  settings: PanelSettings,
  scale: ValueScale,
  order: readonly number[],
): Omit<uPlot.Options, "width" | "height"> {
  const { name, series, range, marks, tolerance, tip, onRange, onCursor } = settings;
  const looks = looksOf(series);
  return {
    padding: [name === "replicas" ? marksHeight(marks) : 10, 14, 0, 0],
    legend: { show: false },
    plugins: [followTouch(settings.onTouch)],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false, dist: 4 },
      sync: {
        key: "run",
        scales: ["x", null],
        filters: { pub: (type) => type === "mousemove" || type === "mouseleave" },
      },
      bind: {
        mousedown: byMouse,
        mousemove: byMouse,
        mouseleave: byMouse,
        dblclick: () => () => {
          onRange(undefined);
          return null;
        },
      },
    },
    scales: {
      x: { time: false, auto: false, min: range.from, max: range.until },
      y: scale.isLogarithmic ? { distr: 3, range: () => logarithmicReach(scale) } : { range: linearReach(name, scale) },
    },
    axes: axesOf(name, scale),
    series: [{}, ...order.map((index) => seriesOptions(series[index]!, looks[index]!))],
    hooks: {
      drawAxes: [
        (plot) => drawFaults(plot, settings.faults),
        (plot) => name === "utilisation" && drawBand(plot, tolerance),
      ],
      draw: [
        (plot) => name === "replicas" && drawMarks(plot, marks),
        (plot) => settings.parting && drawParting(plot, settings.parting, name === "replicas"),
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          onRange({ from: plot.posToVal(left, "x"), until: plot.posToVal(left + width, "x") });
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      setCursor: [
        (plot) => {
          const left = plot.cursor.left ?? -1;
          onCursor(left < 0 ? undefined : plot.posToVal(left, "x"));
          if (name === "replicas") tip(plot, left < 0 ? [] : marksNear(plot, marks, left));
        },
      ],
    },
  };
}

/** Linear values begin at 0 and end at a round value above what is seen. */
const linearReach =
  (name: PlotName, { high }: ValueScale): uPlot.Range.Function =>
  (_plot, _min, max) => [0, axisTicks(name, Math.max(max ?? 0, high * 0.02)).at(-1) ?? 1];

const logarithmicReach = ({ low, high }: ValueScale): uPlot.Range.MinMax => {
  const ticks = decades(low, high);
  return [ticks[0] ?? 1, ticks.at(-1) ?? 10];
};

function axesOf(name: PlotName, { isLogarithmic }: ValueScale): uPlot.Axis[] {
  const common: uPlot.Axis = {
    stroke: () => colourOf("quiet"),
    font: axisFont,
    grid: { stroke: () => colourOf("grid"), width: 1 },
    ticks: { stroke: () => colourOf("grid"), width: 1, size: 4 },
  };
  const { valueText } = plotTexts[name];
  return [
    {
      ...common,
      size: 26,
      space: 64,
      incrs: [...timeSteps],
      values: (_plot, splits) => splits.map((at) => timeText(Number(at.toFixed(3)))),
    },
    {
      ...common,
      size: 58,
      splits: (_plot, _axis, min, max) => [...(isLogarithmic ? decades(min, max) : axisTicks(name, max / 1.05))],
      filter: (_plot, splits) => splits,
      values: (_plot, splits) => splits.map((value) => valueText(Number(value.toPrecision(12)))),
    },
  ];
}

function seriesOptions({ kind }: PlotSeries, { colour, dash, isFilled, isWide }: Look): uPlot.Series {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    stroke: () => colourOf(colour),
    width: isFilled ? 1 : isWide ? 3 : 1.75,
    dash: [...dash],
    points: { show: false },
    ...(isFilled ? { fill: () => `${colourOf(colour)}33` } : {}),
    ...(kind === "step" && stepped !== undefined ? { paths: stepped } : {}),
  };
}

/** The value texts of all series of a plot at an instant. */
export const valuesAt = (series: readonly PlotSeries[], name: PlotName, at: number): readonly string[] =>
  series.map((one) => {
    const value = seriesAt(one, at);
    return value === null ? "–" : plotTexts[name].valueText(name === "replicas" ? value : Number(value.toPrecision(4)));
  });

/** A finger moves the cursor, as a mouse does by itself. */
const followTouch = (onTouch: (at: number) => void): uPlot.Plugin => ({
  hooks: {
    ready: (plot) => {
      const follow = ({ pointerType, clientX }: PointerEvent): void => {
        plot.over.dataset.pointer = pointerType;
        if (pointerType !== "touch") return;
        const { left } = plot.over.getBoundingClientRect();
        onTouch(plot.posToVal(clientX - left, "x"));
      };
      plot.over.addEventListener("pointerdown", follow);
      plot.over.addEventListener("pointermove", follow);
    },
  },
});

/** Lets uPlot hear a mouse alone: a browser that was touched pretends afterwards that a mouse came and went. */
const byMouse: uPlot.Cursor.MouseListenerFactory = (plot, _target, handler) => (event) => {
  if (plot.over.dataset.pointer !== "touch") handler(event);
  return null;
};
