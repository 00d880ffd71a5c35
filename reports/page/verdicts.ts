import type { Verdict } from "../../sim/checks/verdict.ts";
import type { Run } from "../../sim/run.ts";
import { secondsFrom } from "../series.ts";
import { around, conclusionText } from "../terminal-verdicts.ts";
import { padStart } from "../text-width.ts";
import type { TimelineLine } from "../timeline.ts";
import { html, type Markup } from "./markup.ts";
import { instantLink } from "./tables.ts";

/** Whether a run did what was expected, in one word and one sentence. */
export function glance(verdicts: readonly Verdict[]): {
  readonly word: string;
  readonly sentence: string;
  readonly tone: string;
} {
  const missed = verdicts.filter(({ isMet }) => !isMet).length;
  const sentence = conclusionText(verdicts);
  if (verdicts.length === 0) return { word: "Played", sentence, tone: "neutral" };
  return missed === 0 ? { word: "Met", sentence, tone: "good" } : { word: "Not met", sentence, tone: "bad" };
}

/** The expectations, those that are not met first and with the timeline around the instant that decided. */
export function verdictList(run: Run, timeline: readonly TimelineLine[]): Markup {
  const missed = run.verdicts.filter(({ isMet }) => !isMet);
  const met = run.verdicts.filter(({ isMet }) => isMet);
  return html`<ul class="verdicts">
${missed.map((verdict) => verdictItem(verdict, run, excerpt(run, verdict, timeline)))}
${met.map((verdict) => verdictItem(verdict, run, undefined))}
</ul>`;
}

function verdictItem(
  { expectation, isMet, because, at }: Verdict,
  { trace }: Run,
  details: Markup | undefined,
): Markup {
  return html`<li class="${isMet ? "met" : "missed"}"><p><span class="mark">${isMet ? "Met" : "Not met"}</span> <b>${expectation.text}</b> <span class="place">${expectation.place}</span></p>
<p>${because} ${instantLink(secondsFrom(trace.zero, at), "show in the plots")}</p>${details}</li>
`;
}

function excerpt(run: Run, verdict: Verdict, timeline: readonly TimelineLine[]): Markup {
  const lines = around(run, verdict, timeline).map(({ isInstant, text }) =>
    isInstant ? html`<span class="decided">${padStart(text, 13)}  decided here</span>\n` : html`${text}\n`,
  );
  return html`<pre class="excerpt" tabindex="0" aria-label="The timeline around it">${lines}</pre>`;
}
