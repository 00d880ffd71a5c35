import { backlogAfter } from "../load/backlog-delay.ts";
import { difference, laterBy, noRate, sumOf } from "../load/line.ts";
import type { TimedSegment } from "../load/segment.ts";
import { acceptedLine, lineOf, seriesOf } from "../load/series.ts";
import type { Trace } from "../trace/trace.ts";
import type { SimTime } from "../units.ts";

/**
 * The most requests of one target that waited at once, in all its pools together, from zero to the end.
 *
 * What waits is largest where a segment begins or ends, or in between where it stops growing.
 */
export function queuedMax(segments: readonly TimedSegment[], { zero, end }: Trace): number {
  const series = seriesOf(segments);
  const begun = series.map(() => 0);
  const cuts = [zero, ...segments.map(({ at }) => at).filter((at) => at > zero && at < end), end];
  let most = 0;
  cuts.slice(1).forEach((until, index) => {
    const from = cuts[index]!;
    const holding = series.flatMap((each, of) => {
      while (begun[of]! < each.length && each[begun[of]!]!.at <= from) begun[of]!++;
      return each[begun[of]! - 1] ?? [];
    });
    most = Math.max(most, mostBetween(holding, { from, until }));
  });
  return most;
}

function mostBetween(
  holding: readonly TimedSegment[],
  { from, until }: { readonly from: SimTime; readonly until: SimTime },
): number {
  const seconds = (until - from) / 1e6;
  const waitingAfter = (time: number): number =>
    holding.reduce((sum, { at, segment }) => sum + backlogAfter(segment, (from - at) / 1e6 + time), 0);
  const growth = holding
    .map(({ at, segment }) => laterBy(difference(acceptedLine(segment), lineOf(segment.served)), (from - at) / 1e6))
    .reduce(sumOf, noRate);
  const turn = growth.slope < 0 ? -growth.value / growth.slope : seconds;
  return Math.max(...[0, Math.min(Math.max(turn, 0), seconds), seconds].map(waitingAfter));
}
