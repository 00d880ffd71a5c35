import { secondsText, significant } from "../../sim/number-text.ts";
import type { Run } from "../../sim/run.ts";
import type { Fact } from "../../sim/trace/fact.ts";
import { clock, shortClock } from "../clock.ts";
import { leadingMetric, rescaleOf } from "../decision.ts";
import { decisionDetails } from "../decision-details.ts";
import { repeatedEvents } from "../event-text.ts";
import { countText, plural } from "../numbers.ts";
import { secondsFrom } from "../series.ts";
import { storedEventsOf } from "../stored-events.ts";
import { subjectOf, targetSubject } from "../subject.ts";
import type { TimelineLine } from "../timeline.ts";
import { html, type Markup } from "./markup.ts";

/** Most rows of one table; the JSON report has all. */
const rowsMax = 1000;

/** A table that scrolls by itself where the page is too narrow. */
export function table(
  label: string,
  headings: readonly (string | { readonly number: string })[],
  rows: readonly Markup[],
): Markup {
  const cells = headings.map((heading) =>
    typeof heading === "string"
      ? html`<th scope="col">${heading}</th>`
      : html`<th scope="col" class="number">${heading.number}</th>`,
  );
  const hidden = rows.length - rowsMax;
  return html`<div class="scroll" role="region" aria-label="Table: ${label}" tabindex="0"><table><thead><tr>${cells}</tr></thead><tbody>
${rows.slice(0, rowsMax)}
</tbody></table></div>${hidden > 0 ? html`<p class="quiet">… and ${plural(hidden, "more row")}; the JSON report has all.</p>` : undefined}`;
}

/** An instant that leads to the plots, which the script then brings to it. */
export const instantLink = (at: number, text: string): Markup =>
  html`<a class="instant" href="#plots" data-at="${String(at)}" title="Show in the plots">${text}</a>`;

/** What the HPAs changed, and where they could not. */
export function decisionsTable({ trace }: Run): Markup {
  const rows = trace.facts.flatMap((fact) =>
    fact.kind === "decision" && isTold(fact) ? [decisionRow(fact, trace.zero)] : [],
  );
  if (rows.length === 0) return html`<p class="quiet">No HPA changed the replicas.</p>`;
  const headings = [
    "Time",
    "HPA",
    "Replicas",
    "Metric",
    { number: "Ratio" },
    "Pods",
    { number: "Proposed" },
    "Held or limited by",
  ];
  return table("Decisions", headings, rows);
}

type DecisionFact = Extract<Fact, { readonly kind: "decision" }>;

const isTold = ({ decision }: DecisionFact): boolean =>
  rescaleOf(decision) !== undefined || decision.metrics.some(({ kind }) => kind === "failure");

function decisionRow({ at, hpa, decision }: DecisionFact, zero: Run["trace"]["zero"]): Markup {
  const rescale = rescaleOf(decision);
  const metric = leadingMetric(decision.metrics) ?? decision.metrics[0];
  const { path } = decision;
  const proposal = metric?.kind === "proposal" ? metric : undefined;
  const limits = [
    ...(path !== undefined && path.stabilized !== path.proposed ? [`${path.stabilization} ${path.stabilized}`] : []),
    ...(path !== undefined && path.limited !== path.stabilized ? [`${path.limiter} ${path.limited}`] : []),
  ];
  const replicas =
    rescale === undefined
      ? html`<span class="bad">stays ${decision.currentReplicas}</span>`
      : html`<b class="${rescale.to > rescale.from ? "up" : "down"}">${rescale.from} → ${rescale.to}</b>`;
  const reading =
    metric === undefined
      ? (rescale?.reason ?? decision.outcome)
      : proposal === undefined
        ? `${metric.name} unknown`
        : `${metric.name} ${proposal.current} of ${metric.target}`;
  return html`<tr title="${decisionDetails(decision, zero).join("\n").replaceAll("\n", " · ")}"><td>${instantLink(secondsFrom(zero, at), clock(at, zero))}</td><td>${subjectOf(hpa)}</td><td>${replicas}</td><td class="wrap">${reading}</td>
<td class="number">${proposal === undefined ? "" : significant(proposal.usageRatio)}</td><td class="wrap">${proposal?.pods === undefined ? "" : podsCell(proposal.pods)}</td>
<td class="number">${path === undefined ? "" : path.proposed}</td><td class="wrap">${limits.join(", ")}</td></tr>
`;
}

