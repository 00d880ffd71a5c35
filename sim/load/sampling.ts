import { type SimTime, simTime } from "../units.ts";
import { backlogAfter, backlogDelays } from "./backlog-delay.ts";
import { amountAfter, difference, type Line, sumOf } from "./line.ts";
import type { ResponseTime } from "./response.ts";
import { clientResponse, openResponse, openServed } from "./response-at.ts";
import type { ServingSegment, TimedSegment } from "./segment.ts";
import { acceptedLine, endOf, type Series, seriesOf } from "./series.ts";
import { nobodyWaiting, type WaitingCurve, waitingAt, waitingCurve } from "./waiting.ts";

/** Requests that were answered in a part of the run, and how long that took; evenly spread over the part. */
export type ResponseSample = {
  readonly from: SimTime;
  readonly until: SimTime;
  readonly requests: number;
  readonly response: ResponseTime;
};

/**
 * Within a part, what waits changes by at most this share of itself and this share of what is worked on, and the delay in
 * the backlog by at most this share of itself and of the time to work on a request.
 */
const partShare = 0.05;
const partShareOfWork = 0.01;
const partShareOfDelay = 0.02;

/** How often a stretch of a segment is halved for its delays: at least, where there is a backlog, and at most. */
const halvingsMin = 2;
const halvingsMax = 7;

/**
 * The answers of the whole run up to `until`, cut so finely that each part has one distribution of response times.
 *
 * `segments` are in order of time and reach back to the beginning of the run; usually those of one target.
 */
export function sampleResponses(segments: readonly TimedSegment[], until: SimTime): readonly ResponseSample[] {
  return seriesOf(segments).flatMap((series) => sampleSeries(series, until));
}

function sampleSeries(series: Series, until: SimTime): readonly ResponseSample[] {
  const samples: ResponseSample[] = [];
  const delayAt = backlogDelays(series);
  let waiting = nobodyWaiting;
  series.forEach(({ at, segment }, index) => {
    const seconds = (endOf(series, index, until) - at) / 1e6;
    if (!(seconds > 0)) return;
    const curve = waitingCurve(stretchOf(segment, seconds), segment.pods > 0 ? waiting : nobodyWaiting);
    waiting = waitingAt(curve, seconds);
    const delayAfter = (time: number): number => (backlogAfter(segment, time) > 0 ? delayAt(index, time) : 0);
    for (const [start, end] of partsOf(segment, curve, { seconds, delayAfter })) {
      const middle = (start + end) / 2;
      const add = (flow: Line, response: () => ResponseTime): void => {
        const requests = amountAfter(flow, end) - amountAfter(flow, start);
        if (!(requests > 0)) return;
        const from = simTime(at + Math.round(start * 1e6));
        samples.push({ from, until: simTime(at + Math.round(end * 1e6)), requests, response: response() });
      };
      const delay = delayAfter(middle);
      add(openServed(segment), () =>
        openResponse(segment, { delay, waiting: waitingAt(curve, middle), seconds: middle }),
      );
      const { clients } = segment.response;
      if (clients) add(clients.offered, () => clientResponse(segment, clients, middle));
    }
  });
  return samples;
}

/** All that the open arrival rates bring to the pods of a segment. */
function stretchOf(segment: ServingSegment, seconds: number): Parameters<typeof waitingCurve>[0] {
  const { slots, variation, backlogMax, alongside, clients } = segment.response;
  const own = clients ? difference(acceptedLine(segment), clients.offered) : acceptedLine(segment);
  return {
    seconds,
    arrivals: alongside ? sumOf(own, alongside.arrivals) : own,
    capacityPerSecond: segment.capacityPerSecond,
    servers: slots,
    variation,
    waitingMax: backlogMax ?? Number.POSITIVE_INFINITY,
  };
}

/** Cuts a segment wherever what waits, or the delay in the backlog, has changed so much that it tells. */
function partsOf(
  { response }: ServingSegment,
  curve: WaitingCurve,
  { seconds, delayAfter }: { readonly seconds: number; readonly delayAfter: (time: number) => number },
): readonly (readonly [number, number])[] {
  const cuts = [0];
  let last = curve.waiting[0]!;
  curve.seconds.forEach((cut, index) => {
    const waiting = curve.waiting[index]!;
    const changes = (value: number, from: number): boolean =>
      Math.abs(value - from) > partShare * from + partShareOfWork * Math.min(response.slots, 1e6);
    const isNew = changes(waiting.mean, last.mean) || changes(Math.sqrt(waiting.variance), Math.sqrt(last.variance));
    if (!isNew || cut >= seconds) return;
    cuts.push(cut);
    last = waiting;
  });
  const halve = (start: number, end: number, halvings: number): void => {
    const [first, final] = [delayAfter(start), delayAfter(end)];
    const allowed = partShareOfDelay * (Math.max(first, final) + response.serviceSeconds);
    const middle = (start + end) / 2;
    const hasNone = first === 0 && final === 0 && delayAfter(middle) === 0;
    const isSame = Math.abs(final - first) <= allowed && halvings >= halvingsMin;
    if (hasNone || isSame || halvings >= halvingsMax) return;
    halve(start, middle, halvings + 1);
    cuts.push(middle);
    halve(middle, end, halvings + 1);
  };
  halve(0, seconds, 0);
  cuts.push(seconds);
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => [cuts[index]!, end] as const);
}
