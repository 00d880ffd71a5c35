import { invariant } from "../invariant.ts";
import type { Arriving } from "./arrivals.ts";
import { closedState } from "./closed.ts";
import { type Crossing, type Flowing, nextCrossing, type Phase, phaseOf } from "./flow.ts";
import { createIntegral, type Integral } from "./integral.ts";
import { chord, noRate, rateAfter, scaled, sumOf } from "./line.ts";
import { createOccupancy, type Occupancy } from "./occupancy.ts";
import type { Variation } from "./queueing.ts";
import type { PodCapacity } from "./serving-pod.ts";
import { divide } from "./split.ts";
import { createStream, keepShare, progress, type Stream, type Surplus } from "./stream.ts";

/** What all pods of a pool have in common. */
export type PoolModel = {
  readonly workload: string;
  /** Counted from 1 among the pools of the workload. */
  readonly number: number;
  readonly capacity: PodCapacity;
  readonly variation: Variation;
  /** Requests that can wait in one pod. */
  readonly queueMax: number;
  readonly timeoutSeconds: number;
  /** What waits stays while there is no pod. */
  readonly keepsBacklog: boolean;
};

/**
 * Identical ready pods that share what comes from some targets, and one backlog: balancing is ideal.
 *
 * All times are microseconds since the scenario's zero; crossings fall between whole ones.
 */
export type Pool = {
  readonly model: PoolModel;
  /** One for each target that leads to the pods. */
  readonly streams: readonly Stream[];
  /** Of one pod: requests completed, and seconds in which CPU held it back. */
  readonly servedEach: Integral;
  readonly throttledEach: Integral;
  readonly occupancy: Occupancy;
  /** Pods that have joined, and those that the accounts reckon with. The two differ within an instant only. */
  members: number;
  pods: number;
  /** Most requests per second, and most that can wait, in all pods together. */
  capacityPerSecond: number;
  backlogMax: number;
  /** What becomes of requests for which there is no room. */
  surplusKind: Surplus;
  /** What the streams' accounts are up to. */
  at: number;
  phase: Phase;
  crossingAt: number;
  crossing: Crossing;
  arriving: readonly Arriving[];
  until: number;
};

/** What a pool gets until the next breakpoint of its loads: by stream, this pool's share. */
export type Plan = { readonly pods: number; readonly arriving: readonly Arriving[]; readonly until: number };

export function createPool(model: PoolModel, targets: readonly string[]): Pool {
  return {
    model,
    streams: targets.map(createStream),
    servedEach: createIntegral(),
    throttledEach: createIntegral(),
    occupancy: createOccupancy({ ...model, serviceSeconds: model.capacity.serviceSeconds }),
    members: 0,
    pods: 0,
    capacityPerSecond: 0,
    backlogMax: 0,
    surplusKind: "refused",
    at: Number.NEGATIVE_INFINITY,
    phase: "free",
    crossingAt: Number.POSITIVE_INFINITY,
    crossing: { seconds: Number.POSITIVE_INFINITY, next: "free" },
    arriving: [],
    until: Number.POSITIVE_INFINITY,
  };
}

/** Moves the accounts on to `time`, through the crossings on the way. */
export function advance(pool: Pool, time: number): void {
  for (let crossings = 0; pool.crossingAt <= time; crossings++) {
    invariant(crossings < 16, "a straight piece of load crosses its bounds a few times at most");
    progressTo(pool, pool.crossingAt);
    const { next } = pool.crossing;
    if (next === "free") for (const stream of pool.streams) stream.backlog = 0;
    begin(pool, next);
  }
  progressTo(pool, time);
}

/** From `time`, to which the pool was advanced, circumstances are others. */
export function plan(pool: Pool, time: number, { pods, arriving, until }: Plan): void {
  const { capacity, queueMax, timeoutSeconds, keepsBacklog } = pool.model;
  pool.at = time;
  pool.pods = pods;
  pool.capacityPerSecond = pods > 0 ? pods * capacity.perSecond : 0;
  const byQueue = keepsBacklog ? Number.POSITIVE_INFINITY : pods > 0 ? pods * queueMax : 0;
  const byPatience = patience(pool.capacityPerSecond, timeoutSeconds);
  pool.backlogMax = Math.min(byQueue, byPatience);
  // Whichever bound is the tighter one tells what becomes of the surplus.
  pool.surplusKind = byQueue <= byPatience ? "refused" : "timedOut";
  pool.arriving = arriving;
  pool.until = until;
  pool.streams.forEach((stream, index) => {
    stream.open = arriving[index]?.open ?? noRate;
  });
  const backlog = backlogOf(pool);
  if (backlog > pool.backlogMax) {
    for (const stream of pool.streams) keepShare(stream, pool.backlogMax / backlog, pool.surplusKind);
  }
  begin(pool, phaseOf(flowingOf(pool)));
  advance(pool, time);
}

const backlogOf = (pool: Pool): number => pool.streams.reduce((sum, { backlog }) => sum + backlog, 0);

