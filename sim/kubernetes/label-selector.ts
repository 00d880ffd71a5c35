import type { LabelSelector, LabelSelectorRequirement } from "./autoscaling.ts";
import { goQuote } from "./go-text.ts";
import { latestTexts, type SelectorTexts } from "./label-selector-errors.ts";
import { parseRequirements } from "./label-selector-parser.ts";
import {
  formatRequirement,
  meets,
  type Operator,
  type Requirement,
  requirementError,
} from "./label-selector-requirement.ts";
import { byCodeUnit, type Labels } from "./object.ts";

export type { SelectorTexts } from "./label-selector-errors.ts";
export { labelKeyErrors, labelValueErrors } from "./label-selector-validation.ts";

/** Which objects are meant, by their labels. Requirements are sorted by key and all have to be met. */
export type Selector =
  | { readonly kind: "requirements"; readonly requirements: readonly Requirement[] }
  | { readonly kind: "nothing" };

/** `error` is upstream's text. */
export type ParsedSelector =
  | { readonly ok: true; readonly selector: Selector }
  | { readonly ok: false; readonly error: string };

export const everything: Selector = { kind: "requirements", requirements: [] };

export const nothing: Selector = { kind: "nothing" };

/** Reads a selector as `kubectl -l` takes it; the empty text selects everything. Source: apimachinery v0.36.3 labels.Parse */
export function parseSelector(text: string, texts: SelectorTexts = latestTexts): ParsedSelector {
  const parsed = parseRequirements(text, texts);
  return parsed.ok ? { ok: true, selector: allOf(parsed.requirements) } : parsed;
}

/**
 * The selector of an object's spec: an absent one selects nothing, an empty one everything.
 *
 * The error is that of the first bad requirement, `matchLabels` by key before `matchExpressions`. (Upstream takes
 * `matchLabels` in the random order of Go's maps.)
 * Source: apimachinery v0.36.3 metav1.LabelSelectorAsSelector
 */
export function selectorFromLabelSelector(
  labelSelector: LabelSelector | undefined,
  texts: SelectorTexts = latestTexts,
): ParsedSelector {
  if (labelSelector === undefined) return { ok: true, selector: nothing };
  const requirements: Requirement[] = [];
  for (const requirement of requirementsOf(labelSelector.matchLabels ?? {})) {
    const error = requirementError(requirement, texts);
    if (error !== undefined) return { ok: false, error };
    requirements.push(requirement);
  }
  for (const expression of labelSelector.matchExpressions ?? []) {
    const operator = expressionOperators.get(expression.operator);
    if (operator === undefined) {
      return { ok: false, error: `${goQuote(expression.operator)} is not a valid ${texts.operatorNoun}` };
    }
    const requirement = { key: expression.key, operator, values: expression.values ?? [] };
    const error = requirementError(requirement, texts);
    if (error !== undefined) return { ok: false, error };
    requirements.push(requirement);
  }
  return { ok: true, selector: allOf(requirements) };
}

/** A selector that asks for each of these labels. Nothing is validated. Source: apimachinery v0.36.3 labels.SelectorFromSet */
export function selectorFromLabels(labels: Labels): Selector {
  return { kind: "requirements", requirements: requirementsOf(labels) };
}

/** Whether the labels meet every requirement. */
export function matches(selector: Selector, labels: Labels): boolean {
  if (selector.kind === "nothing") return false;
  for (const requirement of selector.requirements) {
    if (!meets(labels, requirement)) return false;
  }
  return true;
}

/** The text that `parseSelector` reads: `app=web,tier in (a,b)`. Everything and nothing both print as the empty text. */
export function formatSelector(selector: Selector): string {
  return selector.kind === "nothing" ? "" : selector.requirements.map(formatRequirement).join();
}

/**
 * A label selector as Go's `%+v` prints the pointer to it, which is how it appears in messages.
 *
 * Source: apimachinery v0.36.3 and v0.15.12 metav1 generated.pb.go
 */
export function printLabelSelector(
  labelSelector: LabelSelector | undefined,
  { printedExpressions }: SelectorTexts = latestTexts,
): string {
  if (labelSelector === undefined) return "nil";
  const labels = requirementsOf(labelSelector.matchLabels ?? {}).map(({ key, values }) => `${key}: ${values.join()},`);
  const written = labelSelector.matchExpressions ?? [];
  const expressions =
    printedExpressions === "values"
      ? `[${written.map(printExpressionValues).join(" ")}]`
      : `[]LabelSelectorRequirement{${written.map((expression) => `${printExpression(expression)},`).join("")}}`;
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join("")}},MatchExpressions:${expressions},}`;
}

const printExpressionValues = ({ key, operator, values }: LabelSelectorRequirement): string =>
  `{${key} ${operator} [${(values ?? []).join(" ")}]}`;

function printExpression({ key, operator, values }: LabelSelectorRequirement): string {
  return `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${(values ?? []).join(" ")}],}`;
}

const expressionOperators: ReadonlyMap<string, Operator> = new Map([
  ["In", "in"],
  ["NotIn", "notin"],
  ["Exists", "exists"],
  ["DoesNotExist", "!"],
]);

const allOf = (requirements: readonly Requirement[]): Selector => ({
  kind: "requirements",
  requirements: requirements.toSorted((a, b) => byCodeUnit(a.key, b.key)),
});

const requirementsOf = (labels: Labels): readonly Requirement[] =>
  Object.keys(labels)
    .sort(byCodeUnit)
    .map((key) => ({ key, operator: "=", values: [labels[key] ?? ""] }));
