import { backlogAfter } from "./backlog-delay.ts";
import { closedState } from "./closed.ts";
import { amountAfter, difference, type Line, rateAfter } from "./line.ts";
import { spread, waitProbability } from "./queueing.ts";
import { type ResponseTime, waitWith } from "./response.ts";
import type { ClientModel, ServingSegment } from "./segment.ts";
import { lineOf } from "./series.ts";
import { utilisationFor, type Waiting } from "./waiting.ts";

/** How things stand in a segment's pods at one instant. */
type InstantState = {
  /** Seconds since the start of the segment. */
  readonly seconds: number;
  /** How long what is taken up now has been in the backlog. */
  readonly delay: number;
  readonly waiting: Waiting;
};

/** What a segment serves of open loads. */
export const openServed = ({ served, response }: ServingSegment): Line =>
  response.clients ? difference(lineOf(served), response.clients.offered) : lineOf(served);

/** The response time of what is taken up at one instant: through the backlog, then as in the long run with that many waiting. */
export function openResponse(segment: ServingSegment, state: InstantState): ResponseTime {
  const { slots, serviceSeconds, variation, backlogMax, alongside } = segment.response;
  const besides = alongside
    ? Math.max(0, alongside.backlog + amountAfter(difference(alongside.arrivals, alongside.served), state.seconds))
    : 0;
  const { mean, variance } = state.waiting;
  const capacity = segment.capacityPerSecond;
  const utilisation = utilisationFor({ servers: slots, variation }, mean);
  const busy = waitProbability(slots, utilisation);
  const inWork = spread(slots, utilisation, variation) * busy;
  const beyondBacklog = Math.max(0, mean - backlogAfter(segment, state.seconds) - besides);
  const meanWait = state.delay + (inWork + beyondBacklog) / capacity;
  // Mean square over squared mean: the wait has the deviation of the number waiting, in times of a completion.
  const deviation =
    mean > 0 && meanWait > 0 ? (Math.sqrt(variance) / mean) * ((inWork + mean) / capacity / meanWait) : 1;
  const spreadOfAll = 1 + deviation * deviation;
  // No wait varies as little as that if many do not wait at all.
  const probability = mean > 0 && busy > 0 ? Math.max(busy, Math.min(1, 1.5 / spreadOfAll)) : 0;
  const varies = Math.min(1, probability * spreadOfAll - 1) * (variation === "none" ? (1 + 2 * utilisation) / 3 : 1);
  const { delay, wait } = waitWith({
    mean: meanWait,
    probability,
    variation: probability < 1 ? Math.max(0.5, varies) : Math.max(0, varies),
  });
  const waitMax = backlogMax === undefined ? Number.POSITIVE_INFINITY : Math.max(0, backlogMax / capacity - delay);
  return { delay, wait, waitMax, service: serviceSeconds, variation };
}

/** The response time of a segment's closed clients after so many seconds of it, from the mean and the deviation of their wait. */
export function clientResponse(segment: ServingSegment, clients: ClientModel, seconds: number): ResponseTime {
  const { slots, serviceSeconds, variation, alongside } = segment.response;
  const open = rateAfter(openServed(segment), seconds) + (alongside ? rateAfter(alongside.served, seconds) : 0);
  const { waitSeconds, waitDeviationSeconds } = closedState({
    clients: clients.count,
    thinkSeconds: clients.thinkSeconds,
    servers: slots * Math.max(0, 1 - open / segment.capacityPerSecond),
    serviceSeconds,
    variation,
  });
  const deviation = waitSeconds > 0 ? waitDeviationSeconds / waitSeconds : 1;
  const spreadOfAll = 1 + deviation * deviation;
  const probability = Math.min(1, 2 / spreadOfAll);
  const { delay, wait } = waitWith({ mean: waitSeconds, probability, variation: probability * spreadOfAll - 1 });
  return { delay, wait, waitMax: Number.POSITIVE_INFINITY, service: serviceSeconds, variation };
}
