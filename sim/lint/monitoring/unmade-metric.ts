import { printGroupResource } from "../../adapter/config.ts";
import { type Finding, type LintRule, nameOf, referenceTo } from "../finding.ts";
import { type AdapterRule, labelFor } from "./adapter-rules.ts";
import { makingOf } from "./made-metrics.ts";
import type { WantedMetric } from "./wanted-metrics.ts";

/** Metrics of HPAs that no rule of the adapter makes. */
export const unmadeMetric: LintRule = ({ adapterRules, wantedMetrics }) => {
  const isCertain = adapterRules.every(({ adapter, broken }) => broken.length === 0 && !adapter.hasOtherRules);
  if (adapterRules.length === 0 || !isCertain) return [];
  const rules = adapterRules.flatMap((config) => config.rules);
  return wantedMetrics
    .filter((wanted) => !isServedElsewhere(wanted, rules) && !rules.some((rule) => canServe(rule, wanted)))
    .map((wanted) => findingOf(wanted, rules));
};

/** External metrics have other servers as well: what KEDA or Datadog make has names that no series has. */
const isServedElsewhere = ({ of, name, selectorKeys }: WantedMetric, rules: readonly AdapterRule[]): boolean =>
  of === "external" &&
  (/[^A-Za-z0-9_:]/.test(name) ||
    selectorKeys.some((key) => key.startsWith("scaledobject.keda.sh/")) ||
    !rules.some((rule) => rule.of === "external" || makingOf(rule, name).kind === "makes"));

const canServe = (rule: AdapterRule, wanted: WantedMetric): boolean =>
  rule.of === wanted.of && hasLabel(rule, wanted) && makingOf(rule, wanted.name).kind !== "no";

const hasLabel = (rule: AdapterRule, { resource }: WantedMetric): boolean =>
  resource === undefined || labelFor(rule, resource) !== undefined;

function findingOf(wanted: WantedMetric, rules: readonly AdapterRule[]): Finding {
  const { hpa, field, name, of, resource, type } = wanted;
  const about = resource === undefined ? "an external metric" : `a metric of ${printGroupResource(resource)}`;
  const reason = `FailedGet${type}Metric`;
  return {
    ...{ rule: "unmade-metric", severity: "error", object: referenceTo(hpa.object), field: `${field}.metric.name` },
    cause: `no rule of the adapter makes ${name} as ${about}: ${nameOf(hpa.object)} will say ScalingActive=False ${reason}${
      of === "external" ? ", if nobody else serves external.metrics.k8s.io" : ""
    }`,
    fix: fixFor(wanted, rules),
  };
}

function fixFor(wanted: WantedMetric, rules: readonly AdapterRule[]): string {
  const { name, of, resource } = wanted;
  const makers = rules.filter((rule) => makingOf(rule, name).kind === "makes");
  const ofOther = makers.find((rule) => rule.of !== of);
  if (ofOther !== undefined) {
    return of === "external"
      ? `${ofOther.field} makes it a custom metric: ask for it with type Pods or Object, or move the rule to externalRules.`
      : `${ofOther.field} makes it an external metric: ask for it with type External, or move the rule to rules.`;
  }
  const [ofOtherObjects] = makers;
  if (ofOtherObjects !== undefined && resource !== undefined) {
    const { field } = ofOtherObjects;
    return `${field} makes it of other objects: add a label for ${printGroupResource(resource)} to its resources.overrides, if the series have one.`;
  }
  const meant = similar(name, wanted, rules);
  if (meant !== undefined) return `Ask for ${meant}: that is what ${ruleMaking(meant, wanted, rules)} calls it.`;
  const names = knownNames(wanted, rules);
  return names.length === 0
    ? `Add a rule for it under ${of === "external" ? "externalRules" : "rules"}.`
    : `The rules make ${names.join(", ")}.`;
}

/** Ways in which names differ from what people expect of them. */
function variants(name: string): readonly string[] {
  const bare = name.replace(/_(?:total|per_second|rate)$/, "");
  return [bare, `${bare}_total`, `${bare}_per_second`, `${bare}_rate`, name.toLowerCase()].filter(
    (one) => one !== name,
  );
}

function similar(name: string, wanted: WantedMetric, rules: readonly AdapterRule[]): string | undefined {
  const ofSameCase = knownNames(wanted, rules).find((known) => known.toLowerCase() === name.toLowerCase());
  return ofSameCase ?? variants(name).find((variant) => ruleMaking(variant, wanted, rules) !== undefined);
}

function ruleMaking(name: string, wanted: WantedMetric, rules: readonly AdapterRule[]): string | undefined {
  const serves = (rule: AdapterRule): boolean =>
    rule.of === wanted.of && hasLabel(rule, wanted) && makingOf(rule, name).kind === "makes";
  return rules.find((rule) => rule.series !== undefined && serves(rule))?.field ?? rules.find(serves)?.field;
}

const knownNames = ({ of }: WantedMetric, rules: readonly AdapterRule[]): readonly string[] =>
  rules.flatMap(({ of: kind, series, namer }) =>
    series === undefined || kind !== of ? [] : namer.nameOf({ __name__: series }) || [],
  );
