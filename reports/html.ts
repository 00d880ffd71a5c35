import { percentText, secondsText, significant } from "../sim/number-text.ts";
import type { Run } from "../sim/run.ts";
import { between } from "../sim/units.ts";
import { durationText, rfc3339 } from "./clock.ts";
import { countText, plural } from "./numbers.ts";
import { pageData } from "./page/data.ts";
import { embeddedJson, html, type Markup, raw } from "./page/markup.ts";
import { plotFigures } from "./page/plot-figures.ts";
import { decisionsTable, eventsTable, storedEventsTable, summaryTables, timelineTable } from "./page/tables.ts";
import { glance, verdictList } from "./page/verdicts.ts";
import type { RunReport } from "./report.ts";
import { type TimelineLine, timelineOf } from "./timeline.ts";

/** What the page is made with besides the run. */
type PageAssets = {
  /** The bundled script and the style sheet: `build/report-assets.ts` makes them. */
  readonly script: string;
  readonly style: string;
  /** SHA-256 of a text's UTF-8, in base64. */
  readonly sha256: (text: string) => string;
};

/**
 * The interactive report of one run: a single page that fetches nothing.
 *
 * Its policy lets run only this very script and style, so a name in a manifest cannot smuggle in another.
 */
export function htmlReport(report: RunReport, assets: PageAssets): string {
  const { run } = report;
  const { scenario } = run;
  const timeline = timelineOf(run);
  const data = pageData(run);
  const { word, sentence, tone } = glance(run.verdicts);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${scenario.name}: ${word.toLowerCase()}</title>
<link rel="icon" href="data:,">
<style>${raw(assets.style)}</style>
</head>
<body>
<a class="skip" href="#plots">To the plots</a>
<header class="${tone}">
<div class="verdict"><p class="word">${word}</p><p>${sentence}</p></div>
<div class="what"><h1>${scenario.name}</h1>${scenario.description === "" ? undefined : html`<p>${scenario.description}</p>`}
<p class="quiet">${whatRan(report)}</p></div>
<button type="button" id="theme" hidden>Theme: auto</button>
</header>
<main>
${figures(run)}
${run.verdicts.length === 0 ? undefined : section("expectations", "Expectations", verdictList(run, timeline))}
${section("plots", "Over time", plotFigures(data))}
${section("decisions", "Decisions", decisionsTable(run))}
${section("summary", "Summary", summaryTables(run))}
${section(
  "events",
  "Events",
  html`${eventsTable(run)}
${storedEventsTable(run)}`,
)}
${listSection("ignored", "Not played", report.ignored)}
${listSection("notes", "Notes", report.notes)}
${timelineSection(timeline, run)}
</main>
<footer><p class="quiet">kubewind · trace <code>${report.traceHash}</code></p></footer>
<script type="application/json" id="data">${raw(embeddedJson(data))}</script>
<script>${raw(assets.script)}</script>
</body>
</html>
`;
  return page.markup;
}

const policy = ({ script, style, sha256 }: PageAssets): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script)}'`,
    `style-src 'sha256-${sha256(style)}'`,
    // The empty icon, so that no browser asks a server for one.
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

function whatRan({ run }: RunReport): string {
  const { scenario, kubernetes, trace } = run;
  const nodes = scenario.cluster.nodes.reduce((sum, { count }) => sum + count, 0);
  return [
    `Kubernetes ${kubernetes}`,
    `seed ${scenario.seed}`,
    durationText(between(trace.zero, trace.end)) +
      (scenario.warmup === 0 ? "" : ` after ${durationText(scenario.warmup)} of warm-up`),
    plural(nodes, "node"),
    `zero is ${rfc3339(trace.zero)}`,
  ].join(" · ");
}

/** The run in a line of numbers. */
function figures({ summary }: Run): Markup {
  const { workloads, targets } = summary;
  const sum = (part: (target: (typeof targets)[number]) => number): number =>
    targets.reduce((total, target) => total + part(target), 0);
  const [only] = workloads;
  const lost = sum(({ refused, timedOut }) => refused + timedOut);
  const offered = sum((target) => target.offered);
  const slowest = targets.reduce((most, { response }) => Math.max(most, response?.p95 ?? 0), 0);
  const hours = workloads.reduce((total, { replicaHours }) => total + replicaHours, 0);
  const items: readonly (readonly [string, string])[] = [
    ...(only === undefined
      ? []
      : [
          workloads.length === 1
            ? ([
                "replicas",
                only.replicasMin === only.replicasMax
                  ? `${only.replicasMin}`
                  : `${only.replicasMin} to ${only.replicasMax}`,
              ] as const)
            : (["workloads", String(workloads.length)] as const),
          ["replica-hours", significant(hours)] as const,
        ]),
    ...(targets.length === 0
      ? []
      : [
          ["served", countText(sum(({ served }) => served))] as const,
          ["lost", lost > 0 ? `${countText(lost)} (${percentText(lost / offered)})` : "none"] as const,
          [targets.length === 1 ? "p95" : "slowest p95", slowest > 0 ? secondsText(slowest) : "–"] as const,
        ]),
  ];
  return html`<dl class="figures">${items.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const section = (id: string, heading: string, content: Markup): Markup =>
  html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>
${content}</section>`;

const listSection = (id: string, heading: string, items: readonly string[]): Markup | undefined =>
  items.length === 0 ? undefined : section(id, heading, html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`);

const timelineSection = (lines: readonly TimelineLine[], { trace }: Run): Markup =>
  html`<section id="timeline"><details><summary><h2>Timeline</h2> <span class="quiet">${plural(lines.length, "line")}</span></summary>
${timelineTable(lines, trace.zero)}</details></section>`;
