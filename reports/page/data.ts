import type { TimedSegment } from "../../sim/load/segment.ts";
import { clock } from "../clock.ts";
import { rescaleOf } from "../decision.ts";
import { decisionDetails } from "../decision-details.ts";
import type { FaultSpan, Mark, PageData, PlotSeries, Role } from "../page-data.ts";
import { type PlayedObjects, playedObjects } from "../played-objects.ts";
import { printable } from "../printable.ts";
import { responseSeries } from "../response-series.ts";
import { loadSeries, replicaSeries, secondsFrom, spanOf, utilisationSeries } from "../series.ts";
import { subjectOf } from "../subject.ts";
import type { Played } from "../timeline.ts";
import { allTargets, groupOf, membersOf, viewsOf } from "./views.ts";

/** Up to so many workloads their ready replicas are shown beside the desired ones where all are shown together. */
const readyShownMax = 3;

/** Everything that the page's script needs of a run: all series once, and which of them each view shows. */
export function pageData(run: Played): PageData {
  const { scenario, trace } = run;
  const objects = playedObjects(run);
  const tolerance = scenario.cluster.controllerManager.tolerance ?? 0.1;
  const members = objects.workloads.map((workload) => new Set(membersOf(run, workload, objects)));
  const series = seriesOf(run, objects)
    .filter(isWorthShowing)
    .map((one) => ({ ...one, ...groupOf(one, members), about: printable(one.about) }));
  const marks = marksOf(run);
  return {
    ...spanOf({ scenario, trace }),
    series,
    marks,
    markNoun: "decision",
    faults: faultsOf(run),
    views: viewsOf(run, { objects, series, marks, readyShownMax }),
    tolerance: { low: (1 - tolerance) * 100, high: (1 + tolerance) * 100 },
  };
}

const onlyWhereAny: ReadonlySet<Role> = new Set(["refused", "timedOut", "backlog"]);

/** What is lost or waits has a line only where there is any. */
const isWorthShowing = ({ role, points }: PlotSeries): boolean =>
  !onlyWhereAny.has(role) || points.y.some((value) => value !== 0);

function seriesOf({ trace }: Played, { workloads, autoscalers, targets }: PlayedObjects): readonly PlotSeries[] {
  return [
    ...workloads.flatMap((workload) => replicaSeries(trace, workload)),
    ...autoscalers.flatMap((hpa) => utilisationSeries(trace, hpa)),
    ...targets.flatMap(({ subject, segments }) => loadSeries(trace, segments, subject)),
    ...(targets.length > 1 ? loadSeries(trace, allSegments(trace), allTargets) : []),
    ...targets.flatMap(({ subject, segments }) => responseSeries(trace, segments, subject)),
  ];
}

const allSegments = ({ facts }: Played["trace"]): readonly TimedSegment[] =>
  facts.flatMap((fact) => (fact.kind === "serving" ? [fact] : []));

function marksOf({ trace }: Played): readonly Mark[] {
  return trace.facts.flatMap((fact): readonly Mark[] => {
    if (fact.kind !== "decision") return [];
    const rescale = rescaleOf(fact.decision);
    if (rescale === undefined) return [];
    return [
      {
        at: secondsFrom(trace.zero, fact.at),
        clock: clock(fact.at, trace.zero),
        about: printable(subjectOf(fact.hpa)),
        from: rescale.from,
        to: rescale.to,
        why: decisionDetails(fact.decision, trace.zero).map(printable),
      },
    ];
  });
}

/** A fault that is never mended lasts to the end. */
const faultsOf = ({ scenario, trace }: Played): readonly FaultSpan[] =>
  scenario.faults
    .map(({ name, from, until }) => ({
      name: printable(name),
      from: from / 1e6,
      until: Math.min(until / 1e6, secondsFrom(trace.zero, trace.end)),
    }))
    .sort((a, b) => a.from - b.from);
