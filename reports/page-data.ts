/** A value over time. `x` ascends, in seconds from zero; null in `y` where there is no value. */
export type Points = { readonly x: readonly number[]; readonly y: readonly (number | null)[] };

/** What a series shows, which decides how it looks. */
export type Role =
  | "desired"
  | "ready"
  | "offered"
  | "served"
  | "refused"
  | "timedOut"
  | "utilisation"
  | "p50"
  | "p95"
  | "p99"
  | "backlog";

/** Of which of two runs something is, where a page shows both. */
export type Whose = "real" | "simulated";

export type PlotSeries = {
  /** What the series is about: `deployment/web`, `hpa/web cpu`, `service/web`. */
  readonly about: string;
  /** The workload that it belongs to, counted from 0: series of one have one colour in all plots. Absent where there is but one. */
  readonly group?: number;
  /** Absent where the page shows one run, and for what both have in common. */
  readonly whose?: Whose;
  readonly role: Role;
  /** `step`: a value holds until the next. `line`: straight between them. */
  readonly kind: "step" | "line";
  readonly points: Points;
};

/** Which plot a role belongs to, from top to bottom. */
export type PlotName = "replicas" | "load" | "utilisation" | "response" | "backlog";

/** One change of the replicas, as a mark on the plots. */
export type Mark = {
  readonly whose?: Whose;
  /** Seconds from zero. */
  readonly at: number;
  /** `00:01:45.000` */
  readonly clock: string;
  readonly about: string;
  readonly from: number;
  readonly to: number;
  /** The reasons, a line each. */
  readonly why: readonly string[];
};

/** A time in which something is wrong, in seconds from zero. */
export type FaultSpan = { readonly name: string; readonly from: number; readonly until: number };

/** Where two runs part, in seconds from zero and in words. */
export type Parting = { readonly at: number; readonly text: string };

/** What the page's plots show together: everything, or one workload with its HPAs and Services. */
export type View = {
  readonly name: string;
  /** Indexes into `series`, plot by plot. */
  readonly plots: Readonly<Record<PlotName, readonly number[]>>;
  /** Indexes into `marks`. */
  readonly marks: readonly number[];
};

/** Everything that the page's script needs. */
export type PageData = {
  /** Seconds from zero: the beginning of the warm-up and the end. */
  readonly begin: number;
  readonly end: number;
  readonly series: readonly PlotSeries[];
  readonly marks: readonly Mark[];
  /** What a mark stands for. */
  readonly markNoun: "decision" | "rescale";
  /** Absent where the page shows one run, and where two agree. */
  readonly parting?: Parting;
  /** In the order in which they begin. */
  readonly faults: readonly FaultSpan[];
  readonly views: readonly View[];
  /** Percent of target between which an HPA leaves things alone. */
  readonly tolerance: { readonly low: number; readonly high: number };
};
