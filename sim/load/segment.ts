import type { SimTime } from "../units.ts";
import type { Line } from "./line.ts";
import type { Variation } from "./queueing.ts";

/**
 * A stretch of time in which some ready pods of one workload take requests from one target under unchanging circumstances.
 *
 * It holds from its instant until the next segment of the same `target`, `workload` and `pool`. Rates are requests per second at
 * the start of the segment; each changes linearly by its slope (requests per second, per second). Totals are requests since the
 * beginning of the run, at the start of the segment; fluid, so not whole.
 */
export type ServingSegment = {
  /** What the load is aimed at: `Service default/web`. */
  readonly target: string;
  /** Whose pods answer: `default/web`; empty while the target has no ready pod, and every request is refused. */
  readonly workload: string;
  /**
   * Which of the workload's pools, counted from 1. The pods of a pool are alike, its limits included; while a rolling update
   * changes a limit, there are two.
   */
  readonly pool: number;
  readonly pods: number;
  /** Most requests per second that the pods complete together; Infinity when nothing bounds them. */
  readonly capacityPerSecond: number;
  readonly offered: Flow;
  readonly served: Flow;
  readonly refused: Flow;
  readonly timedOut: Flow;
  /** Requests waiting because more came than could be served, at the start; it grows by offered − served − refused − timed out. */
  readonly backlog: number;
  readonly response: ResponseModel;
};

export type Flow = { readonly perSecond: number; readonly slopePerSecond: number; readonly total: number };

/** What the time that a request takes depends on, besides the backlog. */
type ResponseModel = {
  /** Requests that the pods work on at once when busy: servers of the queueing formula, possibly fractional. */
  readonly slots: number;
  /** Mean time to work on one request, without waiting. */
  readonly serviceSeconds: number;
  readonly variation: Variation;
  /** Most requests that can wait in all pods together; absent when nothing bounds them. */
  readonly backlogMax?: number;
  /** What the same pods do for other targets; absent when there is none. */
  readonly alongside?: Alongside;
  /** Closed load: clients that wait for their answer; absent for an open arrival rate alone. */
  readonly clients?: ClientModel;
};

/** Open load of other targets on the same pods: what comes and is not turned away, what is served, and what waits at the start. */
type Alongside = { readonly arrivals: Line; readonly served: Line; readonly backlog: number };

export type ClientModel = {
  /** Those that fall to these pods; need not be whole. */
  readonly count: number;
  readonly thinkSeconds: number;
  /** The part of `offered` that they make; the rest is an open arrival rate. All of it is served. */
  readonly offered: Line;
};

/** A segment and the instant at which it begins; a fact of kind `serving` is one. */
export type TimedSegment = { readonly at: SimTime; readonly segment: ServingSegment };