/** Requests in work at once when all pods are busy. */
export const serversOf = ({ pods, model }: Pool): number => (pods > 0 ? pods * model.capacity.slots : 0);

/** Most requests that can wait without their clients giving up. */
const patience = (capacityPerSecond: number, timeoutSeconds: number): number =>
  timeoutSeconds === 0 || timeoutSeconds === Number.POSITIVE_INFINITY
    ? timeoutSeconds
    : capacityPerSecond * timeoutSeconds;

function progressTo(pool: Pool, time: number): void {
  if (time > pool.at && pool.at > Number.NEGATIVE_INFINITY) {
    const seconds = (time - pool.at) / 1e6;
    for (const stream of pool.streams) progress(stream, seconds, pool.surplusKind);
  }
  pool.at = Math.max(pool.at, time);
}

const flowingOf = (pool: Pool): Flowing => ({
  offered: pool.streams.map(({ open }) => open).reduce(sumOf, noRate),
  capacity: pool.capacityPerSecond,
  backlog: backlogOf(pool),
  backlogMax: pool.backlogMax,
});

/** Enters a phase at the instant that the accounts are up to. */
function begin(pool: Pool, phase: Phase): void {
  const flowing = flowingOf(pool);
  pool.phase = phase;
  pool.crossing = nextCrossing(phase, flowing);
  pool.crossingAt = pool.at + pool.crossing.seconds * 1e6;
  const seconds = (Math.min(pool.crossingAt, pool.until) - pool.at) / 1e6;
  const divisions = divide(phase, {
    offered: pool.streams.map(({ open }) => open),
    backlogs: pool.streams.map(({ backlog }) => backlog),
    capacity: pool.capacityPerSecond,
    seconds,
  });
  pool.streams.forEach((stream, index) => {
    stream.served = divisions[index]!.served;
    stream.surplus = divisions[index]!.surplus;
  });
  const heldBackByClients = shareWithClients(pool, flowing, seconds);
  keepPast(pool, seconds, heldBackByClients);
}

/**
 * Closed clients get what open loads leave, and nothing while those have a backlog: exact at both ends of the phase,
 * straight in between. True when they could use more.
 */
function shareWithClients(pool: Pool, { offered, capacity }: Flowing, seconds: number): boolean {
  const clients = pool.arriving.reduce((sum, part) => sum + part.clients, 0);
  for (const stream of pool.streams) stream.closed = noRate;
  if (clients === 0 || pool.phase !== "free" || pool.pods === 0) return false;
  const thinkSeconds = pool.arriving.reduce((sum, part) => sum + part.clients * part.thinkSeconds, 0) / clients;
  const { serviceSeconds } = pool.model.capacity;
  const shape = { clients, thinkSeconds, serviceSeconds, variation: pool.model.variation };
  const perSecondAfter = (time: number): number => {
    const left = capacity === Number.POSITIVE_INFINITY ? 1 : Math.max(0, 1 - rateAfter(offered, time) / capacity);
    return closedState({ ...shape, servers: serversOf(pool) * left }).perSecond;
  };
  const isSteady = offered.slope === 0 || seconds === Number.POSITIVE_INFINITY;
  const total = isSteady
    ? { value: perSecondAfter(0), slope: 0 }
    : chord(perSecondAfter(0), perSecondAfter(seconds), seconds);
  pool.streams.forEach((stream, index) => {
    stream.closed = scaled(total, (pool.arriving[index]?.clients ?? 0) / clients);
  });
  return clients / (thinkSeconds + serviceSeconds) >= capacity - offered.value;
}

/** Writes down what each pod gets from now on. */
function keepPast(pool: Pool, seconds: number, heldBackByClients: boolean): void {
  const { pods, streams, at } = pool;
  const served = streams.map((stream) => stream.served).reduce(sumOf, noRate);
  const closed = streams.map((stream) => stream.closed).reduce(sumOf, noRate);
  const surplus = streams.map((stream) => stream.surplus).reduce(sumOf, noRate);
  const open = streams.map((stream) => stream.open).reduce(sumOf, noRate);
  pool.servedEach.begin(at, pods > 0 ? scaled(sumOf(served, closed), 1 / pods) : noRate);
  const isHeldBack =
    pods > 0 && pool.model.capacity.limitedBy === "cpu" && (pool.phase !== "free" || heldBackByClients);
  pool.throttledEach.begin(at, isHeldBack ? { value: 1, slope: 0 } : noRate);
  pool.occupancy.begin(at, {
    pods,
    seconds,
    arrivals: sumOf(open, scaled(surplus, -1)),
    served,
    timingOut: pool.surplusKind === "timedOut" ? surplus : noRate,
    closed,
    backlog: backlogOf(pool),
    clients: pool.arriving.reduce((sum, part) => sum + part.clients, 0),
    thinking: pool.arriving.reduce((sum, part) => sum + part.clients * part.thinkSeconds, 0),
    capacityPerSecond: pool.capacityPerSecond,
    servers: serversOf(pool),
    waitingMax: pool.backlogMax,
  });
}
