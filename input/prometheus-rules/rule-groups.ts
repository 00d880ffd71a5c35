import type { ParserOptions } from "../../sim/prometheus/promql/syntax/parsing.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import type { RuleGroup } from "../../sim/prometheus/rules/rule.ts";
import { prometheusDuration } from "../fields/prometheus-duration.ts";
import { asNode, listOf, optional, readAll, record } from "../fields/read.ts";
import { integer, text } from "../fields/scalars.ts";
import { InputError } from "../input-error.ts";
import type { Node } from "../node.ts";
import { type Place, problemAt, type Source } from "../place.ts";

import { readDocuments } from "../yaml/documents.ts";
import { labelProblems, type PlacedLabel, placedLabels, readRule } from "./rule.ts";

/** What rules have from the configuration of Prometheus. */
export interface RuleDefaults {
  /** `global.evaluation_interval`. */
  readonly evaluationIntervalMs: number;
  /** `global.rule_query_offset`. */
  readonly queryOffsetMs: number;
  readonly parser: ParserOptions;
}

/** Reads a rule file: its first document, as Prometheus does. An InputError says all that is wrong with it. */
export function readRuleFile(source: Source, defaults: RuleDefaults): readonly RuleGroup[] {
  const [document] = readDocuments(source, "kubectl");
  return document === undefined ? [] : ruleGroups(document, { ...defaults, file: source.file });
}

const readTop = record<{ readonly groups: readonly Node[] }>({ groups: optional(listOf(asNode), []) });

/**
 * The groups of a rule file's document or of a `PrometheusRule`'s spec; `file` is what they are known by.
 *
 * Source: prometheus v0.315.0 model/rulefmt/rulefmt.go (RuleGroups.Validate)
 */
export function ruleGroups(node: Node, context: RuleDefaults & { readonly file: string }): readonly RuleGroup[] {
  const { groups } = readTop(node);
  const names = new Set<string>();
  return readAll(groups, (group) => {
    const read = readGroup(group, context);
    if (names.has(read.name)) throw repeated(read.name, group.place);
    names.add(read.name);
    return read;
  });
}

const repeated = (name: string, place: Place): InputError =>
  new InputError([problemAt(place, `groupname: "${name}" is repeated in the same file`)]);

const readFields = record<{
  readonly name: Node | undefined;
  readonly interval: number;
  readonly query_offset: number | undefined;
  readonly limit: number;
  readonly labels: readonly PlacedLabel[];
  readonly rules: readonly Node[];
  readonly partial_response_strategy: Node | undefined;
}>({
  name: optional(asNode, undefined),
  interval: optional(prometheusDuration, 0),
  query_offset: optional(prometheusDuration, undefined),
  limit: optional(integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), 0),
  labels: optional(placedLabels, []),
  rules: optional(listOf(asNode), []),
  // Thanos's; Prometheus gets the rules without it from the operator.
  partial_response_strategy: optional(asNode, undefined),
});

function readGroup(node: Node, context: RuleDefaults & { readonly file: string }): RuleGroup {
  const fields = readFields(node);
  const name = fields.name === undefined ? "" : text(fields.name);
  const problems = labelProblems(fields.labels).map(({ place, because }) =>
    problemAt(place, `group ${quote(name)}: ${because}`),
  );
  if (name === "") problems.unshift(problemAt(node.place, "Groupname must not be empty"));
  if (problems.length > 0) throw new InputError(problems);
  const indexed = fields.rules.map((rule, at) => ({ rule, index: at + 1 }));
  return {
    ...{ name, file: context.file, limit: fields.limit },
    intervalMs: fields.interval === 0 ? context.evaluationIntervalMs : fields.interval,
    queryOffsetMs: fields.query_offset ?? context.queryOffsetMs,
    rules: readAll(indexed, ({ rule, index }) =>
      readRule(rule, { group: name, index, groupLabels: fields.labels, parser: context.parser }),
    ),
  };
}
