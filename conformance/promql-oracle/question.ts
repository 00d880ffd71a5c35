/** A query at one instant, or, with a step, over a range; in milliseconds since the epoch. */
export interface AskedQuery {
  readonly query: string;
  readonly start: number;
  readonly end: number;
  /** 0 for an instant query. */
  readonly step: number;
}

/** Series, each as a script writes it, and queries over them. */
export interface World {
  readonly options: { readonly delayedNameRemoval: boolean; readonly typeAndUnitLabels: boolean };
  readonly stepMs: number;
  readonly series: readonly string[];
  readonly queries: readonly AskedQuery[];
}

/** A float as Go's shortest text, or a histogram; the text of the float is exact. */
export interface AnsweredPoint {
  readonly time: number;
  readonly float?: string;
  readonly histogram?: AnsweredHistogram;
}

export interface AnsweredHistogram {
  readonly hint: string;
  readonly schema: number;
  readonly zeroThreshold: string;
  readonly zeroCount: string;
  readonly count: string;
  readonly sum: string;
  /** Index and count of each bucket. */
  readonly positive: readonly (readonly [string, string])[];
  readonly negative: readonly (readonly [string, string])[];
  readonly customValues: readonly string[];
}

/** What an engine says to a query; absent lists are empty. */
export interface EngineAnswer {
  readonly kind?: string;
  readonly text?: string;
  readonly series?: readonly { readonly labels: string; readonly points: readonly AnsweredPoint[] }[];
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
  readonly error?: string;
}

/** An expression printed again, or why it is none. */
export interface ParsedAnswer {
  readonly text?: string;
  readonly error?: string;
}
