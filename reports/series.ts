import { replicaSteps, type Step } from "../sim/checks/replica-steps.ts";
import type { ObjectReference } from "../sim/kubernetes/object.ts";
import type { TimedSegment } from "../sim/load/segment.ts";
import type { Fact } from "../sim/trace/fact.ts";
import type { Trace } from "../sim/trace/trace.ts";
import type { SimTime } from "../sim/units.ts";
import type { PlotSeries, Points } from "./page-data.ts";
import { subjectOf } from "./subject.ts";
import type { Played } from "./timeline.ts";

/** An instant as seconds from zero. */
export const secondsFrom = (zero: SimTime, at: SimTime): number => (at - zero) / 1_000_000;

/** The instants of a run between which something is shown: its beginning with the warm-up, and its end. */
export const spanOf = ({ scenario, trace }: Played): { readonly begin: number; readonly end: number } => ({
  begin: -scenario.warmup / 1_000_000,
  end: secondsFrom(trace.zero, trace.end),
});

/** Replicas of a workload: those that were asked for, and those that are ready. */
export function replicaSeries(trace: Trace, target: ObjectReference): readonly PlotSeries[] {
  const about = subjectOf(target);
  const series = (role: "desired" | "ready", steps: readonly Step[]): PlotSeries => ({
    about,
    role,
    kind: "step",
    points: stepPoints(trace, steps),
  });
  return [
    series("desired", replicaSteps(trace, target, "replicas")),
    series("ready", replicaSteps(trace, target, "readyReplicas")),
  ];
}

type Held = { readonly at: number; readonly value: number | null };

function stepPoints({ zero, end }: Trace, steps: readonly Held[]): Points {
  const kept = steps.filter(({ at, value }, index) => at <= end && value !== steps[index - 1]?.value);
  const last = kept.at(-1);
  const closed = last === undefined || last.at === end ? kept : [...kept, { at: end, value: last.value }];
  return heldToGaps({ x: closed.map(({ at }) => (at - zero) / 1e6), y: closed.map(({ value }) => value) });
}

/** Steps with a point at the end of each value that nothing follows: plots draw no further than to the last point. */
export function heldToGaps({ x, y }: Points): Points {
  const drawn = x.flatMap((at, index): readonly (readonly [number, number | null])[] => {
    const value = y[index] ?? null;
    const before = y[index - 1] ?? null;
    const point = [at, value] as const;
    return value === null && before !== null ? [[Number((at - jumpSeconds).toFixed(6)), before], point] : [point];
  });
  return { x: drawn.map(([at]) => at), y: drawn.map(([, value]) => value) };
}

/** The metrics of an HPA in percent of their targets, as its status reported them; no value while one could not be read. */
export function utilisationSeries(trace: Trace, hpa: ObjectReference): readonly PlotSeries[] {
  const subject = subjectOf(hpa);
  const statuses = trace.facts.filter((fact): fact is Extract<Fact, { readonly kind: "hpa-status" }> => {
    return fact.kind === "hpa-status" && subjectOf(fact.hpa) === subject;
  });
  const names = [...new Set(statuses.flatMap(({ metrics }) => metrics.map(({ name }) => name)))];
  return names.map((name) => {
    const steps = statuses.map(({ at, metrics }) => {
      const ratio = metrics.find((metric) => metric.name === name)?.ratio;
      return { at, value: ratio === undefined || !Number.isFinite(ratio) ? null : ratio * 100 };
    });
    return { about: `${subject} ${name}`, role: "utilisation", kind: "step", points: stepPoints(trace, steps) };
  });
}

