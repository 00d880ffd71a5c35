import { percentText, secondsText, significant } from "../sim/number-text.ts";
import type { Run } from "../sim/run.ts";
import { between } from "../sim/units.ts";
import { durationText, rfc3339 } from "./clock.ts";
import { countText, plural } from "./numbers.ts";
import { pageData } from "./page/data.ts";
import { html, type Markup } from "./page/markup.ts";
import { plotFigures } from "./page/plot-figures.ts";
import { type Figure, figuresList, listSection, type PageAssets, page, section } from "./page/shell.ts";
import { decisionsTable, eventsTable, storedEventsTable, summaryTables, timelineTable } from "./page/tables.ts";
import { glance, verdictList } from "./page/verdicts.ts";
import { plotNames } from "./plot-look.ts";
import type { RunReport } from "./report.ts";
import { type TimelineLine, timelineOf } from "./timeline.ts";

/**
 * The interactive report of one run: a single page that fetches nothing.
 */
export function htmlReport(report: RunReport, assets: PageAssets): string {
  const { run } = report;
  const { scenario } = run;
  const timeline = timelineOf(run);
  const data = pageData(run);
  const { word, sentence, tone } = glance(run.verdicts);
  const main = html`${figuresList(figuresOf(run))}
${run.verdicts.length === 0 ? undefined : section("expectations", "Expectations", verdictList(run, timeline))}
${section("plots", "Over time", plotFigures(data, plotNames))}
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
${timelineSection(timeline, run)}`;
  const verdict = { tone, word, sentences: [sentence] };
  const { name, description } = scenario;
  const footer = html`trace <code>${report.traceHash}</code>`;
  return page({ verdict, name, description, whatRan: whatRan(report), main, footer, data }, assets);
}

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
function figuresOf({ summary }: Run): readonly Figure[] {
  const { workloads, targets } = summary;
  const sum = (part: (target: (typeof targets)[number]) => number): number =>
    targets.reduce((total, target) => total + part(target), 0);
  const [only] = workloads;
  const lost = sum(({ refused, timedOut }) => refused + timedOut);
  const offered = sum((target) => target.offered);
  const slowest = targets.reduce((most, { response }) => Math.max(most, response?.p95 ?? 0), 0);
  const hours = workloads.reduce((total, { replicaHours }) => total + replicaHours, 0);
  return [
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
}

const timelineSection = (lines: readonly TimelineLine[], { trace }: Run): Markup =>
  html`<section id="timeline"><details><summary><h2>Timeline</h2> <span class="quiet">${plural(lines.length, "line")}</span></summary>
${timelineTable(lines, trace.zero)}</details></section>`;
