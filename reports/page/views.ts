import { type ObjectReference, objectKey } from "../../sim/kubernetes/object.ts";
import type { Mark, PlotName, PlotSeries, Role, View } from "../page-data.ts";
import type { PlayedObjects } from "../played-objects.ts";
import { printable } from "../printable.ts";
import { subjectOf } from "../subject.ts";
import type { Played } from "../timeline.ts";

/** What a series is about that sums up all targets of load. */
export const allTargets = "all targets";

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

/** What there is to be shown. */
export type Drawn = {
  readonly objects: PlayedObjects;
  readonly series: readonly PlotSeries[];
  readonly marks: readonly Mark[];
  /** Up to so many workloads their ready replicas are shown beside the desired ones where all are shown together. */
  readonly readyShownMax: number;
};

/** One view of everything, and with several workloads one of each with its HPAs and targets of load. */
export function viewsOf(run: Played, { objects, series, marks, readyShownMax }: Drawn): readonly View[] {
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
export function groupOf({ about }: PlotSeries, members: readonly ReadonlySet<string>[]): Pick<PlotSeries, "group"> {
  const group = members.findIndex((names) => isAbout(about, names));
  return group === -1 || members.length === 1 ? {} : { group };
}

/** The names of a workload, of the HPAs that scale it and of the targets of load that it serves. */
export function membersOf(
  { scenario }: Played,
  workload: ObjectReference,
  { targets }: PlayedObjects,
): readonly string[] {
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
