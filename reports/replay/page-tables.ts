import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { Divergence, Finding } from "../../conformance/replay/verdict.ts";
import type { SimTime } from "../../sim/units.ts";
import { clock } from "../clock.ts";
import { html, type Markup } from "../page/markup.ts";
import { instantLink, table } from "../page/tables.ts";
import { secondsFrom } from "../series.ts";
import { subjectOf } from "../subject.ts";
import type { TimelineLine } from "../timeline.ts";
import { apartText, isSameRescale, type Rescale, rescalePairs, rescaleText } from "./rescales.ts";
import { objectsOf, sidesOf } from "./sides.ts";
import type { TimelinePair } from "./timeline-pairs.ts";

/** Whether something is as it should be, in a sign and for those who cannot see it. */
export const markCell = (isFine: boolean): Markup =>
  isFine
    ? html`<td class="mark met" aria-label="agrees">✓</td>`
    : html`<td class="mark missed" aria-label="differs">✗</td>`;

const timeLink = (at: SimTime, zero: SimTime): Markup => instantLink(secondsFrom(zero, at), clock(at, zero));

/** The rescales of both runs, beside each other. */
export function rescalesTable(replay: JudgedReplay): Markup {
  const sides = sidesOf(replay);
  const { start, trace } = replay.recorded;
  const cells = (rescale: Rescale | undefined): Markup =>
    rescale === undefined
      ? html`<td></td><td class="quiet">none</td>`
      : html`<td>${timeLink(rescale.at, trace.zero)}</td><td><b class="${rescale.to > rescale.from ? "up" : "down"}">${rescaleText(rescale, "→")}</b></td>`;
  const rows = objectsOf(sides).workloads.flatMap((workload) =>
    rescalePairs(sides, { workload, start }).map(
      (
        pair,
      ) => html`<tr>${markCell(isSameRescale(pair))}<td>${subjectOf(workload)}</td>${cells(pair.real)}${cells(pair.simulated)}<td>${apartText(pair)}</td></tr>
`,
    ),
  );
  if (rows.length === 0) return html`<p class="quiet">Neither of them rescaled.</p>`;
  return table("Rescales", ["", "Workload", "Real", "", "Simulated", "", "Simulated is"], rows);
}

/** What was compared, what is allowed, and what was seen; where the two part, what each of them had. */
export function findingsTable({ recorded, verdict: { findings } }: JudgedReplay): Markup {
  const { zero } = recorded.trace;
  const headings = ["", "Aspect", "Subject", { number: "Compared" }, "Allowed", "Seen"];
  return table(
    "What was compared",
    headings,
    findings.map((finding) => findingRows(finding, zero)),
  );
}

function findingRows({ aspect, subject, compared, band, seen, divergence }: Finding, zero: SimTime): Markup {
  return html`<tr>${markCell(divergence === undefined)}<td>${aspect}</td><td class="wrap">${subject}</td><td class="number">${compared}</td><td class="wrap">${band}</td><td class="long">${seen}${divergence === undefined ? undefined : partingLines(divergence, zero)}</td></tr>
`;
}

const partingLines = ({ at, real, simulated }: Divergence, zero: SimTime): Markup =>
  html` at ${timeLink(at, zero)}<dl class="parting"><dt>real</dt><dd>${real}</dd><dt>simulated</dt><dd>${simulated}</dd></dl>`;

/** Both timelines in one: what happened in both is one row, with two times. */
export function pairsTable(pairs: readonly TimelinePair[], zero: SimTime): Markup {
  const time = (line: TimelineLine | undefined): Markup | undefined =>
    line === undefined ? undefined : timeLink(line.at, zero);
  const rows = pairs.map(({ real, simulated, reasoning }) => {
    const whose = real === undefined ? "simulated" : simulated === undefined ? "real" : "both";
    const line = real ?? simulated;
    const why = [line?.why ?? "", reasoning].filter((text) => text !== "");
    return html`<tr class="${whose === "both" ? "both" : "alone"}"><td>${whose}</td><td>${time(real)}</td><td>${time(simulated)}</td><td>${line?.subject}</td><td>${line?.what}</td><td class="long">${why.join(whose === "both" ? "; simulated: " : "; ")}</td></tr>
`;
  });
  return table("Both timelines", ["Whose", "Real", "Simulated", "Subject", "What", "Why"], rows);
}
