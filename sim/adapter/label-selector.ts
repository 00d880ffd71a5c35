import type { LabelSelector, LabelSelectorRequirement } from "../kubernetes/autoscaling.ts";
import { goQuote } from "../kubernetes/go-text.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import { failed, found, type Outcome } from "./outcome.ts";

const operators: Readonly<Record<string, LabelSelectorRequirement["operator"]>> = {
  ...{ in: "In", notin: "NotIn", exists: "Exists", "!": "DoesNotExist" },
};

/**
 * The metric selector as an answer repeats it; absent for one without requirements. A selector with `!=` finds values, and then
 * cannot be repeated: the request fails.
 *
 * Source: apimachinery v0.30.0 metav1.ParseToLabelSelector
 */
export function labelSelectorOf(selector: Selector): Outcome<LabelSelector | undefined> {
  const requirements = selector.kind === "nothing" ? [] : selector.requirements;
  if (requirements.length === 0) return found(undefined);
  const matchLabels: Record<string, string> = {};
  const matchExpressions: LabelSelectorRequirement[] = [];
  for (const { key, operator, values } of requirements) {
    if (operator === "=" || operator === "==") {
      matchLabels[key] = values[0] ?? "";
      continue;
    }
    if (operator === "gt" || operator === "lt")
      return failed(`${goQuote(operator)} isn't supported in label selectors`);
    const name = operators[operator];
    if (name === undefined) return failed(`${goQuote(operator)} is not a valid label selector operator`);
    const distinct = [...new Set(values)].sort(byCodeUnit);
    matchExpressions.push({ key, operator: name, ...(distinct.length === 0 ? {} : { values: distinct }) });
  }
  return found({
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
  });
}
