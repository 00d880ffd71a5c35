import { type ObjectReference, objectKey } from "../../sim/kubernetes/object.ts";
import type { TimedSegment } from "../../sim/load/segment.ts";
import { clock } from "../clock.ts";
import { rescaleOf } from "../decision.ts";
import { decisionDetails } from "../decision-details.ts";
import type { FaultSpan, Mark, PageData, PlotName, PlotSeries, Role, View } from "../page-data.ts";
import { type PlayedObjects, playedObjects } from "../played-objects.ts";
import { printable } from "../printable.ts";
import { responseSeries } from "../response-series.ts";
import { loadSeries, replicaSeries, secondsFrom, spanOf, utilisationSeries } from "../series.ts";
import { subjectOf } from "../subject.ts";
import type { Played } from "../timeline.ts";

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
    faults: faultsOf(run),
    views: viewsOf(run, { objects, series, marks }),
    tolerance: { low: (1 - tolerance) * 100, high: (1 + tolerance) * 100 },
  };
}

const onlyWhereAny: ReadonlySet<Role> = new Set(["refused", "timedOut", "backlog"]);

/** What is lost or waits has a line only where there is any. */
const isWorthShowing = ({ role, points }: PlotSeries): boolean =>
  !onlyWhereAny.has(role) || points.y.some((value) => value !== 0);

const allTargets = "all targets";

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

const plotOf: Readonly<Record<Role, PlotName>> = {
  desired: "replicas",
  ready: "replicas",
  offered: "load",
  served: "load",
  refused: "load",
  timedOut: "load",
  utilisation: "utilisation",
  p50: "response",
  p95: "response",
  p99: "response",
  backlog: "backlog",
};

/** Up to so many workloads their ready replicas are shown beside the desired ones where all are shown together. */
const readyShownMax = 3;

type Drawn = {
  readonly objects: PlayedObjects;
  readonly series: readonly PlotSeries[];
  readonly marks: readonly Mark[];
};

function viewsOf(run: Played, { objects, series, marks }: Drawn): readonly View[] {
  const { workloads, targets } = objects;
  const view = (name: string, isShown: (one: PlotSeries) => boolean, isMarked: (mark: Mark) => boolean): View => {
    const plot = (wanted: PlotName): readonly number[] =>
      series.flatMap((one, index) => (plotOf[one.role] === wanted && isShown(one) ? [index] : []));
    return {
      name,
      plots: {
        replicas: plot("replicas"),
        load: plot("load"),
        utilisation: plot("utilisation"),
        response: plot("response"),
        backlog: plot("backlog"),
      },
      marks: marks.flatMap((mark, index) => (isMarked(mark) ? [index] : [])),
    };
  };
  const together = view(
    "Everything",
    ({ about, role }) => {
      if (role === "ready") return workloads.length <= readyShownMax;
      if (targets.length <= 1) return true;
      if (plotOf[role] === "load") return about === allTargets;
      return role !== "p50" && role !== "p99" && about !== allTargets;
    },
    () => true,
  );
  if (workloads.length <= 1) return [together];
  const single = workloads.map((workload) => {
    const members = new Set(membersOf(run, workload, objects).map(printable));
    return view(
      printable(subjectOf(workload)),
      ({ about }) => isAbout(about, members),
      ({ about }) => isAbout(about, members),
    );
  });
  return [together, ...single];
}

/** Whether something is about one of the members; a metric's series is about its HPA and the metric's name. */
const isAbout = (about: string, members: ReadonlySet<string>): boolean =>
  members.has(about) || members.has(about.split(" ")[0] ?? "");

/** The workload that a series belongs to, by its members' names; where it belongs to none, it keeps its place among all. */
function groupOf({ about }: PlotSeries, members: readonly ReadonlySet<string>[]): Pick<PlotSeries, "group"> {
  const group = members.findIndex((names) => isAbout(about, names));
  return group === -1 || members.length === 1 ? {} : { group };
}

/** The names of a workload, of the HPAs that scale it and of the targets of load that it serves. */
function membersOf({ scenario }: Played, workload: ObjectReference, { targets }: PlayedObjects): readonly string[] {
  const applied = scenario.actions.flatMap((action) => (action.kind === "apply" ? action.objects : []));
  const autoscalers = [...scenario.objects, ...applied].flatMap((object) => {
    if (object.kind !== "HorizontalPodAutoscaler" || object.meta.namespace !== workload.namespace) return [];
    const { kind, name } = object.hpa.spec.scaleTargetRef;
    return kind === workload.kind && name === workload.name
      ? [subjectOf({ kind: object.kind, namespace: object.meta.namespace, name: object.meta.name })]
      : [];
  });
  const key = objectKey(workload);
  const served = targets.filter(({ segments }) => segments.some(({ segment }) => segment.workload === key));
  return [subjectOf(workload), ...autoscalers, ...served.map(({ subject }) => subject)];
}
