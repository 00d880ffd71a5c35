import type { Variation } from "./queueing.ts";

/** Clients that each wait for their answer, then think, then ask again; and the servers that they share. */
export type ClosedQueue = {
  /** Need not be whole: a pool's share of all clients. */
  readonly clients: number;
  readonly thinkSeconds: number;
  /** Requests that can be worked on at once; need not be whole. */
  readonly servers: number;
  /** Mean time to work on one request. */
  readonly serviceSeconds: number;
  readonly variation: Variation;
};

/** How clients fare in the long run. */
type ClosedState = {
  /** Requests per second that they make, and that are answered. */
  readonly perSecond: number;
  /** Mean wait before the work on a request begins, and its standard deviation. */
  readonly waitSeconds: number;
  readonly waitDeviationSeconds: number;
};

/**
 * The finite-source model in the long run.
 *
 * Exponential service times: the machine-repair model M/M/c//N, exact for whole numbers of servers and clients; between two
 * whole numbers of clients it is interpolated. Constant ones: the asymptotic bound min(N / (think + service), capacity),
 * without spread. With no server there is no request.
 */
export function closedState(queue: ClosedQueue): ClosedState {
  const { clients, thinkSeconds, servers, serviceSeconds, variation } = queue;
  if (!(clients > 0) || !(servers > 0)) return { perSecond: 0, waitSeconds: 0, waitDeviationSeconds: 0 };
  const cycle = Math.max(cycleMin, thinkSeconds + serviceSeconds);
  const freely: ClosedState = { perSecond: clients / cycle, waitSeconds: 0, waitDeviationSeconds: 0 };
  if (variation === "none") {
    const perSecond = Math.min(freely.perSecond, servers / serviceSeconds);
    return { ...freely, perSecond, waitSeconds: Math.max(0, clients / perSecond - cycle) };
  }
  if (clients <= Math.floor(servers)) return freely;
  const below = machineRepair(queue, Math.floor(clients));
  const share = clients - Math.floor(clients);
  const above = share > 0 ? machineRepair(queue, Math.floor(clients) + 1) : below;
  const perSecond = below.perSecond + share * (above.perSecond - below.perSecond);
  return {
    perSecond,
    waitSeconds: Math.max(0, clients / perSecond - cycle),
    waitDeviationSeconds:
      below.waitDeviationSeconds + share * (above.waitDeviationSeconds - below.waitDeviationSeconds),
  };
}

/** Seconds that a client needs at least from request to request, so that even those that cost nothing have a rate. */
const cycleMin = 1e-6;

/** Rescaling keeps the terms of a long sum in range; only their ratios count. */
const termMax = 1e200;

/** M/M/c//N for whole N: its states are the numbers of requests in the system, which only grow or shrink by one. */
function machineRepair({ thinkSeconds, servers, serviceSeconds }: ClosedQueue, clients: number): ClosedState {
  if (clients === 0) return { perSecond: 0, waitSeconds: 0, waitDeviationSeconds: 0 };
  const capacity = servers / serviceSeconds;
  // Without think time every client is always in the system, and an arriving one finds all others there.
  const first = thinkSeconds === 0 ? clients - 1 : 0;
  let term = 1;
  let total = 0;
  let wait = 0;
  let waitSquared = 0;
  // An arriving client finds what the other clients alone would leave: the arrival theorem. States are those of N − 1.
  for (let others = first; others <= clients - 1; others++) {
    total += term;
    const ahead = others - servers + 1;
    if (ahead > 0) {
      wait += (term * ahead) / capacity;
      waitSquared += (term * ahead * (ahead + 1)) / (capacity * capacity);
    }
    if (others < clients - 1)
      term *= ((clients - 1 - others) * serviceSeconds) / (thinkSeconds * Math.min(others + 1, servers));
    if (term > termMax) {
      term /= termMax;
      total /= termMax;
      wait /= termMax;
      waitSquared /= termMax;
    }
  }
  const meanWait = wait / total;
  return {
    perSecond: clients / (thinkSeconds + serviceSeconds + meanWait),
    waitSeconds: meanWait,
    waitDeviationSeconds: Math.sqrt(Math.max(0, waitSquared / total - meanWait * meanWait)),
  };
}
