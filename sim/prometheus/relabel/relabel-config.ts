import { type CompileRegex, isPlainLabelName, type Regex } from "../promql/matcher.ts";
import { quote } from "../promql/syntax/quote.ts";
import { hasVariable } from "./expand.ts";

/** What a rule does. */
export type RelabelAction =
  | ("replace" | "keep" | "drop" | "keepequal" | "dropequal" | "hashmod")
  | ("labelmap" | "labeldrop" | "labelkeep" | "lowercase" | "uppercase");

/** Which label names are allowed: any text, or letters, digits and underscores. */
export type NameValidation = "utf8" | "legacy";

/** One entry of `relabel_configs`, `metric_relabel_configs` or `alert_relabel_configs`; a field that is not given is undefined. */
export interface RelabelConfig {
  readonly action?: RelabelAction | undefined;
  readonly sourceLabels?: readonly string[] | undefined;
  readonly separator?: string | undefined;
  readonly regex?: string | undefined;
  readonly modulus?: bigint | undefined;
  readonly targetLabel?: string | undefined;
  readonly replacement?: string | undefined;
}

/** A rule with its defaults, ready to be applied. */
export interface RelabelRule {
  readonly action: RelabelAction;
  readonly sourceLabels: readonly string[];
  readonly separator: string;
  readonly pattern: string;
  /** The pattern, which has to match the whole text. */
  readonly regex: Regex;
  readonly isDefaultRegex: boolean;
  readonly modulus: bigint;
  readonly targetLabel: string;
  readonly replacement: string;
  readonly nameValidation: NameValidation;
}

export type CompiledRelabel =
  | { readonly kind: "rule"; readonly rule: RelabelRule }
  | { readonly kind: "invalid"; readonly because: string };

/** How names are checked, and what compiles regular expressions. */
export interface RelabelSettings {
  readonly compile: CompileRegex;
  readonly nameValidation: NameValidation;
}

const defaults = { separator: ";", regex: "(.*)", replacement: "$1", modulus: 0n, targetLabel: "" };

/** The rule of a config, or what upstream says is wrong with it. Source: prometheus v0.315.0 model/relabel (Validate) */
export function compileRelabel(config: RelabelConfig, { compile, nameValidation }: RelabelSettings): CompiledRelabel {
  const compiled = compile(`^(?s:${config.regex ?? defaults.regex})$`);
  if (compiled.kind === "invalid") return compiled;
  const rule: RelabelRule = {
    action: config.action ?? "replace",
    sourceLabels: config.sourceLabels ?? [],
    separator: config.separator ?? defaults.separator,
    pattern: config.regex ?? defaults.regex,
    regex: compiled.regex,
    isDefaultRegex: config.regex === undefined,
    modulus: config.modulus ?? defaults.modulus,
    targetLabel: config.targetLabel ?? defaults.targetLabel,
    replacement: config.replacement ?? defaults.replacement,
    nameValidation,
  };
  const because = wrongTarget(rule) ?? wrongFields(rule, config.sourceLabels !== undefined);
  return because === undefined ? { kind: "rule", rule } : { kind: "invalid", because };
}

/** True for a name that a label may have. */
export const isLabelName = (name: string, nameValidation: NameValidation): boolean =>
  nameValidation === "legacy" ? isPlainLabelName(name) : name !== "" && name.isWellFormed();

const legacyTemplate = /^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$/;

function isLabelTemplate(template: string, nameValidation: NameValidation): boolean {
  return nameValidation === "legacy" ? isLegacyTemplate(template) : isLabelName(template, nameValidation);
}

/** The expression repeats what repeats, so a text that does not match is told apart by its characters first. */
const isLegacyTemplate = (template: string): boolean =>
  /^(?!\d)(?:\w|\$\{\w+\}|\$\w)*$/.test(template) && template !== "" && legacyTemplate.test(template);

const writesTarget: readonly RelabelAction[] = [
  "replace",
  "hashmod",
  "lowercase",
  "uppercase",
  "keepequal",
  "dropequal",
];

function wrongTarget({ action, modulus, targetLabel, replacement, nameValidation }: RelabelRule): string | undefined {
  if (action === "hashmod" && modulus === 0n) return "relabel configuration for hashmod requires non-zero modulus";
  const isWriting = writesTarget.includes(action);
  if (isWriting && targetLabel === "") {
    return `relabel configuration for ${action} action requires 'target_label' value`;
  }
  const isTemplate = action === "replace" && hasVariable(targetLabel);
  const isValid = isTemplate ? isLabelTemplate(targetLabel, nameValidation) : isLabelName(targetLabel, nameValidation);
  const wrong = `${quote(targetLabel)} is invalid 'target_label' for ${action} action`;
  if (isWriting && action !== "hashmod" && !isValid) return wrong;
  if (isWriting && !["replace", "hashmod"].includes(action) && replacement !== defaults.replacement) {
    return `'replacement' can not be set for ${action} action`;
  }
  if (action === "labelmap" && !isLabelTemplate(replacement, nameValidation)) {
    return `${quote(replacement)} is invalid 'replacement' for ${action} action`;
  }
  return action === "hashmod" && !isValid ? wrong : undefined;
}

/** Fields that an action does not take. */
function wrongFields(rule: RelabelRule, hasSourceLabels: boolean): string | undefined {
  const { action, isDefaultRegex, modulus, separator, replacement, targetLabel } = rule;
  const isPlain =
    modulus === defaults.modulus && separator === defaults.separator && replacement === defaults.replacement;
  if ((action === "dropequal" || action === "keepequal") && !(isDefaultRegex && isPlain)) {
    return `${action} action requires only 'source_labels' and \`target_label\`, and no other fields`;
  }
  const isBare = isPlain && !hasSourceLabels && targetLabel === defaults.targetLabel;
  if ((action === "labeldrop" || action === "labelkeep") && !isBare) {
    return `${action} action requires only 'regex', and no other fields`;
  }
  return undefined;
}
