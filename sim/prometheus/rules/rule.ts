import type { Label } from "../promql/labels.ts";

/** Writes the values of an expression to a series of its own. */
export interface RecordingRule {
  readonly kind: "recording";
  readonly record: string;
  /** PromQL. */
  readonly expression: string;
  /** Sorted by name; an empty value takes the label away. */
  readonly labels: readonly Label[];
}

/** Raises an alert for every element of an expression. */
export interface AlertingRule {
  readonly kind: "alerting";
  readonly alert: string;
  /** PromQL. */
  readonly expression: string;
  /** How long an element has to be there before its alert fires. */
  readonly forMs: number;
  /** How long an alert goes on firing when its element is gone. */
  readonly keepFiringForMs: number;
  /** Templates, sorted by name. */
  readonly labels: readonly Label[];
  /** Templates, sorted by name. */
  readonly annotations: readonly Label[];
}

export type Rule = RecordingRule | AlertingRule;

/** Rules that are evaluated one after the other, again and again. */
export interface RuleGroup {
  readonly name: string;
  readonly file: string;
  readonly intervalMs: number;
  /** How far before its time an evaluation queries and writes. */
  readonly queryOffsetMs: number;
  /** Most alerts or series of one rule; 0 for no limit. */
  readonly limit: number;
  /** In the order of the file; labels of the group are part of those of its rules. */
  readonly rules: readonly Rule[];
}

/** The name of the series or of the alert. */
export const ruleName = (rule: Rule): string => (rule.kind === "recording" ? rule.record : rule.alert);
