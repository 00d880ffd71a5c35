import type { PageData, PlotName } from "../page-data.ts";
import { looksOf, plotTexts, swatchClass } from "../plot-look.ts";
import { html, type Markup } from "./markup.ts";
import { staticPlot } from "./static-plot.ts";

/** Some plots of everything, below each other, perhaps with units of their own; the script makes them interactive and adds the toolbar. */
export function plotFigures(
  data: PageData,
  names: readonly PlotName[],
  units: Readonly<Partial<Record<PlotName, string>>> = {},
): Markup {
  return html`<div id="toolbar" hidden></div>
<div id="figures">${names.map((name) => plotFigure(data, name, units[name] ?? plotTexts[name].unit))}</div>
<noscript><p class="quiet">These plots stand still; with JavaScript they can be zoomed, and show their values.</p></noscript>`;
}

function plotFigure(data: PageData, name: PlotName, unit: string): Markup {
  const view = data.views[0];
  const series = (view?.plots[name] ?? []).map((index) => data.series[index]!);
  const { title, nothing } = plotTexts[name];
  const plot = staticPlot({
    name,
    series,
    marks: name === "replicas" ? data.marks : [],
    faults: data.faults,
    from: 0,
    until: data.end,
    ...(name === "utilisation" ? { tolerance: data.tolerance } : {}),
    ...(data.parting === undefined ? {} : { parting: data.parting }),
  });
  const legend = looksOf(series).map((look) => html`<li><span class="${swatchClass(look)}"></span>${look.label}</li>`);
  return html`<figure data-plot="${name}"><figcaption><h3>${title}</h3> <span class="quiet">${unit}</span><ul class="legend">${plot === undefined ? undefined : legend}</ul></figcaption>
<div class="plot">${plot ?? html`<p class="quiet nothing">${nothing}</p>`}</div></figure>
`;
}
