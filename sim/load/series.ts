import { type SimTime, simTime } from "../units.ts";
import { amountAfter, difference, type Line } from "./line.ts";
import type { Flow, ServingSegment, TimedSegment } from "./segment.ts";

/** A part of the run; `until` does not belong to it. */
export type Interval = { readonly from: SimTime; readonly until: SimTime };

/** The segments of one pool and one target, in order of time. */
export type Series = readonly TimedSegment[];

/** Requests of a part of the run. What is offered, but neither served nor refused nor timed out, waits at its end. */
export type RequestCounts = {
  readonly offered: number;
  readonly served: number;
  readonly refused: number;
  readonly timedOut: number;
};

/** The segments of a trace, apart by target and pool; in order of their first segments. */
export function seriesOf(segments: readonly TimedSegment[]): readonly Series[] {
  const series = new Map<string, TimedSegment[]>();
  for (const timed of segments) {
    const { target, workload, pool } = timed.segment;
    const key = `${target} ${workload} ${pool}`;
    const known = series.get(key);
    if (known) known.push(timed);
    else series.set(key, [timed]);
  }
  return [...series.values()];
}

/**
 * What came and what became of it in a part of the run, over all the segments given.
 *
 * `segments` are in order of time and reach back to the beginning of the run; usually those of one target.
 */
export function countsBetween(segments: readonly TimedSegment[], { from, until }: Interval): RequestCounts {
  const counts = { offered: 0, served: 0, refused: 0, timedOut: 0 };
  for (const series of seriesOf(segments)) {
    for (const kind of ["offered", "served", "refused", "timedOut"] as const) {
      counts[kind] += totalAt(series, until, kind) - totalAt(series, from, kind);
    }
  }
  return counts;
}

function totalAt(series: Series, time: SimTime, kind: keyof RequestCounts): number {
  const index = series.findLastIndex(({ at }) => at <= time);
  if (index === -1) return 0;
  const { at, segment } = series[index]!;
  return segment[kind].total + amountAfter(lineOf(segment[kind]), (time - at) / 1e6);
}

export const lineOf = (flow: Flow): Line => ({ value: flow.perSecond, slope: flow.slopePerSecond });

/** Requests per second that come and are not turned away, those of closed clients included. */
export const acceptedLine = (segment: ServingSegment): Line =>
  difference(difference(lineOf(segment.offered), lineOf(segment.refused)), lineOf(segment.timedOut));

/** Requests that had come and not been turned away when the segment began. */
export const acceptedTotal = ({ offered, refused, timedOut }: ServingSegment): number =>
  offered.total - refused.total - timedOut.total;

/** Where the segment at `index` ends: where the next one begins, or at `until`. */
export const endOf = (series: Series, index: number, until: SimTime): SimTime =>
  simTime(Math.min(series[index + 1]?.at ?? until, until));
