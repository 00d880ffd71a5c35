import { amountAfter, type Line } from "./line.ts";
import { spread, type Variation, waitProbability } from "./queueing.ts";

/** What drives the requests waiting in a pool over a stretch of time. */
export type Stretch = {
  /** Length in seconds; Infinity when no end is known. */
  readonly seconds: number;
  /** Requests per second that come and are not turned away. */
  readonly arrivals: Line;
  readonly capacityPerSecond: number;
  readonly servers: number;
  readonly variation: Variation;
  /** Most requests that can wait. */
  readonly waitingMax: number;
};

/** How many requests wait: the mean over all possible arrivals, and the variance. */
export type Waiting = { readonly mean: number; readonly variance: number };

export const nobodyWaiting: Waiting = { mean: 0, variance: 0 };

/** What waits at some instants of a stretch: seconds since its start, beginning with 0. */
export type WaitingCurve = { readonly seconds: readonly number[]; readonly waiting: readonly Waiting[] };

/** A stretch is cut into at most so many steps, which grow from its start, where things change fastest. */
const stepsMax = 48;

/** Each step is longer than the last by the first factor; by the second when the last one changed next to nothing. */
const stepGrowth = 1.25;
const quietStepGrowth = 2.5;

/** A step that changes the number waiting by a smaller share than this is a quiet one. */
const quietChange = 0.02;

/** While the load changes, a step is at most this part of the stretch. */
const stepShareMax = 1 / 8;

/** The first step, in times that it takes to complete as many requests as there are servers. */
const firstStep = 0.5;

/** A level stretch has come to rest when a step changes the number waiting by less than this, relative or absolute. */
const restTolerance = 1e-6;

/**
 * How many requests wait in the course of a stretch that begins with `start` of them waiting.
 *
 * A pointwise stationary fluid-flow approximation (Wang, Tipper, Banerjee, INFOCOM 1996) with a second moment. Be Q the mean,
 * V the variance, u(Q) the utilisation at which Q would wait in the long run, V(Q) the variance then, and i = (1 − u(Q)) V / V(Q)
 * the idle share of the servers. Then dQ/dt = arrivals − capacity (1 − i), and dV/dt = 2 capacity Q (1 − u(Q) − i).
 *
 * At rest this is Erlang C; far above capacity it is the fluid backlog with the spread of a random walk; in between it is finite
 * and continuous. Each step is implicit; for V = V(Q) it is the coordinate transformation of Kimber and Hollis (TRRL LR 909, 1979).
 */
export function waitingCurve(stretch: Stretch, start: Waiting): WaitingCurve {
  const { capacityPerSecond, servers } = stretch;
  const seconds = [0];
  const waiting = [bounded(start, stretch.waitingMax)];
  if (capacityPerSecond === Number.POSITIVE_INFINITY || stretch.seconds <= 0) return { seconds, waiting };
  const isLevel = stretch.arrivals.slope === 0;
  const longest =
    stretch.seconds < Number.POSITIVE_INFINITY && !isLevel ? stretch.seconds * stepShareMax : Number.POSITIVE_INFINITY;
  let step = capacityPerSecond > 0 ? (firstStep * servers) / capacityPerSecond : 1;
  let time = 0;
  while (time < stretch.seconds && seconds.length <= stepsMax) {
    const before = waiting.at(-1)!;
    const isLast = seconds.length === stepsMax && stretch.seconds < Number.POSITIVE_INFINITY;
    const end = isLast ? stretch.seconds : Math.min(time + Math.min(step, longest), stretch.seconds);
    const arrived = amountAfter(stretch.arrivals, end) - amountAfter(stretch.arrivals, time);
    const after = waitingAfter(stretch, before, { seconds: end - time, arrived });
    time = end;
    step *= isQuiet(before, after) ? quietStepGrowth : stepGrowth;
    seconds.push(time);
    waiting.push(after);
    if (isLevel && isAtRest(before, after)) break;
  }
  return { seconds, waiting };
}

/** What waits at an instant of the curve; after its end it stays as it is. */
export function waitingAt({ seconds, waiting }: WaitingCurve, time: number): Waiting {
  let after = 1;
  while (after < seconds.length && seconds[after]! <= time) after++;
  const last = waiting[after - 1]!;
  if (after >= seconds.length) return last;
  const share = (time - seconds[after - 1]!) / (seconds[after]! - seconds[after - 1]!);
  return {
    mean: last.mean + share * (waiting[after]!.mean - last.mean),
    variance: last.variance + share * (waiting[after]!.variance - last.variance),
  };
}

