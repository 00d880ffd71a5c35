import type { RandomStream } from "../../kernel/random.ts";
import { log } from "../../math.ts";
import type { Variation } from "../queueing.ts";

/** A queue of single requests, first come first served: what the fluid model is held against. Times are seconds. */
export type DiscreteQueue = {
  /** Servers from each instant on; the first entry is at 0. */
  readonly servers: readonly { readonly at: number; readonly count: number }[];
  readonly serviceSeconds: number;
  readonly variation: Variation;
  readonly source: Source;
  /** Most requests waiting; one more is refused. */
  readonly queueMax: number;
  /** Whoever has waited so long goes. */
  readonly patienceSeconds: number;
  readonly until: number;
};

export type Source =
  /** Poisson arrivals at a rate that never exceeds `perSecondMax`. */
  | { readonly kind: "open"; readonly perSecond: (time: number) => number; readonly perSecondMax: number }
  /** Clients that wait for their answer and then think, for an exponential time if the service time is one. */
  | { readonly kind: "closed"; readonly clients: number; readonly thinkSeconds: number };

/** What became of the requests. */
type DiscreteOutcome = {
  /** When each answer came, and how long it took. */
  readonly completedAt: readonly number[];
  readonly seconds: readonly number[];
  readonly offered: number;
  readonly refused: number;
  readonly timedOut: number;
  /** Requests in the system, times seconds. */
  readonly inSystemSeconds: number;
};

/** What an entry of the agenda is; the completion of a request is known by when it arrived, which is not negative. */
const arrival = -1;
const change = -2;

/** Plays the queue once. */
export function playQueue(queue: DiscreteQueue, random: RandomStream): DiscreteOutcome {
  const { source, until } = queue;
  const agenda = createAgenda();
  const draw = createDraws(queue, random);
  const completedAt: number[] = [];
  const seconds: number[] = [];
  const counts = { offered: 0, refused: 0, timedOut: 0, inSystemSeconds: 0 };
  const waiting: number[] = [];
  let first = 0;
  let busy = 0;
  let servers = 0;

  const startWork = (now: number): void => {
    while (busy < servers && first < waiting.length) {
      const arrived = waiting[first++]!;
      if (now - arrived > queue.patienceSeconds) {
        counts.timedOut++;
        counts.inSystemSeconds += queue.patienceSeconds;
        continue;
      }
      busy++;
      agenda.add(now + draw.service(), arrived);
    }
  };

  for (let client = source.kind === "closed" ? source.clients : 1; client > 0; client--)
    agenda.add(draw.first(), arrival);
  for (const { at } of queue.servers) agenda.add(at, change);
  for (;;) {
    const now = agenda.nextAt();
    if (now >= until) break;
    const what = agenda.take();
    if (what === change) {
      servers = queue.servers.findLast(({ at }) => at <= now)?.count ?? 0;
    } else if (what === arrival) {
      counts.offered++;
      if (busy >= servers && waiting.length - first >= queue.queueMax) counts.refused++;
      else waiting.push(now);
      if (source.kind === "open") agenda.add(draw.next(now), arrival);
    } else {
      busy--;
      completedAt.push(now);
      seconds.push(now - what);
      counts.inSystemSeconds += now - what;
      if (source.kind === "closed") agenda.add(draw.next(now), arrival);
    }
    startWork(now);
  }
  return { completedAt, seconds, ...counts };
}

type Draws = {
  readonly service: () => number;
  /** When the first request comes, of each client if there are clients. */
  readonly first: () => number;
  /** When the one after an arrival comes, or a client's one after its answer. */
  readonly next: (now: number) => number;
};

function createDraws({ serviceSeconds, variation, source, until }: DiscreteQueue, random: RandomStream): Draws {
  const exponential = (mean: number): number => -mean * log(1 - random.fraction());
  const service = (): number => (variation === "exponential" ? exponential(serviceSeconds) : serviceSeconds);
  if (source.kind === "closed") {
    const { thinkSeconds } = source;
    const think = (): number => (variation === "exponential" ? exponential(thinkSeconds) : thinkSeconds);
    return { service, first: () => exponential(thinkSeconds), next: (now) => now + think() };
  }
  const next = (now: number): number => {
    let time = now;
    // Thinning: arrivals at the highest rate, each of which counts with the share of the rate at its instant.
    do time += exponential(1 / source.perSecondMax);
    while (time < until && random.fraction() * source.perSecondMax >= source.perSecond(time));
    return time;
  };
  return { service, first: () => next(0), next };
}

type Agenda = {
  readonly add: (time: number, what: number) => void;
  /** Infinity when nothing is left. */
  readonly nextAt: () => number;
  readonly take: () => number;
};

/** A binary heap by time. */
function createAgenda(): Agenda {
  const times: number[] = [];
  const whats: number[] = [];

  const place = (hole: number, time: number, what: number): void => {
    times[hole] = time;
    whats[hole] = what;
  };
  const add = (time: number, what: number): void => {
    let hole = times.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (times[parent]! <= time) break;
      place(hole, times[parent]!, whats[parent]!);
      hole = parent;
    }
    place(hole, time, what);
  };
  const take = (): number => {
    const taken = whats[0]!;
    const time = times.pop()!;
    const what = whats.pop()!;
    if (times.length === 0) return taken;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= times.length) break;
      if (child + 1 < times.length && times[child + 1]! < times[child]!) child++;
      if (time <= times[child]!) break;
      place(hole, times[child]!, whats[child]!);
      hole = child;
    }
    place(hole, time, what);
    return taken;
  };
  return { add, nextAt: () => times[0] ?? Number.POSITIVE_INFINITY, take };
}
