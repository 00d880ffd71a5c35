/**
 * A stretch of time in which the ready pods of one workload take requests from one target under unchanging circumstances.
 *
 * It holds from its instant until the next segment of the same `target` and `workload`. Rates are requests per second at the
 * start of the segment; each changes linearly by its slope (requests per second, per second). Totals are requests since the
 * beginning of the run, at the start of the segment; fluid, so not whole.
 */
export type ServingSegment = {
  /** What the load is aimed at: `Service default/web`. */
  readonly target: string;
  /** Whose pods answer: `default/web`; empty while the target has no ready pod, and every request is refused. */
  readonly workload: string;
  readonly pods: number;
  /** Most requests per second that the pods complete together. */
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
export type ResponseModel = {
  /** Requests that the pods work on at once when busy: servers of the queueing formula, possibly fractional. */
  readonly slots: number;
  /** Mean time to work on one request, without waiting. */
  readonly serviceSeconds: number;
  readonly variation: "exponential" | "none";
  /** Closed load: clients that wait for their answer; absent for an open arrival rate. */
  readonly clients?: { readonly count: number; readonly thinkSeconds: number };
};
