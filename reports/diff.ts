import { secondsText, significant } from "../sim/number-text.ts";
import type { Run } from "../sim/run.ts";
import type { Cause } from "../sim/upgrade.ts";
import type { ReleaseChange } from "../sim/version.ts";
import { shortClock } from "./clock.ts";
import { eventCounts } from "./event-counts.ts";
import { compareLines, comparisonText, type GoldenComparison } from "./golden-compare.ts";
import { countText, plural } from "./numbers.ts";
import { playedObjects } from "./played-objects.ts";
import { printable } from "./printable.ts";
import { replicaSeries, spanOf } from "./series.ts";
import { highestIn, sparkline } from "./sparkline.ts";
import { subjectOf, targetSubject } from "./subject.ts";
import type { Terminal } from "./terminal.ts";
import { textTable } from "./text-table.ts";
import { padEnd, widthOf, wrap } from "./text-width.ts";
import { timelineOf, timelineText } from "./timeline.ts";

/** Two runs side by side. */
export type Comparison = {
  /** `cpu-spike on Kubernetes 1.30.4 and 1.36.3` */
  readonly title: string;
  readonly before: Side;
  readonly after: Side;
  readonly isParted: boolean;
  /** For two releases: which of their changes did it, and which did nothing here. */
  readonly changes?: { readonly causes: readonly Cause[]; readonly idle: readonly ReleaseChange[] };
};

export type Side = {
  /** What sets it apart: `1.25.16`, `slow.yaml`. */
  readonly name: string;
  readonly run: Run;
};

