/** Spread of the service time: a coefficient of variation of 1 or of 0. */
export type Variation = "exponential" | "none";

/** Servers that work alike, and how busy they are. */
type Queue = {
  /** Requests that can be worked on at once; need not be whole. */
  readonly servers: number;
  /** Arrivals per second over completions per second when all servers work. */
  readonly utilisation: number;
  readonly variation: Variation;
};

/**
 * The share of arrivals that have to wait: Erlang C, for utilisations from 0 to 1 (and 1 from there on).
 *
 * For a number of servers that is not whole, c = m + f: the process in which k requests are worked on at the rate of min(k, c)
 * servers (a pod whose limit leaves 1.98 cores works on one request with one core and on more with 1.98). Its mean queue is
 * exact, and continuous in c; the share is what gives that mean queue in Erlang's formula.
 */
export function waitProbability(servers: number, utilisation: number): number {
  if (utilisation >= 1) return 1;
  if (!(utilisation > 0) || servers === Number.POSITIVE_INFINITY) return 0;
  const whole = Math.floor(servers);
  const free = 1 - utilisation;
  return (1 - (servers - whole) * free) / (free * inverseErlangB(whole, servers * utilisation) + utilisation);
}

/** Mean number of requests waiting, in the long run. Infinity at a utilisation of 1. */
export function meanQueue({ servers, utilisation, variation }: Queue): number {
  if (utilisation >= 1) return Number.POSITIVE_INFINITY;
  const waiting = waitProbability(servers, utilisation);
  return waiting === 0 ? 0 : (spread(servers, utilisation, variation) * waiting * utilisation) / (1 - utilisation);
}

/** Mean wait in the long run, in seconds, where one request takes a server `serviceSeconds`. */
export function meanWait(queue: Queue, serviceSeconds: number): number {
  if (queue.utilisation === 0) return 0;
  return (meanQueue(queue) * serviceSeconds) / (queue.servers * queue.utilisation);
}

/**
 * The wait of M/G/c over that of M/M/c at the same utilisation: (1 + cv²) / 2, so 1 for exponential service times.
 *
 * For constant ones, ½ with G. P. Cosmetatos's correction for several servers (INFOR 13, 1975); exact for M/D/1.
 */
export function spread(servers: number, utilisation: number, variation: Variation): number {
  if (variation === "exponential") return 1;
  if (servers <= 1 || utilisation >= 1) return 0.5;
  const correction =
    ((1 - utilisation) * (servers - 1) * (Math.sqrt(4 + 5 * servers) - 2)) / (16 * utilisation * servers);
  return 0.5 * Math.min(2, 1 + correction);
}

/** Beyond this Erlang B is 0 for every purpose, and its sum can end early. */
const inverseMax = 1e18;

/** 1 / B(servers, load) for a whole number of servers, summed from the last server down: 1 + c/a + c(c−1)/a² + … */
function inverseErlangB(servers: number, load: number): number {
  let term = 1;
  let sum = 1;
  for (let left = servers; left >= 1 && sum <= inverseMax && term >= sum * 1e-17; left--) {
    term *= left / load;
    sum += term;
  }
  return sum;
}
