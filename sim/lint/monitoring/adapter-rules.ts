import {
  type DiscoveryRule,
  type GroupResource,
  printGroupResource,
  type ResourceMapping,
} from "../../adapter/config.ts";
import { type MetricNamer, namersFromRules } from "../../adapter/metric-namer.ts";
import type { Outcome } from "../../adapter/outcome.ts";
import { type Naming, namespaceResource } from "../../adapter/resource-converter.ts";
import { type ApiGroup, createRestMapper } from "../../adapter/rest-mapper.ts";
import { everything, type Selector } from "../../kubernetes/label-selector.ts";
import type { ObjectReference } from "../../kubernetes/object.ts";
import type { Matcher } from "../../prometheus/promql/matcher.ts";
import type { Expression } from "../../prometheus/promql/syntax/ast.ts";
import { parseMetricSelector, parseQuery } from "../../prometheus/promql/syntax/parse.ts";
import type { ParserOptions } from "../../prometheus/promql/syntax/parsing.ts";
import { compileRegex } from "../../regex.ts";
import { builtInGroups } from "./api-groups.table.ts";
import type { LintedAdapter } from "./monitoring.ts";

/** A rule for custom or external metrics that the adapter can start with. */
export type AdapterRule = {
  readonly of: "custom" | "external";
  readonly reference: ObjectReference;
  /** `rules[0]`. */
  readonly field: string;
  readonly rule: DiscoveryRule;
  readonly namer: MetricNamer;
  /** The conditions of the series query. */
  readonly matchers: readonly Matcher[];
  /** The one name that series may have; undefined for several. */
  readonly series: string | undefined;
};

/** A rule with which the adapter does not start, or which Prometheus refuses. */
export type BrokenRule = {
  readonly reference: ObjectReference;
  readonly field: string;
  /** Upstream's words. */
  readonly error: string;
  readonly because: "resource" | "rule" | "series-query";
};

/** The rules of one config. */
export type AdapterRules = {
  readonly adapter: LintedAdapter;
  readonly rules: readonly AdapterRule[];
  readonly broken: readonly BrokenRule[];
};

/** As a Prometheus without feature flags reads queries. */
const parserOptions: ParserOptions = {
  experimentalFunctions: false,
  durationExpressions: false,
  extendedRangeSelectors: false,
  binaryFillModifiers: false,
};

/** The expression, or Prometheus' words about what is wrong with it. */
export function expressionOf(query: string): Outcome<Expression> {
  const parsed = parseQuery(query, { options: parserOptions, compileRegex });
  return parsed.kind === "expression" ? { ok: true, value: parsed.expression } : { ok: false, error: parsed.message };
}

/** What the adapter makes of its rules. */
export function adapterRules(adapter: LintedAdapter): AdapterRules {
  const { config, fields } = adapter;
  const broken: BrokenRule[] = [];
  const rules = [
    ...config.rules.map((rule, at) => ({ rule, of: "custom" as const, field: `${fields.rules}[${at}]` })),
    ...config.externalRules.map((rule, at) => ({
      ...{ rule, of: "external" as const, field: `${fields.externalRules}[${at}]` },
    })),
  ].flatMap((given) => readRule({ ...given, reference: adapter.reference }, broken));
  return { adapter, rules, broken };
}

type Given = Pick<AdapterRule, "of" | "reference" | "field" | "rule">;

function readRule(given: Given, broken: BrokenRule[]): readonly AdapterRule[] {
  const { rule, reference, field } = given;
  const namers = namersFromRules([rule], namingFor(rule.resources));
  if (!namers.ok) {
    const isResource = namers.error.startsWith("unable to normalize group-resource");
    const place = isResource ? `${field}.resources` : field;
    broken.push({ reference, field: place, error: namers.error, because: isResource ? "resource" : "rule" });
    return [];
  }
  const parsed = parseMetricSelector(rule.seriesQuery, { options: parserOptions, compileRegex });
  if (parsed.kind === "error") {
    broken.push({ reference, field: `${field}.seriesQuery`, error: parsed.message, because: "series-query" });
    return [];
  }
  const { matchers } = parsed;
  const name = matchers.find((matcher) => matcher.name === "__name__" && matcher.operator === "=")?.value;
  const series = name !== undefined && /^[A-Za-z_:][\w:]*$/.test(name) ? name : undefined;
  return namers.value.map((namer) => ({ ...given, namer, matchers, series }));
}

/** Resources of groups that clusters only have by a CustomResourceDefinition are taken as given. */
export function namingFor({ overrides }: ResourceMapping): Naming {
  const custom = overrides
    .filter(({ group }) => isCustomGroup(group))
    .map(({ group, resource }): ApiGroup => {
      const plural = { name: resource.toLowerCase(), singularName: resource.toLowerCase(), kind: resource };
      return { name: group, preferredVersion: "v1", versions: [{ version: "v1", resources: [plural] }] };
    });
  return { mapper: createRestMapper([...builtInGroups, ...custom]), compileRegex };
}

const isCustomGroup = (group: string): boolean =>
  group !== "" && !builtInGroups.some(({ name }) => name.startsWith(group)) && !/^extensions$/.test(group);

/** Stands in for the name of a series that is not known. */
export const someSeries = "some_series";

export const pods: GroupResource = { group: "", resource: "pods" };

/** The label that names objects of a resource; undefined when a rule has none for it. */
export function labelFor({ namer }: Pick<AdapterRule, "namer">, resource: GroupResource): string | undefined {
  const label = namer.converter.labelForResource(resource);
  return label.ok ? label.value : undefined;
}

/** What a rule is about: the resource of an override, pods before others and namespaces last, or pods where it has a template. */
export function mainResource({ rule, namer }: AdapterRule): GroupResource | undefined {
  const overridden = rule.resources.overrides.flatMap(
    ({ label }) => namer.converter.resourcesForSeries({ [label]: "x" }).resources,
  );
  const others = overridden.filter(({ resource }) => resource !== namespaceResource.resource);
  const ofPods = others.find((resource) => printGroupResource(resource) === "pods");
  return ofPods ?? others[0] ?? (rule.resources.template === "" ? overridden[0] : pods);
}

export type QueryAsk = {
  readonly series?: string;
  readonly resource?: GroupResource;
  readonly namespace?: string;
  readonly names?: readonly string[];
  readonly metricSelector?: Selector;
};

/** The query that a rule writes for an HPA, as if about two objects; undefined where it has no label for them. */
export function queryOf(rule: AdapterRule, ask: QueryAsk = {}): string | undefined {
  const { namer, of } = rule;
  const series = ask.series ?? rule.series ?? someSeries;
  const { metricSelector = everything, names = ["object-0", "object-1"] } = ask;
  const hasNamespace = labelFor(rule, namespaceResource) !== undefined;
  if (of === "external") {
    const namespace = namer.namespaced && hasNamespace ? (ask.namespace ?? "some-namespace") : "";
    const query = namer.query.buildExternal({ series, namespace, metricSelector });
    return query.ok ? query.value : undefined;
  }
  const resource = ask.resource ?? mainResource(rule);
  if (resource === undefined) return undefined;
  const isNamespaced = !["namespaces", "nodes", "persistentvolumes"].includes(printGroupResource(resource));
  const namespace = isNamespaced && hasNamespace ? (ask.namespace ?? "some-namespace") : "";
  const query = namer.query.build({ series, resource, namespace, names, metricSelector, extraGroupBy: [] });
  return query.ok ? query.value : undefined;
}
