import type { SampleValue } from "../promql/evaluation/evaluation.ts";
import type { Labels } from "../promql/labels.ts";

/** What a rule writes: a value, or the marker that its series ends. */
export type RuleWrite = SampleValue | "stale";

/** Whether storage took a sample, and if not, in its words why. */
export type AppendAnswer = { readonly kind: "accepted" } | { readonly kind: "refused"; readonly because: string };

/** Takes the samples of one rule; `timestamp` is in milliseconds since the epoch. */
export interface RuleAppender {
  readonly append: (labels: Labels, timestamp: number, value: RuleWrite) => AppendAnswer;
  readonly commit: () => void;
}

/** A new batch. */
export type OpenRuleAppender = () => RuleAppender;