/** The servers, as far as the long run depends on them. */
type Servers = Pick<Stretch, "servers" | "variation">;

/** The utilisation at which, in the long run, `mean` requests would wait. */
export function utilisationFor({ servers, variation }: Servers, mean: number): number {
  if (mean <= 0) return 0;
  const excess = (u: number): number =>
    spread(servers, u, variation) * waitProbability(servers, u) * u - (1 - u) * mean;
  return rootBetween0And1(excess, 1e-12 * (1 + mean));
}

/** One implicit step, solved for the utilisation at which as many as then wait would wait in the long run. */
function waitingAfter(
  stretch: Stretch,
  before: Waiting,
  step: { readonly seconds: number; readonly arrived: number },
): Waiting {
  const { servers, variation } = stretch;
  const completions = stretch.capacityPerSecond * step.seconds;
  const level = before.mean + step.arrived;
  if (level <= 0) return nobodyWaiting;
  const outcome = (u: number): { readonly meanTimesFree: number; readonly idle: number; readonly variance: number } => {
    const probability = waitProbability(servers, u);
    const meanTimesFree = spread(servers, u, variation) * probability * u;
    const mean = meanTimesFree / (1 - u);
    // In the long run nobody waits with a certain probability, otherwise an exponential number.
    const varianceAtRest = mean > 0 ? mean * mean * (2 / probability - 1) : 0;
    const growth = 2 * completions * meanTimesFree;
    const ratio = varianceAtRest + growth > 0 ? (before.variance + growth) / (varianceAtRest + growth) : 1;
    return { meanTimesFree, idle: Math.min(1, (1 - u) * ratio), variance: varianceAtRest * ratio };
  };
  // Times 1 − u, which leaves a function without a pole.
  const excess = (u: number): number => {
    if (u === 0) return -level;
    if (u === 1) return spread(servers, 1, variation);
    const { meanTimesFree, idle } = outcome(u);
    return meanTimesFree + (1 - u) * (completions * (1 - idle) - level);
  };
  const u = rootBetween0And1(excess, 1e-12 * (1 + level + completions));
  const { meanTimesFree, idle, variance } = outcome(u);
  const mean = meanTimesFree / (1 - u);
  // The balance is the more exact one where many wait.
  return bounded(
    { mean: mean > 1 ? Math.max(0, level - completions * (1 - idle)) : mean, variance },
    stretch.waitingMax,
  );
}

/** Near the most that can wait, the number hardly varies. */
function bounded({ mean, variance }: Waiting, waitingMax: number): Waiting {
  if (waitingMax === Number.POSITIVE_INFINITY) return { mean, variance };
  const room = Math.max(0, waitingMax - mean);
  return { mean: Math.min(mean, waitingMax), variance: Math.min(variance, (room + 1) * (room + 1)) };
}

const isQuiet = (before: Waiting, after: Waiting): boolean =>
  Math.abs(after.mean - before.mean) <= quietChange * (after.mean + 0.1);

const isAtRest = (before: Waiting, after: Waiting): boolean =>
  Math.abs(after.mean - before.mean) <= restTolerance * (1 + after.mean) &&
  Math.abs(after.variance - before.variance) <= restTolerance * (1 + after.variance);

/** Where a function that is negative at 0 and positive at 1 is within `tolerance` of 0: false position, by the Illinois rule. */
function rootBetween0And1(excess: (u: number) => number, tolerance: number): number {
  let low = 0;
  let lowExcess = excess(0);
  let high = 1;
  let highExcess = excess(1);
  let lastSide = 0;
  for (let round = 0; round < 60; round++) {
    const u = high - (highExcess * (high - low)) / (highExcess - lowExcess);
    const value = excess(u);
    if (Math.abs(value) <= tolerance || high - low < 1e-14) return u;
    if (value > 0) {
      high = u;
      highExcess = value;
      if (lastSide === 1) lowExcess /= 2;
      lastSide = 1;
    } else {
      low = u;
      lowExcess = value;
      if (lastSide === -1) highExcess /= 2;
      lastSide = -1;
    }
  }
  return (low + high) / 2;
}
