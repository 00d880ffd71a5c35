import type { RecordingRule } from "../../prometheus/rules/rule.ts";
import { expressionOf } from "./adapter-rules.ts";
import type { Monitoring } from "./monitoring.ts";
import { carries, resultLabels } from "./result-labels.ts";

/** The rules that record a series; none for one that is scraped. */
export const recordingsOf = (series: string, { rules }: Pick<Monitoring, "rules">): readonly RecordingRule[] =>
  rules
    .flatMap(({ groups }) => groups.flatMap((group) => group.rules))
    .flatMap((rule) => (rule.kind === "recording" && rule.record === series ? [rule] : []));

/** Whether what a rule records may have a label. */
export function mayRecord({ expression, labels }: RecordingRule, label: string): boolean {
  const parsed = expressionOf(expression);
  return labels.some(([name]) => name === label) || !parsed.ok || carries(resultLabels(parsed.value), label);
}
