import type { PageData, PlotName, PlotSeries } from "../page-data.ts";
import { looksOf, plotNames, plotTexts } from "../plot-look.ts";
import { byId, create } from "./elements.ts";
import { fillLegend, type Legend } from "./legend.ts";
import { createTip } from "./marks.ts";
import { createPanel, type Panel, type Range, valuesAt } from "./panel.ts";

/** The plots of the page over one axis of time. */
export type Plots = {
  readonly setView: (index: number) => void;
  readonly range: () => Range;
  /** Shows a part of the run, kept within it; without one, the run from zero to its end. */
  readonly setRange: (range: Range | undefined) => void;
  readonly cursor: () => number | undefined;
  readonly showAt: (at: number | undefined) => void;
  /** What all series are at an instant, in words. */
  readonly describe: (at: number) => string;
  readonly redraw: () => void;
};

type Shown = {
  readonly name: PlotName;
  readonly series: readonly PlotSeries[];
  readonly panel: Panel;
  readonly legend: Legend;
};

/** No closer than a tenth of a second. */
const rangeMin = 0.1;

/** Puts interactive plots in place of the still ones. `onChange` hears of every new range and cursor. */
export function createPlots(data: PageData, onChange: () => void): Plots {
  const whole: Range = { from: 0, until: data.end };
  let range = whole;
  let cursor: number | undefined;
  let shown: readonly Shown[] = [];

  const setRange = (wanted: Range | undefined): void => {
    range = wanted === undefined ? whole : within(wanted, data);
    for (const { panel } of shown) panel.setRange(range);
    showAt(cursor !== undefined && cursor >= range.from && cursor <= range.until ? cursor : undefined);
  };
  const showAt = (at: number | undefined): void => {
    for (const { panel } of shown) panel.showAt(at);
    onCursor(at);
  };
  const onCursor = (at: number | undefined): void => {
    cursor = at;
    for (const { name, series, legend } of shown) {
      legend.setValues(at === undefined ? undefined : valuesAt(series, name, at));
    }
    onChange();
  };
  const setView = (index: number): void => {
    for (const { panel } of shown) panel.destroy();
    shown = drawView(data, index, { range: () => range, onRange: setRange, onCursor, onTouch: showAt });
    onCursor(undefined);
  };

  return {
    setView,
    range: () => range,
    setRange,
    cursor: () => cursor,
    showAt,
    describe: (at) =>
      shown
        .flatMap(({ name, series }) => {
          const values = valuesAt(series, name, at);
          return looksOf(series).map(({ label }, index) => `${plotTexts[name].title} ${label} ${values[index]}`);
        })
        .join(", "),
    redraw: () => {
      for (const { panel } of shown) panel.redraw();
    },
  };
}

function within({ from, until }: Range, { begin, end }: PageData): Range {
  const length = Math.min(Math.max(until - from, rangeMin), end - begin);
  const start = Math.max(begin, Math.min(from, end - length));
  return { from: start, until: start + length };
}

type Control = {
  readonly range: () => Range;
  readonly onRange: (range: Range | undefined) => void;
  readonly onCursor: (at: number | undefined) => void;
  readonly onTouch: (at: number) => void;
};

function drawView(data: PageData, index: number, { range, ...heard }: Control): readonly Shown[] {
  const view = data.views[index];
  const tip = createTip();
  const shown: Shown[] = [];
  for (const name of plotNames) {
    const figure = byId("figures").querySelector<HTMLElement>(`[data-plot="${name}"]`);
    const box = figure?.querySelector<HTMLElement>(".plot");
    const list = figure?.querySelector<HTMLElement>(".legend");
    if (view === undefined || !box || !list) continue;
    for (const old of box.querySelectorAll(":scope > .nothing")) old.remove();
    const series = view.plots[name].map((each) => data.series[each]!);
    const marks = view.marks.map((each) => data.marks[each]!);
    const { tolerance, faults, parting } = data;
    const shared = { marks, faults, parting, tolerance, tip };
    const panel = createPanel({ name, series, ...shared, range: range(), box, ...heard });
    if (panel === undefined) {
      list.replaceChildren();
      box.append(create("p", { class: "quiet nothing" }, plotTexts[name].nothing));
      box.removeAttribute("tabindex");
      continue;
    }
    box.tabIndex = 0;
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", `${plotTexts[name].title} over time. ${keysText(data.markNoun)}`);
    const legend = fillLegend(list, looksOf(series), (each, isShown) => panel.setShown(each, isShown));
    shown.push({ name, series, panel, legend });
  }
  return shown;
}

const keysText = (noun: PageData["markNoun"]): string =>
  `Arrow keys move the cursor, plus and minus zoom, N and P go to the next and the previous ${noun}, Escape shows the whole run.`;
