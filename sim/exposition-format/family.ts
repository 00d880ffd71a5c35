import type { Labels } from "../kubernetes/object.ts";

export type MetricType = "counter" | "gauge" | "histogram" | "summary" | "untyped";

/** One line of the exposition format. */
export type MetricSample = {
  /** The family's name; with `_bucket`, `_sum` or `_count` for some lines of a histogram or summary. */
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
  /** Since the epoch; undefined for a line that has no timestamp. */
  readonly timestampMilliseconds: number | undefined;
};

/** The lines under one `# TYPE`. A family without that line is `untyped`. */
export type MetricFamily = {
  readonly name: string;
  /** Undefined when there is no `# HELP`. */
  readonly help: string | undefined;
  readonly type: MetricType;
  readonly samples: readonly MetricSample[];
};
