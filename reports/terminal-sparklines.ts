import type { ObjectReference } from "../sim/kubernetes/object.ts";
import { significant } from "../sim/number-text.ts";
import type { Run } from "../sim/run.ts";
import { rateText } from "./numbers.ts";
import type { PlotSeries } from "./page-data.ts";
import { type PlayedObjects, playedObjects } from "./played-objects.ts";
import { printable } from "./printable.ts";
import { loadSeries, replicaSeries, spanOf, utilisationSeries } from "./series.ts";
import { type SparklineRow, sparklineRows } from "./sparkline-rows.ts";
import type { Terminal } from "./terminal.ts";
import { clip } from "./text-width.ts";
import type { Played } from "./timeline.ts";

/** Replicas, load and utilisation of a run over time, a line of blocks each, over one axis of time from zero on. */
export function sparklines(run: Run, terminal: Terminal): readonly string[] {
  const objects = playedObjects(run);
  const groups = [replicaRows(run, objects), loadRows(run, objects), utilisationRows(run, objects)];
  return sparklineRows(groups, spanOf(run).end, terminal);
}

/** The replicas that were asked for, a row a workload. */
export function replicaRows({ trace }: Played, { workloads }: PlayedObjects): readonly SparklineRow[] {
  return workloads.flatMap((target: ObjectReference): readonly SparklineRow[] =>
    replicaSeries(trace, target)
      .filter(({ role }) => role === "desired")
      .map((series) => ({
        name: "replicas",
        about: printable(series.about),
        series,
        range: (low, high) => (low === high ? `${low}` : `${low} .. ${high}`),
      })),
  );
}

const loadNames: Partial<Record<PlotSeries["role"], string>> = {
  offered: "offered",
  served: "served",
  refused: "refused",
  timedOut: "timed out",
};

/** What comes and what becomes of it; one line where all is served as it comes. */
function loadRows({ trace }: Run, { targets }: PlayedObjects): readonly SparklineRow[] {
  return targets.flatMap(({ subject, segments }): readonly SparklineRow[] => {
    const series = loadSeries(trace, segments, subject);
    const isAllServed =
      series.every(({ role, points }) => loadNames[role] !== undefined || isZero(points)) &&
      series.every(({ role, points }) => (role !== "refused" && role !== "timedOut") || isZero(points));
    return series
      .filter(({ role, points }) => loadNames[role] !== undefined && (role === "offered" || !isZero(points)))
      .filter(({ role }) => role === "offered" || !isAllServed)
      .map((shown) => ({
        name: isAllServed ? "load" : (loadNames[shown.role] ?? ""),
        about: printable(shown.about),
        series: shown,
        range: (low, high) => (low === high ? rateText(low) : `${significant(low)} .. ${rateText(high)}`),
      }));
  });
}

const isZero = ({ y }: PlotSeries["points"]): boolean => y.every((value) => value === 0);

/** What the HPAs read, a row a metric. */
export function utilisationRows({ trace }: Played, { autoscalers }: PlayedObjects): readonly SparklineRow[] {
  return autoscalers.flatMap((hpa): readonly SparklineRow[] =>
    utilisationSeries(trace, hpa).map((series) => {
      const [about = "", ...metric] = series.about.split(" ");
      return {
        name: clip(printable(metric.join(" ")), 12),
        about: printable(about),
        series,
        range: (low, high) => `${significant(low)} .. ${significant(high)}% of target`,
      };
    }),
  );
}
