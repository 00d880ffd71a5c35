import { byCodeUnit } from "../kubernetes/object.ts";
import { parseQuery } from "../prometheus/promql/syntax/parse.ts";
import type { ParserOptions } from "../prometheus/promql/syntax/parsing.ts";
import { printExpression } from "../prometheus/promql/syntax/print.ts";
import { utf8Length } from "../prometheus/utf8.ts";
import { compileRegex } from "../regex.ts";
import { withMatcher } from "./enforce-matcher.ts";
import type { Prometheus, PrometheusRule } from "./objects/object.ts";
import type { ObjectReference } from "./objects/prometheus.ts";
import type { OperatorRule, OperatorRuleGroup } from "./objects/prometheus-rule.ts";
import { isExcluded } from "./relabelings.ts";
import { isSince, type PrometheusVersion } from "./version.ts";
import { byKey } from "./yaml/key-order.ts";
import { printYaml } from "./yaml/print-yaml.ts";
import { field, filled, map, type YamlEntry, type YamlMap } from "./yaml/yaml-value.ts";

/** A file of rules, as Prometheus finds it in a ConfigMap. */
export type RuleFile = {
  /** `/etc/prometheus/rules/prometheus-k8s-rulefiles-0/monitoring-web-UID.yaml` */
  readonly path: string;
  readonly text: string;
  readonly rule: PrometheusRule;
};

/** What the operator needs to know of rules from elsewhere. */
export type RuleChecks = {
  /** Whether Prometheus takes a file. */
  readonly isValid: (text: string) => boolean;
  /** The identity that the API server has given an object. */
  readonly uidOf: (rule: PrometheusRule) => string;
};

/** The rules of a Prometheus, or which of them the operator leaves out. */
export type RuleSelection = {
  readonly files: readonly RuleFile[];
  /** In the order of their names; never fewer than three are mounted. */
  readonly configMaps: readonly string[];
  readonly rejected: readonly { readonly rule: PrometheusRule; readonly because: string }[];
};

/** What a ConfigMap may hold, bytes. */
const configMapMax = 512 * 1024;
const configMapsMin = 3;

/**
 * The files of selected rules, with the enforced namespace label.
 *
 * Source: prometheus-operator v0.94.1 pkg/operator/rules.go
 */
export function ruleFiles(
  { prometheus, version }: { readonly prometheus: Prometheus; readonly version: PrometheusVersion },
  selected: readonly PrometheusRule[],
  { isValid, uidOf }: RuleChecks,
): RuleSelection {
  const rejected: { readonly rule: PrometheusRule; readonly because: string }[] = [];
  const named = selected.flatMap((rule) => {
    const groups = enforcedGroups(rule, prometheus);
    if (groups.kind === "invalid") {
      rejected.push({ rule, because: groups.because });
      return [];
    }
    const text = printYaml(
      map(
        filled(
          "groups",
          groups.groups.map((group) => groupOf(group, version)),
        ),
      ),
    );
    if (utf8Length(text) > configMapMax || !isValid(textToCheck(groups.groups, version))) {
      rejected.push({ rule, because: "invalid rule" });
      return [];
    }
    const { namespace, name } = rule.meta;
    return [{ name: `${namespace}-${name}-${uidOf(rule)}.yaml`, text, rule }];
  });
  const configMapOf = (index: number): string => `prometheus-${prometheus.meta.name}-rulefiles-${index}`;
  let index = 0;
  let size = 0;
  const files = named
    .toSorted((a, b) => byCodeUnit(a.name, b.name))
    .map(({ name, text, rule }): RuleFile => {
      const length = utf8Length(text);
      if (size + length > configMapMax) {
        index += 1;
        size = 0;
      }
      size += length;
      return { path: `/etc/prometheus/rules/${configMapOf(index)}/${name}`, text, rule };
    });
  const count = Math.max(index + 1, configMapsMin);
  return { files, configMaps: Array.from({ length: count }, (_, at) => configMapOf(at)).sort(byCodeUnit), rejected };
}

