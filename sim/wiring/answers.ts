import type { Answers } from "../exporters/application/response-histogram.ts";
import type { LoadEngine } from "../load/engine.ts";
import { waitProbability } from "../load/queueing.ts";
import { meanOf, type ResponseTime, shareSlowerThan, waitWith } from "../load/response.ts";
import type { PodCapacity } from "../load/serving-pod.ts";
import type { RequestModel } from "../scenario.ts";
import { between, minus, plus, type SimTime, seconds, toSeconds } from "../units.ts";

/** A pod that answers requests: so many, and with times that vary so much. */
export type AnsweringPod = {
  readonly id: string;
  readonly capacity: PodCapacity;
  readonly variation: RequestModel["variation"];
};

/**
 * The answers of a pod in a part of the past; undefined when there were none.
 *
 * Their mean time is that of Little's law, from the requests in the pod in the middle of the part; how it spreads is that of a
 * queue at rest with so much to do, or a delay common to all where the pod has more to do than it can.
 */
export function answersOf(
  pod: AnsweringPod,
  { from, until }: { readonly from: SimTime; readonly until: SimTime },
  load: LoadEngine,
): Answers | undefined {
  const requests = load.served(pod.id, until) - load.served(pod.id, from);
  if (!(requests > 0)) return undefined;
  const { capacity, variation } = pod;
  const span = toSeconds(between(from, until));
  const inPod = load.inFlight(pod.id, plus(from, seconds(span / 2)));
  const waitSeconds = Math.max(0, (inPod * span) / requests - capacity.serviceSeconds);
  const response = responseOf(capacity, { waitSeconds, perSecond: requests / span }, variation);
  return {
    requests,
    meanSeconds: meanOf(response),
    slowerThan: (bound) => shareSlowerThan(response, bound),
  };
}

function responseOf(
  { perSecond: capacity, serviceSeconds, slots }: PodCapacity,
  { waitSeconds, perSecond }: { readonly waitSeconds: number; readonly perSecond: number },
  variation: RequestModel["variation"],
): ResponseTime {
  const utilisation = Math.min(1, perSecond / capacity);
  // Fluid totals are a rounding away from the capacity when all of it is used.
  const isBusy = utilisation > 1 - 1e-9;
  const { delay, wait } = waitWith({
    mean: waitSeconds,
    probability: isBusy ? 1 : waitProbability(slots, utilisation),
    variation: isBusy ? 0 : 1,
  });
  return { delay, wait, waitMax: Number.POSITIVE_INFINITY, service: serviceSeconds, variation };
}

/** Requests that wait in a pod: those in it without the ones in work. */
export function waitingIn(pod: AnsweringPod, at: SimTime, load: LoadEngine): number {
  const { serviceSeconds, slots } = pod.capacity;
  const perSecond = load.served(pod.id, at) - load.served(pod.id, minus(at, seconds(1)));
  return Math.max(0, load.inFlight(pod.id, at) - Math.min(slots, perSecond * serviceSeconds));
}
