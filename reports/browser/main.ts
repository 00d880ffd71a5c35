import type { PageData } from "../page-data.ts";
import { byId, create } from "./elements.ts";
import { createPlots } from "./plots.ts";
import { followTheme } from "./theme.ts";
import { type Commands, clockOf, createCommands, fillToolbar } from "./toolbar.ts";

/** Makes the page interactive. Without this script it shows the same, standing still. */
function main(): void {
  const data: PageData = JSON.parse(byId("data").textContent ?? "");
  document.documentElement.classList.add("js");
  let view = 0;
  let refresh = (): void => {};
  const plots = createPlots(data, () => refresh());
  const marksNow = () => (data.views[view]?.marks ?? []).map((index) => data.marks[index]!);
  const commands = createCommands(data, plots, marksNow);
  const setView = (index: number): void => {
    view = index;
    plots.setView(index);
  };
  refresh = fillToolbar(byId("toolbar"), data, { commands, plots, setView });
  setView(0);
  followTheme(byId("theme"), plots.redraw);
  followKeys(byId("figures"), commands, plots);
  followInstants(commands);
}

/** Plots that have the focus listen to keys; what they then show is said aloud to those who cannot see it. */
function followKeys(figures: HTMLElement, commands: Commands, plots: ReturnType<typeof createPlots>): void {
  const spoken = create("div", { class: "spoken", "aria-live": "polite" });
  figures.append(spoken);
  const move = (share: number) => (): void => {
    const { from, until } = plots.range();
    const next = (plots.cursor() ?? from) + share * (until - from);
    plots.showAt(Math.max(from, Math.min(until, next)));
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: move(-0.01),
    ArrowRight: move(0.01),
    PageUp: move(-0.1),
    PageDown: move(0.1),
    Home: () => plots.showAt(plots.range().from),
    End: () => plots.showAt(plots.range().until),
    "+": () => commands.zoom(0.5),
    "=": () => commands.zoom(0.5),
    "-": () => commands.zoom(2),
    n: () => commands.step(1),
    p: () => commands.step(-1),
    Escape: () => {
      plots.showAt(undefined);
      commands.whole();
    },
  };
  figures.addEventListener("keydown", (event) => {
    const isPlot = event.target instanceof HTMLElement && event.target.classList.contains("plot");
    const press = keys[event.key];
    if (!isPlot || press === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    press();
    const at = plots.cursor();
    spoken.textContent = at === undefined ? "" : `${clockOf(at)}: ${plots.describe(at)}`;
  });
}

/** Instants in tables lead to the plots. */
function followInstants({ goTo }: Commands): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof HTMLElement)) return;
    const at = event.target.dataset.at;
    if (at !== undefined) goTo(Number(at));
  });
}

main();