/** What differs between two runs, where and why, for a terminal. Ends with a newline. */
export function diffReport(comparison: Comparison, terminal: Terminal): string {
  const sections = [
    [terminal.style("bold", printable(comparison.title)), verdict(comparison, terminal)],
    replicaLines(comparison, terminal),
    causeLines(comparison, terminal),
    numbers(comparison, terminal),
    timelineLines(comparison, terminal),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function verdict({ before, after, isParted }: Comparison, { style }: Terminal): string {
  if (!isParted) return style("green", "The two runs are the same, to the last message.");
  const at = firstDifference(before.run, after.run);
  return at === undefined
    ? style("yellow", "The replicas are the same all along; what is said about them differs.")
    : style("red", `The replicas part at ${at}.`);
}

/** When the replicas of some workload first differ, as a clock reads from zero; undefined if they never do. */
function firstDifference(a: Run, b: Run): string | undefined {
  const scaled = ({ trace }: Run): readonly string[] =>
    trace.facts.flatMap((fact) =>
      fact.kind === "scaled" ? [`${shortClock(fact.at, trace.zero)}|${subjectOf(fact.target)}|${fact.to}`] : [],
    );
  const [left, right] = [scaled(a), scaled(b)];
  const index = left.findIndex((line, position) => line !== right[position]);
  const first = [left, right].flatMap((lines) => {
    const line = lines[index >= 0 ? index : Math.min(left.length, right.length)];
    return line === undefined ? [] : [line.split("|")[0] ?? ""];
  });
  if (index < 0 && left.length === right.length) return undefined;
  return first.sort()[0];
}

/** The replicas of each workload, a line of blocks for each run. */
function replicaLines({ before, after }: Comparison, { width, style }: Terminal): readonly string[] {
  const sides = [before, after];
  const nameWidth = Math.max(...sides.map(({ name }) => widthOf(printable(name))));
  return playedObjects(before.run).workloads.flatMap((target) => {
    const rows = sides.map(({ name, run }) => {
      const series = replicaSeries(run.trace, target).find(({ role }) => role === "desired");
      const count = Math.max(8, width - nameWidth - 12);
      const parts = { from: 0, until: spanOf(run).end, count };
      return { name: padEnd(printable(name), nameWidth), values: series === undefined ? [] : highestIn(series, parts) };
    });
    const high = Math.max(1, ...rows.flatMap(({ values }) => values.map((value) => value ?? 0)));
    return [
      style("dim", `replicas of ${printable(subjectOf(target))}`),
      ...rows.map(({ name, values }) => {
        const known = values.filter((value) => value !== undefined);
        const [least, most] = [Math.min(...known), Math.max(...known)];
        return `${name}  ${style("cyan", sparkline(values, high))}  ${least === most ? most : `${least} .. ${most}`}`;
      }),
    ];
  });
}

const linesMax = 24;

function timelineLines({ before, after, isParted }: Comparison, terminal: Terminal): readonly string[] {
  if (!isParted) return [];
  const compared = comparedTimelines(before.run, after.run);
  if (compared.kind === "same") return [terminal.style("dim", "They differ in readings that the timeline leaves out.")];
  const heads = [`- ${before.name}`, `+ ${after.name}`].map((line) => terminal.style("bold", printable(line)));
  return [...heads, comparisonText(compared, terminal).trimEnd()];
}

function comparedTimelines(a: Run, b: Run): GoldenComparison {
  const [left, right] = [timelineOf(a), timelineOf(b)];
  // Set in one table, so that a longer word in one of them does not move the other's columns.
  const lines = timelineText([...left, ...right], a.trace.zero, 1);
  return compareLines(lines.slice(0, left.length), lines.slice(left.length), { context: 1, linesMax });
}

/** What both came to, in numbers: those that differ, or the replicas at least. */
function numbers({ before, after }: Comparison, { width, style }: Terminal): readonly string[] {
  const [left, right] = [before, after].map(({ run }) => figures(run));
  const names = [...new Set([...(left ?? new Map()).keys(), ...(right ?? new Map()).keys()])];
  const rows = names
    .map((name) => [name, left?.get(name) ?? "–", right?.get(name) ?? "–"])
    .filter(([name, one, other]) => one !== other || name?.startsWith("replicas"));
  if (rows.length === 0) return [];
  const [headings = "", ...lines] = textTable(
    { headings: ["", printable(before.name), printable(after.name)], rows },
    width,
  );
  return [style("dim", headings.trimEnd()), ...lines];
}

function figures(run: Run): ReadonlyMap<string, string> {
  const rows: [string, string][] = [];
  for (const workload of run.summary.workloads) {
    const of = printable(subjectOf(workload));
    const { replicasMin, replicasMax, replicasLast, changes, replicaHours } = workload;
    rows.push(
      [`replicas of ${of}`, replicasMin === replicasMax ? `${replicasMin}` : `${replicasMin} .. ${replicasMax}`],
      [`last replicas of ${of}`, `${replicasLast}`],
      [`changes of ${of}`, `${changes}`],
      [`replica-hours of ${of}`, significant(replicaHours, 4)],
    );
  }
  for (const { target, served, refused, timedOut, response } of run.summary.targets) {
    const of = printable(targetSubject(target));
    rows.push(
      [`served by ${of}`, countText(served)],
      [`refused by ${of}`, countText(refused)],
      [`timed out at ${of}`, countText(timedOut)],
      [`p95 of ${of}`, response === undefined ? "–" : secondsText(response.p95)],
    );
  }
  for (const [reason, count] of eventCounts(run)) rows.push([`events ${printable(reason)}`, `${count}`]);
  const met = run.verdicts.filter(({ isMet }) => isMet).length;
  if (run.verdicts.length > 0) rows.push(["expectations met", `${met} of ${run.verdicts.length}`]);
  return new Map(rows);
}

function causeLines({ changes, isParted }: Comparison, { width, style }: Terminal): readonly string[] {
  if (changes === undefined) return [];
  const { causes, idle } = changes;
  const rest = `${plural(idle.length, "more change")} of the HPA between the two made no difference here.`;
  if (causes.length === 0) return isParted || idle.length > 0 ? [style("dim", rest)] : [];
  return [
    style("bold", "Because"),
    ...causes.flatMap(({ since, what, source, effect }) => {
      const head = `since ${since}`;
      const text = wrap(`${what}${effect === "report" ? " (replicas unmoved)" : ""}`, width - 16);
      return [
        ...text.map((line, index) => `${padEnd(index === 0 ? `  ${head}` : "", 16)}${line}`),
        ...wrap(source, width - 16).map((line) => style("dim", " ".repeat(16) + line)),
      ];
    }),
    ...(idle.length > 0 ? [style("dim", rest)] : []),
  ];
}