/** What comes with some segments and what becomes of it, per second; and how many wait. */
export function loadSeries(trace: Trace, segments: readonly TimedSegment[], about: string): readonly PlotSeries[] {
  const rate = (role: "offered" | "served" | "refused" | "timedOut"): PlotSeries => ({
    about,
    role,
    kind: "line",
    points: curveOf(trace, segments, {
      amountAfter: (segment, seconds) => segment[role].perSecond + segment[role].slopePerSecond * seconds,
      insidePoints: 0,
    }),
  });
  const backlog: PlotSeries = {
    about,
    role: "backlog",
    kind: "line",
    points: curveOf(trace, segments, { amountAfter: backlogAfter, insidePoints: 7 }),
  };
  return [rate("offered"), rate("served"), rate("refused"), rate("timedOut"), backlog];
}

/** The segments of a run by target of load, in order of their first segments. */
export function servingOf({ facts }: Trace): ReadonlyMap<string, readonly TimedSegment[]> {
  const segments = new Map<string, TimedSegment[]>();
  for (const fact of facts) {
    if (fact.kind !== "serving") continue;
    const known = segments.get(fact.segment.target);
    if (known === undefined) segments.set(fact.segment.target, [fact]);
    else known.push(fact);
  }
  return segments;
}

type Segment = TimedSegment["segment"];

/** The requests waiting so many seconds after the start of a segment. */
function backlogAfter({ backlog, offered, served, refused, timedOut }: Segment, seconds: number): number {
  const growth = offered.perSecond - served.perSecond - refused.perSecond - timedOut.perSecond;
  const slope = offered.slopePerSecond - served.slopePerSecond - refused.slopePerSecond - timedOut.slopePerSecond;
  return Math.max(0, backlog + seconds * (growth + (slope * seconds) / 2));
}

type Curve = {
  readonly amountAfter: (segment: Segment, seconds: number) => number;
  /** Points inside of a segment, where the value is no straight line; its edges come besides. */
  readonly insidePoints: number;
};

/** Seconds between the two values of a jump: the resolution of time. */
const jumpSeconds = 1e-6;

/** The sum of a value over all pools, exact at the edges of their segments and at some points inside. */
function curveOf(
  { zero, end }: Trace,
  segments: readonly TimedSegment[],
  { amountAfter, insidePoints }: Curve,
): Points {
  const pools = new Map<string, TimedSegment>();
  const x: number[] = [];
  const y: number[] = [];
  const sumAt = (at: number): number => {
    let sum = 0;
    for (const { at: from, segment } of pools.values()) sum += amountAfter(segment, (at - from) / 1e6);
    return sum;
  };
  const push = (at: number, value: number): void => {
    x.push((at - zero) / 1e6);
    y.push(rounded(value));
  };
  segments.forEach((timed, index) => {
    pools.set(`${timed.segment.target} ${timed.segment.workload} ${timed.segment.pool}`, timed);
    const next = Math.min(segments[index + 1]?.at ?? end, end);
    if (next <= timed.at) return;
    push(timed.at, sumAt(timed.at));
    if (next - timed.at < 1000) return;
    for (let inside = 1; inside <= insidePoints; inside++) {
      const at = timed.at + ((next - timed.at) * inside) / (insidePoints + 1);
      push(at, sumAt(at));
    }
    push(next === end ? end : next - jumpSeconds * 1e6, sumAt(next));
  });
  return withoutStraights({ x, y });
}

/** Enough digits for a plot, and no more in the page. */
const rounded = (value: number): number => Number(value.toPrecision(7));

/** Leaves out points that lie on the straight line between their neighbours. */
function withoutStraights({ x, y }: { readonly x: readonly number[]; readonly y: readonly number[] }): Points {
  const highest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const keptX: number[] = [];
  const keptY: number[] = [];
  for (let index = 0; index < x.length; index++) {
    const fromX = keptX.at(-1);
    const fromY = keptY.at(-1);
    const toX = x[index + 1];
    if (fromX !== undefined && fromY !== undefined && toX !== undefined) {
      const share = (x[index]! - fromX) / (toX - fromX);
      const expected = fromY + share * (y[index + 1]! - fromY);
      if (Math.abs(y[index]! - expected) <= 1e-6 * highest) continue;
    }
    keptX.push(x[index]!);
    keptY.push(y[index]!);
  }
  return { x: keptX, y: keptY };
}
