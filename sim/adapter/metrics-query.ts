import { goQuote } from "../kubernetes/go-text.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import type { GroupResource } from "./config.ts";
import { matcherOf } from "./operators.ts";
import { failed, found, type Outcome } from "./outcome.ts";
import { namespaceResource, type ResourceConverter } from "./resource-converter.ts";
import { executeTemplate, type Template } from "./template/execute.ts";
import { parseTemplate } from "./template/parse.ts";
import type { Struct, Value } from "./template/value.ts";

/** What a query about objects is made of. */
export type ObjectsQuery = {
  readonly series: string;
  readonly resource: GroupResource;
  /** Empty for objects without a namespace. */
  readonly namespace: string;
  readonly names: readonly string[];
  readonly metricSelector: Selector;
  /** Further labels to group by. */
  readonly extraGroupBy: readonly string[];
};

export type ExternalQuery = {
  readonly series: string;
  /** Empty when the query is to be confined to none. */
  readonly namespace: string;
  readonly metricSelector: Selector;
};

/** Writes PromQL by a rule's template. */
export type MetricsQuery = {
  readonly build: (query: ObjectsQuery) => Outcome<string>;
  readonly buildExternal: (query: ExternalQuery) => Outcome<string>;
};

/** Source: prometheus-adapter v0.12.0 pkg/naming/metrics_query.go */
export function createMetricsQuery(text: string, converter: ResourceConverter): Outcome<MetricsQuery> {
  const parsed = parseTemplate("metrics-query", text);
  if (parsed.kind !== "template") {
    return failed(`unable to parse metrics query template ${goQuote(text)}: ${parsed.message}`);
  }
  const template = { name: "metrics-query", text, nodes: parsed.nodes };

  const conditions = (metricSelector: Selector, namespace: string): Outcome<Conditions> => {
    const read = fromSelector(metricSelector);
    if (namespace === "") return read;
    const label = converter.labelForResource(namespaceResource);
    // Upstream looks for the label first: its error goes before that of a selector.
    if (!label.ok) return label;
    return read.ok ? found([...read.value, { label: label.value, operator: "=", value: namespace }]) : read;
  };

  const build = (query: ObjectsQuery): Outcome<string> => {
    const read = conditions(query.metricSelector, query.namespace);
    if (!read.ok) return read;
    const label = converter.labelForResource(query.resource);
    if (!label.ok) return label;
    // Names are joined as they are: a dot in one matches any character.
    const operator = query.names.length > 1 ? "=~" : "=";
    const own = { label: label.value, operator, value: query.names.join("|") } as const;
    return write(template, {
      series: query.series,
      conditions: [...read.value, own],
      groupBy: [label.value, ...query.extraGroupBy],
    });
  };

  const buildExternal = ({ series, namespace, metricSelector }: ExternalQuery): Outcome<string> => {
    const read = conditions(metricSelector, namespace);
    return read.ok ? write(template, { series, conditions: read.value, groupBy: [] }) : read;
  };

  return found({ build, buildExternal });
}

type Condition = {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
};

type Conditions = readonly Condition[];

function fromSelector(selector: Selector): Outcome<Conditions> {
  const conditions: Condition[] = [];
  for (const { key: label, operator, values } of selector.kind === "nothing" ? [] : selector.requirements) {
    const distinct = [...new Set(values)].sort(byCodeUnit);
    const matcher = matcherOf(operator, distinct.length);
    if (!matcher.ok) return matcher;
    conditions.push({ label, operator: matcher.value, value: distinct.join("|") });
  }
  return found(conditions);
}

type Written = { readonly series: string; readonly conditions: Conditions; readonly groupBy: readonly string[] };

function write(template: Template, { series, conditions, groupBy }: Written): Outcome<string> {
  const matchers = conditions.map(({ label, operator, value }) => `${label}${operator}${goQuote(value)}`);
  const root: Struct = {
    type: "struct",
    goType: "naming.queryTemplateArgs",
    fields: new Map<string, Value>([
      ["Series", { type: "string", text: series }],
      ["LabelMatchers", { type: "string", text: matchers.join(",") }],
      ["LabelValuesByName", { type: "map[string]string", entries: new Map(conditions.map(valueOfLabel)) }],
      ["GroupBy", { type: "string", text: groupBy.join(",") }],
      ["GroupBySlice", { type: "[]string", items: groupBy }],
    ]),
  };
  const query = executeTemplate(template, root);
  return query.ok && query.value === "" ? failed("empty query produced by metrics query template") : query;
}

const valueOfLabel = ({ label, value }: Condition): readonly [string, string] => [label, value];
