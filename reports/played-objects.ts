import { byCodeUnit, type ObjectReference } from "../sim/kubernetes/object.ts";
import type { TimedSegment } from "../sim/load/segment.ts";
import { servingOf } from "./series.ts";
import { ownWorkload, subjectOf, targetSubject } from "./subject.ts";
import type { Played } from "./timeline.ts";

/** What a run is about, each in order of its name for people. */
export type PlayedObjects = {
  /** Workloads with counts; ReplicaSets only where a user wrote them. */
  readonly workloads: readonly ObjectReference[];
  readonly autoscalers: readonly ObjectReference[];
  /** Targets of load, and the segments of each. */
  readonly targets: readonly ServedTarget[];
};

type ServedTarget = {
  /** `Service default/web` */
  readonly target: string;
  /** `service/web` */
  readonly subject: string;
  readonly segments: readonly TimedSegment[];
};

export function playedObjects({ scenario, trace }: Played): PlayedObjects {
  const isOwn = ownWorkload(scenario);
  const workloads = new Map<string, ObjectReference>();
  const autoscalers = new Map<string, ObjectReference>();
  for (const fact of trace.facts) {
    if ((fact.kind === "scaled" || fact.kind === "counts") && isOwn(fact.target)) {
      workloads.set(subjectOf(fact.target), fact.target);
    }
    if (fact.kind === "hpa-status" || fact.kind === "decision") autoscalers.set(subjectOf(fact.hpa), fact.hpa);
  }
  return {
    workloads: byName(workloads),
    autoscalers: byName(autoscalers),
    targets: [...servingOf(trace)]
      .map(([target, segments]) => ({ target, subject: targetSubject(target), segments }))
      .sort((a, b) => byCodeUnit(a.subject, b.subject)),
  };
}

const byName = (objects: ReadonlyMap<string, ObjectReference>): readonly ObjectReference[] =>
  [...objects].sort(([a], [b]) => byCodeUnit(a, b)).map(([, object]) => object);
