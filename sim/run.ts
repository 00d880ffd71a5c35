import type { Verdict } from "./checks/verdict.ts";
import type { Scenario } from "./scenario.ts";
import type { Trace } from "./trace/trace.ts";

/** A scenario that has been played, and what came of it. */
export type Run = {
  readonly scenario: Scenario;
  /** The release that ran: `1.36.3`. */
  readonly kubernetes: string;
  readonly trace: Trace;
  readonly verdicts: readonly Verdict[];
  readonly summary: Summary;
  /** Actions that the kernel ran. */
  readonly eventCount: number;
};

/** The run in a few numbers, from the scenario's zero to its end. */
export type Summary = {
  readonly workloads: readonly WorkloadSummary[];
  readonly targets: readonly TargetSummary[];
};

export type WorkloadSummary = {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of `spec.replicas`. */
  readonly replicasMin: number;
  readonly replicasMax: number;
  readonly replicasLast: number;
  /** How often `spec.replicas` changed. */
  readonly changes: number;
  /** The integral of `status.replicas`. */
  readonly replicaHours: number;
};

/** What became of the requests to one target of load. Counts are requests, fluid, so not whole. */
export type TargetSummary = {
  /** `Service default/web` */
  readonly target: string;
  readonly offered: number;
  readonly served: number;
  readonly refused: number;
  readonly timedOut: number;
  /** The most requests that waited at once because more came than could be served. */
  readonly queuedMax: number;
  /** Seconds; undefined when nothing was served. */
  readonly response: ResponseSummary | undefined;
};

export type ResponseSummary = {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};
