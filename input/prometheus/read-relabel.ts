import type { CompileRegex } from "../../sim/prometheus/promql/matcher.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import {
  compileRelabel,
  type NameValidation,
  type RelabelAction,
  type RelabelConfig,
  type RelabelRule,
} from "../../sim/prometheus/relabel/relabel-config.ts";
import { parsedBy } from "../fields/parsed.ts";
import { listOf, optional, type Read, readAll } from "../fields/read.ts";
import { text } from "../fields/scalars.ts";
import { isNull, type Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { section } from "./section.ts";
import { type Placed, placed } from "./values.ts";

const actions: readonly RelabelAction[] = [
  ...(["replace", "keep", "drop", "keepequal", "dropequal", "hashmod", "labelmap"] as const),
  ...(["labeldrop", "labelkeep", "lowercase", "uppercase"] as const),
];

const action: Read<RelabelAction> = parsedBy<RelabelAction>((given) => {
  const known = actions.find((word) => word === given.toLowerCase());
  if (known !== undefined) return { ok: true, value: known };
  return { ok: false, message: `unknown relabel action ${quote(given)}`, hint: `Known are ${actions.join(", ")}.` };
}, "an action such as keep");

const modulus: Read<bigint> = parsedBy<bigint>((given) => {
  const isCount = /^\d{1,20}$/.test(given) && BigInt(given) < 2n ** 64n;
  return isCount ? { ok: true, value: BigInt(given) } : { ok: false, message: `${quote(given)} is no whole number` };
}, "a whole number");

const relabelFields = section("relabel.plain", {
  source_labels: optional(listOf(text), undefined),
  separator: optional(text, undefined),
  regex: optional(text, undefined),
  modulus: optional(modulus, undefined),
  target_label: optional(text, undefined),
  replacement: optional(text, undefined),
  action: optional(action, undefined),
});

const relabelConfig: Read<RelabelConfig> = (node) => {
  const { source_labels: sourceLabels, target_label: targetLabel, ...rest } = relabelFields(node);
  return { sourceLabels, targetLabel, ...rest };
};

/** `relabel_configs`, `metric_relabel_configs`, not yet compiled. */
export const relabelConfigs =
  (which: string): Read<readonly Placed<RelabelConfig>[]> =>
  (node: Node) =>
    listOf((item) => {
      if (isNull(item)) throw errorAt(item.place, `empty or null ${which} relabeling rule in scrape config`);
      return placed(relabelConfig)(item);
    })(node);

/** The rules of the configs, or an InputError in upstream's words. */
export const compileRelabels = (
  configs: readonly Placed<RelabelConfig>[],
  settings: { readonly compile: CompileRegex; readonly nameValidation: NameValidation },
): readonly RelabelRule[] =>
  readAll(configs, ({ value, place }) => {
    const compiled = compileRelabel(value, settings);
    if (compiled.kind === "invalid") throw errorAt(place, compiled.because);
    return compiled.rule;
  });
