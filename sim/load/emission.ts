import { difference, type Line, noRate, rateAfter, sumOf } from "./line.ts";
import { type Pool, serversOf } from "./pool.ts";
import type { ClientModel, Flow, ServingSegment } from "./segment.ts";
import type { Stream } from "./stream.ts";

/** What a pool does for the stream at `index`, as of the instant that its accounts are up to. */
export function segmentOf(pool: Pool, index: number): ServingSegment {
  const { model } = pool;
  const stream = pool.streams[index]!;
  const { totals, open, closed, served, surplus } = stream;
  const turnedAway = (kind: "refused" | "timedOut"): Flow =>
    flow(pool.surplusKind === kind ? surplus : noRate, totals[kind]);
  const others = pool.streams.filter((other) => other !== stream);
  const clients = clientsOf(pool, index);
  return {
    target: stream.target,
    workload: model.workload,
    pool: model.number,
    pods: pool.pods,
    capacityPerSecond: pool.capacityPerSecond,
    offered: flow(sumOf(open, closed), totals.offered),
    served: flow(sumOf(served, closed), totals.served),
    refused: turnedAway("refused"),
    timedOut: turnedAway("timedOut"),
    backlog: stream.backlog,
    response: {
      slots: serversOf(pool),
      serviceSeconds: model.capacity.serviceSeconds,
      variation: model.variation,
      ...(pool.backlogMax < Number.POSITIVE_INFINITY && { backlogMax: pool.backlogMax }),
      ...(others.length > 0 && { alongside: alongside(others) }),
      ...(clients && { clients }),
    },
  };
}

/** Whether a segment at `seconds` after the last one says more than that the last one goes on. */
export function isNews(last: ServingSegment | undefined, next: ServingSegment, seconds: number): boolean {
  if (!last) return next.pods > 0 || next.offered.perSecond > 0 || next.offered.slopePerSecond > 0;
  const before = numbersOf(last, seconds);
  const now = numbersOf(next, 0);
  return now.length !== before.length || now.some((value, index) => !isClose(value, before[index]!));
}

const flow = (line: Line, total: number): Flow => ({ perSecond: line.value, slopePerSecond: line.slope, total });

function clientsOf(pool: Pool, index: number): ClientModel | undefined {
  const part = pool.arriving[index];
  if (!part || part.clients === 0 || pool.pods === 0) return undefined;
  return { count: part.clients, thinkSeconds: part.thinkSeconds, offered: pool.streams[index]!.closed };
}

function alongside(others: readonly Stream[]): NonNullable<ServingSegment["response"]["alongside"]> {
  const total = (part: (stream: Stream) => Line): Line => others.map(part).reduce(sumOf, noRate);
  return {
    arrivals: total(({ open, surplus }) => difference(open, surplus)),
    served: total(({ served }) => served),
    backlog: others.reduce((sum, { backlog }) => sum + backlog, 0),
  };
}

/** All that a segment says of what is the case `seconds` after its start, but for what follows from its rates. */
function numbersOf(segment: ServingSegment, seconds: number): readonly number[] {
  const { pods, capacityPerSecond, response } = segment;
  const { slots, serviceSeconds, backlogMax, clients } = response;
  const rates = [segment.offered, segment.served, segment.refused, segment.timedOut].flatMap((part) => [
    part.perSecond + part.slopePerSecond * seconds,
    part.slopePerSecond,
  ]);
  const ofClients = clients ? [clients.count, clients.thinkSeconds, rateAfter(clients.offered, seconds)] : [];
  const ofOthers = response.alongside
    ? [response.alongside.arrivals, response.alongside.served].flatMap((line) => [rateAfter(line, seconds), line.slope])
    : [];
  return [pods, capacityPerSecond, slots, serviceSeconds, backlogMax ?? -1, ...rates, ...ofClients, ...ofOthers];
}

const isClose = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
