import type { Duration, SimTime } from "../../sim/units.ts";

/** Whether the simulation of a run agrees with the run, and by how much. */
export type ReplayVerdict = {
  readonly agrees: boolean;
  /** One for each thing that was compared. */
  readonly findings: readonly Finding[];
  /** Undefined when there is none. */
  readonly firstDivergence: Divergence | undefined;
  /** By how much the simulation is early (positive) or late, as a whole, at its best. */
  readonly shift: Duration;
  /** What was assumed of the run where its record leaves it open, in words; empty for the plainest. */
  readonly assumed: string;
  readonly largest: LargestDifferences;
};

export type Aspect = "rescales" | "replicas" | "utilisation" | "conditions" | "events";

/** What came of comparing one thing. */
export type Finding = {
  readonly aspect: Aspect;
  /** `deployment/web`, `hpa/web`, `hpa/web cpu`. */
  readonly subject: string;
  /** How many single comparisons. */
  readonly compared: number;
  /** What is allowed, in words: `within 40 s`, `at least 90 % equal`. */
  readonly band: string;
  /** What was seen, in words: `all 4, at most 1.3 s apart`. */
  readonly seen: string;
  /** Undefined when it agrees. */
  readonly divergence: Divergence | undefined;
};

/** Where the two part. */
export type Divergence = {
  readonly at: SimTime;
  readonly aspect: Aspect;
  readonly subject: string;
  readonly real: string;
  readonly simulated: string;
  /** What most likely lies behind it. */
  readonly cause: string;
};

/** For the table of replays. */
export type LargestDifferences = {
  /** Between the replicas of one instant, after the shift, and for how much of the time they differ. */
  readonly replicas: number;
  readonly replicasShare: number;
  /** Between the times of one rescale, in seconds. */
  readonly seconds: number;
  /** Between two readings of one sync, in percentage points; of an amount, in percent of its target. */
  readonly points: number;
};
