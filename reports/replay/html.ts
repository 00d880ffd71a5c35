import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import { clock } from "../clock.ts";
import { plural } from "../numbers.ts";
import { html, type Markup } from "../page/markup.ts";
import { plotFigures } from "../page/plot-figures.ts";
import { figuresList, type PageAssets, page, section } from "../page/shell.ts";
import { instantLink } from "../page/tables.ts";
import { secondsFrom } from "../series.ts";
import { differencesOf, placeText, replayGlance } from "./glance.ts";
import { expectationsTable, selfChecksTable } from "./page-judgements.ts";
import { findingsTable, pairsTable, rescalesTable } from "./page-tables.ts";
import { replayPlotData, replayPlots } from "./plot-data.ts";
import { provenanceTexts } from "./provenance.ts";
import { timelinePairs } from "./timeline-pairs.ts";

/** The interactive report of a replay: both timelines over one axis of time, on a single page that fetches nothing. */
export function replayPage(replay: JudgedReplay, assets: PageAssets): string {
  const { recorded, simulated, verdict } = replay;
  const { provenance } = recorded;
  const { name, description } = simulated.scenario;
  const { word, isGood, sentence, remarks } = replayGlance(replay);
  const data = replayPlotData(replay);
  const pairs = timelinePairs(replay);
  const main = html`${figuresList(differencesOf(verdict))}
${divergenceSection(replay)}
${section("findings", "What was compared", findingsTable(replay))}
${section("plots", "Real and simulated over time", plotFigures(data, replayPlots, units))}
${section("rescales", "Rescales", rescalesTable(replay))}
${section("expectations", "What the scenario expects", expectationsTable(replay))}
${section("self-checks", "Checks of the run itself", selfChecksTable(replay))}
<section id="both" aria-labelledby="both-heading"><h2 id="both-heading">Both timelines <span class="quiet">${plural(pairs.length, "line")}</span></h2>
${pairsTable(pairs, recorded.trace.zero)}</section>`;
  return page(
    {
      verdict: { tone: isGood ? "good" : "bad", word, sentences: [sentence, ...remarks] },
      ...{ name: `${name} on ${provenance.target}`, description },
      whatRan: provenanceTexts(replay).join(" · "),
      footer: html`replay of <code>${provenance.scenario}</code>`,
      ...{ main, data },
    },
    assets,
  );
}

/** Where a plot's own words would not do. */
const units = { load: "requests that began in each second, in both runs" } as const;

function divergenceSection({ recorded, verdict: { firstDivergence } }: JudgedReplay): Markup | undefined {
  if (firstDivergence === undefined) return undefined;
  const { at, real, simulated, cause } = firstDivergence;
  const { zero } = recorded.trace;
  const rows = [
    ["When", instantLink(secondsFrom(zero, at), clock(at, zero))],
    ["Where", placeText(firstDivergence)],
    ["Real", real],
    ["Simulated", simulated],
    ["Most likely", cause],
  ] as const;
  return section(
    "divergence",
    "First divergence",
    html`<dl class="divergence">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`,
  );
}
