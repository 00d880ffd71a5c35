import type { Run } from "../sim/run.ts";
import type { Fact } from "../sim/trace/fact.ts";
import type { SimTime } from "../sim/units.ts";
import { clock } from "./clock.ts";
import { factWriter } from "./fact-text.ts";
import { watchOverload } from "./overload.ts";
import { podWriter } from "./pod-text.ts";
import { printable } from "./printable.ts";
import { subjectOf, targetSubject } from "./subject.ts";
import { padEnd, padStart, widthOf } from "./text-width.ts";

/** One thing that happened, for people: when, to whom, what, and why or how much. */
export type TimelineLine = {
  readonly at: SimTime;
  /** `hpa/web` */
  readonly subject: string;
  /** `desired 2 -> 4` */
  readonly what: string;
  /** `cpu 144% of 60% (proposed 5, ScaleUpLimit)`; empty when there is nothing to add. */
  readonly why: string;
  readonly tone: "decision" | "warning" | "plain";
};

/** What a timeline is made of. */
export type Played = Pick<Run, "scenario" | "trace">;

/**
 * A run as lines for people, in order of time.
 *
 * Left out is what is for machines or what another line says: readings of metrics, the counts and replicas of ReplicaSets
 * that belong to a Deployment, events about single pods, conditions that stay healthy, load that is served. Pods of one
 * workload that change in the same millisecond share a line, and so do repeats of one event.
 */
export function timelineOf({ scenario, trace }: Played): readonly TimelineLine[] {
  const lines: TimelineLine[] = [];
  const write = factWriter({ scenario, trace });
  const podLines = podWriter(scenario);
  const overload = watchOverload();
  for (const facts of moments(trace.facts)) {
    const pods = podLines(facts);
    for (const fact of facts) {
      const podLine = pods.get(fact);
      if (podLine !== undefined) lines.push(podLine);
      if (fact.kind === "serving") overload.take(fact);
      else if (fact.kind === "decision") lines.splice(beginningOfPass(lines, fact), 0, ...write(fact));
      else lines.push(...write(fact));
    }
    const at = facts.at(-1)?.at ?? trace.zero;
    for (const { target, change } of overload.changes()) {
      const { what, why, isWorse } = change;
      lines.push({ at, subject: targetSubject(target), what, why, tone: isWorse ? "warning" : "plain" });
    }
  }
  return lines;
}

/** A pass tells what it decided last of all; for people that comes first, before the events and replicas that came of it. */
function beginningOfPass(
  lines: readonly TimelineLine[],
  { at, hpa }: Extract<Fact, { readonly kind: "decision" }>,
): number {
  const subject = subjectOf(hpa);
  const isOfPass = (line: TimelineLine): boolean =>
    line.at === at && line.tone !== "decision" && (line.subject === subject || line.what.startsWith("replicas "));
  let index = lines.length;
  while (index > 0 && isOfPass(lines[index - 1]!)) index--;
  return index;
}

/** Cuts facts in order of time into those of one millisecond. */
function moments<Timed extends { readonly at: SimTime }>(facts: readonly Timed[]): readonly (readonly Timed[])[] {
  const cut: Timed[][] = [];
  for (const fact of facts) {
    const last = cut.at(-1);
    if (last?.[0] !== undefined && Math.floor(last[0].at / 1000) === Math.floor(fact.at / 1000)) last.push(fact);
    else cut.push([fact]);
  }
  return cut;
}

/** Widths of the columns that stand before the last; a multiple of 8, so that a new name seldom moves every line. */
const columnStep = 8;
const subjectMax = 40;
const whatMax = 32;

/**
 * Lines of a timeline as text, in columns whose widths are multiples of `step`. Nothing in it can drive a terminal.
 */
export function timelineText(
  lines: readonly TimelineLine[],
  zero: SimTime,
  step: number = columnStep,
): readonly string[] {
  const cells = lines.map(({ at, subject, what, why }) => ({
    time: padStart(clock(at, zero), 13),
    subject: printable(subject),
    what: printable(what),
    why: printable(why),
  }));
  const subjectWidth = columnWidth(
    cells.map(({ subject }) => subject),
    { step, max: subjectMax },
  );
  const whatWidth = columnWidth(
    cells.filter(({ why }) => why !== "").map(({ what }) => what),
    { step, max: whatMax },
  );
  return cells.map(({ time, subject, what, why }) => {
    const column = (text: string, width: number): string => `${padEnd(text, width - 2)}  `;
    return `${time}  ${column(subject, subjectWidth)}${column(what, whatWidth)}${why}`.trimEnd();
  });
}

function columnWidth(texts: readonly string[], { step, max }: { readonly step: number; readonly max: number }): number {
  const widest = texts.reduce((width, text) => Math.max(width, widthOf(text) + 2), 2 * step);
  return Math.min(max, Math.ceil(widest / step) * step);
}
