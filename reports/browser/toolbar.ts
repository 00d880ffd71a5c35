import { simTime } from "../../sim/units.ts";
import { clock } from "../clock.ts";
import type { PageData } from "../page-data.ts";
import { timeText } from "../ticks.ts";
import { button, create } from "./elements.ts";
import type { Plots } from "./plots.ts";

/** What buttons and keys do with the plots. */
export type Commands = {
  readonly whole: () => void;
  readonly warmup: () => void;
  readonly zoom: (factor: number) => void;
  /** To the next mark, or with −1 to the one before. */
  readonly step: (direction: 1 | -1) => void;
  /** Brings an instant into the middle. */
  readonly goTo: (at: number) => void;
};

/** Seconds shown on each side of an instant that is gone to. */
const aroundSeconds = 150;

export function createCommands(data: PageData, plots: Plots, marksNow: () => PageData["marks"]): Commands {
  const goTo = (at: number): void => {
    const { from, until } = plots.range();
    const side = Math.min(aroundSeconds, (until - from) / 2);
    plots.setRange({ from: at - side, until: at + side });
    plots.showAt(at);
  };
  return {
    whole: () => plots.setRange(undefined),
    warmup: () => plots.setRange({ from: data.begin, until: data.end }),
    zoom: (factor) => {
      const { from, until } = plots.range();
      const middle = plots.cursor() ?? (from + until) / 2;
      plots.setRange({ from: middle - (middle - from) * factor, until: middle + (until - middle) * factor });
    },
    step: (direction) => {
      const times = marksNow().map(({ at }) => at);
      const { from, until } = plots.range();
      const here = plots.cursor() ?? (direction === 1 ? from : until);
      const next = direction === 1 ? times.find((at) => at > here + 1e-3) : times.findLast((at) => at < here - 1e-3);
      if (next !== undefined) goTo(next);
    },
    goTo,
  };
}

/** Fills the toolbar; the result brings its text up to date. */
export function fillToolbar(
  bar: HTMLElement,
  data: PageData,
  { commands, plots, setView }: ToolbarControl,
): () => void {
  const readout = create("div", { class: "readout" });
  const hasMarks = data.marks.length > 0;
  const noun = data.markNoun;
  const capital = noun.charAt(0).toUpperCase() + noun.slice(1);
  const select = create(
    "select",
    { "aria-label": "Workload" },
    ...data.views.map(({ name }, index) => create("option", { value: String(index) }, name)),
  );
  select.addEventListener("change", () => setView(Number(select.value)));
  bar.replaceChildren(
    ...(data.views.length > 1 ? [select] : []),
    button("Whole run", {}, commands.whole),
    ...(data.begin < 0 ? [button("With warm-up", {}, commands.warmup)] : []),
    button("−", { "aria-label": "Zoom out" }, () => commands.zoom(2)),
    button("+", { "aria-label": "Zoom in" }, () => commands.zoom(0.5)),
    ...(hasMarks ? [button(`‹ ${capital}`, { "aria-label": `Previous ${noun}` }, () => commands.step(-1))] : []),
    ...(hasMarks ? [button(`${capital} ›`, { "aria-label": `Next ${noun}` }, () => commands.step(1))] : []),
    readout,
  );
  bar.hidden = false;
  return () => {
    const at = plots.cursor();
    const { from, until } = plots.range();
    readout.textContent = at === undefined ? `${shortTime(from)} to ${shortTime(until)}` : clockOf(at);
  };
}

type ToolbarControl = {
  readonly commands: Commands;
  readonly plots: Plots;
  readonly setView: (index: number) => void;
};

/** An instant in full: `00:02:30.000`. */
export const clockOf = (seconds: number): string => clock(simTime(Math.round(seconds * 1e6)), simTime(0));

const shortTime = (seconds: number): string => timeText(Math.round(seconds * 10) / 10);
