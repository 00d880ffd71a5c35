import type { Label } from "../../sim/prometheus/promql/labels.ts";
import { type ParsedQuery, parseQuery } from "../../sim/prometheus/promql/syntax/parse.ts";
import type { ParserOptions } from "../../sim/prometheus/promql/syntax/parsing.ts";
import { printExpression } from "../../sim/prometheus/promql/syntax/print.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import type { Rule } from "../../sim/prometheus/rules/rule.ts";
import { templateProblem } from "../../sim/prometheus/template/expand.ts";
import { compileRegex } from "../../sim/regex.ts";
import { prometheusDuration } from "../fields/prometheus-duration.ts";
import { asNode, mapOf, optional, type Read, record } from "../fields/read.ts";
import { text } from "../fields/scalars.ts";
import { InputError, type Problem } from "../input-error.ts";
import type { Node } from "../node.ts";
import { type Place, problemAt } from "../place.ts";

/** A name and a text with the places where they stand. */
export interface PlacedLabel {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

/** A mapping of texts. */
export const placedLabels: Read<readonly PlacedLabel[]> = mapOf(
  (name, { value, keyPlace }): PlacedLabel => ({ name, value: text(value), place: keyPlace }),
);

/** What a rule is part of. */
export interface RuleContext {
  readonly group: string;
  /** From 1. */
  readonly index: number;
  readonly groupLabels: readonly PlacedLabel[];
  readonly parser: ParserOptions;
}

const fields = {
  record: optional(asNode, undefined),
  alert: optional(asNode, undefined),
  expr: optional(asNode, undefined),
  for: optional(prometheusDuration, 0),
  keep_firing_for: optional(prometheusDuration, 0),
  labels: optional(placedLabels, []),
  annotations: optional(placedLabels, []),
};

const readFields = record<{
  readonly record: Node | undefined;
  readonly alert: Node | undefined;
  readonly expr: Node | undefined;
  readonly for: number;
  readonly keep_firing_for: number;
  readonly labels: readonly PlacedLabel[];
  readonly annotations: readonly PlacedLabel[];
}>(fields);

type Given = ReturnType<typeof readFields> & { readonly name: string; readonly expression: string };

/** Reads and checks a rule. Source: prometheus v0.315.0 model/rulefmt/rulefmt.go (Rule.Validate) */
export function readRule(node: Node, context: RuleContext): Rule {
  const read = readFields(node);
  const recorded = read.record === undefined ? "" : text(read.record);
  const alert = read.alert === undefined ? "" : text(read.alert);
  const expression = read.expr === undefined ? "" : text(read.expr);
  const given: Given = { ...read, name: alert === "" ? recorded : alert, expression };
  const parsed = parseQuery(expression, { options: context.parser, compileRegex });
  const problems = [
    ...nameProblems(given, { node, recorded, alert }),
    ...expressionProblems(given, { node, parsed }),
    ...(recorded === "" ? [] : recordingProblems(given, recorded)),
    ...labelProblems(given.labels),
    ...given.annotations
      .filter(({ name }) => name === "")
      .map(({ name, place }) => ({ place, because: `invalid annotation name: ${name}` })),
    ...(alert === "" ? [] : templateProblems(given, alert)),
  ];
  if (problems.length > 0) throw new InputError(problems.map((problem) => inContext(problem, given.name, context)));
  const labels = mergedLabels([...context.groupLabels, ...given.labels]);
  const printed = parsed.kind === "expression" ? printExpression(parsed.expression) : expression;
  if (alert === "") return { kind: "recording", record: recorded, expression: printed, labels };
  return {
    ...{ kind: "alerting", alert, expression: printed, labels, annotations: mergedLabels(given.annotations) },
    ...{ forMs: given.for, keepFiringForMs: given.keep_firing_for },
  };
}

interface Found {
  readonly place: Place;
  readonly because: string;
}

const inContext = ({ place, because }: Found, name: string, { group, index }: RuleContext): Problem =>
  problemAt(place, `group ${quote(group)}, rule ${index}, ${quote(name)}: ${because}`);

function nameProblems(
  { record: recordNode, alert: alertNode }: Given,
  { node, recorded, alert }: { readonly node: Node; readonly recorded: string; readonly alert: string },
): readonly Found[] {
  const { place } = recordNode ?? alertNode ?? node;
  if (recorded !== "" && alert !== "") return [{ place, because: "only one of 'record' and 'alert' must be set" }];
  return recorded === "" && alert === "" ? [{ place, because: "one of 'record' or 'alert' must be set" }] : [];
}

function expressionProblems(
  { expr, expression }: Given,
  { node, parsed }: { readonly node: Node; readonly parsed: ParsedQuery },
): readonly Found[] {
  const { place } = expr ?? node;
  if (expression === "") return [{ place, because: "field 'expr' must be set in rule" }];
  return parsed.kind === "error" ? [{ place, because: `could not parse expression: ${parsed.message}` }] : [];
}

function recordingProblems(given: Given, name: string): readonly Found[] {
  const place = given.record?.place;
  if (place === undefined) return [];
  const invalid = (field: string): string => `invalid field '${field}' in recording rule`;
  const texts = [
    ...(given.annotations.length > 0 ? [invalid("annotations")] : []),
    ...(given.for !== 0 ? [invalid("for")] : []),
    ...(given.keep_firing_for !== 0 ? [invalid("keep_firing_for")] : []),
    ...(name.isWellFormed() ? [] : [`invalid recording rule name: ${name}`]),
    ...(/[{}]/.test(name) ? [`braces present in the recording rule name; should it be in expr?: ${name}`] : []),
  ];
  return texts.map((because) => ({ place, because }));
}

/** What is wrong with the names of labels; any text but none may be one. */
export const labelProblems = (labels: readonly PlacedLabel[]): readonly Found[] =>
  labels
    .filter(({ name }) => name === "" || name === "__name__")
    .map(({ name, place }) => ({ place, because: `invalid label name: ${name}` }));

function templateProblems({ labels, annotations }: Given, alert: string): readonly Found[] {
  const check = (what: string, { name, value, place }: PlacedLabel): readonly Found[] => {
    const problem = templateProblem(value, alert);
    return problem === undefined ? [] : [{ place, because: `${what} ${quote(name)}: ${problem}` }];
  };
  return [
    ...labels.flatMap((label) => check("label", label)),
    ...annotations.flatMap((annotation) => check("annotation", annotation)),
  ];
}

/** Of one name the last counts; sorted by name. */
function mergedLabels(labels: readonly PlacedLabel[]): readonly Label[] {
  const merged = new Map(labels.map(({ name, value }) => [name, value] as const));
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1));
}
