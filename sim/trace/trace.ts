import type { SimTime } from "../units.ts";
import type { Fact } from "./fact.ts";

/** Everything that happened in a run, in order of time; facts of one instant in the order in which they came about. */
export type Trace = {
  /** The scenario's zero; what lies before it is warm-up. */
  readonly zero: SimTime;
  /** The last instant of the run. */
  readonly end: SimTime;
  readonly facts: readonly Fact[];
};
