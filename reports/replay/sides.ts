import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import { byCodeUnit, type ObjectReference } from "../../sim/kubernetes/object.ts";
import type { Whose } from "../page-data.ts";
import { type PlayedObjects, playedObjects } from "../played-objects.ts";
import { subjectOf } from "../subject.ts";
import type { Played } from "../timeline.ts";

export const bothSides: readonly Whose[] = ["real", "simulated"];

/** The two timelines of a replay, counted from one zero: that of the real run. */
export type Sides = Readonly<Record<Whose, Played>>;

export function sidesOf({ recorded, simulated }: JudgedReplay): Sides {
  const { scenario, trace } = simulated;
  return {
    real: { scenario, trace: recorded.trace },
    simulated: { scenario, trace: { ...trace, zero: recorded.trace.zero } },
  };
}

/** What either of the two is about, each once. */
export function objectsOf({ real, simulated }: Sides): PlayedObjects {
  const [ours, theirs] = [playedObjects(simulated), playedObjects(real)];
  return {
    workloads: distinct([...theirs.workloads, ...ours.workloads]),
    autoscalers: distinct([...theirs.autoscalers, ...ours.autoscalers]),
    targets: ours.targets,
  };
}

const distinct = (objects: readonly ObjectReference[]): readonly ObjectReference[] =>
  [...new Map(objects.map((object) => [subjectOf(object), object]))]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([, object]) => object);
