import type { PageData, PlotName } from "../page-data.ts";
import { looksOf, plotNames, plotTexts } from "../plot-look.ts";
import { html, type Markup } from "./markup.ts";
import { staticPlot } from "./static-plot.ts";

/** The plots of everything, below each other; the script makes them interactive and adds the toolbar. */
export function plotFigures(data: PageData): Markup {
  return html`<div id="toolbar" hidden></div>
<div id="figures">${plotNames.map((name) => plotFigure(data, name))}</div>
<noscript><p class="quiet">These plots stand still; with JavaScript they can be zoomed, and show their values.</p></noscript>`;
}

function plotFigure(data: PageData, name: PlotName): Markup {
  const view = data.views[0];
  const series = (view?.plots[name] ?? []).map((index) => data.series[index]!);
  const { title, unit, nothing } = plotTexts[name];
  const plot = staticPlot({
    name,
    series,
    marks: name === "replicas" ? data.marks : [],
    faults: data.faults,
    from: 0,
    until: data.end,
    ...(name === "utilisation" ? { tolerance: data.tolerance } : {}),
  });
  const legend = looksOf(series).map(
    ({ colour, label, dash }) =>
      html`<li><span class="swatch ${colour}${dash.length > 0 ? " dashed" : ""}"></span>${label}</li>`,
  );
  return html`<figure data-plot="${name}"><figcaption><h3>${title}</h3> <span class="quiet">${unit}</span><ul class="legend">${plot === undefined ? undefined : legend}</ul></figcaption>
<div class="plot">${plot ?? html`<p class="quiet nothing">${nothing}</p>`}</div></figure>
`;
}
