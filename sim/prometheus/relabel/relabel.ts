import { unreachable } from "../../invariant.ts";
import { expand, hasVariable } from "./expand.ts";
import type { LabelBuilder } from "./label-builder.ts";
import { toSimpleLower, toSimpleUpper } from "./letter-case.ts";
import { md5Tail } from "./md5.ts";
import { isLabelName, type RelabelRule } from "./relabel-config.ts";

/** Applies the rules in order; false when one of them says to drop. Source: prometheus v0.315.0 model/relabel */
export const relabel = (builder: LabelBuilder, rules: readonly RelabelRule[]): boolean =>
  rules.every((rule) => apply(rule, builder));

/** False drops. */
function apply(rule: RelabelRule, builder: LabelBuilder): boolean {
  const { action, regex, targetLabel } = rule;
  const value = rule.sourceLabels.map((name) => builder.get(name)).join(rule.separator);
  switch (action) {
    case "drop":
      return !regex.test(value);
    case "keep":
      return regex.test(value);
    case "dropequal":
      return builder.get(targetLabel) !== value;
    case "keepequal":
      return builder.get(targetLabel) === value;
    case "replace":
      replace(rule, value, builder);
      return true;
    case "lowercase":
      builder.set(targetLabel, toSimpleLower(value));
      return true;
    case "uppercase":
      builder.set(targetLabel, toSimpleUpper(value));
      return true;
    case "hashmod":
      builder.set(targetLabel, String(md5Tail(value) % rule.modulus));
      return true;
    case "labelmap":
      map(rule, builder);
      return true;
    case "labeldrop":
      for (const [name] of builder.entries()) if (regex.test(name)) builder.remove(name);
      return true;
    case "labelkeep":
      for (const [name] of builder.entries()) if (!regex.test(name)) builder.remove(name);
      return true;
    default:
      return unreachable(action);
  }
}

function replace(rule: RelabelRule, text: string, builder: LabelBuilder): void {
  const { regex, targetLabel, replacement } = rule;
  // Upstream's short cut; it also spares the name its check, which a config without variables has passed.
  if (text === "" && rule.isDefaultRegex && !hasVariable(targetLabel) && !hasVariable(replacement)) {
    builder.set(targetLabel, replacement);
    return;
  }
  const match = regex.exec(text);
  if (match === undefined) return;
  const target = expand(targetLabel, { regex, text, match });
  if (isLabelName(target, rule.nameValidation)) builder.set(target, expand(replacement, { regex, text, match }));
}

function map({ regex, replacement }: RelabelRule, builder: LabelBuilder): void {
  for (const [name, value] of builder.entries()) {
    const match = regex.exec(name);
    if (match !== undefined) builder.set(expand(replacement, { regex, text: name, match }), value);
  }
}
