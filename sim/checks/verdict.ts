import type { SimTime } from "../units.ts";
import type { Expectation } from "./expectation.ts";

/** Whether a run did what was expected, and how one can tell. */
export type Verdict = {
  readonly expectation: Expectation;
  readonly isMet: boolean;
  /** What was seen, with numbers and instants: `4 replicas at 2m15s, 15s after load.spike`. */
  readonly because: string;
  /** The instant that decided; the timeline around it explains a failure. */
  readonly at: SimTime;
};
