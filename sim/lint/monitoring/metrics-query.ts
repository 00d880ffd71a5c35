import { printGroupResource } from "../../adapter/config.ts";
import { namespaceResource } from "../../adapter/resource-converter.ts";
import { type Expression, typeOf } from "../../prometheus/promql/syntax/ast.ts";
import type { Finding, LintRule } from "../finding.ts";
import { type AdapterRule, expressionOf, labelFor, mainResource, queryOf } from "./adapter-rules.ts";
import { carries, resultLabels } from "./result-labels.ts";
import { isRated, seriesUses } from "./series-use.ts";

/** Queries that are none, that are not about the objects asked for, or whose answer does not name them. */
export const metricsQueries: LintRule = ({ adapterRules }) =>
  adapterRules.flatMap(({ rules }) => rules.flatMap(queryFindings));

function queryFindings(rule: AdapterRule): readonly Finding[] {
  const labels = labelFindings(rule);
  if (labels.length > 0) return labels;
  const query = queryOf(rule);
  if (query === undefined) return [];
  const parsed = expressionOf(query);
  if (!parsed.ok) return [refused(rule, query, parsed.error)];
  if (rule.of === "external") return [];
  if (typeOf(parsed.value) !== "vector") return [notVector(rule, query)];
  return unmatched(rule, query) ?? lost(rule, query, parsed.value);
}

const place = ({ reference, field }: AdapterRule): Pick<Finding, "object" | "field"> => ({
  object: reference,
  field: `${field}.metricsQuery`,
});

const refused = (rule: AdapterRule, query: string, error: string): Finding => ({
  ...{ rule: "refused-query", severity: "error", ...place(rule) },
  cause: `Prometheus refuses the query that the rule writes (${error}), and the adapter answers 500: ${query}`,
  fix: "Mend the template until what it writes is PromQL. A condition of its own goes after <<.LabelMatchers>>, which may be empty.",
});

const notVector = (rule: AdapterRule, query: string): Finding => ({
  ...{ rule: "refused-query", severity: "error", ...place(rule) },
  cause: `the query gives no vector of samples with labels, and the adapter answers 500: ${query}`,
  fix: "Write a query that gives one sample for each object: sum(…) by (<<.GroupBy>>).",
});

/** A rule without a label for namespaces cannot ask about objects that have one. */
function labelFindings(rule: AdapterRule): readonly Finding[] {
  const { reference: object, field, of, namer } = rule;
  const hasLabel = labelFor(rule, namespaceResource) !== undefined;
  if (hasLabel || (of === "external" && !namer.namespaced)) return [];
  const resource = of === "external" ? undefined : mainResource(rule);
  if (of === "custom" && (resource === undefined || ["nodes", "persistentvolumes"].includes(resource.resource))) {
    return resource === undefined ? [unassociated(rule)] : [];
  }
  const about = resource === undefined ? "an external metric" : printGroupResource(resource);
  return [
    {
      ...{ rule: "missing-namespace-label", severity: "error", object, field: `${field}.resources` },
      cause: `the rule does not say which label holds the namespace, and a query about ${about} needs one: ${
        of === "external" ? "the adapter answers 500, unable to fetch metrics" : "the adapter answers 404"
      }`,
      fix: `Add it to resources.overrides: namespace: {resource: namespace}${
        of === "external" ? ", or say namespaced: false if the metric belongs to no namespace" : ""
      }.`,
    },
  ];
}

const unassociated = ({ reference: object, field }: AdapterRule): Finding => ({
  ...{ rule: "missing-resource-label", severity: "error", object, field: `${field}.resources` },
  cause: "the rule does not say which labels name objects, so its series are about none: it makes no metric",
  fix: "Map labels to resources: overrides: {namespace: {resource: namespace}, pod: {resource: pod}}.",
});

/** A query that is the same whichever objects it is asked about. */
function unmatched(rule: AdapterRule, query: string): readonly Finding[] | undefined {
  if (queryOf(rule, { names: ["another-0", "another-1"] }) !== query) return undefined;
  return [
    {
      ...{ rule: "missing-label-matchers", severity: "error", ...place(rule) },
      cause:
        "the query has no <<.LabelMatchers>>: it is about all objects of all namespaces, and those of the same name are mixed up",
      fix: "Put it between the braces of each selector: <<.Series>>{<<.LabelMatchers>>}.",
    },
  ];
}

function lost(rule: AdapterRule, query: string, expression: Expression): readonly Finding[] {
  const resource = mainResource(rule);
  const label = resource && labelFor(rule, resource);
  if (resource === undefined || label === undefined) return [];
  if (!carries(resultLabels(expression), label)) {
    return [
      {
        ...{ rule: "missing-group-by", severity: "error", ...place(rule) },
        cause: `the answer has no label ${label}, so the adapter cannot tell which of the ${resource.resource} a value is of, and gives none: ${query}`,
        fix: "Keep the label through every step: sum(…) by (<<.GroupBy>>).",
      },
    ];
  }
  const uses = seriesUses(expression);
  const isPlainRate = expression.kind === "call" && uses.length === 1 && uses.every(isRated);
  const isCounter = /_total$/.test(uses[0]?.selector.name ?? "");
  if (!isPlainRate || !isCounter) return [];
  return [
    {
      ...{ rule: "several-values", severity: "warning", ...place(rule) },
      cause: `nothing is added up: of an object with several series, such as one for each code or path, the last one alone counts`,
      fix: "Add them up: sum(…) by (<<.GroupBy>>).",
    },
  ];
}
