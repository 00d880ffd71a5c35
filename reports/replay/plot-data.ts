import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import { clock } from "../clock.ts";
import { decisionDetails } from "../decision-details.ts";
import { allTargets, groupOf, membersOf, viewsOf } from "../page/views.ts";
import type { Mark, PageData, PlotName, PlotSeries, Whose } from "../page-data.ts";
import type { PlayedObjects } from "../played-objects.ts";
import { printable } from "../printable.ts";
import { replicaSeries, secondsFrom, spanOf, utilisationSeries } from "../series.ts";
import { subjectOf } from "../subject.ts";
import type { Played } from "../timeline.ts";
import { arrivalSeries, summed } from "./arrival-series.ts";
import { placeText } from "./glance.ts";
import { rescalesOf } from "./rescales.ts";
import { bothSides, objectsOf, type Sides, sidesOf } from "./sides.ts";

/** The plots that a replay is shown in. */
export const replayPlots: readonly PlotName[] = ["replicas", "utilisation", "load"];

/** Both timelines of a replay over one axis of time, for the script of the page. */
export function replayPlotData(replay: JudgedReplay): PageData {
  const sides = sidesOf(replay);
  const objects = objectsOf(sides);
  const { scenario } = sides.real;
  const members = objects.workloads.map((workload) => new Set(membersOf(sides.simulated, workload, objects)));
  const series = seriesOf(replay, sides, objects).map((one) => ({
    ...one,
    ...groupOf(one, members),
    about: printable(one.about),
  }));
  const marks = bothSides
    .flatMap((whose) => objects.workloads.flatMap((workload) => marksOf(replay, { sides, whose, workload })))
    .sort((a, b) => a.at - b.at);
  const { firstDivergence } = replay.verdict;
  const { zero } = replay.recorded.trace;
  const tolerance = scenario.cluster.controllerManager.tolerance ?? 0.1;
  return {
    begin: spanOf(sides.real).begin,
    end: Math.max(...bothSides.map((whose) => spanOf(sides[whose]).end)),
    series,
    marks,
    markNoun: "rescale",
    ...(firstDivergence === undefined
      ? {}
      : {
          parting: {
            at: secondsFrom(zero, firstDivergence.at),
            text: printable(`first divergence: ${placeText(firstDivergence)}`),
          },
        }),
    faults: [],
    // Of several workloads the lines of both runs are many enough without the ready ones.
    views: viewsOf(sides.simulated, { objects, series, marks, readyShownMax: 1 }),
    tolerance: { low: (1 - tolerance) * 100, high: (1 + tolerance) * 100 },
  };
}

function seriesOf(replay: JudgedReplay, sides: Sides, objects: PlayedObjects): readonly PlotSeries[] {
  const { workloads, autoscalers, targets } = objects;
  const ofBoth = (seriesOfOne: (played: Played) => readonly PlotSeries[]): readonly PlotSeries[] =>
    bothSides.flatMap((whose) => seriesOfOne(sides[whose]).map((series) => ({ ...series, whose })));
  const arrivals = arrivalSeries(replay);
  const { end } = spanOf(sides.real);
  return [
    ...workloads.flatMap((workload) => inDrawingOrder(ofBoth(({ trace }) => replicaSeries(trace, workload)))),
    ...autoscalers.flatMap((hpa) => ofBoth(({ trace }) => utilisationSeries(trace, hpa))),
    ...arrivals,
    ...(targets.length > 1 ? [summed(allTargets, arrivals, end)] : []),
  ];
}

/** The last is drawn on top: of simulated replicas those that are desired, which the ready ones mostly cover. */
const inDrawingOrder = (series: readonly PlotSeries[]): readonly PlotSeries[] => [
  ...series.filter(({ whose }) => whose === "real"),
  ...series.filter(({ whose }) => whose === "simulated").toReversed(),
];

type OneSide = { readonly sides: Sides; readonly whose: Whose; readonly workload: ObjectReference };

function marksOf({ recorded }: JudgedReplay, { sides, whose, workload }: OneSide): readonly Mark[] {
  const { trace } = sides[whose];
  const { zero } = trace;
  return rescalesOf(trace, workload, recorded.start).map(({ at, from, to }) => ({
    whose,
    at: secondsFrom(zero, at),
    clock: clock(at, zero),
    about: printable(subjectOf(workload)),
    from,
    to,
    why: reasonsOf(sides[whose], { at, from, to }).map(printable),
  }));
}

/** What an HPA says of a rescale may come to be known this much later, or be seen that much earlier. */
const nearMicroseconds = 5_000_000;

/** Why a rescale came, as far as it was told: the decision of the HPA, or else the message of its event. */
function reasonsOf(
  { trace: { facts, zero } }: Played,
  { at, from, to }: { readonly at: number; readonly from: number; readonly to: number },
): readonly string[] {
  const near = facts.filter((fact) => Math.abs(fact.at - at) <= nearMicroseconds);
  for (const fact of near) {
    if (fact.kind === "decision" && fact.decision.outcome.startsWith(`${from} -> ${to} `)) {
      return decisionDetails(fact.decision, zero);
    }
  }
  return near.flatMap((fact) =>
    fact.kind === "event" && fact.message.startsWith(`New size: ${to};`) ? [fact.message] : [],
  );
}
