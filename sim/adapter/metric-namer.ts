import { goQuote } from "../kubernetes/go-text.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { DiscoveryRule, RegexFilter } from "./config.ts";
import { expand } from "./expand.ts";
import { createMetricsQuery, type MetricsQuery } from "./metrics-query.ts";
import { failed, found, type Outcome } from "./outcome.ts";
import type { CompileRegex, Regex } from "./ports.ts";
import { createResourceConverter, type Naming, type ResourceConverter } from "./resource-converter.ts";

/** A rule at work: from series to metrics, and from metrics to queries. */
export type MetricNamer = {
  readonly seriesQuery: string;
  /** Whether queries of external metrics are confined to the namespace. */
  readonly namespaced: boolean;
  readonly converter: ResourceConverter;
  readonly query: MetricsQuery;
  /** Whether a series that meets the series query passes the filters as well. */
  readonly accepts: (series: Labels) => boolean;
  /** The metric's name; undefined when the series' name has not the form for it. */
  readonly nameOf: (series: Labels) => string | undefined;
};

/** The rules, or the error with which the adapter refuses to start. Source: prometheus-adapter v0.12.0 pkg/naming NamersFromConfig */
export function namersFromRules(rules: readonly DiscoveryRule[], naming: Naming): Outcome<readonly MetricNamer[]> {
  const namers: MetricNamer[] = [];
  for (const rule of rules) {
    const namer = createNamer(rule, naming);
    if (!namer.ok) return namer;
    namers.push(namer.value);
  }
  return found(namers);
}

/** The name of a series; empty for one without. */
export const seriesName = (series: Labels): string => series["__name__"] ?? "";

function createNamer(rule: DiscoveryRule, naming: Naming): Outcome<MetricNamer> {
  const { seriesQuery, resources, metricsQuery, seriesFilters, name } = rule;
  const { compileRegex } = naming;
  const associated = `associated with series query ${goQuote(seriesQuery)}`;
  const converter = createResourceConverter(resources, naming);
  if (!converter.ok) return converter;
  const query = createMetricsQuery(metricsQuery, converter.value);
  if (!query.ok) return failed(`unable to construct metrics query ${associated}: ${query.error}`);
  const filters: Filter[] = [];
  for (const given of seriesFilters) {
    const filter = filterOf(given, compileRegex);
    if (!filter.ok) return failed(`unable to generate series name filter ${associated}: ${filter.error}`);
    filters.push(filter.value);
  }
  if (name.matches !== "") {
    const filter = filterOf({ is: name.matches, isNot: "" }, compileRegex);
    if (!filter.ok)
      return failed(`unable to generate series name filter from name rules ${associated}: ${filter.error}`);
    filters.push(filter.value);
  }
  const compiled = compileRegex(name.matches === "" ? ".*" : name.matches);
  const matcher = `${goQuote(name.matches)} ${associated}`;
  if (compiled.kind === "invalid") {
    return failed(`unable to compile series name match expression ${matcher}: ${compiled.because}`);
  }
  const { regex } = compiled;
  const as = name.as === "" ? obviousName(regex) : name.as;
  if (as === undefined) return failed(`must specify an 'as' value for name matcher ${matcher}`);
  return found({
    seriesQuery,
    namespaced: resources.namespaced ?? true,
    converter: converter.value,
    query: query.value,
    accepts: (series) => filters.every((filter) => filter(seriesName(series))),
    nameOf: (series) => {
      const text = seriesName(series);
      const match = regex.exec(text);
      return match === undefined ? undefined : expand(as, text, { regex, match });
    },
  });
}

/** The whole match, or the only group; undefined when there is a choice. */
function obviousName({ groupNames }: Regex): string | undefined {
  if (groupNames.length === 0) return "$0";
  return groupNames.length === 1 ? "$1" : undefined;
}

type Filter = (name: string) => boolean;

/** The expression may match any part of the name. Source: prometheus-adapter v0.12.0 pkg/naming NewReMatcher */
function filterOf({ is, isNot }: RegexFilter, compileRegex: CompileRegex): Outcome<Filter> {
  if (is !== "" && isNot !== "") {
    const both = `\`is\` (${goQuote(is)}) and \`isNot\` (${goQuote(isNot)})`;
    return failed(`cannot have both an ${both} expression in a single filter`);
  }
  if (is === "" && isNot === "") return failed("must have either an `is` or `isNot` expression in a filter");
  const pattern = is === "" ? isNot : is;
  const compiled = compileRegex(pattern);
  if (compiled.kind === "invalid")
    return failed(`unable to compile series filter ${goQuote(pattern)}: ${compiled.because}`);
  return found((name) => compiled.regex.test(name) === (is !== ""));
}