const podsCell = (pods: Readonly<Record<"ready" | "unready" | "missing" | "ignored", number>>): string =>
  (["ready", "unready", "missing", "ignored"] as const)
    .filter((group) => pods[group] > 0)
    .map((group) => `${pods[group]} ${group}`)
    .join(", ");

/** The run in numbers: requests by target, replicas by workload. */
export function summaryTables({ summary }: Run): Markup {
  const { targets, workloads } = summary;
  const seconds = (value: number | undefined): string => (value === undefined ? "–" : secondsText(value));
  const requests = targets.map(
    ({ target, offered, served, queuedMax, refused, timedOut, response }) => html`<tr><td>${targetSubject(target)}</td>
${[offered, served, queuedMax, refused, timedOut].map((count) => html`<td class="number">${countText(count)}</td>`)}
${[response?.mean, response?.p50, response?.p95, response?.p99].map((value) => html`<td class="number">${seconds(value)}</td>`)}</tr>
`,
  );
  const replicas = workloads.map(
    (workload) => html`<tr><td>${subjectOf(workload)}</td>
${[workload.replicasMin, workload.replicasMax, workload.replicasLast, workload.changes].map((count) => html`<td class="number">${count}</td>`)}
<td class="number">${significant(workload.replicaHours, 4)}</td></tr>
`,
  );
  const numbers = (...names: readonly string[]) => names.map((number) => ({ number }));
  return html`${
    requests.length === 0
      ? undefined
      : table(
          "Requests",
          [
            "Requests",
            ...numbers("Offered", "Served", "Queue max", "Refused", "Timed out", "Mean", "p50", "p95", "p99"),
          ],
          requests,
        )
  }
${replicas.length === 0 ? undefined : table("Replicas", ["Replicas", ...numbers("Min", "Max", "Last", "Changes", "Replica-hours")], replicas)}`;
}

/** The events that controllers recorded, repeats counted. */
export function eventsTable({ trace }: Run): Markup {
  const rows = repeatedEvents(trace).map(({ event, times, last }) => {
    const { at, involved, component, type, reason, message } = event;
    const again =
      times === 1
        ? undefined
        : html` <span class="quiet">(${times} times, until ${shortClock(last, trace.zero)})</span>`;
    return html`<tr><td>${instantLink(secondsFrom(trace.zero, at), clock(at, trace.zero))}</td><td>${subjectOf(involved)}</td><td class="${type === "Warning" ? "warning" : ""}">${type}</td><td>${reason}</td><td class="long">${message}${again}</td><td class="wrap">${component}</td></tr>
`;
  });
  if (rows.length === 0) return html`<p class="quiet">No event was recorded.</p>`;
  return table("Events", ["Time", "Object", "Type", "Reason", "Message", "From"], rows);
}

/** The events that the cluster still has at the end: equal ones counted, similar ones combined. The one that came last stands last. */
export function storedEventsTable(run: Run): Markup | undefined {
  const { zero, end } = run.trace;
  const events = storedEventsOf(run, end)
    .filter(({ expiresAt }) => end < expiresAt)
    .sort((a, b) => a.lastTimestamp - b.lastTimestamp);
  if (events.length === 0) return undefined;
  const rows = events.map(
    ({ firstTimestamp, lastTimestamp, count, involved, type, reason, message, source }) =>
      html`<tr><td>${instantLink(secondsFrom(zero, lastTimestamp), shortClock(lastTimestamp, zero))}</td><td class="number">${count}</td><td>${shortClock(firstTimestamp, zero)}</td><td>${subjectOf(involved)}</td><td class="${type === "Warning" ? "warning" : ""}">${type}</td><td>${reason}</td><td class="long">${message}</td><td>${source}</td></tr>
`,
  );
  const headings = ["Last", { number: "Count" }, "First", "Object", "Type", "Reason", "Message", "From"];
  return html`<details><summary>As the cluster has them at the end <span class="quiet">${plural(events.length, "event")}</span></summary>
${table("Events as the cluster has them at the end", headings, rows)}</details>`;
}

/** All that happened, a line each. */
export function timelineTable(lines: readonly TimelineLine[], zero: Run["trace"]["zero"]): Markup {
  const rows = lines.map(
    ({
      at,
      subject,
      what,
      why,
      tone,
    }) => html`<tr class="${tone}"><td>${instantLink(secondsFrom(zero, at), clock(at, zero))}</td><td>${subject}</td><td>${what}</td><td class="long">${why}</td></tr>
`,
  );
  return table("Timeline", ["Time", "Subject", "What", "Why"], rows);
}
