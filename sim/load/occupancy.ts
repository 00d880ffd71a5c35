import { createIntegral, lastAt } from "./integral.ts";
import { amountAfter, difference, type Line, rateAfter } from "./line.ts";
import type { Variation } from "./queueing.ts";
import { nobodyWaiting, type WaitingCurve, waitingAt, waitingCurve } from "./waiting.ts";

/** What the number of requests in a pool depends on, from one change to the next. */
type Circumstances = {
  readonly pods: number;
  /** How long they are expected to last; Infinity when no end is known. */
  readonly seconds: number;
  /** Requests per second of open loads that come and are not turned away, and that are served. */
  readonly arrivals: Line;
  readonly served: Line;
  /** Requests per second of them that are going to time out: they wait, too, until they do. */
  readonly timingOut: Line;
  /** Requests per second that closed clients make. */
  readonly closed: Line;
  readonly backlog: number;
  readonly clients: number;
  /** The think times of all clients, in seconds, added up. */
  readonly thinking: number;
  readonly capacityPerSecond: number;
  readonly servers: number;
  readonly waitingMax: number;
};

type OccupancyModel = {
  readonly serviceSeconds: number;
  readonly variation: Variation;
  readonly timeoutSeconds: number;
};

/**
 * The mean number of requests in one pod, in work and waiting, over the whole past of a pool.
 *
 * Times are microseconds since the scenario's zero. What waits is reckoned only when somebody asks; the answers do not depend
 * on who asks, or when.
 */
export type Occupancy = {
  readonly begin: (time: number, circumstances: Circumstances) => void;
  readonly at: (time: number) => number;
};

export function createOccupancy(model: OccupancyModel): Occupancy {
  const starts: number[] = [];
  const past: Circumstances[] = [];
  const curves: WaitingCurve[] = [];
  const timingOut = createIntegral();

  const begin = (time: number, circumstances: Circumstances): void => {
    if (starts.at(-1) === time) {
      starts.pop();
      past.pop();
      curves.length = Math.min(curves.length, starts.length);
    }
    starts.push(time);
    past.push(circumstances);
    timingOut.begin(time, circumstances.timingOut);
  };

  const curveOf = (index: number): WaitingCurve => {
    for (let next = curves.length; next <= index; next++) {
      const before = curves[next - 1];
      const waiting = before ? waitingAt(before, (starts[next]! - starts[next - 1]!) / 1e6) : nobodyWaiting;
      const circumstances = past[next]!;
      curves.push(waitingCurve({ ...circumstances, ...model }, circumstances.pods > 0 ? waiting : nobodyWaiting));
    }
    return curves[index]!;
  };

  const at = (time: number): number => {
    const index = lastAt(starts, time);
    const circumstances = past[index];
    if (!circumstances || circumstances.pods === 0) return 0;
    const { pods, served, arrivals, closed, clients, thinking, backlog } = circumstances;
    const seconds = (time - starts[index]!) / 1e6;
    const fluid = Math.max(0, backlog + amountAfter(difference(arrivals, served), seconds));
    const waiting = Math.max(fluid, waitingAt(curveOf(index), seconds).mean);
    // Whoever does not think has a request in the pods.
    const ofClients = clients > 0 ? clients - (rateAfter(closed, seconds) * thinking) / clients : 0;
    const inVain = timingOut.at(time) - timingOut.at(time - model.timeoutSeconds * 1e6);
    return (rateAfter(served, seconds) * model.serviceSeconds + waiting + inVain + ofClients) / pods;
  };

  return { begin, at };
}
