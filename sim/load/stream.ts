import { amountAfter, type Line, laterBy, noRate } from "./line.ts";

/** The account of one target at one pool: rates from the last change on, and totals up to then. */
export type Stream = {
  readonly target: string;
  /** Requests per second that come, from open loads and from clients. */
  open: Line;
  closed: Line;
  /** Of the open ones, those that are served, and those that are turned away. */
  served: Line;
  surplus: Line;
  readonly totals: { offered: number; served: number; refused: number; timedOut: number };
  backlog: number;
};

export const createStream = (target: string): Stream => ({
  target,
  open: noRate,
  closed: noRate,
  served: noRate,
  surplus: noRate,
  totals: { offered: 0, served: 0, refused: 0, timedOut: 0 },
  backlog: 0,
});

/** Where requests go for which there is no room: to `refused` or to `timedOut`. */
export type Surplus = "refused" | "timedOut";

/** Moves the account on by some seconds in which the rates go on as they are. */
export function progress(stream: Stream, seconds: number, surplus: Surplus): void {
  const { totals } = stream;
  const open = amountAfter(stream.open, seconds);
  const closed = amountAfter(stream.closed, seconds);
  const served = amountAfter(stream.served, seconds);
  const turnedAway = amountAfter(stream.surplus, seconds);
  totals.offered += open + closed;
  totals.served += served + closed;
  totals[surplus] += turnedAway;
  stream.backlog = Math.max(0, stream.backlog + (open - served - turnedAway));
  stream.open = laterBy(stream.open, seconds);
  stream.closed = laterBy(stream.closed, seconds);
  stream.served = laterBy(stream.served, seconds);
  stream.surplus = laterBy(stream.surplus, seconds);
}

/** Hands over what waits, as if it had come to the other one. */
export function handOver(from: Stream, to: readonly { readonly stream: Stream; readonly share: number }[]): void {
  const waiting = from.backlog;
  from.backlog = 0;
  from.totals.offered -= waiting;
  for (const { stream, share } of to) {
    stream.backlog += waiting * share;
    stream.totals.offered += waiting * share;
  }
}

/** Turns away all but a share of what waits. */
export function keepShare(stream: Stream, share: number, surplus: Surplus): void {
  const kept = stream.backlog * share;
  stream.totals[surplus] += stream.backlog - kept;
  stream.backlog = kept;
}
