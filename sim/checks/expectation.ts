import type { Duration } from "../units.ts";

/** What a scenario expects: one of a closed list of verbs. Each is judged from the trace alone. */
export type Expectation = {
  /** As the user wrote it, on one line; verdicts name it so. */
  readonly text: string;
  /** Where it stands: `scenario.yaml:31:5`. */
  readonly place: string;
} & ExpectationBody;

export type ExpectationBody =
  | ({ readonly verb: "reaches"; readonly within: Duration } & ReplicaClaim & { readonly after: Moment })
  | ({ readonly verb: "never" } & ReplicaClaim & Span)
  | ({ readonly verb: "stays" } & ReplicaClaim & Span)
  | ({
      readonly verb: "changes";
      readonly target: TargetName;
      readonly count: Comparison;
      readonly in: Duration;
    } & Span)
  | {
      readonly verb: "settles";
      readonly target: TargetName;
      readonly within: Duration;
      readonly after: Moment;
      /** Unchanged for so long counts as settled. */
      readonly for: Duration;
      readonly replicas?: Comparison;
    }
  | ({
      readonly verb: "condition";
      readonly hpa: TargetName;
      readonly type: string;
      readonly status: "True" | "False" | "Unknown";
      readonly reason?: string;
    } & Span)
  | ({
      readonly verb: "event";
      readonly involved: TargetName & { readonly kind: string };
      readonly reason: string;
      readonly messageContains?: string;
      readonly count: Comparison;
    } & Span)
  | ({
      readonly verb: "latency";
      readonly service: TargetName;
      /** 95 for p95. */
      readonly percentile: number | "mean";
      readonly bound: Comparison;
    } & Span)
  | ({
      readonly verb: "errors";
      readonly service: TargetName /** Share of the offered requests, 0 to 1. */;
      readonly bound: Comparison;
    } & Span)
  /** An alert of Prometheus came to fire, or to be gone again after it fired; or a receiver was told of it. */
  | ({
      readonly verb: "alert";
      readonly name: string;
      readonly state: "pending" | "firing" | "resolved";
      /** Of Alertmanager; absent for Prometheus' own state. */
      readonly receiver?: string;
      /** How often, in the span. */
      readonly count: Comparison;
    } & Span)
  | ({ readonly verb: "costs"; readonly target: TargetName /** Replica-hours. */; readonly bound: Comparison } & Span);

export type ReplicaClaim = {
  readonly target: TargetName;
  readonly field: "replicas" | "readyReplicas";
  readonly holds: Comparison;
};

export type TargetName = { readonly namespace: string; readonly name: string };

/** A bound on a number; both ends belong to it unless `exclusive`. */
export type Comparison = {
  readonly min?: number;
  readonly minExclusive?: boolean;
  readonly max?: number;
  readonly maxExclusive?: boolean;
};

/** An instant of the run. */
export type Moment =
  | { readonly kind: "time"; readonly at: Duration }
  | { readonly kind: "load"; readonly name: string; readonly edge: "start" | "end"; readonly offset: Duration }
  | { readonly kind: "action"; readonly name: string; readonly offset: Duration }
  | { readonly kind: "fault"; readonly name: string; readonly edge: "start" | "end"; readonly offset: Duration }
  | { readonly kind: "end"; readonly offset: Duration };

/** The part of the run that a claim is about; without it, from zero to the end. */
export type Span = { readonly after: Moment; readonly until: Moment };
