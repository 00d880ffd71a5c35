import { lastAt } from "./integral.ts";
import { amountAfter, difference } from "./line.ts";
import type { ServingSegment } from "./segment.ts";
import { acceptedLine, acceptedTotal, lineOf, type Series } from "./series.ts";

/** Tells how long a request has been in the backlog that is taken up so many seconds after the start of the segment at `index`. */
type BacklogDelay = (index: number, seconds: number) => number;

/**
 * The delays in the backlog of one series: first come, first served.
 *
 * A request is taken up when as many have been served as had come before it; so its delay lies between the two curves of
 * totals, also while the capacity changes. What is turned away from a backlog that has become too long came last.
 */
export function backlogDelays(series: Series): BacklogDelay {
  const cameAtEnd = totalsAtEnd(series);
  return (index, seconds) => {
    const { at, segment } = series[index]!;
    const served = segment.served.total + amountAfter(lineOf(segment.served), seconds);
    const origin = series[Math.min(index, lastAt(cameAtEnd, served) + 1)]!;
    const came = acceptedLine(origin.segment);
    const missing = Math.max(0, served - acceptedTotal(origin.segment));
    const discriminant = Math.max(0, came.value * came.value + 2 * came.slope * missing);
    const divisor = came.value + Math.sqrt(discriminant);
    const arrival = missing > 0 && divisor > 0 ? (2 * missing) / divisor : 0;
    return Math.max(0, (at - origin.at) / 1e6 + seconds - arrival);
  };
}

/** For each segment, the total that had come by its end, without those that are turned away from the backlog later. */
function totalsAtEnd(series: Series): readonly number[] {
  const totals: number[] = series.map(() => Number.POSITIVE_INFINITY);
  for (let index = series.length - 2; index >= 0; index--) {
    const { at, segment } = series[index]!;
    const next = series[index + 1]!;
    const came = acceptedTotal(segment) + amountAfter(acceptedLine(segment), (next.at - at) / 1e6);
    totals[index] = Math.min(came, acceptedTotal(next.segment), totals[index + 1]!);
  }
  return totals;
}

/** Requests waiting in the backlog of a segment after so many seconds of it. */
export function backlogAfter(segment: ServingSegment, seconds: number): number {
  const growth = difference(acceptedLine(segment), lineOf(segment.served));
  // A segment may end up to a microsecond after its backlog does.
  return Math.max(0, segment.backlog + amountAfter(growth, seconds));
}
