import type { Trace } from "../../sim/trace/trace.ts";
import type { SimTime } from "../../sim/units.ts";

/** What was observed of a scenario on a target, and where. */
export type RecordedRun = {
  readonly provenance: Provenance;
  /** When the HPAs were there; `metadata.creationTimestamp` is whole seconds, this is finer. */
  readonly start: SimTime;
  /** What happened, in the form in which the simulator tells it, with the target's own clock. */
  readonly trace: Trace;
  readonly podMetrics: readonly SeenPodMetrics[];
  readonly arrivals: readonly SeenArrivals[];
  /** What the run says of itself: whether it can be believed. */
  readonly selfChecks: readonly SelfCheck[];
};

/** What ran, and on what. */
export type Provenance = {
  /** `scenarios/on-kind/cpu-walkthrough` */
  readonly scenario: string;
  readonly target: string;
  /** `2026-11-21` */
  readonly date: string;
  /** Of each thing that took part, its version: `kubernetes`, `metrics-server`, `kind`, `k6`. */
  readonly versions: Readonly<Record<string, string>>;
  readonly node: SeenNode;
};

/** The machine that the pods ran on; amounts as the API prints them. */
export type SeenNode = { readonly cpu: string; readonly memory: string; readonly pods: string };

/** A pod's metrics as metrics.k8s.io had them for the first time. */
export type SeenPodMetrics = {
  readonly namespace: string;
  readonly pod: string;
  /** The last time that somebody asked and was not told yet. */
  readonly notBefore: SimTime;
  readonly seenAt: SimTime;
  /** `timestamp`, cut to whole seconds as the API prints it. */
  readonly timestamp: SimTime;
  /** `window`, in microseconds. */
  readonly window: number;
  readonly containers: readonly { readonly name: string; readonly cpu: string; readonly memory: string }[];
};

/** The requests of one load. */
export type SeenArrivals = {
  readonly load: string;
  /** The instant at which the first of the seconds begins. */
  readonly from: SimTime;
  /** Requests that began in each second. */
  readonly perSecond: readonly number[];
  /** Those that could not be begun in time. */
  readonly dropped: number;
};

export type SelfCheck = { readonly name: string; readonly isMet: boolean; readonly because: string };
