import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { Verdict } from "../../sim/checks/verdict.ts";
import type { SimTime } from "../../sim/units.ts";
import { html, type Markup } from "../page/markup.ts";
import { instantLink, table } from "../page/tables.ts";
import type { Whose } from "../page-data.ts";
import { secondsFrom } from "../series.ts";
import { judgedTwice, unwatched } from "./expectations.ts";
import { markCell } from "./page-tables.ts";

/** What the scenario expects, and what each of the two runs made of it. */
export function expectationsTable(replay: JudgedReplay): Markup {
  const judged = judgedTwice(replay);
  if (judged.length === 0) return html`<p class="quiet">The scenario expects nothing.</p>`;
  const { zero } = replay.recorded.trace;
  const rows = judged.map(
    ({ expectation, real, simulated }) =>
      html`<tr><td class="long">${expectation.text} <span class="quiet">${expectation.place}</span></td>${judgement("real", real, zero)}${judgement("simulated", simulated, zero)}</tr>
`,
  );
  return table("What the scenario expects", ["Expected", "", "Real", "", "Simulated"], rows);
}

function judgement(whose: Whose, verdict: Verdict | undefined, zero: SimTime): Markup {
  // Shown where the page is too narrow for a column of each.
  const name = html`<span class="whose">${whose}: </span>`;
  if (verdict === undefined) return html`<td class="mark">·</td><td class="wrap quiet">${name}${unwatched}</td>`;
  const { isMet, because, at } = verdict;
  return html`${markCell(isMet)}<td class="wrap">${name}${because} ${instantLink(secondsFrom(zero, at), "show")}</td>`;
}

/** What the run says of itself: whether it can be believed. */
export function selfChecksTable({ recorded: { selfChecks } }: JudgedReplay): Markup {
  if (selfChecks.length === 0) return html`<p class="quiet">This target has none.</p>`;
  const rows = selfChecks.map(
    ({
      name,
      isMet,
      because,
    }) => html`<tr>${markCell(isMet)}<td class="wrap">${name}</td><td class="long">${because}</td></tr>
`,
  );
  return table("Checks of the run itself", ["", "Check", "Seen"], rows);
}