type Groups =
  | { readonly kind: "groups"; readonly groups: readonly OperatorRuleGroup[] }
  | { readonly kind: "invalid"; readonly because: string };

/** Every rule, and every selector of its expression, gets the namespace of the object. */
function enforcedGroups(rule: PrometheusRule, prometheus: Prometheus): Groups {
  const { groups = [] } = rule.spec;
  const { enforcedNamespaceLabel: label = "", excludedFromEnforcement = [] } = prometheus.spec;
  if (
    label === "" ||
    isExcluded({ kind: rule.kind, ...rule.meta }, [...excludedFromEnforcement, ...older(prometheus)])
  ) {
    return { kind: "groups", groups };
  }
  const { namespace } = rule.meta;
  const faults: string[] = [];
  const enforce = (given: OperatorRule): OperatorRule => {
    const parsed = parseQuery(String(given.expr), { options: standardSyntax, compileRegex });
    if (parsed.kind === "error") faults.push(`failed to parse promql expression: ${parsed.message}`);
    const expr =
      parsed.kind === "expression" ? printExpression(withMatcher(parsed.expression, label, namespace)) : given.expr;
    return { ...given, expr, labels: { ...given.labels, [label]: namespace } };
  };
  const enforced = groups.map((group) => (group.rules ? { ...group, rules: group.rules.map(enforce) } : group));
  const [because] = faults;
  return because === undefined ? { kind: "groups", groups: enforced } : { kind: "invalid", because };
}

/** Expressions in which a label is enforced are parsed without experimental syntax. */
const standardSyntax: ParserOptions = {
  ...{ experimentalFunctions: false, durationExpressions: false },
  ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
};

const older = ({ spec }: Prometheus): readonly ObjectReference[] =>
  (spec.prometheusRulesExcludedFromEnforce ?? []).map(({ ruleNamespace, ruleName }) => ({
    ...{ resource: "prometheusrules", namespace: ruleNamespace, name: ruleName },
  }));

/** A group without what Prometheus of this version does not know, keys in order. */
function groupOf(group: OperatorRuleGroup, version: PrometheusVersion): YamlMap {
  const { interval, labels, limit, name, query_offset, rules } = group;
  return map(
    field("interval", interval),
    isSince(version, "3.0.0") ? labelEntries("labels", labels) : [],
    isSince(version, "2.31.0") ? field("limit", limit) : [],
    field("name", name),
    isSince(version, "2.53.0") ? field("query_offset", query_offset) : [],
    filled(
      "rules",
      rules?.map((rule) => ruleOf(rule, version)),
    ),
  );
}

const ruleOf = (rule: OperatorRule, version: PrometheusVersion): YamlMap =>
  map(
    filled("alert", rule.alert),
    labelEntries("annotations", rule.annotations),
    field("expr", rule.expr),
    field("for", rule.for),
    isSince(version, "2.42.0") ? field("keep_firing_for", rule.keep_firing_for) : [],
    labelEntries("labels", rule.labels),
    filled("record", rule.record),
  );

function labelEntries(name: string, labels: Readonly<Record<string, string>> | undefined): readonly YamlEntry[] {
  const entries = Object.entries(labels ?? {}).sort(([a], [b]) => byKey(a, b));
  return entries.length === 0 ? [] : field(name, map(entries));
}

/** Spans of time that are empty are checked as if they were not there. */
function textToCheck(groups: readonly OperatorRuleGroup[], version: PrometheusVersion): string {
  const withoutEmpty = groups.map(({ interval = "", rules, ...group }): OperatorRuleGroup => {
    const checked = rules?.map(
      ({ for: wait = "", ...rule }): OperatorRule => (wait === "" ? rule : { ...rule, for: wait }),
    );
    return { ...group, ...(interval === "" ? {} : { interval }), ...(checked === undefined ? {} : { rules: checked }) };
  });
  return printYaml(
    map(
      filled(
        "groups",
        withoutEmpty.map((group) => groupOf(group, version)),
      ),
    ),
  );
}
