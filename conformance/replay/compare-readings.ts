import { type ObjectReference, subjectOf } from "../../sim/kubernetes/object.ts";
import type { Fact } from "../../sim/trace/fact.ts";
import type { Trace } from "../../sim/trace/trace.ts";
import { type Duration, microseconds, plus, type SimTime } from "../../sim/units.ts";
import type { Pair } from "./compare-replicas.ts";
import type { Finding } from "./verdict.ts";

/** How the syncs of a run lie: the first one period after its beginning. */
export type Rhythm = { readonly period: Duration; readonly shift: Duration };

/** One metric of an HPA after each sync: points for each pod, and pods; undefined while it could not be read. */
type Reading = { readonly points: number; readonly replicas: number };
type Readings = readonly (Reading | undefined)[];

/** What two runs read, side by side. */
export type ComparedReadings = {
  readonly finding: Finding;
  /** The syncs at which both read something. */
  readonly both: readonly { readonly real: Reading; readonly simulated: Reading }[];
  readonly pointsMax: number;
};

/**
 * Compares what an HPA read of each of its metrics, sync by sync.
 *
 * A reading may be that of the sync before or after: where a change of the load falls just between a look and a scrape, a moment
 * decides on which side it comes out. So each reading of either run has to be near one of the three of the other.
 */
export function compareReadings(pair: Pair, hpa: ObjectReference, rhythm: Rhythm): readonly ComparedReadings[] {
  const names = [...new Set([pair.real, pair.simulated].flatMap((trace) => metricNames(trace, hpa)))];
  return names.map((name) => compareMetric(pair, { hpa, name }, rhythm));
}

function compareMetric(
  pair: Pair,
  metric: { readonly hpa: ObjectReference; readonly name: string },
  { period, shift }: Rhythm,
): ComparedReadings {
  const { start, bands } = pair;
  const real = readingsOf(pair.real, metric, { from: start, end: pair.real.end, period });
  const from = plus(start, microseconds(-shift));
  const simulated = readingsOf(pair.simulated, metric, { from, end: pair.real.end, period });
  const compared = Math.min(real.length, simulated.length);
  const subject = `${subjectOf(metric.hpa)} ${metric.name}`;
  const apart = (mine: Readings, others: Readings, index: number): number =>
    Math.min(...[index, index - 1, index + 1].map((near) => difference(mine[index], others[near])));
  const differences = Array.from({ length: compared }, (_, index) =>
    Math.max(apart(real, simulated, index), apart(simulated, real, index)),
  );
  const first = differences.findIndex((points) => points > bands.points);
  const finite = differences.filter(Number.isFinite);
  const pointsMax = Math.max(0, ...finite);
  const both = real.slice(0, compared).flatMap((each, index) => {
    const ours = simulated[index];
    return each === undefined || ours === undefined ? [] : [{ real: each, simulated: ours }];
  });
  return {
    both,
    pointsMax,
    finding: {
      ...{ aspect: "utilisation", subject, compared, band: `within ${bands.points} points` },
      seen:
        first === -1
          ? `at most ${pointsMax.toFixed(1)} points apart`
          : `${differences.filter((points) => points > bands.points).length} of ${compared} are further apart`,
      divergence:
        first === -1
          ? undefined
          : {
              at: plus(start, microseconds((first + 1) * period)),
              ...{ aspect: "utilisation", subject, cause: "" },
              ...{ real: pointsText(real[first]), simulated: pointsText(simulated[first]) },
            },
    },
  };
}

const pointsText = (reading: Reading | undefined): string =>
  reading === undefined ? "no reading" : `${Math.round(reading.points)} %`;

/** A reading that only one of them has is infinitely far. */
function difference(a: Reading | undefined, b: Reading | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(a.points - b.points);
}

type StatusFact = Extract<Fact, { readonly kind: "hpa-status" }>;

const statusesOf = ({ facts }: Trace, { namespace, name }: ObjectReference): readonly StatusFact[] =>
  facts.filter(
    (fact): fact is StatusFact =>
      fact.kind === "hpa-status" && fact.hpa.namespace === namespace && fact.hpa.name === name,
  );

const metricNames = (trace: Trace, hpa: ObjectReference): readonly string[] =>
  statusesOf(trace, hpa).flatMap(({ metrics }) => metrics.map(({ name }) => name));

/** What the status said in the middle between one sync and the next. */
function readingsOf(
  trace: Trace,
  { hpa, name }: { readonly hpa: ObjectReference; readonly name: string },
  { from, end, period }: { readonly from: SimTime; readonly end: SimTime; readonly period: Duration },
): Readings {
  const statuses = statusesOf(trace, hpa);
  const readings: (Reading | undefined)[] = [];
  let index = -1;
  for (let at = from + 1.5 * period; at < end; at += period) {
    while ((statuses[index + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) index++;
    const status = statuses[index];
    const metric = status?.metrics.find((each) => each.name === name);
    readings.push(
      status === undefined || metric?.ratio === undefined
        ? undefined
        : { points: metric.ratio * pointsOfTarget(metric.target), replicas: status.currentReplicas },
    );
  }
  return readings;
}

/** A target in percent has so many points; of an amount, each percent of it counts as one. */
const pointsOfTarget = (target: string): number => (target.endsWith("%") ? Number.parseFloat(target) : 100);
