import { type Label, withLabels } from "../promql/labels.ts";
import type { RuleAnswer, RuleSample } from "./query.ts";
import type { RecordingRule } from "./rule.ts";

/** The series that a recording rule writes, or why it writes none. Source: prometheus v0.315.0 rules/recording.go (Eval) */
export function recordedSeries(
  { record, labels }: Pick<RecordingRule, "record" | "labels">,
  answer: RuleAnswer,
  limit: number,
): RuleAnswer {
  if (answer.kind === "error") return answer;
  const changed: readonly Label[] = [["__name__", record], ...labels];
  const samples = answer.samples.map(
    (sample): RuleSample => ({ labels: withLabels(sample.labels, changed), value: sample.value }),
  );
  const keys = new Set(samples.map((sample) => sample.labels.key));
  if (keys.size < samples.length) {
    return { kind: "error", message: "vector contains metrics with the same labelset after applying rule labels" };
  }
  if (limit > 0 && samples.length > limit) {
    return { kind: "error", message: `exceeded limit of ${limit} with ${samples.length} series` };
  }
  return { kind: "vector", samples };
}
