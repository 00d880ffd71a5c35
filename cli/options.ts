/** Options that change what a scenario says. */
export type ScenarioOptions = {
  readonly seed?: number;
  readonly kubernetes?: string;
  readonly set: readonly string[];
};

export type RunOptions = ScenarioOptions & {
  /** Files to write for each scenario. */
  readonly report: readonly ReportKind[];
  readonly out: string;
  readonly json: boolean;
  readonly update: boolean;
  readonly quiet: boolean;
  /** What the screen shows of a single scenario. */
  readonly view: ScreenView;
  /** The moment that the view shows, if that can be chosen. */
  readonly at?: string;
};

export type ScreenView = "report" | "kubectl";

export type ReportKind = "html" | "json";

/** What `kubewind replay` plays scenarios on. */
export type TargetName = "kind" | "simulated";

export type ReplayOptions = {
  readonly on: TargetName;
  /** A cluster that is there already, and stays. */
  readonly cluster?: string;
  /** The node image of a cluster to be made. */
  readonly image?: string;
  /** Leaves the cluster behind. */
  readonly keep: boolean;
  /** Files to write for each scenario. */
  readonly report: readonly ReplayReportKind[];
  readonly out: string;
  readonly json: boolean;
  /** The folder in which recorded runs are kept as files. */
  readonly record?: string;
};

export type ReplayReportKind = ReportKind | "junit";

export type ExplainOptions = ScenarioOptions & { readonly at: string; readonly hpa?: string; readonly json: boolean };

export type DiffOptions = ScenarioOptions & { readonly json: boolean };

export type LintOptions = { readonly kubernetes?: string; readonly set: readonly string[]; readonly json: boolean };

export type ListOptions = { readonly json: boolean };

/** The options that make a run another one than the scenario describes, as they are typed; empty when there are none. */
export const changingWords = ({ seed, kubernetes, set }: ScenarioOptions): readonly string[] => [
  ...(seed === undefined ? [] : ["--seed", String(seed)]),
  ...(kubernetes === undefined ? [] : ["--kubernetes", kubernetes]),
  ...set.flatMap((each) => ["--set", each]),
];
